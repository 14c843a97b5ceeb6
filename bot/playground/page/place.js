// The place in a chat's messages: with the newest one, or where the reader had scrolled to.

const NEAR_THE_END = 80; // pixels: whoever is this close to the newest message wants to stay with it

export class Place {
	#log;
	#list;
	#atTheEnd = true;
	#top = 0;
	#left = null;
	#onMove;

	/** `log` is what scrolls, `list` holds the messages in it, each with its `data-key`; `onMove()` hears of the end. */
	constructor(log, list, onMove) {
		this.#log = log;
		this.#list = list;
		this.#onMove = onMove;
		log.addEventListener("scroll", () => this.#look());
		// A picture has its height only once it is there. `load` does not bubble, so it is caught on the way down.
		log.addEventListener("load", () => this.keep(), true);
		// A wider window, a longer draft, a keyboard or a message whose height was only guessed moves the end by itself.
		const watch = new ResizeObserver(() => this.keep());
		watch.observe(log);
		watch.observe(list);
	}

	get atTheEnd() {
		return this.#atTheEnd;
	}

	/** To be called when something has grown or gone: whoever was with the newest message still is. */
	keep() {
		if (this.#atTheEnd) this.toTheEnd();
	}

	toTheEnd() {
		this.#atTheEnd = true;
		this.#log.scrollTop = this.#log.scrollHeight;
		this.#top = this.#log.scrollTop;
	}

	/** To be called before the chat is taken out of the page, which forgets where it was scrolled to. */
	leave() {
		if (!this.#log.isConnected) return;
		this.#look();
		const top = this.#log.getBoundingClientRect().top;
		const item = [...this.#list.children].find((node) => node.getBoundingClientRect().bottom > top);
		this.#left = { top: this.#top, key: item?.dataset.key, below: item ? item.getBoundingClientRect().top - top : 0 };
	}

	comeBack() {
		if (this.#atTheEnd || !this.#left) return this.keep();
		const { top, key, below } = this.#left;
		this.#log.scrollTop = top;
		// In a column of another width the same message stands elsewhere.
		const item = [...this.#list.children].find((node) => node.dataset.key === key);
		if (item) this.#log.scrollTop += item.getBoundingClientRect().top - this.#log.getBoundingClientRect().top - below;
		this.#top = this.#log.scrollTop;
		return undefined;
	}

	#look() {
		const { isConnected, scrollTop, scrollHeight, clientHeight } = this.#log;
		if (!isConnected) return;
		// Only whoever scrolls up leaves the end: what grows below them does not take it away.
		const before = this.#atTheEnd;
		if (scrollHeight - scrollTop - clientHeight < NEAR_THE_END) this.#atTheEnd = true;
		else if (scrollTop < this.#top) this.#atTheEnd = false;
		this.#top = scrollTop;
		if (before !== this.#atTheEnd) this.#onMove();
	}
}
