// One call or update as a row that opens.

import { el, hiddenText } from "./build.js";
import { momentOf } from "./moments.js";

const texts = new WeakMap();

/** Whether `text` (in small letters) is in the method or kind, in whose chat it was, or in all that was said. */
export function says(item, text, name) {
	if (!texts.has(item)) {
		texts.set(item, JSON.stringify([item.name, item.parameters ?? item.payload, item.answer, item.status]).toLowerCase());
	}
	return texts.get(item).includes(text) || name.toLowerCase().includes(text);
}

export function isRefused(item) {
	return item.status === 0 || item.status >= 300;
}

/** `name`: whose chat it was; `copy(text)` puts a text on the clipboard. */
export function buildRow(item, { words, name, copy }) {
	const isCall = item.kind === "call";
	const why = item.answer?.description ?? (isRefused(item) && item.accepted ? words.actedAnyway : "");
	const details = el(
		"details",
		el(
			"summary",
			el("span.call-way", { "aria-hidden": "true" }, isCall ? "↑" : "↓"),
			hiddenText(isCall ? words.aCall : words.anUpdate),
			el("span.call-name", { dir: "ltr" }, item.name),
			el("span.call-status", status(item, words)),
			el("span.call-about", name ? el("bdi", name) : null, why ? el("bdi.call-why", why) : null),
			el("span.call-time", { dir: "ltr" }, [momentOf(item.time).toISOString().slice(11, 19), took(item)].filter(Boolean).join(" · ")),
		),
	);
	// Filled when it is opened: most rows never are.
	details.addEventListener("toggle", () => fill(details, item, { words, copy }), { once: true });
	return el("li", { class: isRefused(item) ? "call refused" : "call", "data-number": item.number }, details);
}

function status(item, words) {
	if (item.status === null) return words.fetched;
	if (item.status === 0) return words.cutOff;
	return isRefused(item) ? `${item.status} ${words.refused}` : String(item.status);
}

function took({ took_ms: ms }) {
	if (ms === null) return "";
	return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

function fill(details, item, { words, copy }) {
	const parts = item.kind === "call" ? [[words.parameters, item.parameters], [words.answer, item.answer]] : [[words.anUpdate, item.payload]];
	for (const [title, value] of parts) {
		details.append(
			el("h3", title),
			el("pre", { tabindex: "0", dir: "ltr", role: "region", "aria-label": title }, JSON.stringify(value, null, 2)),
		);
	}
	if (item.curl) {
		details.append(el("button.quiet.as-curl", { click: () => copy(item.curl) }, words.copyCurl));
	}
}
