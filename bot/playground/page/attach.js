// The paper clip: pictures, files, a place, a card; also what is pasted or dropped.

import { el, iconButton } from "./build.js";
import { ask, buttons, field, form, strong } from "./dialog.js";
import { openMenu } from "./menu.js";
import { sizeOf } from "./moments.js";
import { choosePeople, choosePlace } from "./picker.js";

const MOST = 10_000_000; // bytes; coded for the way they grow by a third
const PICTURES = "image/png,image/jpeg,image/gif";

/** Puts the clip into `composer`; `element` is the whole column. */
export function attachTo(composer, element, touch) {
	const { language, words } = touch;
	const picture = input(PICTURES, true);
	const anything = input(null, false);
	const clip = iconButton("clip", words.attach, () =>
		openMenu(clip, [
			[words.picture, () => picture.click()],
			[words.file, () => anything.click()],
			[words.place, sendPlace],
			[words.contact, sendCard],
		]),
	);
	composer.field.before(clip, picture, anything);
	composer.field.addEventListener("paste", (event) => take(event, event.clipboardData));
	element.addEventListener("dragover", (event) => event.preventDefault());
	element.addEventListener("drop", (event) => take(event, event.dataTransfer));

	function input(accept, asPhoto) {
		const change = () => {
			const [file] = node.files;
			node.value = ""; // so that the same file can be chosen again
			if (file) send(file, asPhoto);
		};
		const node = el("input", { type: "file", accept, hidden: true, change });
		return node;
	}

	function take(event, { files: [file] }) {
		if (!file) return;
		event.preventDefault();
		if (!composer.element.hidden) send(file, PICTURES.includes(file.type || "?"));
	}

	async function send(file, asPhoto) {
		if (file.size > MOST) return touch.say(words.tooBig(sizeOf(MOST, language)));
		const picture = asPhoto && el("img.preview", { src: URL.createObjectURL(file), alt: words.picture });
		const caption = await ask(words, asPhoto ? words.picture : words.file, (done) => [
			picture,
			el("p.hint", el("bdi", file.name), " · ", el("bdi", sizeOf(file.size, language))),
			form(
				(values) => done(values.caption),
				field(words.caption, "caption", { maxlength: 1024, dir: "auto", autofocus: true }),
				buttons(words, done, strong(words.send)),
			),
		]);
		if (picture) URL.revokeObjectURL(picture.src);
		if (caption === null) return null;
		return touch.do("upload", { name: file.name, mime_type: file.type, content: await coded(file), as_photo: asPhoto, caption });
	}

	async function sendPlace() {
		const place = await choosePlace(words);
		if (place) await touch.do("send-location", place);
	}

	async function sendCard() {
		const [id] = (await choosePeople(words, touch.others(), 1)) ?? [];
		if (id) await touch.do("send-contact", { person_id: id });
	}
}

/** In base64, which is what follows the comma of a `data:` address. */
function coded(file) {
	const reader = new FileReader();
	return new Promise((resolve) => {
		reader.onload = () => resolve(reader.result.split(",")[1]);
		reader.readAsDataURL(file);
	});
}
