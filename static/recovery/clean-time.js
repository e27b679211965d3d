// Clean time, counted by the calendar and never by the clock; and what a member may do with their dates.
// Dates are days as calendar.js has them, the latest first: it is the one that counts.
import { addMonths, daysBetween, isDay, monthsBetween } from "./calendar.js";

export const EARLIEST = "1900-01-01";

const WORDS = {
  NoDay: "Please choose a day.",
  DateNotReached: "That day has not come yet. Today is a good day to count from.",
  DateTooEarly: "That is a very long time ago. Please look at the year again.",
  DateAlreadyKept:
    "That is not later than the date you have now. To change that date itself, choose to put it right.",
  EarlierDateStands:
    "You have kept an earlier beginning that is later than this day. You can forget the earlier ones first.",
  NothingToPutRight: "There is no date here to put right. You can choose one now, if you like.",
};

/** A wish that a rule says no to; `rule` names it, and the message tells the person. */
export class Refused extends Error {
  constructor(rule) {
    super(WORDS[rule]);
    this.rule = rule;
  }
}

/** What was kept, put in order: days that exist, each once, the latest first. */
export function inOrder(dates) {
  return [...new Set(dates.filter(isDay))].sort().reverse();
}

/** Count from a clean date to today; the first day counts as none. A date not reached yet is no time. */
export function cleanTime(since, today) {
  if (today <= since) return { years: 0, months: 0, days: 0, totalDays: 0 };
  let months = monthsBetween(since, today);
  if (addMonths(since, months) > today) months -= 1;
  return {
    years: Math.floor(months / 12),
    months: months % 12,
    days: daysBetween(addMonths(since, months), today),
    totalDays: daysBetween(since, today),
  };
}

/** 1 year, 2 months and 3 days. */
export function spelled({ years, months, days }) {
  const parts = [
    [years, "year"],
    [months, "month"],
    [days, "day"],
  ].flatMap(([number, unit]) => (number ? [counted(number, unit)] : []));
  if (parts.length < 2) return parts[0] ?? "Day one";
  return `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

/** 1 day, 1,000 days. */
export function counted(number, unit) {
  return `${number.toLocaleString("en")} ${unit}${number === 1 ? "" : "s"}`;
}

/** The beginnings before the latest, each with the days until the next. */
export function earlierTimes(dates) {
  return dates.slice(1).map((began, place) => ({ began, days: daysBetween(began, dates[place]) }));
}

/** Refuse a date that cannot be one. */
export function checkCleanDate(day, today) {
  if (!isDay(day)) throw new Refused("NoDay");
  if (day > today) throw new Refused("DateNotReached");
  if (day < EARLIEST) throw new Refused("DateTooEarly");
}

/** Keep a day to count from, or the day of coming back: a date of its own, later than those before. */
export function begin(dates, day, today) {
  checkCleanDate(day, today);
  if (dates.length > 0 && day < dates[0]) throw new Refused("DateAlreadyKept");
  return inOrder([day, ...dates]);
}

/** Count from another day and forget all days before it, in one step. */
export function beginAnew(dates, day, today) {
  return begin(dates, day, today).slice(0, 1);
}

/** Correct the day that counts; the beginnings before it stay as they are. */
export function putRight(dates, day, today) {
  checkCleanDate(day, today);
  if (dates.length === 0) throw new Refused("NothingToPutRight");
  const earlier = dates.slice(1);
  if (earlier.length > 0 && earlier[0] >= day) throw new Refused("EarlierDateStands");
  return [day, ...earlier];
}

/** Forget all beginnings but the one that counts. */
export const forgetEarlier = (dates) => dates.slice(0, 1);
