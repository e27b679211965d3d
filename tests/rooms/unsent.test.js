import assert from "node:assert/strict";
import { test } from "node:test";
import { unsentWords } from "../../static/rooms/unsent.js";

test("nothing that was written and not sent is left out, in the order in which it was written", () => {
  const items = [
    { body: "Refused.", problem: "Not now." },
    { body: "On its way.", problem: null },
  ];
  assert.equal(unsentWords(items, " Half a thought "), "Refused.\n\nOn its way.\n\nHalf a thought");
  assert.equal(unsentWords([], "  "), "");
});
