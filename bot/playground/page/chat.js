// One person at one chat: a column, in that person's language and direction.

import { get } from "./api.js";
import { attachTo } from "./attach.js";
import { badge, el, fullName, hiddenText, icon, oneAtATime, show } from "./build.js";
import { Composer } from "./composer.js";
import { confirmed, strong } from "./dialog.js";
import { OUT, groupLines, letIn, newGroup, waiting } from "./groups.js";
import { Head } from "./head.js";
import { keyboard as keys } from "./keyboards.js";
import { messageItem } from "./message.js";
import { dayName, momentOf } from "./moments.js";
import { Place } from "./place.js";
import { Touch } from "./touch.js";
import { wordsFor } from "./words.js";

const TYPING_MS = 5000; // how long Telegram's apps show one "typing"
const TOAST_MS = 4000;
const GENERAL = 1; // the topic of a forum that is always there

export class Chat {
	#world;
	#chat = null;
	#thread = GENERAL;
	#keyboardHidden = false;
	#shownKeyboard = "null";
	#typing = null;
	#read = 0;
	#place;

	/** `id` is the person's own for their chat with the bot; `world` is what app.js knows. */
	constructor(person, id, world) {
		this.#world = world;
		this.id = id;
		this.isGroup = id !== person.id;
		this.person = person;
		this.words = wordsFor(person.language_code);
		this.refresh = oneAtATime(() => this.#load());
		this.touch = new Touch(this, world);
		this.#build();
		this.update(person);
	}

	// --- what the page asks of a column ---

	get line() {
		return this.person.chats.find((chat) => chat.id === this.id) ?? this.person.chats[0];
	}

	/** The number of the topic in view, in a forum; null elsewhere. */
	get thread() {
		return this.#world.group(this.id)?.is_forum ? this.#thread : null;
	}

	/** Takes what the list of people now says about this person. */
	update(person) {
		this.person = person;
		const name = fullName(person);
		this.element.setAttribute("aria-label", this.words.chatOf(name, this.line.title));
		this.log.setAttribute("aria-label", this.words.messagesOf(name));
		this.head.update(person, this.id);
		const { length } = this.#waiting;
		this.door.hidden = !length;
		this.door.textContent = this.words.requests(length);
		this.tick();
		if (!this.#chat) return;
		this.#showState();
		this.#look();
	}

	tick() {
		this.head.tick(this.person.zone, this.#world.now());
	}

	leave() {
		this.#place.leave();
	}

	/** After the column was put into the page: shows it as it was left, then what is new. */
	comeBack() {
		this.#place.comeBack();
		this.refresh();
	}

	showTyping() {
		clearTimeout(this.#typing);
		this.#typing = setTimeout(() => this.#stopTyping(), TYPING_MS);
		this.head.typing = true;
		this.dots.hidden = false;
		this.#place.keep();
	}

	toast(text) {
		const toast = el("div.toast", { dir: "auto" }, text);
		this.toasts.append(toast);
		setTimeout(() => toast.remove(), TOAST_MS);
	}

	// --- building ---

	#build() {
		const { words } = this;
		this.list = el("ol");
		this.dots = el("div.dots", { hidden: true, "aria-hidden": "true" }, el("i"), el("i"), el("i"));
		this.log = el("div.log", { role: "log", "aria-live": "polite", tabindex: "0" }, this.list, this.dots);
		this.#place = new Place(this.log, this.list, () => this.#look());
		this.toasts = el("div.toasts", { role: "status", "aria-live": "polite" });
		this.newest = el(
			"button.newest",
			{ hidden: true, title: words.newest, click: () => this.#toNewest() },
			hiddenText(words.newest),
			icon("down"),
			el("span"),
		);
		this.gate = el("div.gate", { hidden: true });
		this.keyboard = el("div.keyboard", { hidden: true });
		this.composer = new Composer(this.words, fullName(this.person), {
			send: (text, replyTo) => this.#send(text, replyTo),
			edit: (messageId, text) => this.touch.post("edit", { message_id: messageId, text }),
			lastOwn: () => this.#chat?.messages.findLast((message) => this.#isOwn(message) && message.text) ?? null,
			onKeyboard: () => this.#toggleKeyboard(),
		});
		this.head = new Head(this.person, words, {
			lines: () => this.#lines(),
			onChat: (id) => this.#world.open(this.person.id, id),
			onTopic: (id) => this.showTopic(id),
			onClose: () => this.#world.close(this.person.id),
		});
		this.door = el("button.door", { click: () => letIn(this.#waiting, this.#world, this.touch) });
		this.element = el(
			"section.chat",
			{ lang: words.language, dir: words.dir, "data-person": this.person.id },
			this.head.element,
			this.door,
			el("div.log-room", this.log, this.newest, this.toasts),
			this.gate,
			this.composer.element,
			this.keyboard,
		);
		attachTo(this.composer, this.element, this.touch);
	}

	// --- showing ---

	async #load() {
		let chat;
		try {
			const where = this.isGroup ? `?chat_id=${this.id}` : "";
			chat = await get(`/api/people/${this.person.id}/chat${where}${this.thread ? `&thread_id=${this.thread}` : ""}`);
		} catch (problem) {
			this.composer.complain(this.touch.sentence(problem));
			return;
		}
		const wrote = this.#chat !== null && this.#hasJustWritten(chat, this.#chat);
		this.#chat = chat;
		if (chat.typing) this.showTyping();
		else this.#stopTyping();
		show(this.list, this.#items(), (value) => this.#item(value));
		this.head.topics.draw(this.thread ? [{ id: GENERAL, name: this.words.general }, ...chat.topics] : [], this.#thread);
		this.composer.commands = chat.commands;
		this.#showKeyboard();
		this.#showState();
		if (wrote) this.#place.toTheEnd();
		else this.#place.keep();
		this.#look();
	}

	get #waiting() {
		return this.isGroup ? waiting(this, this.#world) : [];
	}

	#isOwn(message) {
		return message.sender.id === this.person.id;
	}

	#items() {
		const { zone } = this.person;
		const gist = ({ text, photo, document }) => text || (photo && this.words.picture) || document?.file_name;
		const texts = new Map(this.#chat.messages.map((message) => [message.message_id, gist(message)]));
		const items = this.#chat.earlier ? [{ key: "earlier", value: { line: this.words.earlier } }] : [];
		let lastDay = null;
		let last = null; // who spoke before
		for (const message of this.#chat.messages) {
			const day = dayName(momentOf(message.date), zone, this.words.language);
			if (day !== lastDay) {
				items.push({ key: `day-${message.message_id}`, value: { day } });
				last = null;
			}
			lastDay = day;
			const sender = message.service ? null : message.sender.id;
			const said = { answered: texts.get(message.reply_to), first: this.isGroup ? sender !== last : null, mine: this.#isOwn(message) };
			items.push({ key: message.message_id, value: { message, zone, said } });
			last = sender;
		}
		if (!items.length) items.push({ key: "start", value: this.isGroup ? { line: this.words.nothingYet } : {} });
		return items;
	}

	#item({ day, line, message, said }) {
		if (line) return el("li.service", el("span", line));
		if (day) return el("li.day", el("span", day));
		if (message) return messageItem(message, said, this.touch);
		const { words } = this;
		return el("li.welcome-start", el("p", words.startHint), strong(words.start, () => this.touch.command("/start")));
	}

	#toggleKeyboard() {
		this.#keyboardHidden = !this.#keyboardHidden;
		this.#showKeyboard();
	}

	#showKeyboard() {
		const keyboard = this.#chat.reply_keyboard ?? null;
		const shown = JSON.stringify(keyboard);
		if (shown !== this.#shownKeyboard) {
			const hadFocus = this.keyboard.contains(document.activeElement);
			this.keyboard.replaceChildren();
			const press = (button) => this.touch.pressReply(button);
			if (keyboard) this.keyboard.append(keys("reply-keyboard", this.words.keyboard, keyboard.keyboard, press));
			this.#shownKeyboard = shown;
			this.#keyboardHidden = false;
			if (hadFocus) this.composer.focus();
		}
		const open = keyboard !== null && !this.#keyboardHidden;
		this.keyboard.hidden = !open;
		this.composer.placeholder = open ? keyboard.placeholder : null;
		this.composer.showKeyboardButton({ present: keyboard !== null, open });
	}

	#showState() {
		const closed = this.#whyClosed();
		this.composer.element.hidden = closed !== null;
		this.keyboard.hidden ||= closed !== null;
		if (closed === null) this.#showKeyboard();
		this.gate.hidden = closed === null;
		if (this.gate.dataset.why === String(closed)) return;
		this.gate.dataset.why = String(closed);
		const { words } = this;
		const unblock = () => this.touch.do("unblock");
		const start = async () => (await unblock()) && this.touch.command("/start");
		this.gate.replaceChildren(el("p", words[closed] ?? ""));
		if (closed === "blocked") this.gate.append(strong(words.unblock, unblock), el("button.quiet", { click: start }, words.start));
		const next = closed === "becameSuper" && this.#world.group(this.id).upgraded_to;
		if (next) this.gate.append(strong(words.open, () => this.#world.open(this.person.id, next)));
	}

	#whyClosed() {
		const { person } = this;
		if (person.deleted) return "deleted";
		if (!this.isGroup) return this.#chat.blocked || person.blocked ? "blocked" : null;
		if (this.#world.group(this.id)?.upgraded_to) return "becameSuper";
		if (OUT.has(this.#chat.status)) return "notIn";
		if (this.#chat.can_write) return null;
		return this.topic?.closed ? "topicIsClosed" : "mayNotWrite";
	}

	/** The topic in view, if it is one that can be closed. */
	get topic() {
		return this.#chat?.topics.find(({ id }) => id === this.#thread);
	}

	#lines() {
		const { words, person } = this;
		const link = [words.openLink, () => this.touch.openLink()];
		if (this.isGroup) return [...groupLines(this, this.#world, this.touch), link];
		const blocked = this.#chat?.blocked || person.blocked;
		return [
			link,
			[words.newGroup, () => newGroup(words, person, this.#world)],
			blocked ? [words.unblock, () => this.touch.do("unblock")] : [words.block, () => this.touch.do("block")],
			[words.deleteAccount, () => this.#delete()],
		];
	}

	async showTopic(id) {
		this.#thread = id;
		this.#place.toTheEnd();
		await this.refresh();
		this.#place.toTheEnd();
	}

	#stopTyping() {
		clearTimeout(this.#typing);
		this.#typing = null;
		this.dots.hidden = true;
		this.head.typing = false;
		this.tick();
	}

	// --- acting ---

	async #send(text, replyTo) {
		await this.touch.post("send", replyTo ? { text, reply_to: replyTo } : { text });
		await this.refresh();
	}

	async #delete() {
		const question = this.words.deleteSure(fullName(this.person));
		if (await confirmed(this.words, question, this.words.deleteAccount)) await this.touch.do("delete");
	}

	#toNewest() {
		this.#place.toTheEnd();
		this.log.focus();
		this.#look();
	}

	/** Whoever is at the newest message has seen it: told to the world once. Whoever is not is shown the way. */
	#look() {
		const { unread } = this.line;
		const { atTheEnd } = this.#place;
		this.newest.hidden = atTheEnd;
		this.newest.lastChild.replaceChildren(badge(unread, this.words) ?? "");
		const last = this.#chat?.messages.at(-1)?.message_id ?? 0;
		if (!atTheEnd || !unread || this.#read === last || !this.element.isConnected || document.hidden) return;
		this.#read = last;
		this.touch.post("read").catch(() => (this.#read = 0)); // tried again at the next look
	}

	/** Whoever has just written wants to see it, wherever they had scrolled to. */
	#hasJustWritten(chat, before) {
		const last = chat.messages.at(-1);
		return Boolean(last) && this.#isOwn(last) && last.message_id !== before.messages.at(-1)?.message_id;
	}
}
