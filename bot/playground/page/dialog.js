// What dialogs are made of. Each is a promise of an answer, or of null when it was left.

import { avatar, el } from "./build.js";

let dialogs = 0;

/** Shows what `fill(done)` builds as a modal dialog; `done(answer)` closes it. */
export function ask(words, title, fill, { role = null, wide = false } = {}) {
	return new Promise((resolve) => {
		const titleId = `dialog-${(dialogs += 1)}`;
		let answer = null;
		const done = (value) => {
			answer = value;
			dialog.close();
		};
		const close = () => {
			dialog.remove();
			resolve(answer);
		};
		const dialog = el(
			wide ? "dialog.dialog.wide" : "dialog.dialog",
			{ "aria-labelledby": titleId, role, lang: words.language, dir: words.dir, closedby: "any", close },
			el("h2", { id: titleId, dir: "auto" }, title),
			fill(done),
		);
		document.body.append(dialog);
		dialog.showModal();
	});
}

export function buttons(words, done, ...more) {
	const cancel = el("button.quiet", { click: () => done(null) }, words.cancel);
	return el("div.dialog-buttons", cancel, ...more);
}

export function strong(label, click = null) {
	return el("button.strong", { type: click ? "button" : "submit", click }, label);
}

/** A form; `onSubmit` gets the fields' values by name, trimmed. */
export function form(onSubmit, ...children) {
	const submit = (event) => {
		event.preventDefault();
		const values = [...new FormData(event.currentTarget)];
		onSubmit(Object.fromEntries(values.map(([name, value]) => [name, value.trim()])));
	};
	return el("form", { submit }, ...children);
}

export function field(label, name, attributes = {}) {
	return el("label.field", label, el("input", { name, autocomplete: "off", ...attributes }));
}

export function choice(label, name, options, chosen) {
	const all = options.map(([value, text]) => el("option", { value, selected: value === chosen }, text));
	return el("label.field", label, el("select", { name }, all));
}

/** A line of a list to choose from: a face, a name, and what there is to say of it. */
export function line({ face, name, note, label }, click) {
	return el("button.choice", { "aria-label": label, click }, face && avatar(face), el("bdi", name), note && el("span.handle", note));
}

/** The `value` of one of `lines`, or null; `hint` stands in their place when there are none. */
export function chooseOne(words, title, lines, hint = null) {
	return ask(words, title, (done) => [
		el("div.choices", lines.length ? lines.map((each) => line(each, () => done(each.value))) : el("p.hint", hint)),
		buttons(words, done),
	]);
}

export function askText(words, title, label, go, attributes = {}) {
	return ask(words, title, (done) => [
		form(
			({ text }) => done(text),
			field(label, "text", { required: true, pattern: ".*\\S.*", autofocus: true, dir: "auto", ...attributes }),
			buttons(words, done, strong(go)),
		),
	]);
}

/** Copies `text` and `say`s so; where there is no clipboard it is shown, so that it can be copied by hand. */
export async function copy(words, text, say) {
	try {
		await navigator.clipboard.writeText(text);
		say(words.copied);
	} catch {
		await showAlert(words, text);
	}
}

/** An answer of the bot that wants to be read and closed. */
export function showAlert(words, text) {
	return ask(words, text, (done) => [el("div.dialog-buttons", strong(words.ok, () => done(true)))], { role: "alertdialog" });
}

export function confirmed(words, question, yes) {
	const go = (done) => el("button.strong.danger", { click: () => done(true) }, yes);
	return ask(words, question, (done) => [buttons(words, done, go(done))], { role: "alertdialog" });
}
