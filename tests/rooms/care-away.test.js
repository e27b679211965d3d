// What was put away of care stays put away on this device, and leaves with whoever leaves at once.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Away } from "../../static/rooms/care-away.js";

/** As the browser keeps it for a tab. */
function storage() {
  const kept = new Map();
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
    removeItem: (key) => kept.delete(key),
  };
}

test("what was put away stays so over a reload, in its own room, until it is told anew", () => {
  const tab = storage();
  new Away(tab, "one").add("flag");
  assert.ok(new Away(tab, "one").has("flag"));
  assert.ok(!new Away(tab, "other").has("flag"));
  new Away(tab, "one").delete("flag");
  assert.ok(!new Away(tab, "one").has("flag"));
  assert.equal(tab.kept.size, 0);
});

test("whoever leaves at once leaves nothing of it", () => {
  const tab = storage();
  const away = new Away(tab, "one");
  away.add("flag");
  away.wipe();
  assert.equal(tab.kept.size, 0);
});

test("where nothing can be kept or read, help is shown once more and nothing fails", () => {
  const refuses = () => {
    throw new Error("no");
  };
  const away = new Away({ getItem: () => "{}", setItem: refuses, removeItem: refuses }, "one");
  away.add("flag");
  assert.ok(away.has("flag"));
});
