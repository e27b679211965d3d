import assert from "node:assert/strict";
import { test } from "node:test";
import { Stream } from "../../static/rooms/stream.js";

const events = (...numbers) => numbers.map((seq) => ({ seq }));
const numbers = (taken) => taken.map(({ seq }) => seq);

function streamAt(seq) {
  const stream = new Stream();
  stream.begin(seq, "e");
  return stream;
}

test("each event is given once, whatever comes twice", () => {
  const stream = streamAt(4);
  assert.deepEqual(numbers(stream.take(events(3, 4, 5, 5, 6))), [5, 6]);
  assert.deepEqual(numbers(stream.take(events(5, 6))), []);
  assert.equal(stream.seq, 6);
});

test("what comes too early waits until the gap is filled", () => {
  const stream = streamAt(4);
  assert.deepEqual(numbers(stream.take(events(7))), []);
  assert.ok(stream.hasGap);
  assert.deepEqual(numbers(stream.take(events(5, 6))), [5, 6, 7]);
  assert.ok(!stream.hasGap);
});

test("a fresh snapshot covers what was held before it", () => {
  const stream = streamAt(4);
  stream.take(events(7, 9));
  stream.begin(8, "e");
  assert.deepEqual(numbers(stream.take([])), [9]);
});

test("events in any order come out in theirs", () => {
  for (let round = 0; round < 200; round += 1) {
    const stream = streamAt(0);
    const mixed = events(...Array.from({ length: 30 }, (_, at) => at + 1));
    mixed.sort(() => Math.random() - 0.5);
    const given = mixed.flatMap((event) => numbers(stream.take([event])));
    assert.deepEqual(
      given,
      Array.from({ length: 30 }, (_, at) => at + 1),
    );
  }
});
