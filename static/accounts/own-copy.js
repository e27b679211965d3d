// A copy of all that is one's own: the service gives what it can read, and this browser adds what only it can open.
import { archive } from "./archive.js";

const TITLES = { plan: "Your plan for a hard moment", "clean-time": "Your clean dates" };
const PARTS = {
  warns: "What warns me",
  helps: "What helps me",
  people: "Whom I call, and when",
  first: "What I do in the first ten minutes",
  reasons: "Why I want this",
  dates: "The days you count from",
};
// What tells a reader nothing; support_groups/core/copies.py leaves out the same.
const FOR_PROGRAMS = ["name_mark", "rev"];
const MOMENT = /\b(\d{4}-\d\d-\d\d)T(\d\d:\d\d)[\d:.]*(?:\+00:00|Z)/g;
const OTHER_KEY = "Locked with another key, which this device does not have.";
const BEGINS = `Everything that is yours in this place, as it was when you asked for it.
What others have written is theirs and is not in here. Keep this file where only you can read it.

Each part begins with what is kept there. Keys and random numbers are named and left out: they would tell you
nothing, and could be of use to a stranger.
`;

/** For what something lies in the vault, as a copy tells. */
export function purposesIn(copy) {
  const rows = copy.yours.accounts.flatMap((part) => part.rows);
  return rows.filter((row) => row.purpose).map((row) => row.purpose);
}

/** The copy with what lies in the vault, each opened by `open`; raises what `open` raises, but for another key. */
export async function withOpened(copy, open) {
  const opened = {};
  for (const purpose of purposesIn(copy)) {
    try {
      opened[purpose] = await open(purpose);
    } catch (error) {
      if (error.reason !== "otherKey") throw error;
      opened[purpose] = OTHER_KEY;
    }
  }
  return { ...copy, in_your_browser: opened };
}

/** The file to be saved: the copy for reading and for programs. */
export const asFile = (copy) =>
  archive({ "copy.txt": asText(copy), "copy.json": JSON.stringify(copy, null, 2) });

/** The copy for reading. */
export function asText(copy) {
  const lines = [BEGINS];
  for (const [purpose, value] of Object.entries(copy.in_your_browser))
    lines.push(TITLES[purpose] ?? purpose, ...told(value), "");
  for (const part of Object.values(copy.yours).flat())
    if (part.rows.length) lines.push(part.what, ...part.rows.map(sentence), "");
  return lines.join("\n");
}

/** A value in lines, each part of it by its name. */
function told(value) {
  if (Array.isArray(value)) return value.flatMap(told);
  if (value === null || typeof value !== "object")
    return String(value)
      .split("\n")
      .map((line) => `  ${line}`);
  return Object.entries(value).flatMap(([name, part]) => [
    `  ${PARTS[name] ?? name}:`,
    ...told(part).map((line) => `  ${line}`),
  ]);
}

function sentence(row) {
  return `  - ${inWords(row, "; ")}`;
}

function inWords(row, between) {
  const said = Object.entries(row).filter(
    ([name, value]) => !FOR_PROGRAMS.includes(name) && isSomething(value),
  );
  return said.map(([name, value]) => `${name.replaceAll("_", " ")}: ${plain(value)}`).join(between);
}

const isSomething = (value) => value !== null && value !== "" && JSON.stringify(value) !== "{}";

function plain(value) {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "object") return inWords(value, ", ");
  return String(value).replace(MOMENT, "$1 at $2 UTC");
}
