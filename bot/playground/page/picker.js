// The dialogs in which somebody chooses: people, a place, whom to share with, who is new here.

import { avatar, el, fullName } from "./build.js";
import { ask, buttons, choice, field, form, line, strong } from "./dialog.js";

// The same order as `cities` in words.js.
const CITIES = [[30.0444, 31.2357], [24.7136, 46.6753], [33.5731, -7.5898], [51.5074, -0.1278], [40.7128, -74.006]];

/** The ids of one to `most` of `people`; `go` is what the button says. */
export function choosePeople(words, people, most, go = words.share) {
	return ask(words, words.choosePeople(most), (done) => {
		const send = strong(go);
		send.disabled = true;
		const box = ({ id }) => el("input", { type: most === 1 ? "radio" : "checkbox", name: "person", value: id });
		const boxes = people.map(box);
		const chosen = () => boxes.filter((each) => each.checked);
		const change = () => {
			send.disabled = chosen().length === 0;
			if (most > 1) for (const each of boxes) each.disabled = !each.checked && chosen().length >= most;
		};
		const label = (person, at) =>
			el("label.choice", boxes[at], avatar(person), el("bdi", fullName(person)), person.username && el("span.handle", { dir: "ltr" }, `@${person.username}`));
		return [
			form(
				() => done(chosen().map(({ value }) => Number(value))),
				el("div.choices", { change }, people.length ? people.map(label) : el("p.hint", words.nobodyElse)),
				buttons(words, done, send),
			),
		];
	});
}

/** {latitude, longitude} of a city or of two numbers. */
export function choosePlace(words) {
	return ask(words, words.whereAreYou, (done) => [
		el("div.choices", words.cities.map((name, at) => line({ name }, () => done({ latitude: CITIES[at][0], longitude: CITIES[at][1] })))),
		form(
			({ latitude, longitude }) => done({ latitude: Number(latitude), longitude: Number(longitude) }),
			el("div.pair", degrees(words.latitude, "latitude", 90), degrees(words.longitude, "longitude", 180)),
			buttons(words, done, strong(words.sendPlace)),
		),
	]);
}

function degrees(label, name, most) {
	return field(label, name, { type: "number", step: "any", min: -most, max: most, required: true, dir: "ltr" });
}

/**
 * What Telegram shows for a share link. `people` are those who could open it here (none for a link to elsewhere).
 * The answer is {copy: true} or {openAs: id}.
 */
export function shareSheet(words, { url, text, people }) {
	return ask(words, words.shareTitle, (done) => {
		const openers = people.map((person) => {
			const name = fullName(person);
			return line({ face: person, name, label: words.openAs(name) }, () => done({ openAs: person.id }));
		});
		return [
			text && el("p.shared-text", { dir: "auto" }, text),
			el("p.shared-link", { dir: "ltr" }, url),
			openers.length > 0 && [el("p.hint", words.shareHint), el("div.choices", openers)],
			buttons(words, done, strong(words.copy, () => done({ copy: true }))),
		];
	});
}

/** `given`: what was typed, and refused. */
export function newPerson(words, given) {
	const name = (label, key, more) => field(label, key, { value: given[key], maxlength: 64, dir: "auto", ...more });
	return ask(words, words.addPerson, (done) => [
		form(
			(person) => done(Object.fromEntries(Object.entries(person).filter(([, value]) => value))),
			name(words.firstName, "first_name", { required: true, autofocus: true }),
			name(words.lastName, "last_name"),
			name(words.username, "username", { maxlength: 32, pattern: "[A-Za-z][A-Za-z0-9_]{3,31}", dir: "ltr", autocapitalize: "none" }),
			choice(words.personLanguage, "language_code", Object.entries(words.languages), given.language_code ?? words.language),
			buttons(words, done, strong(words.add)),
		),
	]);
}
