// The same words as support_groups/meetings/rules/words.py: the cases are those of test_rules.py.
import assert from "node:assert/strict";
import { test } from "node:test";

import { startLine } from "../../static/meetings/starts.js";

const NOW = new Date("2026-11-20T18:35:00Z");
const LONDON = { zone: "Europe/London", place: "in London" };
const plain = (words) => words.replaceAll("\u00a0", " ");
const said = (starts, own, now = NOW) =>
  plain(startLine(new Date(`${starts}:00Z`), now, LONDON, { own, cycle: "h23" }));

const CASES = [
  ["2026-11-20T19:00", "Europe/Berlin", "in 25 minutes · 20:00 your time · 19:00 in London"],
  ["2026-11-20T19:00", "Europe/London", "in 25 minutes · 19:00"],
  ["2026-11-20T18:36", "Europe/London", "in 1 minute · 18:36"],
  ["2026-11-20T18:35", "Europe/London", "now · 18:35"],
  ["2026-11-20T18:20", "Europe/Berlin", "since 19:20 your time · 18:20 in London"],
  ["2026-11-20T22:00", "Europe/London", "tonight, 22:00"],
  ["2026-11-20T23:30", "Europe/Berlin", "tomorrow, 00:30 your time · 23:30 in London"],
  ["2026-11-20T23:30", "America/New_York", "tonight, 18:30 your time · 23:30 in London"],
  ["2026-11-20T19:40", "America/New_York", "today, 14:40 your time · 19:40 in London"],
  ["2026-11-24T19:00", "Europe/London", "Tuesday, 19:00"],
  ["2026-11-27T19:00", "Europe/London", "Friday 27 November, 19:00"],
];

for (const [starts, own, words] of CASES) {
  test(`${starts} for a reader in ${own}`, () => assert.equal(said(starts, own), words));
}

test("a clock of twelve hours has no nought in front", () => {
  const line = startLine(new Date("2026-11-21T02:00:00Z"), NOW, LONDON, {
    own: "Europe/London",
    cycle: "h12",
  });
  assert.match(plain(line), /^tomorrow, 2:00 ?am$/);
});

test("a day without an hour is still one day away", () => {
  const eve = new Date("2026-03-28T20:00:00Z");
  assert.equal(
    said("2026-03-29T20:00", "Europe/Berlin", eve),
    "tomorrow, 22:00 your time · 21:00 in London",
  );
});

test("a zone the browser does not know leaves the reader's own time", () => {
  const there = { zone: "Mars/Olympus", place: "in Olympus" };
  const line = startLine(new Date("2026-11-20T19:00:00Z"), NOW, there, {
    own: "Europe/Berlin",
    cycle: "h23",
  });
  assert.equal(plain(line), "in 25 minutes · 20:00 your time");
});

test("under the heading of a day the hour is enough", () => {
  const date = new Date("2026-11-24T19:00:00Z");
  const how = { own: "Europe/Berlin", cycle: "h23", withDay: false };
  assert.equal(plain(startLine(date, NOW, LONDON, how)), "20:00 your time · 19:00 in London");
});

test("a line breaks between its parts and nowhere within them", () => {
  const line = startLine(NOW, new Date(NOW - 25 * 60_000), LONDON, {
    own: "Europe/Berlin",
    cycle: "h23",
  });
  assert.deepEqual(line.split(" ").map(plain), [
    "in 25 minutes ·",
    "19:35 your time ·",
    "18:35 in London",
  ]);
});
