// One person's private chat with the bot: a column, in that person's language and direction.

import { get } from "./api.js";
import { avatar, el, fullName, icon, iconButton, oneAtATime, show } from "./build.js";
import { Composer } from "./composer.js";
import { replyKeyboard } from "./keyboards.js";
import { messageItem } from "./message.js";
import { clockTime, dayName, momentOf, placeOf } from "./moments.js";
import { confirmed } from "./picker.js";
import { Place } from "./place.js";
import { Touch } from "./touch.js";
import { wordsFor } from "./words.js";

const TYPING_MS = 5000; // how long Telegram's apps show one "typing"
const TOAST_MS = 4000;

export class Chat {
  #world;
  #touch;
  #chat = null;
  #keyboardHidden = false;
  #shownKeyboard = "null";
  #typing = null;
  #read = 0;
  #place;

  /** `world` is what app.js knows: bot(), people(), now(), openAs(id, url), close(id). */
  constructor(person, world) {
    this.#world = world;
    this.person = person;
    this.words = wordsFor(person.language_code);
    this.refresh = oneAtATime(() => this.#load());
    this.#touch = new Touch(this, world);
    this.#build();
    this.update(person);
  }

  // --- what the page asks of a column ---

  /** Takes what the list of people now says about this person. */
  update(person) {
    this.person = person;
    const name = fullName(person);
    this.title.textContent = name;
    this.element.setAttribute("aria-label", this.words.chatOf(name));
    this.log.setAttribute("aria-label", this.words.messagesOf(name));
    this.tick();
    if (!this.#chat) return;
    this.#showState();
    this.#markRead();
  }

  tick() {
    if (this.#typing) return;
    const { zone } = this.person;
    const { language } = this.words;
    this.subtitle.textContent = `${clockTime(this.#world.now(), zone, language)} · `;
    this.subtitle.append(el("bdi", {}, placeOf(zone, language)));
  }

  focus() {
    this.composer.focus();
  }

  /** Before the column is taken out of the page. */
  leave() {
    this.#place.leave();
  }

  /** After the column was put into the page: shows it as it was left, then what is new. */
  comeBack() {
    this.#place.comeBack();
    this.refresh();
  }

  answered(event) {
    this.#touch.answered(event);
  }

  showTyping() {
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#stopTyping(), TYPING_MS);
    this.subtitle.textContent = this.words.typing;
    this.dots.hidden = false;
    this.#place.keep();
  }

  toast(text) {
    const toast = el("div", { class: "toast", dir: "auto" }, text);
    this.toasts.append(toast);
    setTimeout(() => toast.remove(), TOAST_MS);
  }

  // --- building ---

  #build() {
    const { words } = this;
    this.list = el("ol");
    this.dots = el("div", { class: "dots", hidden: true, "aria-hidden": "true" }, el("i"), el("i"), el("i"));
    this.log = el("div", { class: "log", role: "log", "aria-live": "polite", tabindex: "0" }, this.list, this.dots);
    this.#place = new Place(this.log, this.list);
    this.toasts = el("div", { class: "toasts", role: "status", "aria-live": "polite" });
    this.gate = el("div", { class: "gate", hidden: true });
    this.keyboard = el("div", { class: "keyboard", hidden: true });
    this.composer = this.#makeComposer();
    this.element = el(
      "section",
      { class: "chat", lang: words.language, dir: words.dir, "data-person": this.person.id },
      this.#makeHead(),
      el("div", { class: "log-room" }, this.log, this.toasts),
      this.gate,
      this.composer.element,
      this.keyboard,
    );
  }

  #makeHead() {
    const { words } = this;
    this.title = el("bdi", { class: "title" });
    this.subtitle = el("span", { class: "subtitle" });
    this.menu = el("details", { class: "menu" });
    this.menu.addEventListener("focusout", (event) => {
      if (!this.menu.contains(event.relatedTarget)) this.menu.open = false;
    });
    this.menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      this.menu.open = false;
      this.menu.querySelector("summary").focus();
    });
    return el(
      "header",
      { class: "chat-head" },
      avatar(this.person),
      el("h2", { class: "names" }, this.title, this.subtitle),
      this.menu,
      iconButton("close", words.closeChat, () => this.#world.close(this.person.id), { class: "icon-button close-chat" }),
    );
  }

