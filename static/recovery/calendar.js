// Days of the calendar as they are kept, "2026-11-20", and never a moment of a clock: no day has 23 or 25 hours here.
const DAY_MS = 86_400_000;
const SHAPE = /^(\d{4})-(\d\d)-(\d\d)$/;
const MONTHS =
  "January February March April May June July August September October November December".split(
    " ",
  );

/** The day of a year, a month counted from 0 as far as one likes, and a day of that month. */
function dayOf(year, month, day) {
  // Set in two steps: the years before 100 would be taken for those of the last century.
  const moment = new Date(0);
  moment.setUTCFullYear(year, month, day);
  return moment.toISOString().slice(0, 10);
}

function partsOf(day) {
  const [, year, month, date] = SHAPE.exec(day);
  return { year: Number(year), month: Number(month) - 1, date: Number(date) };
}

function lastOf(year, month) {
  return partsOf(dayOf(year, month + 1, 0)).date;
}

/** Whether a text names a day that exists. */
export function isDay(text) {
  if (typeof text !== "string" || !SHAPE.test(text)) return false;
  const { year, month, date } = partsOf(text);
  return dayOf(year, month, date) === text;
}

/** The day so many days later. */
export function addDays(start, days) {
  const { year, month, date } = partsOf(start);
  return dayOf(year, month, date + days);
}

/** The same day so many months later; the last of the month where that day does not exist. */
export function addMonths(start, months) {
  const { year, month, date } = partsOf(start);
  const there = partsOf(dayOf(year, month + months, 1));
  return dayOf(there.year, there.month, Math.min(date, lastOf(there.year, there.month)));
}

/** How many months of the calendar lie between two days, whatever the day of the month. */
export function monthsBetween(since, until) {
  const [from, to] = [partsOf(since), partsOf(until)];
  return (to.year - from.year) * 12 + to.month - from.month;
}

/** How many days lie between two days. */
export function daysBetween(since, until) {
  return (Date.parse(until) - Date.parse(since)) / DAY_MS;
}

/** The year of a day. */
export const yearOf = (day) => partsOf(day).year;

/** What day it is in a time zone; on this device's own calendar where the browser does not know that zone. */
export function todayIn(zone, now = new Date()) {
  const parts = { calendar: "iso8601", year: "numeric", month: "2-digit", day: "2-digit" };
  let written;
  try {
    written = new Intl.DateTimeFormat("en", { ...parts, timeZone: zone }).formatToParts(now);
  } catch {
    written = new Intl.DateTimeFormat("en", parts).formatToParts(now);
  }
  const { year, month, day } = Object.fromEntries(written.map((part) => [part.type, part.value]));
  return `${year}-${month}-${day}`;
}

/** A day as a page writes it: 20 November 2026. */
export function writtenDay(day) {
  const { year, month, date } = partsOf(day);
  return `${date} ${MONTHS[month]} ${year}`;
}
