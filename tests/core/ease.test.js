import assert from "node:assert/strict";
import { test } from "node:test";
import { changed } from "../../static/core/ease.js";

test("one thing is chosen beside another and taken back alone", () => {
  assert.equal(changed(new Set(), "quiet", true), "quiet");
  assert.equal(changed(new Set(["quiet"]), "large", true), "large quiet");
  assert.equal(changed(new Set(["large", "quiet"]), "large", false), "quiet");
});

test("where nothing is chosen no word is left to keep", () => {
  assert.equal(changed(new Set(["quiet"]), "quiet", false), "");
});
