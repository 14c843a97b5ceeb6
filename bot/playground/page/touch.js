// What a person can do to messages: press, copy, follow a link, choose people, tell a place.

import { Refused, post } from "./api.js";
import { askText, chooseOne, copy, showAlert } from "./dialog.js";
import { OUT } from "./groups.js";
import { readLink } from "./links.js";
import { choosePeople, choosePlace, shareSheet } from "./picker.js";

const ANSWER_MS = 10_000; // a button that was not answered by then stops looking busy
// Deeds that name no chat, or name it themselves.
const NOWHERE = new Set(["block", "unblock", "delete", "open", "share-chat", "forward"]);
const IN_TOPIC = new Set(["send", "upload", "send-location", "send-contact"]);

export class Touch {
	#chat;
	#world;
	#answered = new Set();
	#waiting = new Map();

	/** `chat` is the column, `world` is what app.js knows. */
	constructor(chat, world) {
		this.#chat = chat;
		this.#world = world;
		this.words = chat.words;
		this.language = chat.words.language;
	}

	get zone() {
		return this.#chat.person.zone;
	}

	get bot() {
		return this.#world.bot();
	}

	get now() {
		return this.#world.now();
	}

	// --- asking the world ---

	/** One POST as this person; fails with a `Refused` whose message is always a sentence. */
	async post(action, body = {}) {
		try {
			return await post(`/api/people/${this.#chat.person.id}/${action}`, { ...this.#where(action), ...body });
		} catch (problem) {
			throw new Refused(this.sentence(problem), problem.status);
		}
	}

	#where(action) {
		const { isGroup, id, thread } = this.#chat;
		if (!isGroup || NOWHERE.has(action)) return {};
		return { chat_id: id, thread_id: thread && IN_TOPIC.has(action) ? thread : undefined };
	}

	sentence(problem) {
		return problem instanceof Refused ? problem.in(this.words) : this.words.failed;
	}

	say(text) {
		this.#chat.toast(text);
	}

	/** For what has no text to lose: a refusal is said in a toast. Null when it failed. */
	async do(action, body = {}) {
		try {
			const answer = await this.post(action, body);
			await this.#chat.refresh();
			return answer;
		} catch (problem) {
			this.say(problem.message);
			return null;
		}
	}

	// --- texts ---

	command(text) {
		return this.do("send", { text });
	}

	deedsFor(message) {
		const { words } = this;
		const { composer, person } = this.#chat;
		const free = !message.protected;
		const own = message.sender.id === person.id;
		return [
			!composer.element.hidden && [words.reply, () => composer.startAnswering(message)],
			own && message.text && !message.forwarded_from && [words.edit, () => composer.startEditing(message)],
			free && [words.forward, () => this.#forward(message)],
			free && message.text && [words.copyText, () => this.copy(message.text)],
		];
	}

	async #forward({ message_id }) {
		const { id, person } = this.#chat;
		const chatId = await this.#chooseChat(() => true);
		const forwarded = chatId && (await this.do("forward", { message_id, from_chat_id: id, chat_id: chatId }));
		if (forwarded) this.#world.open(person.id, chatId);
	}

	#chooseChat(fits) {
		const { words } = this;
		const chats = this.#chat.person.chats.filter((chat) => !OUT.has(chat.status) && fits(chat));
		const lines = chats.map((chat) => ({ face: { id: chat.id, name: chat.title }, name: chat.title, value: chat.id }));
		return chooseOne(words, words.chooseChat, lines, words.noChats);
	}

	copy(text) {
		return copy(this.words, text, (said) => this.say(said));
	}

	async follow(url) {
		const meaning = readLink(url, this.bot.username);
		if (meaning.kind === "here") await this.open(meaning.url);
		else if (meaning.kind === "share") await this.share(meaning);
		else if (meaning.kind === "outside") window.open(meaning.url, "_blank", "noopener,noreferrer");
	}

	/** As if a link had been tapped: to the bot, into a group. */
	async open(url) {
		const group = /[?&]startgroup/.test(url) ? await this.#chooseChat(({ id }) => this.#world.group(id)) : undefined;
		const answer = group !== null && (await this.do("open", { url, chat_id: group }));
		if (answer) await this.#world.arrive(this.#chat.person.id, answer.chat_id ?? group);
	}

	async openLink() {
		const { words } = this;
		const url = await askText(words, words.openLink, words.link, words.open, { dir: "ltr", placeholder: "t.me/…" });
		if (url) await this.open(url);
	}

	/** Offers a link to everybody else here, or to the clipboard. */
	async share({ url, text }) {
		const people = readLink(url, this.bot.username).kind === "here" ? this.others() : [];
		const choice = await shareSheet(this.words, { url, text, people });
		if (choice?.copy) await this.copy(url);
		else if (choice?.openAs) await this.#world.openAs(choice.openAs, url);
	}

	// --- keyboards ---

	async press(message, button, node) {
		if (button.callback_data) await this.#pressCallback(message, button, node);
		else if (button.url) await this.follow(button.url);
		else if (button.copy_text) await this.copy(button.copy_text.text ?? button.copy_text);
		else this.say(this.words.notHere);
	}

	async pressReply(button) {
		if (button.request_users) await this.#shareUsers(button.request_users);
		else if (button.request_location) await this.#sharePlace();
		else if (button.request_contact) await this.do("contact");
		else if (button.request_chat) await this.#shareChat(button.request_chat);
		else if (button.web_app) this.say(this.words.notHere);
		else await this.command(button.text);
	}

	/** The bot answered a press of one of this person's buttons. */
	answered({ callback_id: id, text, alert, url }) {
		this.#answered.add(id);
		this.#waiting.get(id)?.();
		this.#waiting.delete(id);
		if (text && alert) showAlert(this.words, text);
		else if (text) this.say(text);
		if (url) this.follow(url);
	}

	async #pressCallback(message, button, node) {
		if (node.getAttribute("aria-busy") === "true") return;
		const rest = () => node.removeAttribute("aria-busy");
		node.setAttribute("aria-busy", "true");
		setTimeout(rest, ANSWER_MS);
		const pressed = await this.do("press", { message_id: message.message_id, data: button.callback_data });
		// The answer may have come by the stream of events before the press itself returned.
		if (!pressed || this.#answered.has(pressed.callback_id)) rest();
		else this.#waiting.set(pressed.callback_id, rest);
	}

	async #shareUsers({ request_id, max_quantity: most }) {
		const ids = await choosePeople(this.words, this.others(), most ?? 1);
		if (ids) await this.do("share-users", { request_id, user_ids: ids });
	}

	async #shareChat({ request_id, chat_is_forum: forum, chat_is_created: own }) {
		const chatId = await this.#chooseChat(({ id, status }) => {
			const group = this.#world.group(id);
			return group && (forum ?? group.is_forum) === group.is_forum && (!own || status === "creator");
		});
		if (chatId) await this.do("share-chat", { request_id, chat_id: chatId });
	}

	async #sharePlace() {
		const place = await choosePlace(this.words);
		if (place) await this.do("location", place);
	}

	others() {
		return this.#world.people().filter(({ id, deleted }) => id !== this.#chat.person.id && !deleted);
	}
}