  #makeComposer() {
    return new Composer({
      words: this.words,
      name: fullName(this.person),
      send: (text, replyTo) => this.#send(text, replyTo),
      edit: (messageId, text) => this.#touch.post("edit", { message_id: messageId, text }),
      lastOwn: () => this.#chat?.messages.findLast((message) => !message.from_bot && message.text) ?? null,
      onKeyboard: () => this.#toggleKeyboard(),
    });
  }

  // --- showing ---

  async #load() {
    let chat;
    try {
      chat = await get(`/api/people/${this.person.id}/chat`);
    } catch (problem) {
      this.composer.complain(this.#touch.sentence(problem));
      return;
    }
    const wrote = this.#chat !== null && hasJustWritten(chat, this.#chat);
    this.#chat = chat;
    if (chat.typing) this.showTyping();
    else this.#stopTyping();
    show(this.list, this.#items(), (value) => this.#item(value));
    this.composer.commands = chat.commands ?? [];
    this.#showKeyboard();
    this.#showState();
    if (wrote) this.#place.toTheEnd();
    else this.#place.keep();
    this.#markRead();
  }

  #items() {
    const { zone } = this.person;
    const texts = new Map(this.#chat.messages.map((message) => [message.message_id, message.text]));
    const items = [];
    let lastDay = null;
    for (const message of this.#chat.messages) {
      const day = dayName(momentOf(message.date), zone, this.words.language);
      if (day !== lastDay) items.push({ key: `day-${message.message_id}`, value: { day } });
      lastDay = day;
      items.push({ key: message.message_id, value: { message, zone, answered: texts.get(message.reply_to) } });
    }
    if (!items.length) items.push({ key: "start", value: { start: true } });
    return items;
  }

  #item({ day, message, answered }) {
    if (day) return el("li", { class: "day" }, el("span", {}, day));
    if (message) return messageItem(message, answered, this.#touch);
    const { words } = this;
    const press = () => this.#touch.command("/start");
    return el(
      "li",
      { class: "welcome-start" },
      el("p", {}, words.startHint),
      el("button", { type: "button", class: "strong", on: { click: press } }, words.start),
    );
  }

  #toggleKeyboard() {
    this.#keyboardHidden = !this.#keyboardHidden;
    this.#showKeyboard();
  }

  #showKeyboard() {
    const keyboard = this.#chat.reply_keyboard ?? null;
    const shown = JSON.stringify(keyboard);
    if (shown !== this.#shownKeyboard) {
      const hadFocus = this.keyboard.contains(document.activeElement);
      this.keyboard.replaceChildren();
      if (keyboard) this.keyboard.append(replyKeyboard(keyboard.keyboard, this.words, (button) => this.#touch.pressReply(button)));
      this.#shownKeyboard = shown;
      this.#keyboardHidden = false;
      if (hadFocus) this.composer.focus();
    }
    const open = keyboard !== null && !this.#keyboardHidden;
    this.keyboard.hidden = !open;
    this.composer.placeholder = open ? keyboard.placeholder : null;
    this.composer.showKeyboardButton({ present: keyboard !== null, open });
  }

  #showState() {
    const { words, person } = this;
    const blocked = this.#chat.blocked || person.blocked;
    const closed = blocked || person.deleted;
    this.composer.element.hidden = closed;
    this.keyboard.hidden ||= closed;
    if (!closed) this.#showKeyboard();
    this.gate.hidden = !closed;
    this.#showMenu(blocked);
    const state = `${blocked} ${person.deleted}`;
    if (this.gate.dataset.state === state) return;
    this.gate.dataset.state = state;
    this.gate.replaceChildren(el("p", {}, person.deleted ? words.deleted : words.blocked));
    if (!person.deleted) this.gate.append(this.#gateButton(words.unblock), this.#gateButton(words.start, "/start"));
  }

  #gateButton(label, thenSend = null) {
    const press = async () => {
      const unblocked = await this.#touch.do("unblock");
      if (unblocked && thenSend) await this.#touch.command(thenSend);
    };
    return el("button", { type: "button", class: thenSend ? "quiet" : "strong", on: { click: press } }, label);
  }

  #showMenu(blocked) {
    const { words, person } = this;
    this.menu.hidden = person.deleted;
    if (this.menu.dataset.blocked === String(blocked)) return;
    this.menu.dataset.blocked = String(blocked);
    const line = (label, action) =>
      el("button", { type: "button", on: { click: () => ((this.menu.open = false), action()) } }, label);
    this.menu.replaceChildren(
      el("summary", { class: "icon-button", "aria-label": words.menu, title: words.menu }, icon("more")),
      el(
        "div",
        { class: "menu-lines" },
        blocked ? line(words.unblock, () => this.#touch.do("unblock")) : line(words.block, () => this.#touch.do("block")),
        line(words.deleteAccount, () => this.#delete()),
      ),
    );
  }

  #stopTyping() {
    clearTimeout(this.#typing);
    this.#typing = null;
    this.dots.hidden = true;
    this.tick();
  }

  // --- acting ---

  async #send(text, replyTo) {
    await this.#touch.post("send", replyTo ? { text, reply_to: replyTo } : { text });
    await this.refresh();
  }

  async #delete() {
    const question = this.words.deleteSure(fullName(this.person));
    if (await confirmed(this.words, question, this.words.deleteAccount)) await this.#touch.do("delete");
  }

  /** Tells the world once per newest message that it was seen. */
  #markRead() {
    const newest = this.#chat.messages.at(-1)?.message_id ?? 0;
    if (!this.person.unread || this.#read === newest || !this.element.isConnected || document.hidden) return;
    this.#read = newest;
    this.#touch.post("read").catch(() => (this.#read = 0)); // tried again at the next look
  }
}

/** Whoever has just written wants to see it, wherever they had scrolled to. */
function hasJustWritten(chat, before) {
  const last = chat.messages.at(-1);
  return Boolean(last) && !last.from_bot && last.message_id !== before.messages.at(-1)?.message_id;
}
