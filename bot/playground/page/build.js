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
};

/**
 * One element. `attributes` are set as they are (null, undefined and false are left out, true is an
 * empty attribute); the key `on` holds listeners by event name. Children are nodes or strings.
 */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    } else if (value !== null && value !== undefined && value !== false) {
      node.setAttribute(name, value === true ? "" : value);
    }
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

/** A button with a picture only; `label` is what it is called. */
export function iconButton(name, label, onClick, attributes = {}) {
  return el(
    "button",
    { type: "button", class: "icon-button", title: label, "aria-label": label, on: { click: onClick }, ...attributes },
    icon(name),
  );
}

/** Makes inline text act like a button, for what must wrap across lines as text does. */
export function pressable(node, label, onPress) {
  node.setAttribute("role", "button");
  node.setAttribute("tabindex", "0");
  node.setAttribute("title", label);
  node.addEventListener("click", onPress);
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    onPress(event);
  });
  return node;
}

export function hiddenText(text) {
  return el("span", { class: "unseen" }, text);
}

/** The first letter of a name on one of eight quiet colours. */
export function avatar(person) {
  const name = person.first_name.trim() || "?";
  return el("span", { class: `avatar avatar-${Math.abs(person.id) % 8}`, "aria-hidden": "true" }, [...name][0]);
}

export function fullName(person) {
  return [person.first_name, person.last_name].filter(Boolean).join(" ");
}

const signatures = new WeakMap();
const FOCUSABLE = "button, a[href], [tabindex='0']";

/**
 * Makes `parent`'s children show `items` ({key, value}), in order, touching only what changed, so that
 * scrolling, focus and what a screen reader has already said stay. A replaced node that had the focus gives
 * it to its successor's control in the same place: the keyboard is not thrown back to the top of the page.
 */
export function show(parent, items, make) {
  const old = new Map([...parent.children].map((node) => [node.dataset.key, node]));
  let cursor = parent.firstElementChild;
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
    if (node === cursor) cursor = cursor.nextElementSibling;
    else parent.insertBefore(node, cursor);
  }
  for (const node of old.values()) node.remove();
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
