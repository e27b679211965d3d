// A copy of all that is one's own: the service gives what it can read, and this browser adds what only it can open.
import { archive } from "./archive.js";

const TITLES = { plan: "Your plan for a hard moment", "clean-time": "Your clean dates" };
const OTHER_KEY = "Locked with another key, which this device does not have.";
const BEGINS = `Everything that is yours in this place, as it was when you asked for it.
What others have written is theirs and is not in here. Keep this file where only you can read it.
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
    `  ${name}:`,
    ...told(part).map((line) => `  ${line}`),
  ]);
}

function sentence(row) {
  const said = Object.entries(row).filter(([, value]) => isSomething(value));
  return `  - ${said.map(([name, value]) => `${name.replaceAll("_", " ")}: ${plain(value)}`).join("; ")}`;
}

const isSomething = (value) => value !== null && value !== "" && JSON.stringify(value) !== "{}";
const plain = (value) => (typeof value === "object" ? JSON.stringify(value) : value);
