// Key tags: on which day each is reached, and what comes next.
import assert from "node:assert/strict";
import { test } from "node:test";
import { nextTag, tagsReached } from "../../static/recovery/tags.js";
import { pairsOfDays } from "./days.js";

test("the tags come on their days", () => {
  const since = "2023-08-31";
  const reached = tagsReached(since, "2026-08-31").map((tag) => Object.values(tag));
  assert.deepEqual(reached, [
    ["Welcome", "white", since],
    ["30 days", "orange", "2023-09-30"],
    ["60 days", "green", "2023-10-30"],
    ["90 days", "red", "2023-11-29"],
    ["6 months", "blue", "2024-02-29"],
    ["9 months", "yellow", "2024-05-31"],
    ["1 year", "glow", "2024-08-31"],
    ["18 months", "grey", "2025-02-28"],
    ["2 years", "black", "2025-08-31"],
    ["3 years", "black", "2026-08-31"],
  ]);
});

test("the day before, a tag is the next one", () => {
  const reached = tagsReached("2026-10-21", "2026-11-19").map((tag) => tag.words);
  assert.deepEqual(reached, ["Welcome"]);
  assert.deepEqual(nextTag("2026-10-21", "2026-11-19"), {
    words: "30 days",
    colour: "orange",
    reachedOn: "2026-11-20",
  });
});

test("what is reached and what comes next meet", () => {
  for (const [since, today] of pairsOfDays()) {
    const reached = tagsReached(since, today);
    const days = reached.map((tag) => tag.reachedOn);
    assert.equal(reached[0].colour, "white");
    assert.deepEqual(days, [...new Set(days)].sort());
    assert.ok(days.at(-1) <= today && today < nextTag(since, today).reachedOn, `${since} ${today}`);
  }
});

test("at the end of the calendar no tag comes any more", () => {
  assert.equal(nextTag("9990-01-01", "9999-12-31"), undefined);
});
