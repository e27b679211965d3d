import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { apply, nothingYet } from "../../static/rooms/fold.js";
import {
  comingsWords,
  goneWords,
  leftWords,
  lineOf,
  placeWords,
  together,
} from "../../static/rooms/telling.js";

const state = {
  people: { f: { name: "Fern" }, m: { name: "Milo" }, n: { name: "Nell" } },
};
const line = (event, me = "n") => lineOf(event, state, me);

test("lines of the room are said as a person would say them", () => {
  assert.equal(line({ kind: "floor.given", by: "f", to: "m" }), "Fern gave the floor to Milo.");
  assert.equal(line({ kind: "floor.given", by: "f", to: "m" }, "m"), "Fern gave the floor to you.");
  assert.equal(line({ kind: "floor.given", by: "f", to: "m" }, "f"), "You gave the floor to Milo.");
  const done = { kind: "floor.returned", by: "m", who: "m", how: "done" };
  assert.equal(line(done), "Milo finished. Thank you, Milo.");
  assert.equal(line(done, "m"), "You finished. Thank you.");
  assert.equal(line({ ...done, how: "passed" }), "Milo passed, which is always all right.");
  assert.equal(
    line({ kind: "person.muted", by: "f", who: "m" }),
    "Fern asked Milo to listen for a while.",
  );
  assert.equal(
    line({ kind: "person.muted", by: null, who: "m" }, "m"),
    "You were asked to listen for a while.",
  );
  assert.equal(
    line({ kind: "person.removed", by: "f", who: "m", banned: false }),
    "Fern asked Milo to leave this meeting.",
  );
});

test("whoever is followed by the next in the middle of a share is thanked, and nobody is said to have taken anything", () => {
  const taken = { kind: "floor.returned", by: "f", who: "m", how: "taken" };
  assert.equal(line(taken), "Milo's turn has ended. Thank you, Milo.");
  assert.equal(line(taken, "f"), "Milo's turn has ended. Thank you, Milo.");
  assert.equal(line(taken, "m"), "Your turn has ended. Thank you.");
  assert.equal(line({ ...taken, by: null }), "The floor is free again.");
});

test("what somebody was called in between is not told again as if it were their new name", () => {
  const now = { seq: 9, people: { m: { name: "Milo" } } };
  const earlier = { kind: "person.renamed", by: "m", who: "m", name: "Mika", seq: 4 };
  assert.equal(lineOf(earlier, now, "n"), null);
});

test("what is shown elsewhere makes no line", () => {
  for (const kind of [
    "hand.raised",
    "hand.lowered",
    "person.came",
    "message.said",
    "room.opened",
  ]) {
    assert.equal(line({ kind, by: "m", who: "m" }), null);
  }
});

test("someone unknown is called someone, and no event breaks the log", () => {
  assert.equal(
    line({ kind: "floor.given", by: "x", to: "y" }),
    "Someone gave the floor to Someone.",
  );
  assert.equal(line({ kind: "tag.taken", by: "m" }), null);
  const story = JSON.parse(readFileSync(new URL("vectors.json", import.meta.url), "utf8")).all;
  let folded = nothingYet();
  for (const { event } of story) {
    const words = lineOf(event, folded, "nobody");
    assert.ok(words === null || !/undefined|null/.test(words), words);
    folded = apply(folded, event);
  }
});

test("a removed message says who removed it, and not what it said", () => {
  assert.equal(goneWords("m", "f", state, "n"), "Fern removed this message.");
  assert.equal(goneWords("m", "m", state, "n"), "This was taken back.");
  assert.equal(goneWords("m", "m", state, "m"), "You took this back.");
  assert.equal(goneWords("m", null, state, "m"), "This message was removed.");
});

test("many names are told together", () => {
  assert.equal(together(["Ada"]), "Ada");
  assert.equal(together(["Ada", "Bo"]), "Ada and Bo");
  assert.equal(together(["Ada", "Bo", "Cy"]), "Ada, Bo and Cy");
  assert.equal(together(["Ada", "Bo", "Cy", "Di", "Ed"]), "Ada, Bo and 3 others");
  assert.equal(comingsWords(["Ada", "Bo"], ["Cy"]), "Ada and Bo came in. Cy left.");
  assert.equal(comingsWords([], ["Cy"], ["Di"]), "Cy left. Di lost the line.");
});

test("places and times are told in plain words", () => {
  assert.equal(placeWords(1), "You are next");
  assert.equal(placeWords(3), "You are third in line");
  assert.equal(placeWords(14), "You are number 14 in line");
  assert.equal(leftWords(4.2 * 60_000), "About 5 minutes left");
  assert.equal(leftWords(40_000), "About a minute left");
  assert.equal(leftWords(-1), "Time to come to a close");
});
