// When a meeting begins, in the reader's own zone; support_groups/meetings/rules/words.py says the same on the server.
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const EVENING_BEGINS = 17;

const language = "en-GB";
const { hourCycle } = new Intl.DateTimeFormat(undefined, { hour: "numeric" }).resolvedOptions();

const unbroken = (words) => words.replaceAll(" ", "\u00a0");

/** What a clock shows at `date`; in the reader's own zone where none is named. */
function clockAt(date, timeZone, cycle) {
  return new Intl.DateTimeFormat(language, {
    hour: cycle === "h11" || cycle === "h12" ? "numeric" : "2-digit",
    minute: "2-digit",
    hourCycle: cycle,
    timeZone,
  }).format(date);
}

/** The calendar day, the hour and the words of a day in a zone. */
function dayAt(date, timeZone) {
  const parts = new Intl.DateTimeFormat("en-GB", {
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    hourCycle: "h23",
    timeZone,
  }).formatToParts(date);
  const part = (type) => Number(parts.find((one) => one.type === type).value);
  return {
    number: Date.UTC(part("year"), part("month") - 1, part("day")) / DAY,
    hour: part("hour"),
  };
}

function dayWords(date, now, timeZone) {
  const day = dayAt(date, timeZone);
  const away = day.number - dayAt(now, timeZone).number;
  if (away === 0) return day.hour >= EVENING_BEGINS ? "tonight" : "today";
  if (away === 1) return "tomorrow";
  const weekday = new Intl.DateTimeFormat(language, { weekday: "long", timeZone }).format(date);
  if (away > 1 && away < 7) return weekday;
  const rest = new Intl.DateTimeFormat(language, { day: "numeric", month: "long", timeZone });
  return `${weekday} ${rest.format(date)}`;
}

/**
 * "in 25 minutes · 20:00 your time · 19:00 in London". `there` is the zone of the group and its place in words;
 * `withDay` is false in lists that stand under their day.
 */
export function startLine(date, now, there, { own, cycle = hourCycle, withDay = true } = {}) {
  const clock = clockAt(date, own, cycle);
  const away = date - now;
  let said = clock;
  try {
    const clockThere = clockAt(date, there.zone, cycle);
    if (clockThere !== clock)
      said = `${unbroken(`${clock} your time ·`)} ${unbroken(`${clockThere} ${there.place}`)}`;
  } catch {
    // A browser that does not know the group's zone still knows its own.
    said = unbroken(`${clock} your time`);
  }
  if (away > -MINUTE && away < HOUR) {
    const minutes = Math.ceil(away / MINUTE);
    const near = minutes > 0 ? `in ${minutes} minute${minutes === 1 ? "" : "s"}` : "now";
    return `${unbroken(`${near} ·`)} ${said}`;
  }
  if (away < 0) return `since\u00a0${said}`;
  return withDay ? `${dayWords(date, now, own)}, ${said}` : said;
}

/** Says every beginning within `root` in the reader's own zone. */
export function tellStarts(root = document) {
  const now = new Date();
  for (const time of root.querySelectorAll("time[data-starts]")) {
    const date = new Date(time.dateTime);
    if (Number.isNaN(date.getTime())) continue;
    const there = { zone: time.dataset.zone, place: time.dataset.there };
    const words = startLine(date, now, there, { withDay: time.dataset.starts !== "clock" });
    if (time.textContent !== words) time.textContent = words;
  }
}
