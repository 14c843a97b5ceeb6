// What a link means here: the bot's own deep link or an invite, a share link, or the web: the world's own or that outside.

const OUTSIDE = new Set(["http:", "https:", "mailto:", "tel:"]);
const TELEGRAM = new Set(["t.me", "telegram.me", "telegram.dog"]);

function parsed(url) {
	try {
		return new URL(/^[a-z][a-z\d+.-]*:/i.test(url) ? url : `https://${url}`);
	} catch {
		return null;
	}
}

/** {kind: "here" | "share" | "outside" | "none", url, text}; none is for what must not be opened (`javascript:`). */
export function readLink(raw, botUsername) {
	const url = parsed(raw);
	if (!url) return { kind: "none" };
	const query = url.searchParams;
	const share = { kind: "share", url: query.get("url") ?? "", text: query.get("text") ?? "" };
	const isBot = (name) => name?.toLowerCase() === botUsername.toLowerCase();
	if (url.protocol === "tg:") {
		const action = url.host || url.pathname.replaceAll("/", "");
		if (action === "msg_url") return share;
		return { kind: action === "join" || isBot(query.get("domain")) ? "here" : "none", url: raw };
	}
	if (!OUTSIDE.has(url.protocol)) return { kind: "none" };
	if (TELEGRAM.has(url.hostname)) {
		const [first, second] = url.pathname.split("/").filter(Boolean);
		if (first === "share" && (!second || second === "url")) return share;
		if (isBot(first) || first?.startsWith("+") || (first === "joinchat" && second)) return { kind: "here", url: url.href };
	}
	const isOurs = url.hostname.endsWith(".example"); // the browser does not know it
	return { kind: "outside", url: isOurs ? `/web/${url.hostname}${url.pathname}${url.search}` : url.href };
}
