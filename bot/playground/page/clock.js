// The top bar: Halqa's time, what moves it, and the doors to everything that is no chat.

import { el, icon } from "./build.js";
import { dayAndTime } from "./moments.js";

/**
 * Draws the bar into `header`. `act` holds `nextNudge()`, `advance(seconds)`, `scene(name)`, `toggleCalls()` and
 * `toggleLanguage()`. Returns {tick(now), busy(is), callsOpen(is)}.
 */
export function buildTopBar(header, { words, scenes, act }) {
  const time = el("time", { class: "time" });
  const movers = [
    mover(words.nextNudge, act.nextNudge, { class: "mover strong" }),
    mover(words.quarterHour, () => act.advance(15 * 60)),
    mover(words.oneDay, () => act.advance(24 * 60 * 60)),
    ...scenes.map((name) => mover(words.scenes[name] ?? name, () => act.scene(name), { "data-scene": name })),
  ];
  const calls = el(
    "button",
    { type: "button", class: "quiet calls", "aria-expanded": "false", "aria-controls": "inspector", on: { click: act.toggleCalls } },
    icon("calls"),
    el("span", {}, words.calls),
  );
  const language = el(
    "button",
    { type: "button", class: "quiet", lang: words.language === "ar" ? "en" : "ar", on: { click: act.toggleLanguage } },
    words.otherLanguage,
  );
  header.replaceChildren(
    el("h1", { class: "brand" }, el("img", { src: "icon.svg", alt: "", width: 28, height: 28 }), el("span", {}, words.playground)),
    el("p", { class: "clock" }, el("span", { class: "clock-label" }, words.halqaTime), time),
    el("div", { class: "movers" }, movers),
    el("div", { class: "doors" }, calls, language),
  );
  return {
    tick(now) {
      time.textContent = `${dayAndTime(now, "UTC", words.language)} `;
      time.append(el("span", { class: "zone", dir: "ltr" }, "UTC"));
      time.setAttribute("datetime", now.toISOString());
    },
    busy(is) {
      // Not `disabled`: that would throw the keyboard's focus away while the clock moves.
      for (const button of movers) button.setAttribute("aria-disabled", String(is));
    },
    callsOpen(is) {
      calls.setAttribute("aria-expanded", String(is));
    },
  };
}

function mover(label, action, attributes = {}) {
  const press = (event) => {
    if (event.currentTarget.getAttribute("aria-disabled") !== "true") action();
  };
  return el("button", { type: "button", class: "mover", on: { click: press }, ...attributes }, label);
}
