// Whose names are read in a shelter.
import assert from "node:assert/strict";
import { test } from "node:test";

import { hidesNames, Names } from "../../static/rooms/names.js";
import { lineOf } from "../../static/rooms/telling.js";

const room = (shelter) => ({
  kind: "meeting",
  shelter,
  people: {
    fern: { name: "Fern", role: "facilitator" },
    otto: { name: "Otto", role: "greeter" },
    nell: { name: "Nell", role: "member" },
    ray: { name: "Ray", role: "member" },
  },
});
const named = (state, me) =>
  Object.values(new Names(me).seen(state).people).map(({ name }) => name);

test("in a shelter members read their own name and those of who serves", () => {
  assert.deepEqual(named(room({}), "nell"), ["Fern", "Otto", "Nell", "A member"]);
});

test("those who serve go on reading all names, and so does everybody once it is over", () => {
  const all = ["Fern", "Otto", "Nell", "Ray"];
  for (const [state, me] of [
    [room({}), "fern"],
    [room({}), "otto"],
    [room(null), "nell"],
  ]) {
    assert.deepEqual(named(state, me), all);
    assert.equal(hidesNames(state, me), false);
  }
});

test("what was put away is still in the room itself", () => {
  const state = room({});
  new Names("nell").seen(state);
  assert.equal(state.people.ray.name, "Ray");
});

test("as long as the room is the same, so is what is shown of it", () => {
  const [state, names] = [room({}), new Names("nell")];
  assert.equal(names.seen(state), names.seen(state));
});

test("no line tells what somebody is called whose name is put away", () => {
  const renamed = { kind: "person.renamed", who: "ray", name: "Raymond" };
  assert.equal(lineOf(renamed, new Names("nell").seen(room({})), "nell"), null);
  assert.match(lineOf(renamed, new Names("fern").seen(room({})), "fern"), /Raymond/);
  const own = { ...renamed, who: "nell", name: "Nelly" };
  assert.match(lineOf(own, new Names("nell").seen(room({})), "nell"), /Nelly/);
});
