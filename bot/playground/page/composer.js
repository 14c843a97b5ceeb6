// Where one person writes, edits and answers. What could not be sent comes back into the field.

import { el, icon, iconButton, moveByArrows } from "./build.js";

const TALLEST = 160; // pixels: about seven lines, then the field scrolls

export class Composer {
	commands = [];
	#words;
	#act;
	#mode = null; // {kind: "edit" | "answer", message}
	#queue = Promise.resolve();

	/**
	 * `act.send(text, replyTo)` and `act.edit(messageId, text)` return promises that fail when it did not work;
	 * `act.lastOwn()` is the person's last message, or null.
	 */
	constructor(words, name, act) {
		this.#words = words;
		this.#act = act;
		this.field = el("textarea.field-text", {
			rows: 1,
			dir: "auto",
			maxlength: 4096,
			placeholder: words.write,
			"aria-label": `${words.write} (${name})`,
			keydown: (event) => this.#onKey(event),
			input: () => this.#onInput(),
		});
		this.menu = el("ul.commands", { hidden: true, "aria-label": words.commands, keydown: (event) => this.#onMenuKey(event) });
		this.slash = el(
			"button.icon-button.slash",
			{ title: words.commands, "aria-label": words.commands, "aria-expanded": "false", click: () => this.#toggleMenu() },
			"/",
		);
		this.keyboardButton = iconButton("keyboard", words.showKeyboard, act.onKeyboard, { hidden: true });
		this.modeLine = el("div.mode", { hidden: true });
		this.problem = el("p.problem", { role: "alert", hidden: true });
		const send = iconButton("send", words.send, null, { class: "icon-button send", type: "submit" });
		this.element = el(
			"form.composer",
			{ submit: (event) => this.#submit(event) },
			this.menu,
			this.modeLine,
			this.problem,
			el("div.composer-row", this.slash, this.field, this.keyboardButton, send),
		);
	}

	set placeholder(text) {
		this.field.placeholder = text || this.#words.write;
	}

	showKeyboardButton({ present, open }) {
		const label = open ? this.#words.hideKeyboard : this.#words.showKeyboard;
		this.keyboardButton.hidden = !present;
		this.keyboardButton.title = label;
		this.keyboardButton.setAttribute("aria-label", label);
		this.keyboardButton.setAttribute("aria-pressed", String(open));
	}

	focus() {
		this.field.focus();
	}

	complain(sentence) {
		this.problem.textContent = sentence;
		this.problem.hidden = !sentence;
	}

	startEditing(message) {
		this.#enter("edit", message);
		this.field.value = message.text;
		this.#fit();
		this.field.setSelectionRange(message.text.length, message.text.length);
	}

	startAnswering(message) {
		this.#enter("answer", message);
	}

	#enter(kind, message) {
		this.#mode = { kind, message };
		const title = kind === "edit" ? this.#words.editing : this.#words.replying;
		this.modeLine.replaceChildren(
			icon(kind === "edit" ? "edit" : "reply"),
			el("span.mode-title", title),
			el("span.mode-text", { dir: "auto" }, message.text ?? ""),
			iconButton("close", this.#words.cancel, () => this.#leave()),
		);
		this.modeLine.hidden = false;
		this.complain("");
		this.focus();
	}

	#leave() {
		if (this.#mode?.kind === "edit") this.field.value = "";
		this.#mode = null;
		this.modeLine.hidden = true;
		this.#fit();
		this.focus();
	}

	#submit(event) {
		event.preventDefault();
		const text = this.field.value.trim();
		if (!text) return;
		const mode = this.#mode;
		this.field.value = "";
		if (mode) this.#leave();
		this.#closeMenu();
		this.#fit();
		// In order, whatever the network does: the second line never arrives before the first.
		this.#queue = this.#queue.then(() => this.#deliver(text, mode));
	}

	async #deliver(text, mode) {
		try {
			if (mode?.kind === "edit") await this.#act.edit(mode.message.message_id, text);
			else await this.#act.send(text, mode?.message.message_id);
			this.complain("");
		} catch (problem) {
			this.field.value = [text, this.field.value].filter(Boolean).join("\n");
			this.#fit();
			this.complain(problem.message || this.#words.failed);
		}
	}

	#onKey(event) {
		if (event.isComposing) return;
		if (event.key === "Enter" && !event.shiftKey) {
			event.preventDefault();
			this.element.requestSubmit();
		} else if (event.key === "ArrowUp" && !this.field.value && this.#act.lastOwn()) {
			event.preventDefault();
			this.startEditing(this.#act.lastOwn());
		} else if (event.key === "ArrowDown" && !this.menu.hidden) {
			event.preventDefault();
			this.menu.querySelector("button")?.focus();
		} else if (event.key === "Escape") {
			if (!this.menu.hidden) this.#closeMenu();
			else if (this.#mode) this.#leave();
		}
	}

	#onInput() {
		this.#fit();
		const typed = this.field.value;
		if (/^\/\w*$/.test(typed) && !this.#mode) this.#openMenu(typed.slice(1).toLowerCase());
		else this.#closeMenu();
	}

	#fit() {
		this.field.style.height = "auto";
		this.field.style.height = `${Math.min(this.field.scrollHeight, TALLEST)}px`;
	}

	#toggleMenu() {
		if (!this.menu.hidden) return this.#closeMenu();
		this.#openMenu("");
		return this.menu.querySelector("button")?.focus();
	}

	#openMenu(start) {
		const fitting = this.commands.filter(({ command }) => command.startsWith(start));
		if (start && !fitting.length) return this.#closeMenu();
		const lines = fitting.map(({ command, description }) =>
			el(
				"li",
				el(
					"button",
					{ click: () => this.#choose(command) },
					el("span.command-name", { dir: "ltr" }, `/${command}`),
					el("span.command-text", { dir: "auto" }, description),
				),
			),
		);
		this.menu.replaceChildren(...(lines.length ? lines : [el("li.hint", this.#words.noCommands)]));
		this.menu.hidden = false;
		return this.slash.setAttribute("aria-expanded", "true");
	}

	#closeMenu() {
		this.menu.hidden = true;
		this.slash.setAttribute("aria-expanded", "false");
	}

	#choose(command) {
		this.field.value = "";
		this.#closeMenu();
		this.#fit();
		this.focus();
		this.#queue = this.#queue.then(() => this.#deliver(`/${command}`, null));
	}

	#onMenuKey(event) {
		const isFirst = document.activeElement === this.menu.querySelector("button");
		if (event.key !== "Escape" && !(event.key === "ArrowUp" && isFirst)) return moveByArrows(event);
		event.preventDefault();
		this.#closeMenu();
		return this.focus();
	}
}
