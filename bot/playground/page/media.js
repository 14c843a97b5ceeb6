// What a bubble holds besides words: pictures, files, somebody's card, a place.

import { fileUrl } from "./api.js";
import { avatar, el, icon } from "./build.js";
import { ask } from "./dialog.js";
import { degreesOf, sizeOf } from "./moments.js";

export function photo(fileId, words) {
	const button = (label, click) =>
		el("button.photo", { "aria-label": label, click }, el("img", { src: fileUrl(fileId), alt: words.picture, loading: "lazy" }));
	const large = (done) => [button(words.close, () => done(null))];
	return button(words.openPicture, () => ask(words, words.picture, large, { wide: true }));
}

export function attachment(file, { words, language }) {
	const name = file.file_name || file.file_id;
	return el(
		"a.attachment",
		{ href: fileUrl(file.file_id), download: name, "aria-label": words.download(name) },
		icon("file"),
		el("bdi.file-name", name),
		el("span.file-size", sizeOf(file.size, language)),
	);
}

export function card({ name, phone }, words) {
	return carded(words.contact, avatar({ id: phone.replace(/\D/g, ""), name }), name, phone);
}

export function place({ latitude, longitude }, { words, language }) {
	return carded(words.place, icon("place"), words.place, degreesOf(latitude, longitude, language));
}

function carded(label, face, name, note) {
	const lines = el("span", el("span.card-name", el("bdi", name)), el("span.card-note", el("bdi", { dir: "ltr" }, note)));
	return el("div.card", { role: "group", "aria-label": label }, face, lines);
}
