// The drawer that lists what passes between the bot and its Telegram: calls one way, updates the other.

import { get } from "./api.js";
import { el, oneAtATime } from "./build.js";
import { buildRow, isRefused, says } from "./passed.js";

const KEPT = 2000; // as many as the server keeps
const DRAWN = 100; // rows at first and with each "older": what is not looked at is not built
const BATCH = 500; // the most in one answer: there may be more

export class Inspector {
	#items = [];
	#last = 0;
	#rows = DRAWN;
	#paused = false;
	#sift = { text: "", kind: "", refused: false };
	#words = null;
	#context = null;

	constructor(aside) {
		this.element = aside;
		this.refresh = oneAtATime(() => this.#load());
		aside.addEventListener("keydown", (event) => this.#key(event));
	}

	get open() {
		return !this.element.hidden;
	}

	/** Draws the drawer in the page's language. `context`: {nameOf(chatId), copy(text), onClose, weather (a node)}. */
	build(words, context) {
		this.#words = words;
		this.#context = context;
		this.title = el("h2", { tabindex: "-1" }, words.calls);
		this.list = el("ol.calls-list", { reversed: true });
		this.empty = el("p.hint");
		this.tally = el("p.tally");
		this.older = el("button.quiet.older", { click: () => this.#showOlder() }, words.older);
		this.element.setAttribute("aria-label", words.calls);
		this.element.replaceChildren(
			el("header.inspector-head", this.title, el("button.quiet", { click: context.onClose }, words.close)),
			context.weather,
			this.#sieve(),
			this.empty,
			this.list,
			this.older,
		);
		this.#draw();
		if (this.open) this.refresh();
	}

	toggle() {
		this.element.hidden = !this.element.hidden;
		if (!this.open) return;
		this.title.focus();
		this.refresh();
	}

	#sieve() {
		const words = this.#words;
		const sift = this.#sift;
		const text = el("input", { type: "search", placeholder: words.siftText, "aria-label": words.siftText, value: sift.text, dir: "auto" });
		const kinds = [["", words.both], ["call", words.onlyCalls], ["update", words.onlyUpdates]];
		const kind = el(
			"select",
			{ "aria-label": words.kind },
			kinds.map(([value, label]) => el("option", { value, selected: value === sift.kind }, label)),
		);
		const refused = el("input", { type: "checkbox", checked: sift.refused });
		const sieve = el("div.sieve", text, kind, el("label.only", refused, words.onlyRefused));
		sieve.addEventListener("input", () => {
			this.#sift = { text: text.value.trim().toLowerCase(), kind: kind.value, refused: refused.checked };
			this.#rows = DRAWN;
			this.#draw();
		});
		const pause = el("button.quiet", { "aria-pressed": String(this.#paused) }, words.pause);
		pause.addEventListener("click", () => {
			this.#paused = !this.#paused;
			pause.setAttribute("aria-pressed", String(this.#paused));
			this.refresh();
		});
		const clear = el("button.quiet", { click: () => this.#clear() }, words.clear);
		sieve.append(this.tally, pause, clear);
		return sieve;
	}

	async #load() {
		if (!this.open || this.#paused) return;
		let items;
		do {
			try {
				({ items } = await get(`/api/traffic?after=${this.#last}`));
			} catch {
				return; // the page already says that the playground does not answer
			}
			this.#take(items);
		} while (items.length === BATCH && !this.#paused);
	}

	#take(items) {
		if (!items.length) return;
		this.#last = items.at(-1).number;
		this.#items = this.#items.concat(items).slice(-KEPT);
		const fresh = items.filter((item) => this.#fits(item)).slice(-this.#rows);
		for (const item of fresh) this.list.prepend(this.#row(item));
		this.#trim();
		this.#count();
	}

	#clear() {
		this.forget();
		this.title.focus();
	}

	forget() {
		this.#items = [];
		this.#draw();
	}

	#fits(item) {
		const { text, kind, refused } = this.#sift;
		if (kind && item.kind !== kind) return false;
		if (refused && !isRefused(item)) return false;
		return !text || says(item, text, this.#context.nameOf(item.chat_id));
	}

	#fitting() {
		return this.#items.filter((item) => this.#fits(item));
	}

	#draw() {
		const rows = this.#fitting().slice(-this.#rows).reverse();
		this.list.replaceChildren(...rows.map((item) => this.#row(item)));
		this.#count();
	}

	#row(item) {
		return buildRow(item, { words: this.#words, name: this.#context.nameOf(item.chat_id), copy: this.#context.copy });
	}

	/** Old rows go, but not the one that somebody reads. */
	#trim() {
		while (this.list.childElementCount > this.#rows) {
			const oldest = this.list.lastElementChild;
			if (oldest.contains(document.activeElement) || oldest.querySelector("[open]")) break;
			oldest.remove();
		}
	}

	#count() {
		const fitting = this.#fitting().length;
		this.tally.textContent = this.#words.tally(fitting, this.#items.length);
		this.empty.textContent = this.#items.length ? this.#words.noneFits : this.#words.noCalls;
		this.empty.hidden = fitting > 0;
		this.older.hidden = fitting <= this.list.childElementCount;
	}

	#showOlder() {
		const place = this.list.childElementCount;
		this.#rows += DRAWN;
		const rows = this.#fitting().slice(-this.#rows).reverse().slice(place);
		this.list.append(...rows.map((item) => this.#row(item)));
		this.#count();
		this.list.children[place]?.querySelector("summary").focus();
	}

	#key(event) {
		if (event.key === "Escape" && !(event.target.type === "search" && event.target.value)) {
			event.preventDefault();
			this.#context.onClose();
			return;
		}
		if (event.target.tagName !== "SUMMARY" || !this.list.contains(event.target)) return;
		const all = [...this.list.querySelectorAll("summary")];
		const at = all.indexOf(event.target);
		const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
		if (to === undefined || !all[to]) return;
		event.preventDefault();
		all[to].focus();
	}
}
