// Key tags: the tokens of the milestones. Self-declared, and nobody's to verify.
import { addDays, addMonths, yearOf } from "./calendar.js";

const BY_DAYS = [
  [0, "Welcome", "white"],
  [30, "30 days", "orange"],
  [60, "60 days", "green"],
  [90, "90 days", "red"],
];
const BY_MONTHS = [
  [6, "6 months", "blue"],
  [9, "9 months", "yellow"],
  [12, "1 year", "glow"],
  [18, "18 months", "grey"],
];
const LAST_YEAR = 9999;

function* tagsOf(since) {
  for (const [days, words, colour] of BY_DAYS)
    yield { words, colour, reachedOn: addDays(since, days) };
  for (const [months, words, colour] of BY_MONTHS)
    yield { words, colour, reachedOn: addMonths(since, months) };
  for (let years = 2; yearOf(since) + years <= LAST_YEAR; years += 1)
    yield { words: `${years} years`, colour: "black", reachedOn: addMonths(since, 12 * years) };
}

/** The tags of a clean date, the first one first; the white one from the first day on. */
export function tagsReached(since, today) {
  const reached = [];
  for (const tag of tagsOf(since)) {
    if (tag.reachedOn > today) break;
    reached.push(tag);
  }
  return reached;
}

/** The tag that comes next. */
export function nextTag(since, today) {
  for (const tag of tagsOf(since)) if (tag.reachedOn > today) return tag;
  return undefined;
}
