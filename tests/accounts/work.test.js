import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { solve } from "../../static/accounts/puzzles.js";
import { packed, prove, Work } from "../../static/accounts/work.js";

const vectors = JSON.parse(readFileSync(new URL("work.json", import.meta.url), "utf8"));

/** A worker that solves at once, in the manner of a browser's. */
class FakeWorker extends EventTarget {
  isEnded = false;

  constructor({ breaks = false } = {}) {
    super();
    this.breaks = breaks;
  }

  async postMessage({ challenge, bits }) {
    const tell = (data) => this.dispatchEvent(Object.assign(new Event("message"), { data }));
    if (this.breaks) return this.dispatchEvent(new Event("error"));
    const numbers = await solve(challenge, bits, (done) => tell({ done }));
    tell({ numbers });
  }

  terminate() {
    this.isEnded = true;
  }
}

test("the same work is found here as in Python", async () => {
  for (const { challenge, bits, numbers } of vectors)
    assert.deepEqual(await solve(challenge, bits), numbers, challenge);
});

test("work is done beside the page, its progress is told, and the thread ends", async () => {
  const [, , { challenge, bits, numbers }] = vectors;
  const worker = new FakeWorker();
  const told = [];
  const answer = await prove(
    { challenge, bits },
    (share) => told.push(share),
    () => worker,
  );
  assert.equal(answer, `${challenge}.${packed(numbers)}`);
  assert.deepEqual([told.length, told[0], told.at(-1)], [16, 1 / 16, 1]);
  assert.ok(worker.isEnded);
});

test("work that cannot be done here is said so, and the thread ends as well", async () => {
  const worker = new FakeWorker({ breaks: true });
  await assert.rejects(
    prove({ challenge: "c", bits: 1 }, undefined, () => worker),
    /could not be done/,
  );
  assert.ok(worker.isEnded);
});

test("work begins once, and is done anew when it was used or has grown old", async () => {
  let [asked, now] = [0, 0];
  const work = new Work({
    ask: async () => ++asked,
    prove: async (given) => `answer ${given}`,
    now: () => now,
  });
  work.begin();
  work.begin();
  assert.equal(await work.answer(), "answer 1");
  assert.equal(await work.answer(), "answer 2");
  work.begin();
  now += 10 * 60_000;
  assert.equal(await work.answer(), "answer 4");
});

test("a challenge that did not come is asked for again", async () => {
  let asked = 0;
  const ask = async () => {
    asked += 1;
    if (asked === 1) throw new TypeError("Failed to fetch");
    return asked;
  };
  const work = new Work({ ask, prove: async (given) => `answer ${given}` });
  await assert.rejects(work.answer());
  assert.equal(await work.answer(), "answer 2");
});
