// What the browser makes of secrets: the very keys that Python makes of them (test_format.py reads the same vectors).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import {
  newIdentity,
  normal,
  openIdentity,
  openItem,
  openOnDevice,
  ownKey,
  passkeyWrap,
  passphraseKeys,
  random,
  sealForDevice,
  sealIdentity,
  sealItem,
  toBytes,
  toText,
  wordsKeys,
} from "../../static/accounts/format.js";
import { entropyOf, wordsOf } from "../../static/accounts/words.js";

const vectors = JSON.parse(readFileSync(new URL("vectors.json", import.meta.url), "utf8"));
const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => Number.parseInt(pair, 16));
const hex = (octets) => Buffer.from(octets).toString("hex");
const identity = {
  privateKey: bytes(vectors.identity.private_key),
  publicKey: bytes(vectors.identity.public_key),
};

for (const { passphrase, normal: same, salt, sign_in, wrap, sealed } of vectors.passphrases) {
  test(`“${same}” gives the keys of the vectors, and opens what was sealed`, async () => {
    assert.equal(normal(passphrase), same);
    const keys = await passphraseKeys(passphrase, bytes(salt));
    assert.deepEqual([hex(keys.signIn), hex(keys.wrap)], [sign_in, wrap]);
    const opened = await openIdentity(keys.wrap, "passphrase", bytes(sealed), identity.publicKey);
    assert.deepEqual(opened, identity);
  });
}

for (const { entropy, words, sign_in, wrap, sealed } of vectors.words) {
  test(`the words “${words.slice(0, 20)}…” give the keys of the vectors`, async () => {
    assert.equal(hex(await entropyOf(words)), entropy);
    assert.equal((await wordsOf(bytes(entropy))).join(" "), words);
    const keys = await wordsKeys(bytes(entropy));
    assert.deepEqual([hex(keys.signIn), hex(keys.wrap)], [sign_in, wrap]);
    const opened = await openIdentity(keys.wrap, "words", bytes(sealed), identity.publicKey);
    assert.deepEqual(opened, identity);
  });
}

test("a passkey gives the key of the vectors", async () => {
  const wrap = await passkeyWrap(bytes(vectors.passkey.prf));
  assert.equal(hex(wrap), vectors.passkey.wrap);
  const sealed = bytes(vectors.passkey.sealed);
  assert.deepEqual(await openIdentity(wrap, "passkey", sealed, identity.publicKey), identity);
});

test("what is one's own opens with the key of the vectors, for its purpose alone", async () => {
  const key = await ownKey(identity);
  const { purpose, value, envelope } = vectors.own;
  assert.equal(hex(key), vectors.own.key);
  assert.deepEqual(await openItem(key, purpose, envelope), value);
  await assert.rejects(openItem(key, "clean-date", envelope));
  assert.deepEqual(await openItem(key, "x", await sealItem(key, "x", { a: "ü" })), { a: "ü" });
});

test("what is sealed opens with its own key, kind and pair alone, and not once it was changed", async () => {
  const wrap = random(32);
  const sealed = await sealIdentity(wrap, "passphrase", identity);
  assert.deepEqual(await openIdentity(wrap, "passphrase", sealed, identity.publicKey), identity);
  const changed = sealed.with(20, sealed[20] ^ 1);
  const other = (await newIdentity()).publicKey;
  await assert.rejects(openIdentity(random(32), "passphrase", sealed, identity.publicKey));
  await assert.rejects(openIdentity(wrap, "words", sealed, identity.publicKey));
  await assert.rejects(openIdentity(wrap, "passphrase", sealed, other));
  await assert.rejects(openIdentity(wrap, "passphrase", changed, identity.publicKey));
  await assert.rejects(openIdentity(wrap, "passphrase", sealed.with(0, 2), identity.publicKey));
});

test("what a device keeps opens with the key of that device alone", async () => {
  const deviceKey = random(32);
  const kept = await sealForDevice(deviceKey, identity);
  assert.deepEqual(await openOnDevice(deviceKey, kept, identity.publicKey), identity);
  await assert.rejects(openOnDevice(random(32), kept, identity.publicKey));
});

test("every account gets another pair, and nothing is sealed twice alike", async () => {
  const [one, other] = [await newIdentity(), await newIdentity()];
  assert.equal(one.privateKey.length, 32);
  assert.equal(one.publicKey.length, 32);
  assert.notDeepEqual(one.privateKey, other.privateKey);
  const wrap = random(32);
  assert.notDeepEqual(
    await sealIdentity(wrap, "words", one),
    await sealIdentity(wrap, "words", one),
  );
});

test("bytes survive being text", () => {
  for (const count of [0, 1, 2, 3, 61]) {
    const some = random(count);
    assert.deepEqual(toBytes(toText(some)), some);
    assert.doesNotMatch(toText(some), /[+/=]/);
  }
});
