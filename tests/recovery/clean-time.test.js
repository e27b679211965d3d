// Clean time by the calendar, and what may be done with dates; in a zone whose clocks go forward and back.
import assert from "node:assert/strict";
import { test } from "node:test";

process.env.TZ = "Europe/Berlin";
const { addDays, addMonths, daysBetween, isDay, todayIn, writtenDay } = await import(
  "../../static/recovery/calendar.js"
);
const {
  begin,
  beginAnew,
  checkCleanDate,
  cleanTime,
  earlierTimes,
  forgetEarlier,
  inOrder,
  putRight,
  spelled,
} = await import("../../static/recovery/clean-time.js");
const { pairsOfDays } = await import("./days.js");

const TODAY = "2026-11-20";
const refused = (rule) => (error) => error.rule === rule && error.message.length > 0;

const TIMES = [
  // Known calculators say 1 month 23 days, and 53 days for an hour after the clocks go forward.
  ["2026-02-15", "2026-04-10", [0, 1, 26, 54], "1 month and 26 days"],
  ["2026-11-20", "2026-11-20", [0, 0, 0, 0], "Day one"],
  ["2026-01-31", "2026-02-28", [0, 1, 0, 28], "1 month"],
  ["2026-01-31", "2026-03-01", [0, 1, 1, 29], "1 month and 1 day"],
  ["2024-02-29", "2025-02-28", [1, 0, 0, 365], "1 year"],
  ["2024-02-29", "2028-02-29", [4, 0, 0, 1461], "4 years"],
  ["2025-12-31", "2026-01-01", [0, 0, 1, 1], "1 day"],
  ["2016-11-20", "2026-11-19", [9, 11, 30, 3651], "9 years, 11 months and 30 days"],
  ["2025-09-15", "2026-11-20", [1, 2, 5, 431], "1 year, 2 months and 5 days"],
  ["2026-11-21", "2026-11-20", [0, 0, 0, 0], "Day one"],
];

for (const [since, today, [years, months, days, totalDays], words] of TIMES)
  test(`from ${since} to ${today} it is ${words}, by the calendar`, () => {
    assert.deepEqual(cleanTime(since, today), { years, months, days, totalDays });
    assert.equal(spelled(cleanTime(since, today)), words);
  });

test("the parts lead back to today", () => {
  for (const [since, today] of pairsOfDays()) {
    const { years, months, days, totalDays } = cleanTime(since, today);
    assert.equal(addDays(addMonths(since, years * 12 + months), days), today);
    assert.equal(addDays(since, totalDays), today);
    assert.ok(months >= 0 && months < 12 && days >= 0 && days <= 31, `${since} ${today}`);
  }
});

test("clean time never grows less from a day to the next", () => {
  for (const [since, today] of pairsOfDays()) {
    const [before, after] = [cleanTime(since, today), cleanTime(since, addDays(today, 1))];
    const order = ({ years, months, days }) => (years * 12 + months) * 32 + days;
    assert.ok(order(before) < order(after), `${since} ${today}`);
  }
});

test("a date not reached is no time", () => {
  for (const [today, since] of pairsOfDays())
    assert.deepEqual(cleanTime(since, today), { years: 0, months: 0, days: 0, totalDays: 0 });
});

test("a month later is the same day, or the last of a shorter month", () => {
  assert.equal(addMonths("2026-01-31", 1), "2026-02-28");
  assert.equal(addMonths("2024-01-31", 1), "2024-02-29");
  assert.equal(addMonths("2026-12-31", 2), "2027-02-28");
  assert.equal(addMonths("2026-11-20", 13), "2027-12-20");
});

test("a day on which the clocks change is one day", () => {
  assert.equal(daysBetween("2026-03-28", "2026-03-30"), 2);
  assert.equal(addDays("2026-10-24", 2), "2026-10-26");
});

