import assert from "node:assert/strict";
import { test } from "node:test";
import { Comings } from "../../static/rooms/comings.js";

const came = (by) => [{ kind: "person.entered", by }, by];
const left = (by, lapsed = false) => [{ kind: "person.left", by, lapsed }, by];

function told(...news) {
  const comings = new Comings();
  for (const [event, name] of news) comings.hear(event, name);
  return comings;
}

test("who comes and goes again is not told", () => {
  assert.ok(told(came("Milo"), left("Milo")).isNothing);
});

test("who only lost the line for a moment has neither come nor gone", () => {
  assert.ok(told(left("Milo", true), came("Milo")).isNothing);
});

test("many are told in one line", () => {
  const { words } = told(came("Milo"), came("Nell"), left("Sol"));
  for (const name of ["Milo", "Nell", "Sol"]) assert.match(words, new RegExp(name));
});
