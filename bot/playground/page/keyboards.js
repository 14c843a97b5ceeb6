// The two kinds of keyboard. Telegram mirrors neither (the bot orders an Arabic row itself): rows run left to right.

import { el } from "./build.js";

const STYLES = new Set(["danger", "success", "primary"]);

/** `onPress(button, node)` gets the button as the bot described it. */
export function keyboard(name, label, rows, onPress) {
	const key = (button) => {
		const style = STYLES.has(button.style) ? button.style : "";
		const click = () => onPress(button, node);
		const node = el("button", { class: `key ${button.url ? "link" : ""} ${style}`, dir: "auto", click }, el("span.key-text", button.text));
		return node;
	};
	return el("div", { class: name, role: "group", "aria-label": label, dir: "ltr" }, rows.map((row) => el("div.row", row.map(key))));
}
