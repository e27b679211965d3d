// A copy of one's own is put together in the browser, with what only it can open, in a file that any program opens.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { archive } from "../../static/accounts/archive.js";
import { asText, purposesIn, withOpened } from "../../static/accounts/own-copy.js";

const copy = () => ({
  version: 1,
  yours: {
    accounts: [
      { what: "What only you can read.", rows: [{ purpose: "plan" }, { purpose: "clean-time" }] },
      { what: "Nothing of this.", rows: [] },
    ],
    groups: [{ what: "A group.", rows: [{ purpose: "For nurses.", left_at: null }] }],
  },
  in_your_browser: {},
});
const VALUES = { plan: { warns: "Payday\nRain" }, "clean-time": { dates: ["2026-01-02"] } };

test("all that lies in the vault is asked for, and nothing else", () => {
  assert.deepEqual(purposesIn(copy()), ["plan", "clean-time"]);
});

test("what is opened stands in the copy, for reading and for programs", async () => {
  const whole = await withOpened(copy(), async (purpose) => VALUES[purpose]);
  assert.deepEqual(whole.in_your_browser, VALUES);
  const text = asText(whole);
  for (const words of [
    "Your plan for a hard moment",
    "Payday",
    "Rain",
    "2026-01-02",
    "For nurses.",
  ])
    assert.ok(text.includes(words), words);
  assert.ok(!text.includes("left at"));
  assert.ok(!text.includes("Nothing of this."));
});

test("a copy for reading says yes and no, names the parts of a plan, and leaves out what is for programs", async () => {
  const rows = [
    {
      is_home: false,
      has_met: true,
      name_mark: "1.aa.bb",
      rev: 3,
      asked_at: "2026-11-26T12:48:40+00:00",
    },
  ];
  const whole = { ...copy(), yours: { groups: [{ what: "A group.", rows }] } };
  const text = asText({ ...whole, in_your_browser: { plan: VALUES.plan } });
  assert.match(text, /is home: no; has met: yes; asked at: 2026-11-26 at 12:48 UTC\n/);
  assert.match(text, /What warns me:\n {4}Payday/);
  assert.doesNotMatch(text, /1\.aa\.bb|rev/);
});

test("what another key has locked is named, and the rest is there", async () => {
  const whole = await withOpened(copy(), async (purpose) => {
    if (purpose === "plan") throw Object.assign(new Error(), { reason: "otherKey" });
    return VALUES[purpose];
  });
  assert.match(asText(whole), /another key/);
  assert.match(asText(whole), /2026-01-02/);
});

test("a copy that could not be made whole is none", async () => {
  const away = async () => {
    throw Object.assign(new Error(), { reason: "away" });
  };
  await assert.rejects(withOpened(copy(), away), (error) => error.reason === "away");
});

test("any program opens the file and finds each text as it was", (t) => {
  const texts = { "copy.txt": "Grüße\n港 🌊", "copy.json": "{}", "empty.txt": "" };
  const folder = mkdtempSync(join(tmpdir(), "copy-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "copy.zip");
  writeFileSync(file, archive(texts));
  const read =
    "import json, sys, zipfile\nz = zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\n" +
    "print(json.dumps({n: z.read(n).decode() for n in z.namelist()}))";
  assert.deepEqual(JSON.parse(execFileSync("python3", ["-c", read, file])), texts);
});
