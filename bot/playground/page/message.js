// One message as a bubble, with its picture, file and buttons.

import { el, hiddenText, icon, iconButton } from "./build.js";
import { fileUrl } from "./api.js";
import { inlineKeyboard } from "./keyboards.js";
import { richText } from "./entities.js";
import { clockTime, momentOf } from "./moments.js";

/**
 * A list item for one message of the chat. `answered` is the text of the message it answers, if any. `touch` is what its text and buttons may do (see entities.js), with
 * `press(message, button, node)`, `edit(message)` and `answer(message)`.
 */
export function messageItem(message, answered, touch) {
  const { words } = touch;
  if (message.service) {
    return el("li", { class: "service" }, el("span", { dir: "auto" }, message.service));
  }
  const bubble = el(
    "div",
    { class: "bubble" },
    hiddenText(`${message.from_bot ? words.bot : words.you}: `),
    answered && el("div", { class: "answered", dir: "auto" }, answered),
    message.photo && photo(message, words),
    message.document && attachment(message.document, words),
    message.text && el("div", { class: "text", dir: "auto" }, richText(message.text, message.entities, touch)),
    meta(message, touch),
    tool(message, touch),
  );
  return el(
    "li",
    { class: message.from_bot ? "message theirs" : "message mine" },
    bubble,
    message.inline_keyboard &&
      inlineKeyboard(message.inline_keyboard, words, (button, node) => touch.press(message, button, node)),
  );
}

function photo(message, words) {
  return el("img", { class: "photo", src: fileUrl(message.photo), alt: words.picture, loading: "lazy" });
}

function attachment(document, words) {
  const name = document.file_name || document.file_id;
  const address = fileUrl(document.file_id);
  return el(
    "a",
    { class: "attachment", href: address, download: name, "aria-label": words.download(name) },
    icon("file"),
    el("bdi", { class: "file-name" }, name),
    el("span", { class: "file-size", dir: "ltr" }, sizeOf(document.size ?? document.file_size)),
  );
}

function sizeOf(bytes) {
  if (!bytes) return "";
  return bytes < 1024 ? `${bytes} B` : `${(bytes / 1024).toFixed(1)} kB`;
}

function meta(message, { words, zone, language }) {
  const sent = momentOf(message.date);
  return el(
    "span",
    { class: "meta" },
    message.edited ? el("span", { class: "edited" }, words.edited) : null,
    el("time", { datetime: sent.toISOString() }, clockTime(sent, zone, language)),
  );
}

function tool(message, touch) {
  if (message.from_bot) return iconButton("reply", touch.words.reply, () => touch.answer(message), { class: "tool" });
  if (!message.text) return null;
  return iconButton("edit", touch.words.edit, () => touch.edit(message), { class: "tool" });
}
