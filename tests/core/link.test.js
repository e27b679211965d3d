import assert from "node:assert/strict";
import { test } from "node:test";
import { taken } from "../../static/core/link.js";

test("the secret of a link is what stands behind the #, and the address is what is left", () => {
  const link = new URL("https://lantern.example/found#A-secret_1");
  assert.deepEqual(taken(link), { secret: "A-secret_1", address: "/found" });
  assert.equal(taken(new URL("https://lantern.example/found")).secret, "");
});
