// The page itself: what is known about the world, and who hears of which event.

import { Refused, follow, get, post, takeKey } from "./api.js";
import { el, fullName, oneAtATime } from "./build.js";
import { buildTopBar } from "./clock.js";
import { Columns } from "./columns.js";
import { copy } from "./dialog.js";
import { Inspector } from "./inspector.js";
import { clockTime, dayAndTime, momentOf } from "./moments.js";
import { showPeople } from "./people.js";
import { newPerson } from "./picker.js";
import { welcome } from "./scenes.js";
import { Weather } from "./weather.js";
import { wordsFor } from "./words.js";

const PHONE = 700; // pixels of width: one chat at a time up to here
const LIST = 280; // what the list of people takes
const DRAWER = 420; // what the calls take
const COLUMN = 340; // the narrowest chat that is still pleasant
const SETTLE_MS = 80; // events come in bursts; the list is drawn once per burst
const NOTICE_MS = 6000;
const MOST_SAID = 3; // chats that a notice names; the list of people counts the others
const NO_KEY = new Set([401, 403]);

const at = (id) => document.getElementById(id);
let words = wordsFor(localStorage.getItem("halqa-language") ?? navigator.language);
let state = null;
let known = { moment: 0, at: 0, rate: 1, flow: 1 }; // flow: the rate of this moment; a fast clock waits for the bot
let topBar = null;
let shownMinute = 0;
let moving = 0;
let over = false; // only a sentence is left on the page
const inspector = new Inspector(at("inspector"));
const weather = new Weather();

function now() {
	return new Date(known.moment + (performance.now() - known.at) * known.flow);
}

function setNow(iso, rate, flow = rate === known.rate ? known.flow : rate) {
	known = { moment: momentOf(iso).getTime(), at: performance.now(), rate, flow };
	topBar?.speed(rate);
}

function tick() {
	if (over) return;
	topBar.tick(now());
	for (const chat of columns.shown) chat.tick();
	const minute = Math.floor(now() / 60_000);
	if (minute === shownMinute) return;
	shownMinute = minute;
	drawPeople();
}

// --- what is in view ---

function room() {
	if (innerWidth <= PHONE) return 1;
	const free = innerWidth - LIST - (inspector.open ? DRAWER : 0);
	return Math.max(1, Math.floor(free / COLUMN));
}

function openChat(id, chatId) {
	columns.open(id, chatId);
	draw();
	columns.focus(id);
}

// --- drawing ---

function draw() {
	columns.draw();
	// On a phone the calls cover everything: what is behind them is out of reach for the keyboard, too.
	for (const id of ["top", "people", "columns"]) at(id).inert = inspector.open && innerWidth <= PHONE;
	drawPeople();
	drawBusy();
}

function drawPeople() {
	showPeople(at("people"), state.people, {
		words,
		open: new Map(columns.inView.map((id) => [id, columns.chatIdOf(id)])),
		timeOf: (person) => clockTime(now(), person.zone, words.language),
		onOpen: openChat,
		onAdd: addPerson,
	});
}

function drawBusy() {
	const busy = moving > 0 || Boolean(state.loading);
	at("busy").hidden = !busy;
	if (state.loading) at("people").inert = true; // whoever is added now would be gone with the next moment
	topBar.busy(busy);
}

function drawShell() {
	const page = document.documentElement;
	if (state.other_bot) words = { ...words, ...words.otherBot };
	page.lang = words.language;
	page.dir = words.dir;
	document.title = words.playground;
	const act = { nextNudge, advance, speed, scene, toggleCalls, showWeather, toggleLanguage };
	topBar = buildTopBar(at("top"), { words, scenes: state.scenes ?? [], otherBot: state.other_bot, act });
	topBar.callsOpen(inspector.open);
	topBar.speed(known.rate);
	const switches = weather.build(words, { tried, onChange: topBar.weather });
	inspector.build(words, { nameOf, copy: (text) => copy(words, text, notice), onClose: toggleCalls, weather: switches });
	at("busy").setAttribute("aria-label", words.moving);
	at("columns").querySelector(".welcome")?.remove();
	tick();
}

function sentence(text) {
	over = true;
	document.body.replaceChildren(el("p.sentence", { role: "alert", dir: words.dir, lang: words.language }, text));
}

function notice(text, { lasting = false } = {}) {
	const node = el("p.notice", { dir: "auto" }, text);
	at("notices").append(node);
	if (!lasting) setTimeout(() => node.remove(), NOTICE_MS);
	return node;
}

// --- acting on the world ---

const world = {
	bot: () => state.bot,
	people: () => state.people,
	person: (id) => state.people.find((person) => person.id === id),
	group: (id) => state.groups.find((group) => group.id === id),
	now,
	room,
	open: openChat,
	close(id) {
		columns.close(id);
		draw();
	},
	async openAs(id, url) {
		const answer = await tried(() => post(`/api/people/${id}/open`, { url }));
		if (answer) await world.arrive(id, answer.chat_id);
	},
	async addGroup(group) {
		const added = await tried(() => post("/api/groups", group));
		if (added) await world.arrive(group.creator_id, added.id);
	},
	/** Shows a person where the link that they opened has led; nowhere yet means that they wait to be let in. */
	async arrive(id, chatId) {
		await refresh();
		if (chatId) openChat(id, chatId);
		else notice(words.asked);
	},
};

function nameOf(chatId) {
	const person = world.person(chatId);
	if (person) return fullName(person);
	return world.group(chatId)?.title ?? (chatId === null ? "" : String(chatId));
}

/** Runs `work`; a refusal is said in a notice. Undefined when it failed. */
async function tried(work) {
	try {
		return await work();
	} catch (problem) {
		if (!(problem instanceof Refused)) throw problem;
		notice(problem.in(words));
		return undefined;
	}
}

