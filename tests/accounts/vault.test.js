// One thing in the vault, from two tabs, over a line that fails: nothing is lost, and nothing leaves unsealed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { VaultItem } from "../../static/accounts/vault.js";
import { boxOf } from "./box.js";

const box = await boxOf(1);
const answer = (status, told = null) => ({
  ok: status === 200,
  status,
  json: async () => structuredClone(told),
});

/** A server that keeps one thing as ours does, and hears everything; `fails` says what goes wrong with a request. */
class Place {
  kept = { rev: 0, sealed: null };
  heard = [];
  fails = () => undefined;

  ask = async (address, { method = "GET", headers, body } = {}) => {
    this.heard.push({ address, method, headers, body });
    const failure = this.fails(method);
    if (failure === "before") throw new TypeError("Failed to fetch");
    if (typeof failure === "number") return answer(failure);
    const told = method === "GET" ? answer(200, this.kept) : this.#keep(JSON.parse(body));
    if (failure === "after") throw new TypeError("Failed to fetch");
    return told;
  };

  #keep({ sealed, rev }) {
    if (rev !== this.kept.rev) return answer(409, this.kept);
    this.kept = { rev: rev + 1, sealed };
    return answer(200, { rev: rev + 1 });
  }

  tab(own = box) {
    const settings = { purpose: "plan", address: "/vault/plan", token: "t", ask: this.ask };
    return new VaultItem(own, settings);
  }
}

/** A request with its sealed value as bytes: written in letters, any four of them stand there by chance. */
function inTheClear({ body, ...around }) {
  const { sealed, ...others } = JSON.parse(body);
  assert.match(sealed, /^[\w+/=-]{100,}$/);
  return (
    JSON.stringify({ ...around, ...others }) + Buffer.from(sealed, "base64").toString("latin1")
  );
}

const because = (reason) => (error) => error.reason === reason && error.message.length > 0;

test("what was kept is there when the page is opened again", async () => {
  const place = new Place();
  const tab = place.tab();
  assert.equal(await tab.open(), undefined);
  await tab.keep({ first: "walk" });
  await tab.keep({ first: "walk, slowly" });
  assert.deepEqual(await place.tab().open(), { first: "walk, slowly" });
});

test("nothing that was written leaves the browser unsealed", async () => {
  const place = new Place();
  await place.tab().keep({ first: "lighthouse", dates: ["2026-11-20"] });
  const told = place.heard.map(inTheClear).join("\n");
  for (const word of ["lighthouse", "2026", "first", "dates"])
    assert.ok(!told.includes(word), word);
  assert.equal(place.heard[0].headers["X-CSRFToken"], "t");
});

test("a short and a long thing leave in the same length", async () => {
  const place = new Place();
  await place.tab().keep({ first: "" });
  const short = place.kept.sealed.length;
  await place.tab().open();
  const tab = place.tab();
  await tab.open();
  await tab.keep({ first: "word ".repeat(300) });
  assert.equal(place.kept.sealed.length, short);
});

test("the second of two tabs is told, has what the first kept, and can keep both", async () => {
  const place = new Place();
  const [one, other] = [place.tab(), place.tab()];
  await Promise.all([one.open(), other.open()]);
  await one.keep({ first: "walk" });
  await assert.rejects(other.keep({ first: "call" }), because("elsewhere"));
  assert.deepEqual(other.value, { first: "walk" });
  assert.deepEqual(await place.tab().open(), { first: "walk" });
  await other.keep({ first: "walk, call" });
  assert.deepEqual(await place.tab().open(), { first: "walk, call" });
});

test("a wish whose answer was lost is granted once when it comes again", async () => {
  const place = new Place();
  const tab = place.tab();
  await tab.open();
  place.fails = () => "after";
  await assert.rejects(tab.keep({ first: "walk" }), because("away"));
  place.fails = () => undefined;
  await tab.keep({ first: "walk" });
  assert.equal(place.kept.rev, 1);
  await tab.keep({ first: "call" });
  assert.equal(place.kept.rev, 2);
});

test("a line that fails loses nothing, and says so", async () => {
  const place = new Place();
  const tab = place.tab();
  await tab.keep({ first: "walk" });
  place.fails = () => "before";
  await assert.rejects(tab.keep({ first: "call" }), because("away"));
  assert.deepEqual(tab.value, { first: "walk" });
  place.fails = () => undefined;
  await tab.keep({ first: "call" });
});

for (const [status, reason] of [
  [0, "signedOut"],
  [400, "stale"],
  [401, "signedOut"],
  [413, "tooLong"],
  [422, "away"],
  [429, "tooFast"],
  [500, "away"],
])
  test(`an answer of ${status} is told as “${reason}”`, async () => {
    const place = new Place();
    place.fails = () => status;
    await assert.rejects(place.tab().keep({ first: "walk" }), because(reason));
    await assert.rejects(place.tab().open(), because(reason));
  });

test("more than the vault can hold is said before anything is sent", async () => {
  const place = new Place();
  await assert.rejects(place.tab().keep({ first: "x".repeat(40_000) }), because("tooLong"));
  assert.deepEqual(place.heard, []);
});

test("what another key has sealed stays closed and is not replaced", async () => {
  const place = new Place();
  await place.tab(await boxOf(2)).keep({ first: "walk" });
  const kept = place.kept;
  const tab = place.tab();
  await assert.rejects(tab.open(), because("otherKey"));
  await assert.rejects(tab.keep({ first: "mine" }), because("otherKey"));
  assert.deepEqual(place.kept, kept);
});
