import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.document ??= {};
const { Idle } = await import("../../static/core/idle.js");

const MINUTE = 60_000;

function device() {
  let now = 1_700_000_000_000;
  const heard = [];
  const hear = {
    warn: (isShown) => heard.push(`warn ${isShown}`),
    still: () => heard.push("still"),
    over: () => heard.push("over"),
  };
  const idle = new Idle({ limit: 30 * MINUTE, hear, now: () => now });
  const pass = (minutes) => {
    now += minutes * MINUTE;
  };
  return { idle, heard, pass, now: () => now };
}

test("a page that nobody touches is over after half an hour, told once", () => {
  const { idle, heard, pass } = device();
  pass(29.9);
  idle.look();
  pass(0.1);
  idle.look();
  idle.look();
  assert.deepEqual(heard, ["warn true", "over"]);
});

test("it is over at once after a sleep, and a touch then comes too late", () => {
  const { idle, heard, pass } = device();
  pass(480);
  idle.touch();
  assert.deepEqual(heard, ["over"]);
});

test("whoever touches it stays, and the words go away again", () => {
  const { idle, heard, pass } = device();
  pass(28.5);
  idle.look();
  idle.touch();
  pass(28);
  idle.touch();
  assert.deepEqual(heard, ["warn true", "warn false", "still", "still"]);
});

test("a touch of another page counts here too", () => {
  const { idle, heard, pass, now } = device();
  pass(20);
  const there = now();
  pass(5);
  idle.touch(there);
  pass(24);
  idle.look();
  assert.ok(!heard.includes("over"));
  pass(1);
  idle.look();
  assert.ok(heard.includes("over"));
});

test("the server is told that someone is there now and then, not at each touch", () => {
  const { idle, heard, pass } = device();
  for (let touches = 0; touches < 120; touches += 1) {
    idle.touch();
    pass(0.1);
  }
  assert.equal(heard.filter((one) => one === "still").length, 2);
});
