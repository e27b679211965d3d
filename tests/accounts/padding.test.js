// What is sealed has one of a few lengths, whatever it is.
import assert from "node:assert/strict";
import { test } from "node:test";
import { padded, STEPS_BYTES, TooLong, unpadded } from "../../static/accounts/padding.js";

const bytesOf = (value) => new TextEncoder().encode(JSON.stringify(value)).length;
const AROUND = bytesOf({ is: "", pad: "" });

test("one day and a hundred days have the same length", () => {
  for (const dates of [[], ["2026-11-20"], Array(100).fill("2026-11-20")])
    assert.equal(bytesOf(padded({ dates })), STEPS_BYTES[0]);
});

test("every value is filled up to a step exactly, in any alphabet", () => {
  const texts = ["x", "ä", "家", "🌱", '"', "\n", "\u0000", "\ud800"];
  for (const text of texts)
    for (let many = 1; many < 4000; many = Math.ceil(many * 1.7)) {
      const value = { first: text.repeat(many) };
      assert.ok(STEPS_BYTES.includes(bytesOf(padded(value))), `${many} × ${JSON.stringify(text)}`);
      assert.deepEqual(unpadded(padded(value)), value);
    }
});

test("a value that just fits stays on its step, and one byte more is the next", () => {
  for (const [place, step] of STEPS_BYTES.entries()) {
    const full = "x".repeat(step - AROUND);
    assert.equal(bytesOf(padded(full)), step);
    const next = STEPS_BYTES[place + 1];
    if (next) assert.equal(bytesOf(padded(`${full}x`)), next);
    else assert.throws(() => padded(`${full}x`), TooLong);
  }
});
