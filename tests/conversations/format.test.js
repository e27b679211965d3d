// What the browsers of two make of their messages: the very keys and seals that Python makes (test_format.py).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { toBytes, toText } from "../../static/accounts/format.js";
import {
  openMessage,
  STEPS_BYTES,
  safetyCode,
  sealMessage,
  talkKey,
} from "../../static/conversations/format.js";

const file = new URL("../accounts/vectors.json", import.meta.url);
const { identity, conversation: vector } = JSON.parse(readFileSync(file, "utf8"));
const bytes = (hex) => Uint8Array.from(Buffer.from(hex, "hex"));
const hex = (octets) => Buffer.from(octets).toString("hex");
const pair = ({ private_key, public_key }) => ({
  privateKey: bytes(private_key),
  publicKey: bytes(public_key),
});
const [shown, theirs] = vector.shown.map(bytes);
const ends = { conversation: vector.id, mine: shown, theirs };
const back = { conversation: vector.id, mine: theirs, theirs: shown };
const key = bytes(vector.key);

test("the two agree on the key and the words of the vectors", async () => {
  assert.equal(hex(await talkKey(pair(identity), ends)), vector.key);
  assert.equal(hex(await talkKey(pair(vector.other), back)), vector.key);
  assert.deepEqual(await safetyCode(key), vector.safety_code);
});

test("what was sealed in the vectors opens", async () => {
  for (const { client_id, words, envelope } of vector.messages)
    assert.equal(await openMessage(key, back, client_id, shown, envelope), words);
});

test("a message opens in its place, of its sender, under its own id and whole alone", async () => {
  const envelope = await sealMessage(key, ends, "c1", "Sleep well.");
  assert.equal(await openMessage(key, back, "c1", shown, envelope), "Sleep well.");
  const octets = toBytes(envelope);
  const changed = toText(octets.with(40, octets[40] ^ 1));
  await assert.rejects(openMessage(key, back, "c2", shown, envelope));
  await assert.rejects(openMessage(key, back, "c1", theirs, envelope));
  await assert.rejects(openMessage(key, { ...back, conversation: "x" }, "c1", shown, envelope));
  await assert.rejects(openMessage(key, back, "c1", shown, changed));
});

test("nothing is sealed twice alike, and lengths are few", async () => {
  const sealed = await Promise.all(
    ["", "a", "a", "b".repeat(255)].map((words) => sealMessage(key, ends, "c1", words)),
  );
  assert.equal(new Set(sealed).size, 4);
  assert.equal(new Set(sealed.map(({ length }) => length)).size, 1);
  const longest = await sealMessage(key, ends, "c1", "🌊".repeat(4_000));
  assert.equal(toBytes(longest).length, STEPS_BYTES.at(-1) + 29);
  await assert.rejects(sealMessage(key, ends, "c1", "🌊".repeat(4_100)));
});

test("a key with which nobody can agree on anything is refused", async () => {
  await assert.rejects(talkKey(pair(identity), { ...ends, theirs: new Uint8Array(32) }));
});
