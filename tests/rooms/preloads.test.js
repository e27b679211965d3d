import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const at = (path) => new URL(`../../${path}`, import.meta.url);

test("every module of the room is fetched side by side", () => {
  const template = readFileSync(at("templates/rooms/_frame.html"), "utf8");
  const listed = template.match(/for name in \(([^)]*)\)/)[1].match(/[a-z-]+/g);
  const modules = readdirSync(at("static/rooms"))
    .filter((name) => name.endsWith(".js") && name !== "meeting.js")
    .map((name) => name.slice(0, -3));
  assert.deepEqual(listed.toSorted(), modules.toSorted());
});
