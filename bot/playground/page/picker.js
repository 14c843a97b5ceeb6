// The dialogs: people, a place, a share sheet, a new person, an alert. Each is a promise of an answer, or of
// null when it was left by Escape, Cancel or a press beside it.

import { avatar, el, fullName } from "./build.js";

// The same order as `cities` in words.js.
const CITIES = [
  { latitude: 30.0444, longitude: 31.2357 },
  { latitude: 24.7136, longitude: 46.6753 },
  { latitude: 33.5731, longitude: -7.5898 },
  { latitude: 51.5074, longitude: -0.1278 },
  { latitude: 40.7128, longitude: -74.006 },
];

let dialogs = 0;

/** Shows what `fill(done)` builds as a modal dialog; `done(answer)` closes it. */
function ask(words, title, fill, { role = null } = {}) {
  return new Promise((resolve) => {
    const titleId = `dialog-${(dialogs += 1)}`;
    const dialog = el("dialog", { class: "dialog", "aria-labelledby": titleId, role, lang: words.language, dir: words.dir });
    let answer = null;
    const done = (value) => {
      answer = value;
      dialog.close();
    };
    dialog.append(el("h2", { id: titleId, dir: "auto" }, title), ...fill(done));
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) done(null);
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(answer);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

function buttons(words, done, ...more) {
  const cancel = el("button", { type: "button", class: "quiet", on: { click: () => done(null) } }, words.cancel);
  return el("div", { class: "dialog-buttons" }, cancel, ...more);
}

function submitting(onSubmit, ...children) {
  const submit = (event) => {
    event.preventDefault();
    onSubmit(event.currentTarget);
  };
  return el("form", { on: { submit } }, ...children);
}

/** An answer of the bot that wants to be read and closed. */
export function showAlert(words, text) {
  const fill = (done) => [
    el("div", { class: "dialog-buttons" }, el("button", { type: "button", class: "strong", on: { click: () => done(true) } }, words.ok)),
  ];
  return ask(words, text, fill, { role: "alertdialog" });
}

/** True when the person presses `yes`. */
export function confirmed(words, question, yes) {
  const fill = (done) => [
    buttons(words, done, el("button", { type: "button", class: "strong danger", on: { click: () => done(true) } }, yes)),
  ];
  return ask(words, question, fill, { role: "alertdialog" });
}

/** The ids of one to `most` of `people`. */
export function choosePeople(words, people, most) {
  return ask(words, words.choosePeople(most), (done) => {
    const send = el("button", { type: "submit", class: "strong", disabled: true }, words.share);
    const boxes = people.map((person) =>
      el("input", { type: most === 1 ? "radio" : "checkbox", name: "person", value: person.id }),
    );
    const chosen = () => boxes.filter((box) => box.checked);
    const weigh = () => {
      send.disabled = chosen().length === 0;
      if (most === 1) return;
      for (const box of boxes) box.disabled = !box.checked && chosen().length >= most;
    };
    const lines = people.map((person, at) =>
      el("label", { class: "choice" }, boxes[at], avatar(person), el("bdi", {}, fullName(person)), handle(person)),
    );
    const list = lines.length ? lines : [el("p", { class: "hint" }, words.nobodyElse)];
    const form = submitting(
      () => done(chosen().map((box) => Number(box.value))),
      el("div", { class: "choices" }, list),
      buttons(words, done, send),
    );
    form.addEventListener("change", weigh);
    return [form];
  });
}

function handle(person) {
  return person.username ? el("span", { class: "handle", dir: "ltr" }, `@${person.username}`) : null;
}

/** {latitude, longitude} of a city or of two numbers. */
export function choosePlace(words) {
  return ask(words, words.whereAreYou, (done) => {
    const cities = words.cities.map((city, at) =>
      el("button", { type: "button", class: "choice", on: { click: () => done(CITIES[at]) } }, city),
    );
    const form = submitting(
      (filled) => {
        const numbers = new FormData(filled);
        done({ latitude: Number(numbers.get("latitude")), longitude: Number(numbers.get("longitude")) });
      },
      el("div", { class: "pair" }, degrees(words.latitude, "latitude", 90), degrees(words.longitude, "longitude", 180)),
      buttons(words, done, el("button", { type: "submit", class: "strong" }, words.sendPlace)),
    );
    return [el("div", { class: "choices" }, cities), form];
  });
}

function degrees(label, name, most) {
  const field = el("input", { name, type: "number", step: "any", min: -most, max: most, required: true, dir: "ltr" });
  return el("label", { class: "field" }, label, field);
}

/**
 * What Telegram shows for a share link. `people` are those who could open it here (none for a link to elsewhere).
 * The answer is {copy: true} or {openAs: id}.
 */
export function shareSheet(words, { url, text, people }) {
  return ask(words, words.shareTitle, (done) => {
    const openers = people.map((person) =>
      el(
        "button",
        { type: "button", class: "choice", "aria-label": words.openAs(fullName(person)), on: { click: () => done({ openAs: person.id }) } },
        avatar(person),
        el("bdi", {}, fullName(person)),
      ),
    );
    return [
      text && el("p", { class: "shared-text", dir: "auto" }, text),
      el("p", { class: "shared-link", dir: "ltr" }, url),
      openers.length ? el("p", { class: "hint" }, words.shareHint) : null,
      openers.length ? el("div", { class: "choices" }, openers) : null,
      buttons(words, done, el("button", { type: "button", class: "strong", on: { click: () => done({ copy: true }) } }, words.copy)),
    ].filter(Boolean);
  });
}

/** The body of `POST /api/people`. */
export function newPerson(words) {
  return ask(words, words.addPerson, (done) => {
    const options = ["en", "ar"].map((code) => el("option", { value: code, selected: code === words.language }, words.languages[code]));
    const form = submitting(
      (filled) => done(Object.fromEntries([...new FormData(filled)].map(([name, value]) => [name, value.trim()]).filter(([, value]) => value))),
      field(words.firstName, "first_name", { required: true, maxlength: 64, autofocus: true, dir: "auto" }),
      field(words.lastName, "last_name", { maxlength: 64, dir: "auto" }),
      field(words.username, "username", { maxlength: 32, pattern: "[A-Za-z][A-Za-z0-9_]{3,31}", dir: "ltr", autocapitalize: "none" }),
      el("label", { class: "field" }, words.personLanguage, el("select", { name: "language_code" }, options)),
      buttons(words, done, el("button", { type: "submit", class: "strong" }, words.add)),
    );
    return [form];
  });
}

function field(label, name, attributes) {
  return el("label", { class: "field" }, label, el("input", { name, autocomplete: "off", ...attributes }));
}
