// What a link in a chat means here: this bot's own deep link, a share link, or the web outside.

const OUTSIDE = new Set(["http:", "https:", "mailto:", "tel:"]);

function parsed(url) {
  try {
    return new URL(/^[a-z][a-z\d+.-]*:/i.test(url) ? url : `https://${url}`);
  } catch {
    return null;
  }
}

/**
 * One of {kind: "bot", url}, {kind: "share", url, text}, {kind: "outside", url}, or {kind: "none"} for what
 * must not be opened at all (`javascript:` and its like).
 */
export function readLink(raw, botUsername) {
  const url = parsed(raw);
  if (!url) return { kind: "none" };
  const query = url.searchParams;
  if (url.protocol === "tg:") {
    const action = url.host || url.pathname.replaceAll("/", "");
    if (action === "msg_url") return { kind: "share", url: query.get("url") ?? "", text: query.get("text") ?? "" };
    return sameName(query.get("domain"), botUsername) ? { kind: "bot", url: raw } : { kind: "none" };
  }
  if (!OUTSIDE.has(url.protocol)) return { kind: "none" };
  if (isTelegram(url)) {
    const [first, second] = url.pathname.split("/").filter(Boolean);
    if (first === "share" && (!second || second === "url")) {
      return { kind: "share", url: query.get("url") ?? "", text: query.get("text") ?? "" };
    }
    if (sameName(first, botUsername)) return { kind: "bot", url: url.href };
  }
  return { kind: "outside", url: url.href };
}

function isTelegram(url) {
  return ["t.me", "telegram.me", "telegram.dog"].includes(url.hostname.toLowerCase());
}

function sameName(one, other) {
  return Boolean(one) && one.toLowerCase() === other.toLowerCase();
}
