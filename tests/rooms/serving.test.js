// How much waits for those who serve, in words.
import assert from "node:assert/strict";
import { test } from "node:test";

import { linesOf, Serving } from "../../static/rooms/serving.js";

test("each kind of which there is any has a line of its own", () => {
  assert.deepEqual(linesOf({ care: 1, held: 2, reports: 0 }), [
    "1 person may need care",
    "2 messages wait to be read",
  ]);
  assert.deepEqual(linesOf({ care: 0, held: 0, reports: 0 }), []);
});

test("who does not lead never asks what waits", async () => {
  const asked = [];
  const serving = new Serving({ parts: {}, me: "milo", wish: (name) => asked.push(name) });
  serving.render({ kind: "meeting", is_open: true, people: { milo: { role: "member" } } });
  await serving.look();
  assert.deepEqual(asked, []);
});

const element = () => ({ textContent: "", hidden: true, append() {}, replaceChildren() {} });

/** The page of one who leads, who is answered as `answers` say, one after the other. */
function leading(answers) {
  const names = ["serving", "servingCount", "servingList", "toggleServing"];
  const parts = Object.fromEntries(names.map((name) => [name, element()]));
  globalThis.document ??= {};
  document.createElement ??= element;
  const asked = [];
  const wish = async (name) => {
    asked.push(name);
    return answers.shift() ?? { ok: false, code: "too_fast", words: "A little slower, please." };
  };
  const serving = new Serving({ parts, me: "fern", wish, announcer: { politely() {} } });
  serving.render({ kind: "meeting", is_open: true, people: { fern: { role: "facilitator" } } });
  return { serving, parts, asked };
}

const settle = async () => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};

test("what waits is asked for once for all that comes within a moment", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { serving, asked } = leading([{ ok: true, care: 0, held: 1, reports: 0 }]);
  for (let held = 0; held < 20; held += 1) serving.look();
  t.mock.timers.tick(1000);
  await settle();
  assert.deepEqual(asked, ["serving.see"]);
});

test("what waits stays told when the answer is a refusal or is lost, and is asked for again", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const three = { ok: true, care: 1, held: 2, reports: 0 };
  const { serving, parts, asked } = leading([three, { ok: false, code: "lost", words: "Lost." }]);
  t.mock.timers.tick(1000);
  await settle();
  assert.equal(parts.toggleServing.textContent, "3 to see to");
  serving.look();
  t.mock.timers.tick(1000);
  await settle();
  assert.equal(asked.length, 2);
  assert.equal(parts.toggleServing.textContent, "3 to see to");
  assert.equal(parts.serving.hidden, false);
  t.mock.timers.tick(60_000);
  await settle();
  assert.equal(asked.length, 3);
});
