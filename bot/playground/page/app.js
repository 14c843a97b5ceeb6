// The page itself: what is known about the world, which chats are in view, and who hears of which event.

import { Refused, follow, get, post, takeKey } from "./api.js";
import { el, oneAtATime } from "./build.js";
import { Chat } from "./chat.js";
import { buildTopBar } from "./clock.js";
import { Inspector } from "./inspector.js";
import { clockTime, dayAndTime, momentOf } from "./moments.js";
import { showPeople } from "./people.js";
import { newPerson } from "./picker.js";
import { wordsFor } from "./words.js";

const PHONE = 700; // pixels of width: one chat at a time up to here
const LIST = 280; // what the list of people takes
const DRAWER = 380; // what the calls take
const COLUMN = 340; // the narrowest chat that is still pleasant
const MOST = 3; // chats side by side
const SETTLE_MS = 80; // events come in bursts; the list is drawn once per burst
const NOTICE_MS = 6000;
const NO_KEY = new Set([401, 403]);
const ALREADY_THERE = 409;

const at = (id) => document.getElementById(id);
const remembered = {
  get open() {
    return JSON.parse(sessionStorage.getItem("halqa-open") ?? "null");
  },
  set open(ids) {
    sessionStorage.setItem("halqa-open", JSON.stringify(ids));
  },
};

let words = wordsFor(localStorage.getItem("halqa-language") ?? navigator.language);
let state = null;
let known = { moment: 0, at: 0 };
let topBar = null;
let shownMinute = 0;
let moving = 0;
let over = false; // only a sentence is left on the page
let open = []; // ids of the chats side by side, in the order they stand
let recent = []; // the same ids, the latest used first
const chats = new Map();
const inspector = new Inspector(at("inspector"));

// --- time ---

function now() {
  return new Date(known.moment + (performance.now() - known.at) * (state?.rate ?? 1));
}

function setNow(iso) {
  known = { moment: momentOf(iso).getTime(), at: performance.now() };
}

function tick() {
  if (over) return;
  topBar.tick(now());
  for (const id of inView()) chats.get(id)?.tick();
  const minute = Math.floor(now() / 60_000);
  if (minute === shownMinute) return;
  shownMinute = minute;
  drawPeople(inView());
}

// --- what is in view ---

function room() {
  if (innerWidth <= PHONE) return 1;
  const free = innerWidth - LIST - (inspector.open ? DRAWER : 0);
  return Math.min(MOST, Math.max(1, Math.floor(free / COLUMN)));
}

function inView() {
  const few = recent.slice(0, room());
  return open.filter((id) => few.includes(id));
}

function personOf(id) {
  return state.people.find((person) => person.id === id);
}

function openChat(id, { focus = true } = {}) {
  if (!open.includes(id)) {
    // A newcomer to a full row takes the place of the chat that was used longest ago.
    const gone = recent.length >= MOST ? recent.pop() : null;
    if (gone === null) open.push(id);
    else open[open.indexOf(gone)] = id;
  }
  recent = [id, ...recent.filter((other) => other !== id)];
  draw();
  if (focus) chats.get(id).focus();
}

function closeChat(id) {
  open = open.filter((other) => other !== id);
  recent = recent.filter((other) => other !== id);
  draw();
}

function touched(id) {
  if (recent[0] !== id && recent.includes(id)) recent = [id, ...recent.filter((other) => other !== id)];
}

function chatOf(person) {
  let chat = chats.get(person.id);
  if (!chat || wordsFor(chat.person.language_code) !== wordsFor(person.language_code)) {
    chat = new Chat(person, world);
    chat.element.addEventListener("focusin", () => touched(person.id));
    chats.set(person.id, chat);
  }
  chat.update(person);
  return chat;
}

// --- drawing ---

function draw() {
  remembered.open = open;
  const shown = inView();
  const columns = at("columns");
  const before = [...columns.children];
  const wanted = shown.map((id) => chatOf(personOf(id)).element);
  if (!wanted.length) wanted.push(before.find((node) => node.matches(".welcome")) ?? welcome());
  const chatIn = (node) => chats.get(Number(node.dataset.person));
  for (const node of before) {
    if (wanted.includes(node)) continue;
    chatIn(node)?.leave();
    node.remove();
  }
  wanted.forEach((node, place) => {
    if (columns.children[place] !== node) columns.insertBefore(node, columns.children[place] ?? null);
    if (!before.includes(node)) chatIn(node)?.comeBack();
  });
  columns.dataset.count = String(shown.length);
  drawPeople(shown);
  drawScenes();
  drawBusy();
}

function drawPeople(shown) {
  showPeople(at("people"), state.people, {
    words,
    open: shown,
    timeOf: (person) => clockTime(now(), person.zone, words.language),
    onOpen: openChat,
    onAdd: addPerson,
  });
}

/** A scene is offered once: with everybody in it already here, its buttons go. */
function drawScenes() {
  for (const button of document.querySelectorAll("[data-scene]")) {
    const gone = state.loaded?.includes(button.dataset.scene) ?? false;
    if (gone && button === document.activeElement) button.parentElement.querySelector("button").focus();
    button.hidden = gone;
  }
}

