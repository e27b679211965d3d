// Days are those of the reader, whatever zone the server has grouped by.
import assert from "node:assert/strict";
import { test } from "node:test";

process.env.TZ = "Asia/Tokyo";
const { dayOf } = await import("../../static/directory/days.js");

test("a moment belongs to the day of the reader", () => {
  assert.deepEqual(dayOf(new Date("2026-11-20T22:30:00Z")), {
    key: "2026-11-21",
    words: "Saturday 21 November",
  });
});