test("only a day that exists is a day", () => {
  for (const day of ["2026-11-20", "2024-02-29", "0099-01-01"]) assert.ok(isDay(day), day);
  for (const other of ["", "soon", "2026-02-29", "2026-13-01", "20.11.2026", "2026-1-1", null, 7])
    assert.ok(!isDay(other), String(other));
});

test("today is the day in the member's own zone, wherever the device is", () => {
  const now = new Date("2026-11-20T23:30:00Z");
  assert.equal(todayIn("UTC", now), "2026-11-20");
  assert.equal(todayIn("Europe/Berlin", now), "2026-11-21");
  assert.equal(todayIn("America/New_York", now), "2026-11-20");
  assert.equal(todayIn("Pacific/Kiritimati", now), "2026-11-21");
});

test("a zone that the browser does not know leaves the day of the device", () => {
  assert.equal(todayIn("Nowhere/At_all", new Date("2026-11-20T23:30:00Z")), "2026-11-21");
});

test("a day is written as a page writes it", () => {
  assert.equal(writtenDay("2026-11-01"), "1 November 2026");
});

test("a day that has not come is refused", () => {
  assert.throws(() => checkCleanDate("2026-11-21", TODAY), refused("DateNotReached"));
});

test("a day before anyone's memory is refused", () => {
  assert.throws(() => checkCleanDate("1899-12-31", TODAY), refused("DateTooEarly"));
});

test("what is no day is refused", () => {
  for (const sent of ["", "soon", undefined])
    assert.throws(() => checkCleanDate(sent, TODAY), refused("NoDay"));
});

test("earlier beginnings tell their days", () => {
  assert.deepEqual(earlierTimes(["2026-11-01", "2026-10-01", "2025-10-01"]), [
    { began: "2026-10-01", days: 31 },
    { began: "2025-10-01", days: 365 },
  ]);
});

test("a member keeps a date", () => {
  assert.deepEqual(begin([], "2026-03-01", TODAY), ["2026-03-01"]);
});

test("the same date twice is one date", () => {
  assert.deepEqual(begin(["2026-03-01"], "2026-03-01", TODAY), ["2026-03-01"]);
});

test("coming back is a date of its own", () => {
  assert.deepEqual(begin(["2026-03-01"], TODAY, TODAY), [TODAY, "2026-03-01"]);
});

test("a new beginning cannot lie before the one that counts", () => {
  for (const act of [begin, beginAnew])
    assert.throws(() => act(["2026-03-01"], "2026-02-28", TODAY), refused("DateAlreadyKept"));
});

test("no act takes a day that has not come", () => {
  for (const act of [begin, beginAnew, putRight])
    assert.throws(() => act(["2026-03-01"], "2026-11-21", TODAY), refused("DateNotReached"));
});

test("beginning anew forgets what was before", () => {
  assert.deepEqual(beginAnew(["2026-03-01", "2025-01-01"], TODAY, TODAY), [TODAY]);
});

test("a date is put right", () => {
  assert.deepEqual(putRight(["2026-03-01", "2025-01-01"], "2026-02-01", TODAY), [
    "2026-02-01",
    "2025-01-01",
  ]);
});

test("a date put right stays after the beginnings before it", () => {
  const dates = ["2026-03-01", "2025-01-01"];
  for (const day of ["2025-01-01", "2024-06-01"])
    assert.throws(() => putRight(dates, day, TODAY), refused("EarlierDateStands"));
});

test("without a date there is nothing to put right", () => {
  assert.throws(() => putRight([], "2025-01-01", TODAY), refused("NothingToPutRight"));
});

test("only the earlier dates are forgotten", () => {
  assert.deepEqual(forgetEarlier(["2026-03-01", "2025-01-01"]), ["2026-03-01"]);
  assert.deepEqual(forgetEarlier([]), []);
});

test("what was kept comes in order, each day once, and nothing that is no day", () => {
  assert.deepEqual(inOrder(["2025-01-01", "2026-03-01", "x", null, "2025-01-01"]), [
    "2026-03-01",
    "2025-01-01",
  ]);
});
