import assert from "node:assert/strict";
import { test } from "node:test";
import { arrivalOf, whereWords } from "../../static/rooms/arrival.js";
import { nothingYet } from "../../static/rooms/fold.js";

const NOW = Date.parse("2026-11-20T19:00:00Z");

const log = (...kinds) => kinds.map(([kind, by], place) => ({ kind, by, seq: place + 10 }));
const said = (count) => Array.from({ length: count }, () => ["message.said", "fern"]);
const state = (changes) => ({
  ...nothingYet(),
  is_open: true,
  people: { fern: { name: "Fern" }, milo: { name: "Milo" }, nell: { name: "Nell" } },
  ...changes,
});

test("whoever comes into a long talk finds it folded, and all that came after them", () => {
  const events = log(...said(13), ["person.entered", "nell"], ["message.said", "fern"]);
  const { isFolded, shown } = arrivalOf(events, "nell");
  assert.ok(isFolded);
  assert.deepEqual(
    shown.map(({ seq }) => seq),
    [23, 24],
  );
});

test("what one has read in a moment is not folded", () => {
  const events = log(...said(12), ["person.entered", "nell"]);
  assert.deepEqual(arrivalOf(events, "nell"), { isFolded: false, shown: events });
});

test("whoever comes before anything was said is no late-comer", () => {
  assert.equal(
    arrivalOf(log(["person.entered", "fern"], ["person.entered", "nell"]), "nell"),
    null,
  );
});

test("whoever was here before finds the log as they left it", () => {
  const back = log(
    ...said(20),
    ["person.entered", "nell"],
    ["person.left", "nell"],
    ["person.entered", "nell"],
  );
  assert.equal(arrivalOf(back, "nell"), null);
  assert.equal(arrivalOf(log(...said(20)), "nell"), null);
});

test("the summary says whose turn it is, who waits, and how long it goes on", () => {
  const queue = [{ who: "milo" }, { who: "nell" }];
  const shared = state({ floor: "chaired", share: { who: "fern" }, queue });
  assert.deepEqual(whereWords(shared, "nell", NOW, "2026-11-20T19:25:00Z"), [
    "Fern is sharing, and one waits to share.",
    "The meeting goes on for about 25 minutes.",
  ]);
  assert.deepEqual(whereWords(state({ floor: "open" }), "nell", NOW, null), ["Anyone may write."]);
});

test("a step of the evening comes first, where there is one", () => {
  const [first] = whereWords(state({ step: { title: "Readings" } }), "nell", NOW, null);
  assert.equal(first, "We are at: Readings.");
});

test("of a meeting that should be over nothing is promised", () => {
  assert.equal(whereWords(state({}), "nell", NOW, "2026-11-20T18:59:00Z").length, 1);
});
