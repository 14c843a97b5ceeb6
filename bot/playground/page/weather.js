// Switches for what can go wrong between the bot and its Telegram, and a mark while any is on.

import { get, post } from "./api.js";
import { el, oneAtATime } from "./build.js";

// Settings by kind: [name, least, most, usual]; a share is shown in per cent.
const KINDS = {
	latency: [["ms", 1, 60_000, 1000]],
	errors: [["share", 1, 100, 50], ["status", 500, 502, 500]],
	drop: [["share", 1, 100, 50]],
	flood: [["retry_after", 1, 3600, 5]],
	offline: [],
};

export class Weather {
	#standing = [];
	#rows = new Map();
	#words = null;
	#context = null;
	#asked = 0;
	#asking = Promise.resolve();

	constructor() {
		this.refresh = oneAtATime(async () => {
			const asked = this.#asked;
			const { faults } = await get("/api/faults");
			if (asked === this.#asked) this.#show(faults); // else it is older than what was asked for meanwhile
		});
	}

	/** The switches in the page's language. `context`: {tried(work), onChange(howMany), notice(text)}. */
	build(words, context) {
		this.#words = words;
		this.#context = context;
		this.#rows.clear();
		this.summary = el("summary");
		this.methods = el("input", { type: "text", maxlength: "40", dir: "ltr", placeholder: "sendMessage" });
		this.methods.addEventListener("change", () => this.#setAllThatStand());
		const calm = el("button.quiet", { click: () => this.#ask({ kind: "none" }) }, words.allOff);
		this.element = el(
			"details.weather",
			this.summary,
			el("p.hint", words.failuresHint),
			el("ul", Object.keys(KINDS).map((kind) => this.#row(kind))),
			el("label.field", words.onlyMethods, this.methods),
			calm,
		);
		this.#show(this.#standing);
		return this.element;
	}

	/** Opens the switches and takes the keyboard there. */
	open() {
		this.element.open = true;
		const on = this.#standing[0]?.kind;
		(on ? this.#rows.get(on).box : this.summary).focus();
	}

	#row(kind) {
		const words = this.#words;
		const box = el("input", { type: "checkbox", role: "switch" });
		const fields = new Map(
			KINDS[kind].map(([name, min, max, usual]) => {
				const attributes = { "aria-label": `${words.failures[kind]}: ${words.settings[name]}` };
				const field =
					name === "status"
						? el("select", attributes, [min, max].map((value) => el("option", { value }, String(value))))
						: el("input", { type: "number", min, max, value: usual, ...attributes });
				return [name, field];
			}),
		);
		box.addEventListener("change", () => this.#set(kind));
		for (const field of fields.values()) field.addEventListener("change", () => box.checked && this.#set(kind));
		this.#rows.set(kind, { box, fields });
		return el(
			"li",
			el("label.switch", box, words.failures[kind]),
			[...fields].map(([name, field]) => el("span.setting", field, el("span", { "aria-hidden": "true" }, words.settings[name]))),
		);
	}

	#set(kind) {
		const { box, fields } = this.#rows.get(kind);
		if (!box.checked) return this.#ask({ kind, on: false });
		const values = [...fields].map(([name, { value }]) => [name, name === "share" ? Number(value) / 100 : Number(value)]);
		return this.#ask({ kind, on: true, methods: this.methods.value.trim(), ...Object.fromEntries(values) });
	}

	async #setAllThatStand() {
		for (const { kind } of this.#standing) await this.#set(kind);
	}

	/** One after the other: the last press wins. */
	#ask(body) {
		this.#asked += 1;
		this.#asking = this.#asking.catch(() => {}).then(async () => {
			const answer = await this.#context.tried(() => post("/api/faults", body));
			this.#asked += 1;
			this.#show(answer ? answer.faults : this.#standing, { overwrites: !answer });
		});
		return this.#asking;
	}

	/** The server's state, whoever changed it. */
	#show(standing, { overwrites = false } = {}) {
		this.#standing = standing;
		if (!this.element) return;
		for (const [kind, { box, fields }] of this.#rows) {
			const condition = standing.find((each) => each.kind === kind);
			box.checked = Boolean(condition);
			if (!condition) continue;
			for (const [name, field] of fields) {
				if (field === document.activeElement && !overwrites) continue; // somebody is typing
				field.value = name === "share" ? Math.round(condition.share * 100) : condition[name];
			}
		}
		const filtered = standing.find(({ methods }) => methods);
		if (filtered && this.methods !== document.activeElement) this.methods.value = filtered.methods;
		const names = standing.map(({ kind }) => this.#words.failures[kind]);
		this.summary.textContent = names.length ? this.#words.failuresOn(names.join(this.#words.comma)) : this.#words.failuresTitle;
		this.element.classList.toggle("stormy", names.length > 0);
		this.#context.onChange(names);
	}
}
