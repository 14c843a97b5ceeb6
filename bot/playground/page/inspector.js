// The drawer that lists every Bot API call the bot made, the refused ones in red.

import { get } from "./api.js";
import { el, oneAtATime } from "./build.js";
import { momentOf } from "./moments.js";

const KEPT = 400; // rows: more than anybody reads, few enough to stay quick

export class Inspector {
  #last = 0;
  #words = null;

  constructor(aside) {
    this.element = aside;
    this.refresh = oneAtATime(() => this.#load());
  }

  get open() {
    return !this.element.hidden;
  }

  /** Draws the drawer in the page's language; the rows come again from the first. */
  build(words, onClose) {
    this.#words = words;
    this.#last = 0;
    this.rows = el("ol", { class: "calls-list", reversed: true });
    const filter = el("input", { type: "checkbox" });
    filter.addEventListener("change", () => this.rows.classList.toggle("only-refused", filter.checked));
    this.empty = el("p", { class: "hint" }, words.noCalls);
    this.element.setAttribute("aria-label", words.callsTitle);
    this.element.replaceChildren(
      el(
        "header",
        { class: "inspector-head" },
        el("h2", {}, words.callsTitle),
        el("label", { class: "only" }, filter, words.onlyRefused),
        el("button", { type: "button", class: "quiet", on: { click: onClose } }, words.close),
      ),
      this.empty,
      this.rows,
    );
    if (this.open) this.refresh();
  }

  toggle() {
    this.element.hidden = !this.element.hidden;
    if (this.open) this.refresh();
  }

  async #load() {
    if (!this.open) return;
    let calls;
    try {
      ({ calls } = await get(`/api/ledger?after=${this.#last}`));
    } catch {
      return; // the page already says that the playground does not answer
    }
    for (const call of calls) {
      this.#last = call.number;
      this.rows.prepend(this.#row(call));
    }
    while (this.rows.childElementCount > KEPT) this.rows.lastElementChild.remove();
    this.empty.hidden = this.rows.childElementCount > 0;
  }

  #row(call) {
    const refused = call.status >= 400;
    const details = el(
      "details",
      {},
      el(
        "summary",
        {},
        el("span", { class: "call-time" }, timeOf(call.time)),
        el("span", { class: "call-method" }, call.method),
        el("span", { class: "call-status" }, refused ? `${call.status} ${this.#words.refused}` : String(call.status)),
      ),
    );
    // Filled when it is opened: most rows never are.
    details.addEventListener("toggle", () => this.#fill(details, call), { once: true });
    return el("li", { class: refused ? "call refused" : "call", dir: "ltr" }, details);
  }

  #fill(details, call) {
    for (const [title, value] of [[this.#words.parameters, call.parameters], [this.#words.answer, call.answer]]) {
      details.append(el("h3", {}, title), el("pre", { tabindex: "0" }, JSON.stringify(value, null, 2)));
    }
  }
}

function timeOf(time) {
  return momentOf(time).toISOString().slice(11, 19);
}
