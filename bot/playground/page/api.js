// The control server as this page sees it: the key, JSON calls, files and the stream of events.

const STORED_AS = "halqa-key";

/** What the server (or the network, status 0) said no to: a sentence for people, in both languages. */
export class Refused extends Error {
	constructor(message, status, arabic) {
		super(message);
		this.status = status;
		this.arabic = arabic;
	}

	in(words) {
		const said = (words.language === "ar" && this.arabic) || this.message;
		return said || (this.status === 0 ? words.lost : words.failed);
	}
}

/**
 * The key from the address's fragment, or the one this tab already has; null without either.
 * It leaves the address bar at once, so that it is not in a screenshot or a copied address.
 */
export function takeKey() {
	const given = new URLSearchParams(location.hash.slice(1)).get("key");
	if (given) {
		sessionStorage.setItem(STORED_AS, given);
		history.replaceState(null, "", location.pathname);
	}
	return sessionStorage.getItem(STORED_AS);
}

function withKey(path) {
	return `${path}?key=${encodeURIComponent(sessionStorage.getItem(STORED_AS) ?? "")}`;
}

async function call(path, options) {
	const headers = { "X-Halqa-Key": sessionStorage.getItem(STORED_AS) ?? "" };
	if (options.body) headers["Content-Type"] = "application/json";
	let response;
	try {
		response = await fetch(path, { ...options, headers, cache: "no-store" });
	} catch {
		throw new Refused("", 0);
	}
	const answer = await response.json().catch(() => ({}));
	if (!response.ok) throw new Refused(answer.error ?? "", response.status, answer.error_ar);
	return answer;
}

export function get(path) {
	return call(path, { method: "GET" });
}

export function post(path, body = {}) {
	return call(path, { method: "POST", body: JSON.stringify(body) });
}

export function fileUrl(fileId) {
	return withKey(`/api/files/${encodeURIComponent(fileId)}`);
}

/** Follows the world's events; `onLink` hears true when the stream (re)opens and false when it breaks. */
export function follow(onEvent, onLink) {
	const stream = new EventSource(withKey("/api/events"));
	stream.onopen = () => onLink(true);
	stream.onmessage = (message) => onEvent(JSON.parse(message.data));
	stream.onerror = () => {
		onLink(false);
		// A browser gives up for good on an answer that is no stream (a server that starts again, say).
		if (stream.readyState === EventSource.CLOSED) setTimeout(() => follow(onEvent, onLink), RETRY_MS);
	};
}

const RETRY_MS = 2000; // long enough to be no burden, short enough that nobody reloads by hand
