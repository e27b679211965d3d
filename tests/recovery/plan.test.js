// A plan: what is in its lines, and what becomes of two that were written at once.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isBlank, linesOf, merged, PARTS, pieces, whole } from "../../static/recovery/plan.js";

const plan = (parts) => whole(parts);

test("a plan has every part, whatever was kept", () => {
  for (const kept of [undefined, null, {}, { other: "x", warns: 7 }]) {
    assert.deepEqual(Object.keys(whole(kept)), PARTS);
    assert.ok(isBlank(whole(kept)));
  }
  assert.equal(whole({ helps: " tea\r\nsleep \n" }).helps, "tea\nsleep");
  assert.ok(!isBlank(whole({ helps: "tea" })));
});

test("the lines of a text come without marks and without empty ones", () => {
  assert.deepEqual(linesOf("- tea\n\n  * a walk\n• sleep\nnot-a-mark -5"), [
    "tea",
    "a walk",
    "sleep",
    "not-a-mark -5",
  ]);
  assert.deepEqual(linesOf(""), []);
});

const CALLS = [
  ["Ana, +44 7700 900123, any evening", ["tel:+447700900123"]],
  ["Ben 030/901820 or (0171) 555-0199", ["tel:030901820", "tel:01715550199"]],
  ["In danger: 112. To talk: 116 123", ["tel:112", "tel:116123"]],
  ["988 at any hour", ["tel:988"]],
  ["weekdays 18-22, at weekends 10:00-23:00", []],
  ["since 2026-11-20, or 20.11.2026", []],
  ["room 112b, page 9999, 1 2 3", []],
  ["+44 7700 900112", ["tel:+447700900112"]],
  ["12345678901234567890", []],
];

for (const [line, calls] of CALLS)
  test(`whom to call in “${line}”`, () => {
    const found = pieces(line);
    assert.deepEqual(
      found.flatMap((piece) => piece.call ?? []),
      calls,
    );
    assert.equal(found.map((piece) => piece.words).join(""), line);
  });

const BEFORE = plan({ warns: "payday", helps: "tea", reasons: "Mia" });

test("what only one of two has changed is taken from that one", () => {
  const mine = { ...BEFORE, helps: "tea and sleep" };
  const theirs = { ...BEFORE, warns: "payday, Fridays", first: "leave the room" };
  assert.deepEqual(merged(BEFORE, mine, theirs), {
    plan: { ...BEFORE, helps: "tea and sleep", warns: "payday, Fridays", first: "leave the room" },
    both: [],
  });
});

test("what both have changed holds the words of both", () => {
  const { plan: one, both } = merged(
    BEFORE,
    { ...BEFORE, helps: "a walk" },
    { ...BEFORE, helps: "music" },
  );
  assert.equal(one.helps, "a walk\n\nmusic");
  assert.deepEqual(both, ["helps"]);
});

test("the same change twice is one change", () => {
  const changed = { ...BEFORE, helps: "a walk" };
  assert.deepEqual(merged(BEFORE, changed, { ...changed }), { plan: changed, both: [] });
});

test("what one emptied and the other wrote on is not lost", () => {
  const emptied = { ...BEFORE, helps: "" };
  const written = { ...BEFORE, helps: "tea and sleep" };
  for (const [mine, theirs] of [
    [emptied, written],
    [written, emptied],
  ])
    assert.equal(merged(BEFORE, mine, theirs).plan.helps, "tea and sleep");
});

test("nothing that either wrote is left out, whoever changed what", () => {
  const words = ["", "tea", "walk", "song"];
  for (const before of words)
    for (const mine of words)
      for (const theirs of words) {
        const { helps } = merged(
          ...[before, mine, theirs].map((text) => plan({ helps: text })),
        ).plan;
        for (const text of [mine, theirs]) if (text !== before) assert.ok(helps.includes(text));
      }
});
