// Groups: making one, and what its people can do to it and to each other.

import { avatar, el, fullName } from "./build.js";
import { ask, askText, buttons, choice, chooseOne, confirmed, field, form, strong } from "./dialog.js";
import { choosePeople } from "./picker.js";

/** The statuses of those who are not in a group. */
export const OUT = new Set(["left", "kicked"]);
const ADMINS = new Set(["creator", "administrator"]);

/** Asks for a group's name and kind, and lets `person` create it. */
export async function newGroup(words, person, world) {
	const group = await ask(words, words.newGroup, (done) => [
		form(
			({ title, kind }) => done({ title, type: kind === "group" ? kind : "supergroup", is_forum: kind === "forum" }),
			field(words.groupTitle, "title", { required: true, maxlength: 128, autofocus: true, dir: "auto" }),
			choice(words.groupKind, "kind", Object.entries(words.groupKinds), "supergroup"),
			buttons(words, done, strong(words.add)),
		),
	]);
	if (group) await world.addGroup({ ...group, creator_id: person.id });
}

/** Those who ask to be let in, where the person in `chat` can do that. */
export function waiting({ id, person }, world) {
	const { members, requests } = world.group(id);
	return members.some((member) => member.id === person.id && ADMINS.has(member.status)) ? requests : [];
}

/** What the person in `chat` can do to the group, as the lines of its menu. */
export function groupLines(chat, world, touch) {
	const { id, person, topic, words } = chat;
	const group = world.group(id);
	const inside = group.members.filter(({ status }) => !OUT.has(status));
	const own = inside.find((member) => member.id === person.id);
	if (!own || group.upgraded_to) return [];
	const leads = ADMINS.has(own.status);
	return [
		[words.addSomebody, () => addSomebody(inside, touch)],
		[words.members, () => members(inside, leads, touch)],
		leads && [words.inviteLink, () => invite(group, touch)],
		group.is_forum && [words.newTopic, () => newTopic(chat, touch)],
		topic && [
			topic.closed ? words.reopenTopic : words.closeTopic,
			() => touch.do(topic.closed ? "reopen-topic" : "close-topic", { thread_id: topic.id }),
		],
		own.status === "creator" && group.type === "group" && [words.upgrade, () => touch.do("upgrade")],
		[words.leave, () => leave(group, touch)],
	];
}

async function addSomebody(inside, touch) {
	const { bot, words } = touch;
	const known = [{ ...bot, first_name: bot.name, isBot: true }, ...touch.others()];
	const fits = known.filter(({ id }) => !inside.some((member) => member.id === id));
	const [id] = (await choosePeople(words, fits, 1, words.add)) ?? [];
	if (id) await (id === bot.id ? touch.do("add-bot") : touch.do("add", { person_id: id }));
}

async function members(inside, leads, touch) {
	const { words } = touch;
	const lines = inside.map((member) => ({ face: member, name: member.name, note: words.statuses[member.status], value: member }));
	const member = await chooseOne(words, words.members, lines);
	if (member && leads && member.status !== "creator") await change(member, touch);
}

async function change({ id, name, status, rights: has, is_bot: isBot }, touch) {
	const { words } = touch;
	const rights = Object.entries(words.rights);
	const box = ([right, label]) => el("label.choice", el("input", { type: "checkbox", name: right, checked: !has || has.includes(right) }), label);
	const person = { person_id: id };
	const answer = await ask(words, name, (done) => [
		form(
			(values) => done(["promote", { ...person, rights: Object.fromEntries(rights.map(([right]) => [right, right in values])) }]),
			el("div.choices", rights.map(box)),
			strong(words.promote),
			status === "administrator" && other(words.demote, () => done(["demote", person])),
			other(words.remove, () => done(isBot ? ["remove-bot"] : ["remove", person])),
			buttons(words, done),
		),
	]);
	if (answer) await touch.do(...answer);
}

function other(label, click) {
	return el("button.quiet", { click }, label);
}

async function invite(group, touch) {
	const { words } = touch;
	const lines = words.inviteKinds.map((name, at) => ({ name, value: { request: at > 0 } }));
	const kind = await chooseOne(words, words.inviteLink, lines);
	const link = kind && (await touch.do("invite", kind));
	if (link) await touch.share({ url: link.url, text: group.title });
}

export async function letIn(requests, world, touch) {
	const { words } = touch;
	const answer = await ask(words, words.requests(requests.length), (done) => [
		...requests.map((who) => {
			const person = world.person(who.person_id);
			const name = fullName(person);
			return el(
				"div.choice",
				{ role: "group", "aria-label": name },
				avatar(person),
				el("bdi", name),
				other(words.letIn, () => done(["approve", who])),
				other(words.decline, () => done(["decline", who])),
			);
		}),
		buttons(words, done),
	]);
	if (answer) await touch.do(...answer);
}

async function newTopic(chat, touch) {
	const { words } = touch;
	const name = await askText(words, words.newTopic, words.topicName, words.add, { maxlength: 128 });
	const topic = name && (await touch.do("topic", { name }));
	if (topic) await chat.showTopic(topic.thread_id);
}

async function leave(group, touch) {
	const { words } = touch;
	if (await confirmed(words, words.leaveSure(group.title), words.leave)) await touch.do("leave");
}
