// A few lines to choose from, beside what was pressed: in a column's head, on a message, at the paper clip.

import { el, moveByArrows } from "./build.js";

const EDGE = 8; // pixels that a menu keeps from the window's edge

/** Opens `lines` ([label, act]; what is false is left out) beside `anchor`. The browser closes it and gives the focus back. */
export function openMenu(anchor, lines) {
	const toggle = ({ newState }) => {
		anchor.setAttribute("aria-expanded", String(newState === "open"));
		if (newState === "closed") menu.remove();
	};
	const line = ([label, act]) => el("button", { click: () => (menu.hidePopover(), act()) }, label);
	const menu = el("div.menu-lines", { popover: "auto", keydown: moveByArrows, toggle }, lines.filter(Boolean).map(line));
	// In the same column, for its language and direction, but not in what is drawn anew meanwhile.
	(anchor.closest(".chat") ?? document.body).append(menu);
	anchor.focus();
	menu.showPopover();
	const { left, right, top, bottom } = anchor.getBoundingClientRect();
	const { offsetWidth: width, offsetHeight: height } = menu;
	const start = left + right < innerWidth ? left : right - width;
	menu.style.left = `${Math.max(EDGE, Math.min(start, innerWidth - width - EDGE))}px`;
	menu.style.top = `${Math.max(EDGE, bottom + height + EDGE <= innerHeight ? bottom : top - height)}px`;
	menu.querySelector("button")?.focus();
}
