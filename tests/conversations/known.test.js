import assert from "node:assert/strict";
import { test } from "node:test";
import { NotKept } from "../../static/accounts/vault.js";
import { KnownKeys } from "../../static/conversations/known.js";

/** A vault item that others may change in between. */
class Item {
  constructor(value, others = []) {
    Object.assign(this, { value, others, kept: 0 });
  }

  async keep(value) {
    const other = this.others.shift();
    if (other) {
      this.value = other;
      throw new NotKept("elsewhere");
    }
    this.kept += 1;
    this.value = value;
  }
}

test("a key is met once, and a new one comes after it", async () => {
  const item = new Item(undefined);
  const known = new KnownKeys(item);
  assert.deepEqual(known.of("c"), []);
  await known.meet("c", "one");
  await known.meet("c", "one");
  assert.equal(item.kept, 1);
  await known.meet("c", "two");
  await known.meet("c", "one");
  assert.deepEqual(known.of("c"), ["two", "one"]);
});

test("what another device has met meanwhile stays", async () => {
  const item = new Item({ a: ["x"] }, [{ a: ["x"], b: ["y"] }]);
  await new KnownKeys(item).meet("c", "one");
  assert.deepEqual(item.value, { a: ["x"], b: ["y"], c: ["one"] });
});

test("what lies there has an end: the conversations met first go first", async () => {
  const item = new Item(
    Object.fromEntries(Array.from({ length: 250 }, (_, at) => [`c${at}`, ["k"]])),
  );
  await new KnownKeys(item).meet("new", "one");
  assert.equal(Object.keys(item.value).length, 250);
  assert.equal(item.value.c0, undefined);
  assert.deepEqual(item.value.new, ["one"]);
});
