// Pairs of days, the earlier first, for what must hold of all of them; the same ones in every run.
import { addDays, daysBetween } from "../../static/recovery/calendar.js";

const FIRST = "1900-01-01";
const SPAN = daysBetween(FIRST, "2100-12-31") + 1;
const MANY = 1000;

/** Days by chance from two hundred years, and those around the ends of months and leap days. */
export function* pairsOfDays() {
  let seed = 20261120;
  const chance = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return addDays(FIRST, Math.floor((seed / 2 ** 32) * SPAN));
  };
  for (let place = 0; place < MANY; place += 1) yield [chance(), chance()].sort();
  const edges = Array.from({ length: 70 }, (_, days) => addDays("2024-01-15", days)).concat(
    Array.from({ length: 70 }, (_, days) => addDays("2025-01-15", days)),
  );
  for (const since of edges) for (const today of edges) if (since <= today) yield [since, today];
}
