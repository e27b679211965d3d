import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const OURS = readdirSync(join(ROOT, "static"), { recursive: true })
  .filter((name) => name.endsWith(".js") && !name.startsWith("vendor"))
  .map((name) => join(ROOT, "static", name));

const given = (text) => [
  ...[...text.matchAll(/^export (?:async )?(?:function\*?|class|const|let) (\w+)/gm)].map(
    (m) => m[1],
  ),
  ...[...text.matchAll(/^export \{([^}]*)\}/gm)].flatMap((m) => names(m[1], 1)),
];

/** The names within braces: with `as`, the one before it (0) or after it (1). */
const names = (braces, side) =>
  braces
    .split(",")
    .map((one) => one.trim().split(/\s+as\s+/))
    .filter(([first]) => first)
    .map((pair) => pair.at(side ? -1 : 0));

test("every name that a module asks another for is there", () => {
  const missing = [];
  for (const path of OURS) {
    const text = readFileSync(path, "utf8");
    for (const [, braces, from] of text.matchAll(/^import \{([^}]*)\} from "([^"]+)"/gm)) {
      const at = from.startsWith("/") ? join(ROOT, from) : resolve(dirname(path), from);
      if (at.includes("/vendor/")) continue;
      const there = given(readFileSync(at, "utf8"));
      missing.push(
        ...names(braces, 0)
          .filter((name) => !there.includes(name))
          .map((name) => `${path}: ${name}`),
      );
    }
  }
  assert.deepEqual(missing, []);
});
