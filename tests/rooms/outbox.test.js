import assert from "node:assert/strict";
import { test } from "node:test";
import { idsOfWords, Outbox } from "../../static/rooms/outbox.js";

class Storage extends Map {
  getItem = (key) => this.get(key) ?? null;
  setItem = (key, value) => this.set(key, value);
  removeItem = (key) => this.delete(key);
}

test("a reload finds unsent words again, in their order and under the same ids", () => {
  const storage = new Storage();
  const outbox = new Outbox(storage, "r");
  const ids = ["one", "two", "three"].map((body) => outbox.add(body).client_id);
  const again = new Outbox(storage, "r");
  assert.deepEqual(
    again.items.map(({ client_id }) => client_id),
    ids,
  );
  assert.equal(again.next().body, "one");
});

test("nothing stays in the browser once everything is kept", () => {
  const storage = new Storage();
  const outbox = new Outbox(storage, "r");
  outbox.remove(outbox.add("one").client_id);
  assert.equal(storage.size, 0);
  outbox.add("two");
  outbox.wipe();
  assert.equal(storage.size, 0);
  assert.ok(outbox.isEmpty);
});

test("words that waited for the line are known as such, until their author sends them again", () => {
  const storage = new Storage();
  const outbox = new Outbox(storage, "r");
  const item = outbox.add("one");
  assert.equal(outbox.items[0].waited, false);
  outbox.delay();
  outbox.refuse(item.client_id, "It is someone else's turn now.");
  assert.equal(new Outbox(storage, "r").items[0].waited, true);
  outbox.again(item.client_id);
  assert.equal(outbox.items[0].waited, false);
});

test("refused words wait for their author and hold nobody else up", () => {
  const outbox = new Outbox(new Storage(), "r");
  const [first, second] = [outbox.add("one"), outbox.add("two")];
  outbox.refuse(first.client_id, "Too soon.");
  assert.equal(outbox.next().client_id, second.client_id);
  assert.equal(outbox.items[0].problem, "Too soon.");
  outbox.again(first.client_id);
  assert.equal(outbox.next().client_id, first.client_id);
});

test("one room's words are not sent to another", () => {
  const storage = new Storage();
  new Outbox(storage, "r").add("for r");
  assert.ok(new Outbox(storage, "s").isEmpty);
});

test("a browser that keeps nothing, or holds nonsense, still lets one write", () => {
  const broken = {
    getItem: () => "{not json",
    setItem: () => {
      throw new Error("full");
    },
    removeItem: () => {},
  };
  const outbox = new Outbox(broken, "r");
  outbox.add("one");
  assert.equal(outbox.next().body, "one");
});

test("ids are unlike each other and fit the server's bounds", () => {
  const outbox = new Outbox(new Storage(), "r");
  const ids = Array.from({ length: 100 }, () => outbox.add("x").client_id);
  assert.equal(new Set(ids).size, 100);
  for (const id of ids) assert.match(id, /^[a-z0-9]{1,40}$/);
});

test("words that a guard asks about are sent without it, or as they are, as their author says", () => {
  const storage = new Storage();
  const outbox = new Outbox(storage, "r");
  const { client_id } = outbox.add("call 1");
  outbox.refuse(client_id, "A number.", { without: "call …", may_as_it_is: true });
  assert.equal(outbox.next(), null);
  assert.equal(new Outbox(storage, "r").items[0].asks.without, "call …");
  outbox.asItIs(client_id);
  assert.deepEqual([outbox.next().body, outbox.next().as_it_is], ["call 1", true]);
  outbox.refuse(client_id, "A number.", { without: "call …", may_as_it_is: false });
  outbox.without(client_id);
  const { body, as_it_is, asks } = outbox.next();
  assert.deepEqual([body, as_it_is, asks], ["call …", false, null]);
});

test("words that were changed are not taken for those whose answer was lost", () => {
  const idOf = idsOfWords();
  const first = idOf("How does one begin?");
  assert.notEqual(idOf("How does one begin again?"), first);
  assert.equal(idOf("How does one begin?"), first);
});
