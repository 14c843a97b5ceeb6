// A Telegram text and its entities as nodes. Offsets are UTF-16 units, which is what JavaScript counts in.

import { el, pressable } from "./build.js";
import { readLink } from "./links.js";
import { formatted } from "./moments.js";

const TAGS = { bold: "b", italic: "i", underline: "u", strikethrough: "s", blockquote: "blockquote" };
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);

/** A fragment; `touch` (see touch.js) says what the text may do, and who reads it. */
export function richText(text, entities, touch) {
	const ordered = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
	return render(text, 0, text.length, ordered, touch);
}

function render(text, from, to, entities, touch) {
	const fragment = document.createDocumentFragment();
	let at = from;
	let rest = entities;
	while (rest.length) {
		const [entity, ...others] = rest;
		const start = Math.max(entity.offset, at);
		const end = Math.min(entity.offset + entity.length, to);
		rest = others;
		if (end <= start) continue;
		fragment.append(text.slice(at, start));
		const inside = others.filter((other) => other.offset < end);
		rest = others.filter((other) => other.offset + other.length > end);
		fragment.append(wrap(entity, text.slice(start, end), render(text, start, end, inside, touch), touch));
		at = end;
		// A block ends its line by itself: the newline that follows would show as an empty one.
		if (BLOCKS.has(entity.type) && text[at] === "\n" && at < to) at += 1;
	}
	fragment.append(text.slice(at, to));
	return fragment;
}

function wrap(entity, text, inner, touch) {
	const { type } = entity;
	if (TAGS[type]) return el(TAGS[type], inner);
	switch (type) {
		case "code":
			return copied(el("code", inner), text, touch);
		case "pre":
			return copied(el("pre", { dir: "ltr" }, el("code", inner)), text, touch);
		case "expandable_blockquote":
			return folded(el("blockquote", inner), touch);
		case "spoiler":
			return spoiler(inner, touch);
		case "bot_command":
			return pressable(el("span.command", inner), touch.words.sendThis, () => touch.command(text));
		case "text_link":
			return link(entity.url, inner, touch);
		case "url":
			return link(text, inner, touch);
		case "email":
			return link(`mailto:${text}`, inner, touch);
		case "date_time":
			return moment(entity, inner, touch);
		case "mention":
		case "text_mention":
		case "hashtag":
		case "cashtag":
			return el("span.mention", inner);
		default:
			return inner;
	}
}

function copied(node, text, touch) {
	return pressable(node, touch.words.copy, () => touch.copy(text));
}

function link(url, inner, touch) {
	const meaning = readLink(url, touch.bot.username);
	if (meaning.kind === "none") return inner;
	const rel = "noopener noreferrer";
	if (meaning.kind === "outside") return el("a", { href: meaning.url, target: "_blank", rel }, inner);
	const click = (event) => {
		event.preventDefault();
		touch.follow(url);
	};
	return el("a", { href: url, rel, click }, inner);
}

function spoiler(inner, touch) {
	const veil = el("span.spoiler", el("span.veiled", inner));
	return pressable(veil, touch.words.reveal, () => veil.classList.add("lifted"));
}

function folded(quote, touch) {
	quote.classList.add("folded");
	return pressable(quote, touch.words.more, () => quote.classList.toggle("folded"));
}

function moment(entity, inner, touch) {
	const at = new Date(entity.unix_time * 1000).toISOString();
	if (!entity.date_time_format) return el("time", { datetime: at }, inner);
	return el("time.moment", { datetime: at }, formatted(entity.unix_time, entity.date_time_format, touch));
}
