import assert from "node:assert/strict";
import test from "node:test";
import { ownAddress } from "../../static/core/workers.js";

const HERE = "https://lantern.example";

test("our own modules may become workers", () => {
  assert.equal(ownAddress("/static/a/b.js?v=1", HERE), `${HERE}/static/a/b.js?v=1`);
  assert.equal(ownAddress(`${HERE}/static/a.js`, HERE), `${HERE}/static/a.js`);
});

for (const address of [
  "https://elsewhere.example/static/a.js",
  "//elsewhere.example/static/a.js",
  "/groups/a.js",
  "/static/../groups/a.js",
  "/static/icon.svg",
  "data:text/javascript,1",
  "blob:https://lantern.example/static/a.js",
  "javascript:1//static/a.js",
])
  test(`nothing else becomes one: ${address}`, () => {
    assert.throws(() => ownAddress(address, HERE), TypeError);
  });
