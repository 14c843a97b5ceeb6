// Moments and measures as a person reads them: their zone, their language.

// Western digits in Arabic, as the bot writes them by default; the month names are Arabic.
const LOCALES = { en: "en-GB", ar: "ar-u-nu-latn" };
const COMMAS = { en: ", ", ar: "، " };
const STYLES = { d: { dateStyle: "short" }, D: { dateStyle: "long" }, t: { timeStyle: "short" }, T: { timeStyle: "medium" } };
const formats = new Map();

function format(language, zone, options) {
	const key = JSON.stringify([language, zone, options]);
	if (formats.has(key)) return formats.get(key);
	const of = (timeZone) => new Intl.DateTimeFormat(LOCALES[language], { ...options, timeZone });
	let made;
	try {
		made = of(zone || "UTC");
	} catch {
		made = of("UTC"); // a zone this browser does not know
	}
	formats.set(key, made);
	return made;
}

/** A Date from what the server sends: ISO text, or seconds since 1970. */
export function momentOf(value) {
	return new Date(typeof value === "number" ? value * 1000 : value);
}

export function clockTime(moment, zone, language) {
	return format(language, zone, { hour: "numeric", minute: "2-digit" }).format(moment);
}

export function dayName(moment, zone, language) {
	return format(language, zone, { weekday: "long", day: "numeric", month: "long" }).format(moment);
}

export function dayAndTime(moment, zone, language) {
	const day = format(language, zone, { weekday: "short", day: "numeric", month: "short" }).format(moment);
	return day + COMMAS[language] + clockTime(moment, zone, language);
}

/** "Cairo" of "Africa/Cairo", in Arabic «توقيت مصر»; "UTC" where there is no zone. */
export function placeOf(zone, language) {
	if (!zone) return "UTC";
	if (language === "en") return zone.split("/").pop().replaceAll("_", " ");
	const parts = format(language, zone, { hour: "numeric", timeZoneName: "shortGeneric" }).formatToParts(0);
	// Beside a clock the word for time says nothing more.
	return parts.find(({ type }) => type === "timeZoneName").value.replace(/^توقيت /, "");
}

/** A `date_time` entity as Telegram writes it: `r`, or any of w, d or D, t or T, in this order. */
export function formatted(unixTime, pattern, { zone, language, now }) {
	const moment = new Date(unixTime * 1000);
	if (pattern === "r") return relative(moment, now, language);
	const styles = [...pattern].filter((letter) => letter !== "w").map((letter) => STYLES[letter]);
	const parts = [pattern.includes("w") && { weekday: "long" }, styles.length && Object.assign({}, ...styles)];
	return parts.filter(Boolean).map((options) => format(language, zone, options).format(moment)).join(COMMAS[language]);
}

function relative(moment, now, language) {
	const seconds = Math.round((moment - now) / 1000);
	const steps = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
	const [unit, size] = steps.find(([, length]) => Math.abs(seconds) >= length) ?? steps[3];
	return new Intl.RelativeTimeFormat(LOCALES[language], { numeric: "auto" }).format(Math.round(seconds / size), unit);
}

/** A file's size in bytes, in words: "1.2 kB". */
export function sizeOf(bytes, language) {
	const [unit, size] = [["megabyte", 1e6], ["kilobyte", 1e3]].find(([, least]) => bytes >= least) ?? ["byte", 1];
	return new Intl.NumberFormat(LOCALES[language], { style: "unit", unit, maximumFractionDigits: 1 }).format(bytes / size);
}

export function degreesOf(latitude, longitude, language) {
	const degrees = new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: 4 });
	return `${degrees.format(latitude)}, ${degrees.format(longitude)}`;
}
