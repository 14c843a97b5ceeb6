// The head of a column: who this is, their time, which chat and topic is shown.

import { avatar, badge, el, fullName, hiddenText, icon, iconButton, show } from "./build.js";
import { openMenu } from "./menu.js";
import { clockTime, placeOf } from "./moments.js";

export class Head {
	#words;
	#typing = false;

	/** `lines()` are those of the menu now; `onChat(id)` and `onTopic(id)` say what was chosen. */
	constructor(person, words, { lines, onChat, onTopic, onClose }) {
		this.#words = words;
		this.title = el("bdi.title");
		this.subtitle = el("span.subtitle");
		this.more = iconButton("more", words.menu, () => openMenu(this.more, lines()));
		this.chats = this.#strip(words.chats, onChat);
		this.topics = this.#strip(words.topics, onTopic);
		this.element = el(
			"header",
			el(
				"div.chat-head",
				avatar(person),
				el("h2.names", this.title, this.subtitle),
				this.more,
				iconButton("close", words.closeChat, onClose, { class: "icon-button close-chat" }),
			),
			this.chats.node,
			this.topics.node,
		);
	}

	update(person, chatId) {
		this.title.textContent = fullName(person);
		this.more.hidden = person.deleted;
		this.chats.draw(person.chats, chatId);
	}

	/** Buttons for one of several things: `draw(items, chosen)`; for a single one there is no need of them. */
	#strip(label, onChoose) {
		const node = el("div.strip", { role: "group", "aria-label": label });
		const tab = ({ id, title, name = title, unread, closed, chosen }) =>
			el(
				"button.tab",
				{ "aria-pressed": String(chosen), click: () => onChoose(id) },
				closed && [icon("lock"), hiddenText(this.#words.closedTopic)],
				el("bdi", name),
				badge(unread, this.#words),
			);
		const draw = (items, chosen) => {
			node.hidden = items.length < 2;
			const of = ({ id, title, name, unread, closed }) => ({ id, title, name, unread: id !== chosen && unread, closed, chosen: id === chosen });
			show(node, items.map((item) => ({ key: item.id, value: of(item) })), tab);
		};
		return { node, draw };
	}

	tick(zone, now) {
		if (this.#typing) return;
		const { language } = this.#words;
		this.subtitle.replaceChildren(`${clockTime(now, zone, language)} · `, el("bdi", placeOf(zone, language)));
	}

	set typing(is) {
		this.#typing = is;
		if (is) this.subtitle.textContent = this.#words.typing;
	}
}
