// What the eye does not see goes out of words in the browser as on the server (tests/core/test_invisible.py).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { visible } from "../../static/conversations/visible.js";

const file = new URL("../core/visible.json", import.meta.url);
const { words, characters } = JSON.parse(readFileSync(file, "utf8"));

test("words are shown as the vectors say", () => {
  for (const { sent, shown } of words) assert.equal(visible(sent), shown);
});

test("characters stay or go as the vectors say", () => {
  for (const { place, stays } of characters) {
    const one = String.fromCodePoint(place);
    assert.equal(
      visible(`a${one}b`),
      stays ? `a${one}b`.normalize("NFC") : "ab",
      place.toString(16),
    );
  }
});