async function whileMoving(work) {
	moving += 1;
	drawBusy();
	const moved = await tried(work);
	moving -= 1;
	await refresh();
	return moved;
}

async function move(how) {
	const moved = await whileMoving(() => post("/api/clock", how));
	if (!moved) return;
	if (moved.next === null) notice(words.nothingPlanned);
	else bring(notice(words.nowItIs(`${dayAndTime(momentOf(moved.now), "UTC", words.language)} UTC`)), moved.said ?? []);
}

/** Says what came and to whom, and shows where. */
function bring(note, said) {
	const first = new Map();
	for (const { chat_id: id, text } of said) if (!first.has(id)) first.set(id, text);
	for (const [id, text] of [...first].slice(0, MOST_SAID)) {
		const line = words.said(el("bdi.said-to", nameOf(id)), el("bdi", text.split("\n")[0]));
		note.append(el("span.said", line));
	}
	const people = [...first.keys()].filter(world.person);
	if (people.length && !people.some((id) => columns.inView.includes(id))) {
		columns.open(people[0], people[0]);
		draw();
	}
	for (const id of first.keys()) {
		for (const { element } of columns.about({ person: null, chat: id })) {
			element.classList.add("came");
			setTimeout(() => element.classList.remove("came"), NOTICE_MS);
		}
	}
}

async function speed(rate) {
	if (!(await tried(() => post("/api/clock", { rate })))) topBar.speed(known.rate);
}

const nextNudge = () => move({ to: "next" });
const advance = (seconds) => move({ advance_seconds: seconds });

const scene = (name) => whileMoving(() => post("/api/scene", { name }));

async function addPerson(_, given = {}) {
	const person = await newPerson(words, given);
	if (!person) return;
	const added = await tried(() => post("/api/people", person));
	await (added ? world.arrive(added.id, added.id) : addPerson(null, person));
}

function toggleCalls() {
	inspector.toggle();
	topBar.callsOpen(inspector.open);
	draw();
	if (!inspector.open) topBar.focusCalls();
}

function showWeather() {
	if (!inspector.open) toggleCalls();
	weather.open();
}

function toggleLanguage() {
	words = wordsFor(words.language === "ar" ? "en" : "ar");
	localStorage.setItem("halqa-language", words.language);
	drawShell();
	draw();
}

function openFirst() {
	const first = (state.focus ?? []).map(world.person).filter(Boolean);
	for (const { id, deleted } of [...first, ...state.people]) {
		if (columns.isFull) break;
		if (!deleted && !columns.has(id)) columns.open(id);
	}
	draw();
}

// --- hearing of the world ---

const beginning = () => `${state.beginnings} ${state.loading}`;

const refresh = oneAtATime(async () => {
	if (over) return;
	const before = state && beginning();
	state = await get("/api/state");
	if (state.loading) Object.assign(state, { people: [], groups: [] }); // they are only coming
	setNow(state.now, state.rate);
	if (!topBar) return;
	const isNew = before !== beginning();
	if (isNew) {
		columns.clear(); // the next people may have the same ids
		inspector.forget();
	}
	draw();
	if (!isNew || state.loading) return;
	openFirst();
	for (const name of state.loaded) tellScene(name);
});

function tellScene(name) {
	const [title, about] = words.scenes[name] ?? [name, ""];
	notice(words.sceneIsHere(title)).append(el("span.said", about));
}

let settling = null;

function refreshSoon() {
	settling ??= setTimeout(() => {
		settling = null;
		refresh().catch(() => {}); // the stream says when the playground is gone, and looks again
	}, SETTLE_MS);
}

function onEvent(event) {
	if (state.loading && event.kind !== "scene") return; // thousands, and nobody to look at yet
	const chats = columns.about(event);
	if (event.kind === "call" || event.kind === "update") {
		inspector.refresh();
		return;
	}
	if (event.kind === "faults") {
		weather.refresh().catch(() => {}); // the stream says when the playground is gone
		return;
	}
	if (event.kind === "typing") {
		for (const chat of chats) chat.showTyping();
		return;
	}
	if (event.kind === "callback_answer") {
		for (const chat of chats) chat.touch.answered(event);
		return;
	}
	if (event.kind === "clock" && event.now) setNow(event.now, event.rate, event.flow ?? event.rate);
	for (const chat of chats) if (chat.element.isConnected) chat.refresh();
	refreshSoon();
}

let lost = null;

async function onLink(works) {
	if (over) return;
	if (works) lost?.remove();
	lost = works ? null : (lost ?? notice(words.lost, { lasting: true }));
	try {
		await refresh();
		for (const chat of columns.shown) chat.refresh();
		await weather.refresh();
	} catch (problem) {
		// Started again, the playground has another key; otherwise the stream looks for it by itself.
		if (NO_KEY.has(problem.status)) sentence(words.noKey);
	}
}

async function begin() {
	if (!takeKey()) {
		sentence(words.noKey);
		return;
	}
	try {
		await refresh();
	} catch (problem) {
		sentence(NO_KEY.has(problem.status) ? words.noKey : words.lost);
		return;
	}
	drawShell();
	columns.remember();
	openFirst();
	follow(onEvent, onLink);
	setInterval(tick, 1000);
	let width = innerWidth;
	addEventListener("resize", () => {
		if (width === innerWidth) return; // an on-screen keyboard changes the height only
		width = innerWidth;
		draw();
	});
}

const columns = new Columns(at("columns"), world, () => welcome(words, state, { addPerson, scene }));

// A restarted playground prints a new link: pasted into the same tab only the fragment changes.
addEventListener("hashchange", () => {
	if (takeKey()) location.reload();
});

begin();
