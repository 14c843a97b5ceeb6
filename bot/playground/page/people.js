// The list of people: who there is, what was last said, what is unread, what time it is there.

import { avatar, el, fullName, hiddenText, icon, show } from "./build.js";

/** Draws `people` into `nav`; `open` holds the ids whose chats are in view. */
export function showPeople(nav, people, { words, open, timeOf, onOpen, onAdd }) {
  if (nav.dataset.language !== words.language) {
    nav.dataset.language = words.language;
    nav.setAttribute("aria-label", words.people);
    const list = el("ul", { class: "people-list" });
    list.addEventListener("keydown", moveByArrows);
    const add = el("button", { type: "button", class: "add-person", on: { click: onAdd } }, icon("add"), el("span", {}, words.addPerson));
    nav.replaceChildren(el("p", { class: "nobody" }, words.nobody), list, add);
  }
  nav.querySelector(".nobody").hidden = people.length > 0;
  const items = people.map((person) => ({
    key: person.id,
    value: { person, inView: open.includes(person.id), time: timeOf(person) },
  }));
  show(nav.querySelector(".people-list"), items, (value) => line(value, words, onOpen));
}

function line({ person, inView, time }, words, onOpen) {
  const mark = person.deleted ? words.deletedMark : person.blocked ? words.blockedMark : null;
  return el(
    "li",
    {},
    el(
      "button",
      { type: "button", class: "person", "aria-pressed": String(inView), on: { click: () => onOpen(person.id) } },
      avatar(person),
      el(
        "span",
        { class: "person-lines" },
        el("span", { class: "person-top" }, el("bdi", { class: "person-name" }, fullName(person)), el("span", { class: "person-time" }, time)),
        el(
          "span",
          { class: "person-bottom" },
          el("span", { class: "person-last", dir: "auto" }, person.last_text || words.nothingYet),
          mark && el("span", { class: "mark" }, mark),
          unread(person, words),
        ),
      ),
    ),
  );
}

function unread(person, words) {
  if (!person.unread) return null;
  return el("span", { class: "unread" }, el("span", { "aria-hidden": "true" }, String(person.unread)), hiddenText(words.unread(person.unread)));
}

function moveByArrows(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const all = [...event.currentTarget.querySelectorAll("button")];
  const next = all[all.indexOf(document.activeElement) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
