import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const at = (path) => new URL(`../../${path}`, import.meta.url);

for (const [folder, frame] of [
  ["core", "base.html"],
  ["rooms", "rooms/_frame.html"],
])
  test(`every sheet of ${folder} is linked by the frame of its pages`, () => {
    const template = readFileSync(at(`templates/${frame}`), "utf8");
    const linked = template.match(/for sheet in \(([^)]*)\)/)[1].match(/[a-z-]+/g);
    const sheets = readdirSync(at(`static/${folder}`)).filter((name) => name.endsWith(".css"));
    assert.deepEqual(linked.map((name) => `${name}.css`).toSorted(), sheets.toSorted());
  });
