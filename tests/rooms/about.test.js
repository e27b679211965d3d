import assert from "node:assert/strict";
import { test } from "node:test";
import { choicesAbout } from "../../static/rooms/about.js";
import { Act } from "../../static/rooms/act.js";
import { nothingYet } from "../../static/rooms/fold.js";
import { minutesWords } from "../../static/rooms/measures.js";

const NOW = Date.parse("2026-11-20T19:00:00Z");
const person = (name, more) => ({ name, role: "member", is_here: true, ...more });

function offered(me, id, more = {}) {
  const people = {
    fern: person("Fern", { role: "facilitator" }),
    milo: person("Milo"),
    nell: person("Nell"),
    ...more.people,
  };
  const state = { ...nothingYet(), kind: "meeting", is_open: true, ...more, people };
  const act = new Act({
    state: () => state,
    now: () => NOW,
    me,
    reasons: ["Be kind"],
    minutes: [],
  });
  return choicesAbout(act, id).map(({ label }) => label);
}

const MEASURES = ["Mute for a time", "Remove from this meeting", "Ban from the group"];

test("nobody is offered anything about their own name", () => {
  assert.deepEqual(offered("milo", "milo"), []);
});

test("a member can only report another", () => {
  assert.deepEqual(offered("milo", "nell"), ["Report to those who serve"]);
});

test("who serves is offered the mildest step first, and the hardest last", () => {
  const ladder = ["Remind of a ground rule", "Warn in private"];
  assert.deepEqual(offered("fern", "milo"), ["Report to those who serve", ...ladder, ...MEASURES]);
});

test("a mute that is under way can be ended, not begun", () => {
  const milo = person("Milo", { muted_until: "2026-11-20T19:30:00Z" });
  const labels = offered("fern", "milo", { people: { milo } });
  assert.ok(labels.includes("End the mute"));
  assert.ok(!labels.includes("Mute for a time"));
});

test("where people speak in turn, one who leads can call them and take a hand down", () => {
  const labels = offered("fern", "milo", { floor: "chaired", queue: [{ who: "milo" }] });
  assert.deepEqual(labels.slice(0, 2), ["Give the floor", "Take the hand down"]);
});

test("a muted person is not called", () => {
  const milo = person("Milo", { muted_until: "2026-11-20T19:30:00Z" });
  const labels = offered("fern", "milo", { floor: "chaired", people: { milo } });
  assert.ok(!labels.includes("Give the floor"));
});

test("the length of a mute is said in the largest unit that fits", () => {
  const said = [10, 60, 180, 1440, 10_080].map(minutesWords);
  assert.deepEqual(said, ["10 minutes", "1 hour", "3 hours", "1 day", "7 days"]);
});
