// How much waits for those who serve, in words.
import assert from "node:assert/strict";
import { test } from "node:test";

import { linesOf, Serving } from "../../static/rooms/serving.js";

test("each kind of which there is any has a line of its own", () => {
  assert.deepEqual(linesOf({ care: 1, held: 2, reports: 0 }), [
    "1 person may need care",
    "2 messages wait to be read",
  ]);
  assert.deepEqual(linesOf({ care: 0, held: 0, reports: 0 }), []);
});

test("who does not lead never asks what waits", async () => {
  const asked = [];
  const serving = new Serving({ parts: {}, me: "milo", wish: (name) => asked.push(name) });
  serving.render({ kind: "meeting", is_open: true, people: { milo: { role: "member" } } });
  await serving.look();
  assert.deepEqual(asked, []);
});
