// Twelve words that open an account when the passphrase is lost (BIP-39: 128 random bits and a check of four).
import { wordlist } from "../vendor/english.js";
import { bitsOf } from "./format.js";

export const COUNT = 12;
const BITS_A_WORD = 11;
const ENTROPY_BYTES = 16;
const ORDINALS = [
  "first",
  "second",
  "third",
  "fourth",
  "fifth",
  "sixth",
  "seventh",
  "eighth",
  "ninth",
  "tenth",
  "eleventh",
  "twelfth",
];

/** Why words cannot be right, whoever they belong to; it tells nothing that is not public. */
export class Unreadable extends Error {}

/** The words for 16 random bytes. */
export async function wordsOf(entropy) {
  const bits = bitsOf(entropy) + (await checkOf(entropy));
  return Array.from(
    { length: COUNT },
    (_, at) => wordlist[Number.parseInt(bits.substr(at * BITS_A_WORD, BITS_A_WORD), 2)],
  );
}

/** The bytes behind words as somebody typed them, numbers, commas and beginnings of words included. */
export async function entropyOf(text) {
  const typed =
    text
      .normalize("NFKD")
      .toLowerCase()
      .match(/[a-z]+/g) ?? [];
  if (typed.length !== COUNT)
    throw new Unreadable(`There should be ${COUNT} words; we can read ${typed.length} here.`);
  const places = typed.map(placeOf);
  const unknown = places.indexOf(-1);
  if (unknown >= 0)
    throw new Unreadable(
      `The ${ORDINALS[unknown]} word is not one of those we use. Please look at it again.`,
    );
  const bits = places.map((place) => place.toString(2).padStart(BITS_A_WORD, "0")).join("");
  const entropy = Uint8Array.from({ length: ENTROPY_BYTES }, (_, at) =>
    Number.parseInt(bits.substr(at * 8, 8), 2),
  );
  if (bits.slice(ENTROPY_BYTES * 8) !== (await checkOf(entropy)))
    throw new Unreadable(
      "These words do not belong together. One may be mistaken, or their order may differ.",
    );
  return entropy;
}

/** Where a word stands in the list; its first four letters are enough for every one of them. */
function placeOf(word) {
  const whole = wordlist.indexOf(word);
  if (whole >= 0 || word.length < 4) return whole;
  const meant = wordlist.filter((listed) => listed.startsWith(word));
  return meant.length === 1 ? wordlist.indexOf(meant[0]) : -1;
}

async function checkOf(entropy) {
  const digest = await crypto.subtle.digest("SHA-256", entropy);
  return bitsOf(new Uint8Array(digest)).slice(0, (ENTROPY_BYTES * 8) / 32);
}
