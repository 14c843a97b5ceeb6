// The top bar: Halqa's time, what moves it, and the doors to everything that is no chat.

import { el, icon } from "./build.js";
import { openMenu } from "./menu.js";
import { dayAndTime } from "./moments.js";
import { sceneLines } from "./scenes.js";

// World seconds per real second that are offered; 0 stands still whenever the bot has nothing to do.
const SPEEDS = [0, 1, 60, 600];

/**
 * Draws the bar into `header`. `act` holds `nextNudge()`, `advance(seconds)`, `speed(rate)`, `scene(name)`,
 * `toggleCalls()`, `showWeather()` and `toggleLanguage()`. Returns {tick(now), busy(is), callsOpen(is), focusCalls(),
 * speed(rate), weather(names)}.
 */
export function buildTopBar(header, { words, scenes, otherBot, act }) {
	const time = el("time.time");
	const movers = [
		mover(words.quarterHour, () => act.advance(15 * 60)),
		mover(words.oneDay, () => act.advance(24 * 60 * 60)),
	];
	// Of a bot that is not Halqa nobody knows what it plans.
	if (!otherBot) movers.unshift(mover(words.nextNudge, act.nextNudge, { class: "mover strong" }));
	const choose = ({ currentTarget }) =>
		openMenu(currentTarget, scenes.map((name) => [sceneLines(words, name), () => act.scene(name)]));
	if (scenes.length) movers.push(mover(words.sceneMenu, choose, { "aria-expanded": "false" }));
	const speed = el(
		"select.speed",
		{ "aria-label": words.speed, title: words.speed, change: () => act.speed(Number(speed.value)) },
		SPEEDS.map((rate) => el("option", { value: rate }, words.speeds(rate))),
	);
	const weather = el("button.rain", { hidden: true, click: act.showWeather });
	const calls = el(
		"button.quiet.calls",
		{ "aria-expanded": "false", "aria-controls": "inspector", click: act.toggleCalls },
		icon("calls"),
		el("span", words.calls),
	);
	const language = el(
		"button.quiet",
		{ lang: words.language === "ar" ? "en" : "ar", click: act.toggleLanguage },
		words.otherLanguage,
	);
	header.replaceChildren(
		el("h1.brand", el("img", { src: "icon.svg", alt: "", width: 28, height: 28 }), el("span", words.playground)),
		el("p.clock", el("span.clock-label", words.halqaTime), time),
		el("div.movers", movers, speed),
		el("div.doors", weather, calls, language),
	);
	return {
		tick(now) {
			time.textContent = `${dayAndTime(now, "UTC", words.language)} `;
			time.append(el("span.zone", { dir: "ltr" }, "UTC"));
			time.setAttribute("datetime", now.toISOString());
		},
		busy(is) {
			// Not `disabled`: that would throw the keyboard's focus away while the clock moves.
			for (const button of movers) button.setAttribute("aria-disabled", String(is));
		},
		callsOpen(is) {
			calls.setAttribute("aria-expanded", String(is));
		},
		focusCalls() {
			calls.focus();
		},
		speed(rate) {
			// Somebody may have asked for another one: by the API, or a test whose clock is fast.
			if (![...speed.options].some(({ value }) => Number(value) === rate)) {
				speed.append(el("option", { value: rate }, words.speeds(rate)));
			}
			if (speed !== document.activeElement || Number(speed.value) !== rate) speed.value = String(rate);
		},
		weather(names) {
			weather.hidden = names.length === 0;
			weather.textContent = words.rain(names.length);
			weather.title = names.join(words.comma);
		},
	};
}

function mover(label, action, attributes = {}) {
	const press = (event) => {
		if (event.currentTarget.getAttribute("aria-disabled") !== "true") action(event);
	};
	return el("button.mover", { click: press, ...attributes }, label);
}
