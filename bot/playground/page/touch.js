// What one person can do to the messages in their chat: press, copy, follow a link, choose people, tell a place.

import { Refused, post } from "./api.js";
import { readLink } from "./links.js";
import { choosePeople, choosePlace, shareSheet, showAlert } from "./picker.js";

const ANSWER_MS = 10_000; // a button that was not answered by then stops looking busy

export class Touch {
  #chat;
  #world;
  #answered = new Set();
  #waiting = new Map();

  /** `chat` is the column: person, words, toast(text), refresh(), composer. `world` is what app.js knows. */
  constructor(chat, world) {
    this.#chat = chat;
    this.#world = world;
  }

  // --- who reads ---

  get words() {
    return this.#chat.words;
  }

  get language() {
    return this.#chat.words.language;
  }

  get zone() {
    return this.#chat.person.zone;
  }

  get bot() {
    return this.#world.bot();
  }

  get now() {
    return this.#world.now();
  }

  // --- asking the world ---

  /** One POST as this person; fails with a `Refused` whose message is always a sentence. */
  async post(action, body = {}) {
    try {
      return await post(`/api/people/${this.#chat.person.id}/${action}`, body);
    } catch (problem) {
      throw new Refused(this.sentence(problem), problem.status);
    }
  }

  sentence(problem) {
    return problem.message || (problem.status === 0 ? this.words.lost : this.words.failed);
  }

  /** For what has no text to lose: a refusal is said in a toast. Null when it failed. */
  async do(action, body = {}) {
    try {
      const answer = await this.post(action, body);
      await this.#chat.refresh();
      return answer;
    } catch (problem) {
      this.#chat.toast(problem.message);
      return null;
    }
  }

  // --- texts ---

  command(text) {
    return this.do("send", { text });
  }

  edit(message) {
    this.#chat.composer.startEditing(message);
  }

  answer(message) {
    this.#chat.composer.startAnswering(message);
  }

  async copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      this.#chat.toast(this.words.copied);
    } catch {
      await showAlert(this.words, text); // no clipboard here: shown, so that it can be copied by hand
    }
  }

  async follow(url) {
    const meaning = readLink(url, this.bot.username);
    if (meaning.kind === "bot") await this.do("open", { url: meaning.url });
    else if (meaning.kind === "share") await this.#share(meaning);
    else if (meaning.kind === "outside") window.open(meaning.url, "_blank", "noopener,noreferrer");
  }

  async #share({ url, text }) {
    const people = readLink(url, this.bot.username).kind === "bot" ? this.#others() : [];
    const choice = await shareSheet(this.words, { url, text, people });
    if (choice?.copy) await this.copy(url);
    else if (choice?.openAs) await this.#world.openAs(choice.openAs, url);
  }

  // --- keyboards ---

  /** A button under a message. */
  async press(message, button, node) {
    if (button.callback_data) await this.#pressCallback(message, button, node);
    else if (button.url) await this.follow(button.url);
    else if (button.copy_text) await this.copy(button.copy_text.text ?? button.copy_text);
    else this.#chat.toast(this.words.notHere);
  }

  /** A button in place of the letters. */
  async pressReply(button) {
    if (button.request_users) await this.#shareUsers(button.request_users);
    else if (button.request_location) await this.#sharePlace();
    else if (button.request_contact) await this.do("contact");
    else if (button.request_chat || button.web_app) this.#chat.toast(this.words.notHere);
    else await this.command(button.text);
  }

  /** The bot answered a press of one of this person's buttons. */
  answered({ callback_id: id, text, alert, url }) {
    this.#answered.add(id);
    this.#waiting.get(id)?.();
    this.#waiting.delete(id);
    if (text && alert) showAlert(this.words, text);
    else if (text) this.#chat.toast(text);
    if (url) this.follow(url);
  }

  async #pressCallback(message, button, node) {
    if (node.getAttribute("aria-busy") === "true") return;
    const rest = () => node.removeAttribute("aria-busy");
    node.setAttribute("aria-busy", "true");
    setTimeout(rest, ANSWER_MS);
    const pressed = await this.do("press", { message_id: message.message_id, data: button.callback_data });
    // The answer may have come by the stream of events before the press itself returned.
    if (!pressed || this.#answered.has(pressed.callback_id)) rest();
    else this.#waiting.set(pressed.callback_id, rest);
  }

  async #shareUsers({ request_id: requestId, max_quantity: most }) {
    const ids = await choosePeople(this.words, this.#others(), most ?? 1);
    if (ids) await this.do("share-users", { request_id: requestId, user_ids: ids });
  }

  async #sharePlace() {
    const place = await choosePlace(this.words);
    if (place) await this.do("location", place);
  }

  #others() {
    return this.#world.people().filter(({ id, deleted }) => id !== this.#chat.person.id && !deleted);
  }
}
