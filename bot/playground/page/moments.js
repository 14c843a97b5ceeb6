// Moments as a person reads them: their zone, their language.

// Western digits in Arabic, as the bot writes them by default; the month names are Arabic.
const LOCALES = { en: "en-GB", ar: "ar-u-nu-latn" };
const formats = new Map();

function format(language, zone, options) {
  const key = JSON.stringify([language, zone, options]);
  if (!formats.has(key)) formats.set(key, makeFormat(language, zone, options));
  return formats.get(key);
}

function makeFormat(language, zone, options) {
  const locale = LOCALES[language];
  try {
    return new Intl.DateTimeFormat(locale, { ...options, timeZone: zone || "UTC" });
  } catch {
    return new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }); // a zone this browser does not know
  }
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
  return `${day}${language === "ar" ? "، " : ", "}${clockTime(moment, zone, language)}`;
}

/** "Cairo" of "Africa/Cairo", in Arabic «توقيت مصر»; "UTC" where there is no zone. */
export function placeOf(zone, language) {
  if (!zone) return "UTC";
  if (language === "en") return zone.split("/").pop().replaceAll("_", " ");
  const parts = format(language, zone, { hour: "numeric", timeZoneName: "shortGeneric" }).formatToParts(0);
  // "توقيت السعودية" says no more than "السعودية" beside a clock.
  return parts.find(({ type }) => type === "timeZoneName").value.replace(/^توقيت /, "");
}

/** A `date_time` entity as Telegram writes it: `r`, or any of w, d or D, t or T, in this order. */
export function formatted(unixTime, pattern, { zone, language, now }) {
  const moment = new Date(unixTime * 1000);
  if (pattern === "r") return relative(moment, now, language);
  const options = {};
  if (pattern.includes("w")) options.weekday = "long";
  if (pattern.includes("d")) options.dateStyle = "short";
  if (pattern.includes("D")) options.dateStyle = "long";
  if (pattern.includes("t")) options.timeStyle = "short";
  if (pattern.includes("T")) options.timeStyle = "medium";
  if (!options.weekday) return format(language, zone, options).format(moment);
  const weekday = format(language, zone, { weekday: "long" }).format(moment);
  delete options.weekday;
  if (!Object.keys(options).length) return weekday;
  return `${weekday}${language === "ar" ? "، " : ", "}${format(language, zone, options).format(moment)}`;
}

function relative(moment, now, language) {
  const seconds = Math.round((moment - now) / 1000);
  const steps = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
  const [unit, size] = steps.find(([, length]) => Math.abs(seconds) >= length) ?? steps[3];
  return new Intl.RelativeTimeFormat(LOCALES[language], { numeric: "auto" }).format(Math.round(seconds / size), unit);
}
