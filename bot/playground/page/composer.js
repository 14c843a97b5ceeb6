// Where one person writes: the text field, the commands menu, editing and answering. What was typed is never lost:
// when it could not be sent it comes back into the field.

import { el, icon, iconButton } from "./build.js";

const TALLEST = 160; // pixels: about seven lines, then the field scrolls

export class Composer {
  #words;
  #send;
  #edit;
  #lastOwn;
  #commands = [];
  #mode = null; // {kind: "edit" | "answer", message}
  #queue = Promise.resolve();

  /**
   * `send(text, replyTo)` and `edit(messageId, text)` return promises that fail when it did not work;
   * `lastOwn()` is the person's last message, or null.
   */
  constructor({ words, name, send, edit, lastOwn, onKeyboard }) {
    this.#words = words;
    this.#send = send;
    this.#edit = edit;
    this.#lastOwn = lastOwn;
    this.#build(name, onKeyboard);
  }

  #build(name, onKeyboard) {
    const words = this.#words;
    this.field = el("textarea", {
      class: "field-text",
      rows: 1,
      dir: "auto",
      maxlength: 4096,
      placeholder: words.write,
      "aria-label": `${words.write} (${name})`,
      on: { keydown: (event) => this.#onKey(event), input: () => this.#onInput() },
    });
    this.menu = el("ul", { class: "commands", hidden: true, "aria-label": words.commands });
    this.menu.addEventListener("keydown", (event) => this.#onMenuKey(event));
    this.slash = el(
      "button",
      { type: "button", class: "icon-button slash", title: words.commands, "aria-label": words.commands, "aria-expanded": "false", on: { click: () => this.#toggleMenu() } },
      "/",
    );
    this.keyboardButton = iconButton("keyboard", words.showKeyboard, onKeyboard, { hidden: true });
    this.modeLine = el("div", { class: "mode", hidden: true });
    this.problem = el("p", { class: "problem", role: "alert", hidden: true });
    this.element = el(
      "form",
      { class: "composer", on: { submit: (event) => this.#submit(event) } },
      this.menu,
      this.modeLine,
      this.problem,
      el(
        "div",
        { class: "composer-row" },
        this.slash,
        this.field,
        this.keyboardButton,
        el("button", { type: "submit", class: "icon-button send", title: words.send, "aria-label": words.send }, icon("send")),
      ),
    );
  }

  set commands(commands) {
    this.#commands = commands;
  }

  set placeholder(text) {
    this.field.placeholder = text || this.#words.write;
  }

  /** Shows whether there is a keyboard, and whether it is open. */
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
      el("span", { class: "mode-title" }, title),
      el("span", { class: "mode-text", dir: "auto" }, message.text ?? ""),
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
      if (mode?.kind === "edit") await this.#edit(mode.message.message_id, text);
      else await this.#send(text, mode?.message.message_id);
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
    } else if (event.key === "ArrowUp" && !this.field.value && this.#lastOwn()) {
      event.preventDefault();
      this.startEditing(this.#lastOwn());
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
    // Through the object model: the page's content policy allows no style attributes in markup.
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, TALLEST)}px`;
  }

  #toggleMenu() {
    if (!this.menu.hidden) return this.#closeMenu();
    this.#openMenu("");
    return this.menu.querySelector("button")?.focus();
  }

  #openMenu(start) {
    const fitting = this.#commands.filter(({ command }) => command.startsWith(start));
    if (start && !fitting.length) return this.#closeMenu();
    const lines = fitting.map(({ command, description }) =>
      el(
        "li",
        {},
        el(
          "button",
          { type: "button", on: { click: () => this.#choose(command) } },
          el("span", { class: "command-name", dir: "ltr" }, `/${command}`),
          el("span", { class: "command-text", dir: "auto" }, description),
        ),
      ),
    );
    this.menu.replaceChildren(...(lines.length ? lines : [el("li", { class: "hint" }, this.#words.noCommands)]));
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
    const all = [...this.menu.querySelectorAll("button")];
    const at = all.indexOf(document.activeElement);
    if (event.key === "ArrowDown") all[Math.min(at + 1, all.length - 1)]?.focus();
    else if (event.key === "ArrowUp" && at > 0) all[at - 1].focus();
    else if (event.key === "ArrowUp" || event.key === "Escape") {
      this.#closeMenu();
      this.focus();
    } else return;
    event.preventDefault();
  }
}
