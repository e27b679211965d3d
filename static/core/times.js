// Every <time data-local> in the reader's own zone and way of writing hours.
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Whether a tag is one that times can be written in: some systems name their language in a way of their own. */
function isKnown(tag) {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}

/** The page's language as the reader's region writes it; from elsewhere, with the day before the month. */
function writtenLanguage() {
  const page = document.documentElement.lang || "en";
  const own = navigator.languages.find((tag) => tag.split("-")[0] === page && isKnown(tag));
  return own ?? (page === "en" ? "en-GB" : page);
}

const language = writtenLanguage();
const { hourCycle } = new Intl.DateTimeFormat(undefined, { hour: "numeric" }).resolvedOptions();
const written = (options) => new Intl.DateTimeFormat(language, { hourCycle, ...options });
// "2:00 am", but "02:00": a clock of twelve hours is read without a nought in front.
const hour = hourCycle === "h11" || hourCycle === "h12" ? "numeric" : "2-digit";
const clock = written({ hour, minute: "2-digit" });
const weekday = written({ weekday: "long" });
const dayAndMonth = written({ weekday: "long", day: "numeric", month: "long" });
const wholeDay = written({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
const relative = new Intl.RelativeTimeFormat(language, { numeric: "always" });

const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate());
/** Whole calendar days from `now` to `date`; a day of 23 or 25 hours counts as one. */
const daysBetween = (now, date) => Math.round((midnight(date) - midnight(now)) / DAY);

function dayOf(date, now) {
  const days = daysBetween(now, date);
  if (days === 0) return "today";
  if (days === 1) return "tomorrow";
  if (days === -1) return "yesterday";
  return days > 1 && days < 7 ? weekday.format(date) : dayAndMonth.format(date);
}

const capital = (words) => words.charAt(0).toUpperCase() + words.slice(1);

function moment(date, now, within) {
  const day = dayOf(date, now);
  return `${within ? day : capital(day)}, ${clock.format(date)}`;
}

function soon(date, now, within) {
  const away = date - now;
  if (away <= 0 && away > -MINUTE) return "now";
  if (away > 0 && away < HOUR) return relative.format(Math.ceil(away / MINUTE), "minute");
  return moment(date, now, within);
}

function past(date, now, within) {
  const gone = now - date;
  if (gone < MINUTE) return "just now";
  if (gone < HOUR) return relative.format(-Math.floor(gone / MINUTE), "minute");
  return moment(date, now, within);
}

const KINDS = {
  moment,
  soon,
  past,
  day: (date) => wholeDay.format(date),
  clock: (date) => clock.format(date),
};

/** How `date` reads at `now`, as one of the kinds: moment, soon, past, day, clock; `within` a sentence or alone. */
export function told(date, kind, now = new Date(), { within = false } = {}) {
  return (KINDS[kind] ?? moment)(date, now, within);
}

const PARTS_OF_A_SENTENCE = new Set(["STRONG", "EM", "SPAN", "B", "I", "A"]);

/** Whether words of a sentence stand right before a node. */
function isWithin(node) {
  let before = node.previousSibling;
  while (before && !before.textContent.trim()) before = before.previousSibling;
  if (!before && PARTS_OF_A_SENTENCE.has(node.parentNode?.nodeName))
    return isWithin(node.parentNode);
  return before !== null && !/[.!?·]$/.test(before.textContent.trim());
}

/** Rewrites the times within `root`. A page that adds times later calls it for what it added. */
export function tellTimes(root = document, now = new Date()) {
  for (const time of root.querySelectorAll("time[data-local]")) {
    const date = new Date(time.dateTime);
    if (Number.isNaN(date.getTime())) continue;
    const words = told(date, time.dataset.local, now, { within: isWithin(time) });
    if (time.textContent !== words) time.textContent = words;
    time.title = `${wholeDay.format(date)}, ${clock.format(date)}, your time`;
  }
}

export function keepTellingTimes() {
  tellTimes();
  setInterval(() => tellTimes(), 30_000);
  document.addEventListener("visibilitychange", () => document.hidden || tellTimes());
}
