// What is in view: columns side by side, each one person at one of their chats.

import { Chat } from "./chat.js";
import { wordsFor } from "./words.js";

const MOST = 3; // columns side by side
const STORED_AS = "halqa-open";

export class Columns {
	#node;
	#world;
	#welcome;
	#open = []; // ids of the people in the order they stand
	#recent = []; // the same ids, the latest used first
	#at = new Map(); // the chat that each person is at
	#chats = new Map();
	shown = []; // the chats in view

	/** `world` is what app.js knows; `welcome()` builds what stands here while there is no chat. */
	constructor(node, world, welcome) {
		this.#node = node;
		this.#world = world;
		this.#welcome = welcome;
	}

	get inView() {
		const few = this.#recent.slice(0, this.#room);
		return this.#open.filter((id) => few.includes(id));
	}

	get #room() {
		return Math.min(MOST, this.#world.room());
	}

	get isFull() {
		return this.#open.length >= this.#room;
	}

	has(id) {
		return this.#open.includes(id);
	}

	chatIdOf(id) {
		const chosen = this.#at.get(id);
		return this.#world.person(id).chats.some((chat) => chat.id === chosen) ? chosen : id;
	}

	/** Puts a person into view, at `chatId` or where they were. */
	open(id, chatId = null) {
		if (chatId !== null) this.#at.set(id, chatId);
		if (!this.has(id)) {
			// A newcomer to a full row takes the place of the column that was used longest ago.
			const gone = this.#recent.length >= MOST ? this.#recent.pop() : null;
			if (gone === null) this.#open.push(id);
			else this.#open[this.#open.indexOf(gone)] = id;
		}
		this.#touched(id);
	}

	close(id) {
		this.#keep((other) => other !== id);
	}

	/** Everybody who was here has gone. */
	clear() {
		this.#keep(() => false);
		this.#at.clear();
		this.#chats.clear();
		this.#node.replaceChildren();
	}

	focus(id) {
		const { composer, log } = this.#chatOf(id);
		// On a phone a field with the focus brings a keyboard over what was to be read.
		(matchMedia("(pointer: coarse)").matches ? log : composer).focus();
	}

	#touched(id) {
		this.#recent = [id, ...this.#recent.filter((other) => other !== id)];
	}

	#keep(wanted) {
		this.#open = this.#open.filter(wanted);
		this.#recent = this.#recent.filter(wanted);
	}

	#chatOf(id) {
		const person = this.#world.person(id);
		const chatId = this.chatIdOf(id);
		const key = `${id} ${chatId}`;
		let chat = this.#chats.get(key);
		if (chat?.words !== wordsFor(person.language_code)) {
			chat = new Chat(person, chatId, this.#world);
			chat.element.addEventListener("focusin", () => this.has(id) && this.#touched(id));
			this.#chats.set(key, chat);
		}
		chat.update(person);
		return chat;
	}

	draw() {
		this.#keep((id) => this.#world.person(id));
		sessionStorage.setItem(STORED_AS, JSON.stringify(this.#open.map((id) => [id, this.chatIdOf(id)])));
		const chats = this.inView.map((id) => this.#chatOf(id));
		const wanted = chats.map((chat) => chat.element);
		if (!wanted.length) wanted.push(this.#node.querySelector(".welcome") ?? this.#welcome());
		for (const chat of this.shown) if (!chats.includes(chat)) chat.leave();
		for (const node of [...this.#node.children]) if (!wanted.includes(node)) node.remove();
		wanted.forEach((node, place) => {
			const there = this.#node.children[place];
			if (there !== node) this.#node.insertBefore(node, there ?? null);
		});
		for (const chat of chats) if (!this.shown.includes(chat)) chat.comeBack();
		this.shown = chats;
	}

	/** Opens what was open before the page was loaded anew. */
	remember() {
		for (const [id, chatId] of JSON.parse(sessionStorage.getItem(STORED_AS) ?? "[]")) {
			if (this.#world.person(id)) this.open(id, chatId);
		}
	}

	/** The chats that an event is about: one person's, or a group's as everybody sees it. */
	about({ person, chat = person }) {
		return [...this.#chats.values()].filter((each) => each.id === chat && [null, each.person.id].includes(person));
	}
}
