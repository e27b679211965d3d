import assert from "node:assert/strict";
import { test } from "node:test";
import { newIdentity } from "../../static/accounts/format.js";
import { talkKey } from "../../static/conversations/format.js";
import { AGAIN_WORDS, BARE_WORDS, SHUT_WORDS, Talk } from "../../static/conversations/talk.js";

const [sol, ray, eve] = [await newIdentity(), await newIdentity(), await newIdentity()];

async function lockOf(one, other) {
  const ends = { conversation: "c", mine: one.publicKey, theirs: other.publicKey };
  return { key: await talkKey(one, ends), ends };
}

const talkOf = async (me, one, ...others) =>
  new Talk({ me, locks: await Promise.all(others.map((other) => lockOf(one, other))) });

async function said(talk, seq, by, body, client_id = `id-${seq}`) {
  return { seq, kind: "message.said", by, client_id, body: await talk.seal({ client_id, body }) };
}

const words = (events) => events.map(({ body, shut }) => body ?? shut ?? null);

test("both read what both have written, and removed messages stay removed", async () => {
  const [sols, rays] = [await talkOf("sol", sol, ray), await talkOf("ray", ray, sol)];
  const log = [
    await said(sols, 3, "sol", "How was the night?"),
    await said(rays, 4, "ray", "Long."),
    { seq: 5, kind: "message.said", by: "ray", client_id: "x", body: null },
    { seq: 6, kind: "person.left", by: "ray", lapsed: false },
  ];
  for (const talk of [sols, rays])
    assert.deepEqual(words(await talk.open(log)), ["How was the night?", "Long.", null, null]);
  assert.deepEqual(words(await sols.open(log.slice(1))), ["Long.", null, null], "and once more");
});

test("what was changed, moved, said by another or put in again is not shown as words", async () => {
  const [sols, rays] = [await talkOf("sol", sol, ray), await talkOf("ray", ray, sol)];
  const whole = await said(sols, 3, "sol", "How was the night?");
  const { body } = whole;
  const changed = {
    ...whole,
    body: `${body.slice(0, 60)}${body[60] === "A" ? "B" : "A"}${body.slice(61)}`,
  };
  const shut = [
    changed,
    { ...whole, body: body.slice(0, -4) },
    { ...whole, by: "ray" },
    { ...whole, client_id: "another" },
    await said(await talkOf("sol", eve, ray), 3, "sol", "I am not Sol."),
  ];
  for (const event of shut) assert.deepEqual(words(await rays.open([event])), [SHUT_WORDS]);
  const again = await rays.open([whole, { ...whole, seq: 9 }]);
  assert.deepEqual(words(again), ["How was the night?", AGAIN_WORDS]);
});

test("what was never sealed is marked, and not shown where all is sealed since", async () => {
  const rays = await talkOf("ray", ray, sol);
  const bare = { seq: 2, kind: "message.said", by: "sol", client_id: "b", body: "From before." };
  const [before, , after] = await rays.open([
    bare,
    await said(rays, 3, "ray", "Sealed."),
    { ...bare, seq: 4 },
  ]);
  assert.deepEqual([before.body, before.isBare], ["From before.", true]);
  assert.deepEqual([after.body, after.shut], [null, BARE_WORDS]);
});

test("what was written before the other's key changed still opens, and what is new has the new one", async () => {
  const before = await said(await talkOf("sol", sol, ray), 3, "sol", "Before.");
  const rays = await talkOf("ray", ray, sol, eve);
  const after = await said(rays, 4, "ray", "After.");
  assert.deepEqual(words(await rays.open([before, after])), ["Before.", "After."]);
  const sols = await talkOf("sol", sol, ray);
  assert.deepEqual(words(await sols.open([after])), [SHUT_WORDS]);
});

test("nothing is sealed before what holds it is over", async () => {
  let release;
  const held = new Promise((resolve) => {
    release = resolve;
  });
  const talk = new Talk({ me: "ray", locks: [await lockOf(ray, sol)], held });
  let isSealed = false;
  const sealing = talk.seal({ client_id: "1", body: "Wait." }).then(() => {
    isSealed = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(isSealed, false);
  release();
  await sealing;
  assert.equal(isSealed, true);
});

test("nothing hides in words that are opened, or turns them round", async () => {
  const rays = await talkOf("ray", ray, sol);
  const hidden = "So\u202eme\u200b \u0000words\r\nof \u{1f468}\u200d\u{1f33e}, e\u0301";
  const [{ body }] = await rays.open([await said(rays, 3, "ray", hidden)]);
  assert.equal(body, "Some words\nof \u{1f468}\u200d\u{1f33e}, \u00e9");
});
