// Building the page from nodes. Nothing here reads markup: every string becomes a text node.

const SVG = "http://www.w3.org/2000/svg";

const PATHS = {
	send: "M4 12 20 4l-4.5 16-4-6.5L4 12Z",
	close: "M6 6l12 12M18 6 6 18",
	more: "M5 12h.01M12 12h.01M19 12h.01",
	edit: "M5 19l1-4L16.5 4.5l3 3L9 18l-4 1Z",
	reply: "M10 7 5 12l5 5M5 12h9a5 5 0 0 1 5 5v1",
	keyboard: "M4 7h16v10H4zM7.5 10.5h.01M10.5 10.5h.01M13.5 10.5h.01M16.5 10.5h.01M8.5 14h7",
	file: "M7 3h7l4 4v14H7zM14 3v4h4",
	add: "M12 5v14M5 12h14",
	calls: "M8 6 3 12l5 6M16 6l5 6-5 6",
	clip: "M19 11.5 12 18.5a4.2 4.2 0 0 1-6-6l7.5-7.5a2.8 2.8 0 0 1 4 4L10 16.5a1.4 1.4 0 0 1-2-2l6.5-6.5",
	down: "M6 9l6 6 6-6",
	lock: "M6 11h12v9H6zM9 11V8a3 3 0 0 1 6 0v3",
	place: "M12 21s-6-6.2-6-11a6 6 0 0 1 12 0c0 4.8-6 11-6 11ZM12 10h.01",
};

/**
 * One element: `el("button.tab", { hidden, click }, …)`. Attributes are set as they are (null, undefined and false are
 * left out, true is an empty one), functions are listeners. Children are nodes or strings; what is missing is left out.
 */
export function el(name, ...rest) {
	const [tag, ...classes] = name.split(".");
	const node = document.createElement(tag);
	if (tag === "button") node.type = "button";
	if (classes.length) node.className = classes.join(" ");
	const attributes = rest[0]?.constructor === Object ? rest.shift() : {};
	node.append(...rest.flat(2).filter((child) => is(child)));
	return dress(node, attributes);
}

function is(value) {
	return value !== null && value !== undefined && value !== false;
}

function dress(node, attributes) {
	for (const [key, value] of Object.entries(attributes)) {
		if (typeof value === "function") node.addEventListener(key, value);
		else if (is(value)) node.setAttribute(key, value === true ? "" : value);
	}
	return node;
}

export function icon(name) {
	const shape = (tag, attributes) => dress(document.createElementNS(SVG, tag), attributes);
	const svg = shape("svg", { viewBox: "0 0 24 24", class: `icon icon-${name}`, "aria-hidden": "true" });
	svg.append(shape("path", { d: PATHS[name] }));
	return svg;
}

/** A button with a picture only; `label` is what it is called. */
export function iconButton(name, label, onClick, attributes = {}) {
	return el("button.icon-button", { title: label, "aria-label": label, click: onClick, ...attributes }, icon(name));
}

/** Makes text act like a button that wraps across lines. */
export function pressable(node, label, onPress) {
	const keydown = (event) => {
		if (event.key !== "Enter" && event.key !== " ") return;
		event.preventDefault();
		onPress(event);
	};
	return dress(node, { role: "button", tabindex: "0", title: label, click: onPress, keydown });
}

export function hiddenText(text) {
	return el("span.unseen", text);
}

/** One of eight quiet colours, always the same for the same id. */
export function hueOf(id) {
	return `hue-${Math.abs(id) % 8}`;
}

export function avatar({ id, first_name: firstName, name = firstName }) {
	return el("span", { class: `avatar ${hueOf(id)}`, "aria-hidden": "true" }, [...name.replace(/[\p{C}\p{Z}]/gu, "")][0] ?? "?");
}

export function badge(count, words) {
	if (!count) return null;
	return el("span.unread", el("span", { "aria-hidden": "true" }, String(count)), hiddenText(words.unread(count)));
}

/** The parts of a sentence with its gaps filled: names are isolated, and several joined as the language does it. */
export function filled(sentence, values, language) {
	const list = new Intl.ListFormat(language);
	const isolated = (gap) =>
		list.formatToParts([values[gap] ?? ""].flat()).map(({ type, value }) => (type === "element" ? el("bdi", value) : value));
	return sentence.split(/\{(\w+)\}/).flatMap((part, at) => (at % 2 ? isolated(part) : part));
}

export function moveByArrows(event) {
	const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
	if (!step) return;
	const all = [...event.currentTarget.querySelectorAll("button")];
	const next = all[all.indexOf(document.activeElement) + step];
	if (!next) return;
	event.preventDefault();
	next.focus();
}

export function fullName(person) {
	return [person.first_name, person.last_name].filter(Boolean).join(" ");
}

const signatures = new WeakMap();
const FOCUSABLE = "button, a[href], [tabindex='0']";

/**
 * Makes `parent`'s children show `items` ({key, value}), touching only what changed: scrolling, focus and what a screen
 * reader has said stay. A replaced node gives the focus to its successor's control in the same place.
 */
export function show(parent, items, make) {
	const old = new Map([...parent.children].map((node) => [node.dataset.key, node]));
	const wanted = new Set(items.map(({ key }) => String(key)));
	// A moved node is said again and loses the focus: what goes is stepped over.
	const staying = (node) => (node && !wanted.has(node.dataset.key) ? staying(node.nextElementSibling) : node);
	let cursor = staying(parent.firstElementChild);
	for (const { key, value } of items) {
		const signature = JSON.stringify(value);
		let node = old.get(String(key));
		old.delete(String(key));
		if (!node || signatures.get(node) !== signature) {
			const fresh = make(value);
			fresh.dataset.key = key;
			signatures.set(fresh, signature);
			if (node) {
				if (cursor === node) cursor = fresh;
				replaceKeepingFocus(node, fresh);
			}
			node = fresh;
		}
		if (node === cursor) cursor = staying(cursor.nextElementSibling);
		else parent.insertBefore(node, cursor);
	}
	for (const node of old.values()) removeKeepingFocus(node);
}

function removeKeepingFocus(node) {
	const near = node.nextElementSibling ?? node.previousElementSibling;
	const around = node.parentElement.closest("[tabindex]");
	const hadFocus = node.contains(document.activeElement);
	node.remove();
	if (hadFocus) (near?.querySelector(FOCUSABLE) ?? around)?.focus();
}

function replaceKeepingFocus(node, fresh) {
	const place = [...node.querySelectorAll(FOCUSABLE)].indexOf(document.activeElement);
	const hadFocus = node === document.activeElement || place >= 0;
	node.replaceWith(fresh);
	if (!hadFocus) return;
	const controls = [...fresh.querySelectorAll(FOCUSABLE)];
	(controls[Math.min(Math.max(place, 0), controls.length - 1)] ?? fresh).focus();
}

/** Runs `work` now, or once more after the run under way: many events, few calls, the last state wins. */
export function oneAtATime(work) {
	let running = null;
	let again = false;
	return async function run() {
		if (running) {
			again = true;
			return running;
		}
		running = (async () => {
			do {
				again = false;
				await work();
			} while (again);
		})();
		try {
			await running;
		} finally {
			running = null;
		}
	};
}
