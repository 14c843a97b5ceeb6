// The list of people and their chats: last words, what is unread, their time.

import { avatar, badge, el, fullName, icon, moveByArrows, show } from "./build.js";

/** Draws `people` into `nav`; `open` holds, by the ids of those in view, the chat that each is at. */
export function showPeople(nav, people, { words, open, timeOf, onOpen, onAdd }) {
	if (nav.dataset.language !== words.language) {
		nav.dataset.language = words.language;
		nav.setAttribute("aria-label", words.people);
		nav.replaceChildren(
			el("p.nobody", words.nobody),
			el("ul.people-list", { keydown: moveByArrows }),
			el("button.add-person", { click: onAdd }, icon("add"), el("span", words.addPerson)),
		);
	}
	nav.querySelector(".nobody").hidden = people.length > 0;
	const items = people.map((person) => ({ key: person.id, value: { person, at: open.get(person.id), time: timeOf(person) } }));
	show(nav.querySelector(".people-list"), items, (value) => line(value, words, onOpen));
}

function line({ person, at, time }, words, onOpen) {
	const mark = person.deleted ? words.deletedMark : person.blocked ? words.blockedMark : null;
	const several = person.chats.length > 1;
	const unread = person.chats.reduce((sum, chat) => sum + chat.unread, 0);
	return el(
		"li",
		{ class: several ? "several" : null },
		el(
			"button.person",
			{ "aria-pressed": String(at !== undefined), click: () => onOpen(person.id) },
			avatar(person),
			el(
				"span.person-lines",
				el("span.person-top", el("bdi.person-name", fullName(person)), el("span.person-time", time)),
				el(
					"span.person-bottom",
					!several && el("span.person-last", { dir: "auto" }, person.last_text || words.nothingYet),
					mark && el("span.mark", mark),
					badge(unread, words),
				),
			),
		),
		several && el("ul.person-chats", person.chats.map((chat) => chatLine(chat, person, at, words, onOpen))),
	);
}

function chatLine(chat, person, at, words, onOpen) {
	return el(
		"li",
		el(
			"button.person-chat",
			{ "aria-pressed": String(chat.id === at), click: () => onOpen(person.id, chat.id) },
			el("bdi.chat-title", chat.title),
			el("span.person-last", { dir: "auto" }, chat.last_text || words.nothingYet),
			badge(chat.unread, words),
		),
	);
}
