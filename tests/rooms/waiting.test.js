import assert from "node:assert/strict";
import { test } from "node:test";
import { whereWords } from "../../static/rooms/arrival.js";
import { choicesIn } from "../../static/rooms/choices.js";
import { nothingYet } from "../../static/rooms/fold.js";
import { ownTurn } from "../../static/rooms/own-turn.js";
import { whileNobodyShares } from "../../static/rooms/waiting.js";

const NOW = Date.parse("2026-11-20T19:10:00Z");
const person = (name, role = "member", is_here = true) => ({ name, role, is_here });
const room = (changes = {}, isFernHere = true) => ({
  ...nothingYet(),
  is_open: true,
  floor: "chaired",
  turns: "round",
  people: {
    fern: person("Fern", "facilitator", isFernHere),
    milo: person("Milo"),
    nell: person("Nell", "greeter"),
  },
  ...changes,
});
const unled = (changes) => room(changes, false);
const words = (state, me = "milo") => whileNobodyShares(state, me, NOW);

test("where nobody who leads is here, one reads so, and what can be done meanwhile", () => {
  const { title, detail } = words(unled());
  assert.equal(title, "Nobody who leads is here yet");
  assert.match(detail, /^The round begins once one of them comes\./);
  assert.match(detail, /prepare your words: they stay here until your turn/);
  assert.match(detail, /Help now is open at any time\.$/);
  assert.doesNotMatch(detail, /Next/);
});

test("whoever had their turn is not told to prepare another", () => {
  const { title, detail } = words(unled({ rounded: ["milo"] }));
  assert.equal(title, "Nobody who leads is here just now");
  assert.match(detail, /^The round goes on once one of them comes\. Help now/);
});

test("without one who leads a hand may be raised where hands are called, and nowhere else", () => {
  for (const turns of ["hands", "pitch", "basket", "speaker_first"])
    assert.match(words(unled({ turns })).detail, /raise your hand already/);
  for (const turns of ["round", "speaker"])
    assert.doesNotMatch(words(unled({ turns })).detail, /raise/i);
});

test("a round in which nobody was called says that it has not begun, and to those who lead how it does", () => {
  assert.deepEqual(words(room(), "milo"), {
    title: "The round has not begun yet",
    detail: "It begins as soon as the first is called. Next: Fern, then you and Nell.",
  });
  assert.match(words(room(), "fern").detail, /^Call the first; then the turn goes on by itself\./);
});

test("a round is complete once everybody was called, and not while somebody is unseen", () => {
  const rounded = ["fern", "milo", "nell"];
  assert.match(words(room({ rounded })).detail, /^The round is complete/);
  assert.doesNotMatch(words(room({ rounded, unseen: 2 })).detail, /complete/);
  assert.equal(words(room({ unseen: 2 })).title, "The round has not begun yet");
});

test("between two shares one reads who is next, or how to ask", () => {
  const hands = room({ turns: "hands", queue: [{ who: "nell" }] });
  assert.deepEqual(words(hands), { title: "Nobody is sharing just now", detail: "Next: Nell." });
  assert.equal(words(room({ turns: "hands" })).detail, "Raise your hand if you would like to.");
});

test("there is a field to prepare one's words in while a round waits for one who leads", () => {
  const field = (state) => {
    const facts = ownTurn(state, "milo", NOW, { saidAt: 0, keptSince: null });
    return choicesIn("round", { ...facts, hasText: false }).field;
  };
  assert.equal(field(unled()), "prepare");
  assert.equal(field(unled({ rounded: ["milo"] })), "none");
  assert.equal(field(room()), "none");
});

test("whoever comes late into a round is not asked to raise a hand", () => {
  const said = (turns) => whereWords(room({ turns }), "milo", NOW, null)[0];
  assert.match(said("round"), /your turn comes by itself/);
  assert.doesNotMatch(said("speaker"), /raise/);
  assert.match(said("hands"), /raise your hand/);
});
