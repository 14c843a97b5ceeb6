// The two kinds of keyboard a bot can show. Telegram mirrors neither for right-to-left readers (the bot orders
// an Arabic row itself), so rows stay left-to-right here too, whatever the chat around them does.

import { el } from "./build.js";

const STYLES = new Set(["danger", "success", "primary"]);

function kindOf(button) {
  if (button.copy_text) return "copy";
  if (button.url) return "link";
  return "plain";
}

/** The keyboard under a message; `onPress(button, node)` gets the button as the bot described it. */
export function inlineKeyboard(rows, words, onPress) {
  return keyboard("inline-keyboard", words.buttons, rows, onPress);
}

/** The keyboard in place of the letters; `onPress(button, node)`. */
export function replyKeyboard(rows, words, onPress) {
  return keyboard("reply-keyboard", words.keyboard, rows, onPress);
}

function keyboard(name, label, rows, onPress) {
  const lines = rows.map((row) => el("div", { class: "row" }, row.map((button) => key(button, onPress))));
  return el("div", { class: name, role: "group", "aria-label": label, dir: "ltr" }, lines);
}

function key(button, onPress) {
  const style = STYLES.has(button.style) ? ` ${button.style}` : "";
  const node = el(
    "button",
    { type: "button", class: `key ${kindOf(button)}${style}`, dir: "auto" },
    el("span", { class: "key-text" }, button.text ?? String(button)),
  );
  node.addEventListener("click", () => onPress(typeof button === "string" ? { text: button } : button, node));
  return node;
}
