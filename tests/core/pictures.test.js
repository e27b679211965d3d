// The mark of a name is the same in a page's script as in its template: the cases are those of test_macros.py.
import assert from "node:assert/strict";
import { test } from "node:test";

import { markOf } from "../../static/core/pictures.js";

const CASES = [
  ["Fern", { hue: 0, shape: 0, turn: 0 }],
  ["fern", { hue: 0, shape: 0, turn: 0 }],
  ["Quiet Harbour", { hue: 3, shape: 1, turn: 0 }],
  ["Нина", { hue: 0, shape: 6, turn: 0 }],
  ["Öl", { hue: 0, shape: 5, turn: 270 }],
];

for (const [name, mark] of CASES) {
  test(`the mark of ${name}`, () => assert.deepEqual(markOf(name), mark));
}
