// One message as a bubble: who said it, what it holds, its buttons and its menu.

import { avatar, el, filled, hiddenText, hueOf, iconButton } from "./build.js";
import { richText } from "./entities.js";
import { keyboard } from "./keyboards.js";
import { attachment, card, photo, place } from "./media.js";
import { openMenu } from "./menu.js";
import { clockTime, momentOf } from "./moments.js";

const LONG_PRESS_MS = 500; // as Telegram's apps wait before they take a touch for a press
const LIFT_MS = 50; // the click that may follow a touch is over by then, and does not close what opens

/**
 * A list item. `answered` is the text of the message it answers, if any; `first` is whether somebody else spoke before,
 * null in a private chat.
 */
export function messageItem(message, { answered, first, mine }, touch) {
	const { words } = touch;
	if (message.service) return serviceLine(message.service, words);
	const { sender } = message;
	const inGroup = first !== null && !mine;
	const name = mine ? words.you : sender.name;
	const more = iconButton("more", words.messageMenu, () => openMenu(more, touch.deedsFor(message)), { class: "icon-button tool" });
	const bubble = el(
		"div.bubble",
		pressing(more),
		inGroup && first ? el("div", { class: `sender ${hueOf(sender.id)}` }, el("bdi", name)) : hiddenText(`${name}: `),
		message.forwarded_from && el("div.forwarded", words.forwarded, el("bdi", message.forwarded_from)),
		answered && el("div.answered", { dir: "auto" }, answered),
		message.photo && photo(message.photo, words),
		message.document && attachment(message.document, touch),
		message.contact && card(message.contact, words),
		message.location && place(message.location, touch),
		message.text && el("div.text", { dir: "auto" }, richText(message.text, message.entities, touch)),
		meta(message, touch),
		more,
	);
	return el(
		"li",
		{ class: `message ${mine ? "mine" : "theirs"}${inGroup ? " in-group" : ""}${first === false ? " next" : ""}${message.protected ? " protected" : ""}` },
		inGroup && first && avatar(sender),
		bubble,
		message.inline_keyboard &&
			keyboard("inline-keyboard", words.buttons, message.inline_keyboard, (button, node) => touch.press(message, button, node)),
	);
}

/** What Telegram itself says: a line for `service` ({kind, …names}), none for a kind that this page does not know. */
export function serviceLine(service, words) {
	const { kind, by } = service;
	const said = words.services[kind === "member_left" && by ? "member_removed" : kind] ?? "";
	return el("li.service", { hidden: !said }, el("span", filled(said, service, words.language)));
}

/** The other button of the mouse opens the menu too, and so does a finger that rests, once it is lifted. */
function pressing(more) {
	let waiting = null;
	let held = false;
	const rest = () => (held = true);
	const stop = () => clearTimeout(waiting);
	return {
		pointerdown({ pointerType }) {
			held = false;
			if (pointerType === "touch") waiting = setTimeout(rest, LONG_PRESS_MS);
		},
		pointermove: stop,
		pointercancel: stop,
		pointerup() {
			stop();
			if (held) setTimeout(() => more.click(), LIFT_MS);
		},
		contextmenu(event) {
			if (event.target.closest("a, img") || getSelection().toString()) return;
			event.preventDefault();
			if (event.pointerType === "touch") rest();
			else more.click();
		},
	};
}

function meta(message, { words, zone, language }) {
	const sent = momentOf(message.date);
	return el(
		"span.meta",
		message.reaction && el("span.reaction", message.reaction),
		message.edited ? el("span.edited", words.edited) : null,
		el("time", { datetime: sent.toISOString() }, clockTime(sent, zone, language)),
	);
}
