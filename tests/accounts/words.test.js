// Recovery words as people write them, and what is said of a slip.
import assert from "node:assert/strict";
import { test } from "node:test";
import { random } from "../../static/accounts/format.js";
import { entropyOf, Unreadable, wordsOf } from "../../static/accounts/words.js";

const words = await wordsOf(random(16));
const entropy = await entropyOf(words.join(" "));

test("words are twelve, and fresh each time", async () => {
  const made = new Set();
  for (let count = 0; count < 50; count += 1) made.add((await wordsOf(random(16))).join(" "));
  assert.equal(made.size, 50);
  assert.equal(words.length, 12);
});

for (const [how, typed] of [
  ["in capitals", words.join(" ").toUpperCase()],
  ["with commas", words.join(", ")],
  ["with numbers", words.map((word, at) => `${at + 1}. ${word}`).join("\n")],
  [
    "in lines, with capitals and commas",
    words.map((word) => `${word[0].toUpperCase()}${word.slice(1)},`).join("\r\n"),
  ],
  [
    "with wide letters and spaces around",
    ` ${words.join("  ").replaceAll(/[a-z]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0))} `,
  ],
  ["by their first four letters", words.map((word) => word.slice(0, 4)).join(" ")],
])
  test(`words are read ${how}`, async () => assert.deepEqual(await entropyOf(typed), entropy));

test("a slip is told by its place", async () => {
  const slipped = words.with(2, "qqqqq").join(" ");
  await assert.rejects(entropyOf(slipped), { message: /^The third word/ });
  await assert.rejects(entropyOf("only three words"), { message: /12 words; we can read 3 here/ });
});

test("two words exchanged are nearly always noticed", async () => {
  let noticed = 0;
  for (let count = 0; count < 64; count += 1) {
    const [first, second, ...others] = await wordsOf(random(16));
    const exchanged = [second, first, ...others].join(" ");
    await entropyOf(exchanged).catch((error) => {
      assert.ok(error instanceof Unreadable);
      noticed += 1;
    });
  }
  assert.ok(noticed > 48, `${noticed} of 64`);
});