function drawBusy() {
  at("busy").hidden = moving === 0;
  topBar.busy(moving > 0);
}

function drawShell() {
  const page = document.documentElement;
  page.lang = words.language;
  page.dir = words.dir;
  document.title = words.playground;
  const act = { nextNudge, advance, scene, toggleCalls, toggleLanguage };
  topBar = buildTopBar(at("top"), { words, scenes: state.scenes ?? [], act });
  topBar.callsOpen(inspector.open);
  inspector.build(words, toggleCalls);
  at("busy").setAttribute("aria-label", words.moving);
  at("columns").querySelector(".welcome")?.remove();
  tick();
}

function welcome() {
  return el(
    "div",
    { class: "welcome" },
    el("img", { src: "icon.svg", alt: "", width: 72, height: 72 }),
    el("h2", {}, words.welcome),
    el("p", {}, words.welcomeText),
    el(
      "div",
      { class: "welcome-doors" },
      el("button", { type: "button", class: "strong", on: { click: addPerson } }, words.addPerson),
      state.scenes.map((name) =>
        el("button", { type: "button", class: "quiet", "data-scene": name, on: { click: () => scene(name) } }, words.scenes[name] ?? name),
      ),
    ),
  );
}

function sentence(text) {
  over = true;
  document.body.replaceChildren(el("p", { class: "sentence", role: "alert", dir: words.dir, lang: words.language }, text));
}

function notice(text, { lasting = false } = {}) {
  const node = el("p", { class: "notice", dir: "auto" }, text);
  at("notices").append(node);
  if (!lasting) setTimeout(() => node.remove(), NOTICE_MS);
  return node;
}

// --- acting on the world ---

const world = {
  bot: () => state.bot,
  people: () => state.people,
  now,
  close: closeChat,
  async openAs(id, url) {
    await tried(() => post(`/api/people/${id}/open`, { url }));
    openChat(id);
  },
};

/** Runs `work`; a refusal is said in a notice. Undefined when it failed. */
async function tried(work) {
  try {
    return await work();
  } catch (problem) {
    if (!(problem instanceof Refused)) throw problem;
    notice(problem.message || (problem.status === 0 ? words.lost : words.failed));
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
  else notice(words.nowItIs(`${dayAndTime(momentOf(moved.now), "UTC", words.language)} UTC`));
}

function nextNudge() {
  return move({ to: "next" });
}

function advance(seconds) {
  return move({ advance_seconds: seconds });
}

async function scene(name) {
  const loaded = await whileMoving(() => post("/api/scene", { name }).catch(sayWhatIsThere));
  if (!loaded) return;
  notice(words.castIsHere);
  openFirst();
}

/** Somebody else on this page or at the terminal was first: said in this page's language. */
function sayWhatIsThere(problem) {
  throw problem.status === ALREADY_THERE ? new Refused(words.castIsHereAlready, problem.status) : problem;
}

async function addPerson() {
  const person = await newPerson(words);
  if (!person) return;
  const added = await tried(() => post("/api/people", person));
  if (!added) return;
  await refresh();
  openChat(added.id);
}

function toggleCalls() {
  inspector.toggle();
  topBar.callsOpen(inspector.open);
  draw();
}

function toggleLanguage() {
  words = wordsFor(words.language === "ar" ? "en" : "ar");
  localStorage.setItem("halqa-language", words.language);
  drawShell();
  draw();
}

/** Fills the free columns with people who are there and not yet in view. */
function openFirst() {
  for (const { id, deleted } of state.people) {
    if (open.length >= room()) break;
    if (!deleted && !open.includes(id)) openChat(id, { focus: false });
  }
  draw();
}

// --- hearing of the world ---

const refresh = oneAtATime(async () => {
  if (over) return;
  state = await get("/api/state");
  setNow(state.now);
  open = open.filter(personOf);
  recent = recent.filter(personOf);
  if (topBar) draw();
});

let settling = null;

function refreshSoon() {
  settling ??= setTimeout(() => {
    settling = null;
    refresh().catch(() => {}); // the stream says when the playground is gone, and looks again
  }, SETTLE_MS);
}

function onEvent(event) {
  const chat = chats.get(event.person);
  if (event.kind === "call") {
    inspector.refresh();
    return;
  }
  if (event.kind === "typing") {
    chat?.showTyping();
    return;
  }
  if (event.kind === "callback_answer") {
    chat?.answered(event);
    return;
  }
  if (event.kind === "clock" && event.now) setNow(event.now);
  if (chat?.element.isConnected) chat.refresh();
  refreshSoon();
}

let lost = null;

async function onLink(works) {
  if (over) return;
  if (works) lost?.remove();
  lost = works ? null : (lost ?? notice(words.lost, { lasting: true }));
  try {
    await refresh();
    for (const id of inView()) chats.get(id).refresh();
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
  for (const id of (remembered.open ?? []).filter(personOf)) openChat(id, { focus: false });
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

// A restarted playground prints a new link: pasted into the same tab only the fragment changes.
addEventListener("hashchange", () => {
  if (takeKey()) location.reload();
});

begin();
