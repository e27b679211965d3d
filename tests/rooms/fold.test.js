import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { apply, nothingYet } from "../../static/rooms/fold.js";

const stories = JSON.parse(readFileSync(new URL("vectors.json", import.meta.url), "utf8"));

const story = stories.all;

// The same moment may be written in two ways.
const MOMENT = /^\d{4}-\d\d-\d\dT/;
const sameMoments = (value) =>
  JSON.parse(JSON.stringify(value), (_, part) =>
    typeof part === "string" && MOMENT.test(part) ? Date.parse(part) : part,
  );

for (const [who, steps] of Object.entries(stories)) {
  test(`the browser folds the whole story as the server does: told to ${who}`, () => {
    let state = nothingYet();
    for (const { event, state: expected } of steps) {
      state = apply(state, event);
      // Whoever serves from now on, or no longer does, begins anew with what they may know.
      if (event.kind === "role.given" && event.who === who) state = expected;
      const at = `after ${event.seq} ${event.kind}`;
      assert.deepEqual(sameMoments(state), sameMoments(expected), at);
    }
  });
}

test("every event leaves the state before it untouched", () => {
  let state = nothingYet();
  for (const { event } of story) {
    const before = structuredClone(state);
    const after = apply(state, event);
    assert.deepEqual(state, before, event.kind);
    state = after;
  }
});

test("an event that a newer server tells is passed over, in its order", () => {
  const state = apply(nothingYet(), { seq: 1, kind: "tag.taken", by: "p" });
  assert.deepEqual(state, { ...nothingYet(), seq: 1 });
});
