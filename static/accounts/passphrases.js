// Which passphrases are too easy to guess, and words to take instead.
import { wordlist } from "../vendor/english.js";
import { PARTS, SENTENCES } from "./common.js";
import { normal } from "./format.js";

export const MIN_CHARS = 15;
export const MAX_CHARS = 256;
const SUGGESTED_WORDS = 5;
const MEANT_CHARS_MIN = 6;
const DIFFERENT_CHARS_MIN = 6;
const RUN_CHARS_MIN = 4;

export const TOO_SHORT = `Please use at least ${MIN_CHARS} characters. Four or five unrelated words are easy to keep.`;
export const TOO_LONG = `Please keep this within ${MAX_CHARS} characters.`;
export const IS_KNOWN =
  "Many people use these very words, so they are tried first. Please choose words that only you would put together.";
export const IS_PATTERN =
  "This repeats, or follows a pattern that is easy to guess. Please choose words that have little in common.";
export const HOLDS_NAME =
  "This is mostly your name, so it would be tried first. Please choose other words.";

const RUNS = [
  "abcdefghijklmnopqrstuvwxyz",
  "qwertyuiopasdfghjklzxcvbnm",
  "qwertzuiopasdfghjklyxcvbnm",
  "azertyuiopqsdfghjklmwxcvbn",
  "qazwsxedcrfvtgbyhnujmikolp",
  "01234567890123456789",
];
const SIGNS = { "@": "a", $: "s" };
const AS_LETTERS = { 0: "o", 1: "l", 3: "e", 4: "a", 5: "s", 7: "t" };

const exchanged = (text, letters) => text.replace(/./gsu, (one) => letters[one] ?? one);
const lettersOnly = (text) => text.replace(/[^\p{L}\p{N}]/gu, "");
const backwards = (text) => [...text].reverse().join("");

/** Letters as a quick eye sees them: a one, an i and an l are the same. */
const alike = (text) => exchanged(text, AS_LETTERS).replaceAll("i", "l");

/** Letters and digits as they are compared: no case, no accents, no signs. */
const bareOf = (text) => lettersOnly(exchanged(text.toLowerCase(), SIGNS).normalize("NFD"));

const KNOWN = new Set(SENTENCES.map((sentence) => bareOf(sentence)));
// Longest first, so that "password" is not left as "word".
const PARTS_BY_LENGTH = PARTS.toSorted((one, other) => other.length - one.length);

/** Why a passphrase is too easy to guess for the person of this name, in kind words; null when it will do. */
export function fault(passphrase, name) {
  const text = normal(passphrase);
  const length = [...text].length;
  if (length < MIN_CHARS) return TOO_SHORT;
  if (length > MAX_CHARS) return TOO_LONG;
  const bare = bareOf(text);
  if (KNOWN.has(bare) || KNOWN.has(bare.replace(/\d+$/, ""))) return IS_KNOWN;
  const letters = bare || text;
  if (new Set(letters).size < DIFFERENT_CHARS_MIN) return IS_PATTERN;
  if (repeated([...letters]) < MEANT_CHARS_MIN) return IS_PATTERN;
  const [key, folded] = [bareOf(normal(name)), bare].map(alike);
  if (key && folded.includes(key) && folded.replaceAll(key, "").length < MEANT_CHARS_MIN)
    return HOLDS_NAME;
  return meant(letters).length < MEANT_CHARS_MIN ? IS_PATTERN : null;
}

/** Fresh words from a list of 2,048: 55 random bits, easy to write down and to type. */
export function suggest() {
  const dice = crypto.getRandomValues(new Uint16Array(SUGGESTED_WORDS));
  return Array.from(dice, (number) => wordlist[number % wordlist.length]).join(" ");
}

/** How long the piece is that a text consists of, repeated; the whole text if it repeats nothing. */
function repeated(letters) {
  for (let size = 1; size < letters.length; size += 1)
    if (letters.every((letter, at) => letter === letters[at % size])) return size;
  return letters.length;
}

/** What is left of a text without common parts, runs of the keyboard and the alphabet, and digits at its ends. */
function meant(letters) {
  let text = letters;
  let plain = exchanged(text, AS_LETTERS);
  for (const part of PARTS_BY_LENGTH) {
    for (let at = plain.indexOf(part); at >= 0; at = plain.indexOf(part)) {
      plain = plain.slice(0, at) + plain.slice(at + part.length);
      text = text.slice(0, at) + text.slice(at + part.length);
    }
  }
  text = text.replace(/(.)\1{2,}/gu, "");
  for (const run of RUNS) text = withoutRuns(withoutRuns(text, run), backwards(run));
  return text.replace(/^\d+|\d+$/g, "");
}

function withoutRuns(text, line) {
  let kept = "";
  for (let at = 0; at < text.length; ) {
    let end = at;
    while (end < text.length && line.includes(text.slice(at, end + 1))) end += 1;
    if (end - at < RUN_CHARS_MIN) {
      kept += text[at];
      end = at + 1;
    }
    at = end;
  }
  return kept;
}
