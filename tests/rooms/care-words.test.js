// What is said to those who serve of somebody who may be in danger.
import assert from "node:assert/strict";
import { test } from "node:test";

import { openWords } from "../../static/rooms/care-words.js";

test("whoever closes a room reads who still waits for someone, and who is talked with", () => {
  const flags = [
    { name: "Milo", by: null, is_mine: false },
    { name: "Nell", by: "Cora", is_mine: false },
    { name: "Sol", by: "Fern", is_mine: true },
    { name: null, by: null, is_mine: false },
    { name: null, by: null, is_mine: false },
  ];
  const words = openWords(flags);
  assert.deepEqual(words.slice(0, -1), [
    "Milo still waits for someone to talk with.",
    "Cora is talking with Nell.",
    "You are talking with Sol.",
    "Whoever put a question into the basket still waits for someone to talk with.",
  ]);
  assert.match(words.at(-1), /stays on the page/);
});

test("where nobody waits for someone, closing a room says nothing of it", () => {
  assert.deepEqual(openWords([]), []);
});
