// Which passphrases are refused in the browser, with which words, and which are one's own.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  fault,
  HOLDS_NAME,
  IS_KNOWN,
  IS_PATTERN,
  suggest,
  TOO_LONG,
  TOO_SHORT,
} from "../../static/accounts/passphrases.js";

const WEAK = {
  short: ["quiet evening", TOO_SHORT],
  "short, but for spaces at its ends": ["quiet evening         ", TOO_SHORT],
  long: ["quiet evening ".repeat(30), TOO_LONG],
  "one letter": ["aaaaaaaaaaaaaaaaaa", IS_PATTERN],
  "few letters": ["abcabcabcabcabcabc", IS_PATTERN],
  "a word twice": ["passwordpassword", IS_PATTERN],
  "a sentence twice, cut": ["hey you hey you hey", IS_PATTERN],
  "digits in order": ["123456789012345", IS_PATTERN],
  "digits backwards": ["98765432109876543", IS_PATTERN],
  "the alphabet": ["abcdefghijklmnopqrst", IS_PATTERN],
  "the keyboard": ["qwertyuiopasdfgh", IS_PATTERN],
  "a German keyboard": ["qwertzuiopasdfghj", IS_PATTERN],
  "a common word and digits": ["password12345678", IS_PATTERN],
  "a common word in disguise": ["P@ssw0rd12345678", IS_PATTERN],
  "two common words": ["iloveyou-princess-1", IS_PATTERN],
  "a famous one": ["correct horse battery staple", IS_KNOWN],
  "a line of a play": ["To be or not to be!", IS_KNOWN],
  "a saying of the rooms": ["One day at a time", IS_KNOWN],
  "a saying and a year": ["keep coming back 2026", IS_KNOWN],
  "a prayer": ["God grant me the serenity", IS_KNOWN],
  "one's name": ["quietharbour2026", HOLDS_NAME],
  "one's name in disguise": ["Qu1et-H@rb0ur-2026", HOLDS_NAME],
};

const OWN = [
  "a calm and quiet evening",
  "tiger lamp ocean forty",
  "мой дом стоит у тихой реки",
  "grüne Äpfel im Körbchen",
  "静かな夜の港で灯りを見ている人",
  "xK7!pq2@Lm9#vR4",
  "🌊🌲🔥🌙⭐🍎🚲🎈🐢🌵🍋🎻🧭🪁🫖",
];

test("a passphrase that would be guessed is refused with the reason", () => {
  for (const [what, [text, words]] of Object.entries(WEAK))
    assert.equal(fault(text, "Quiet Harbour"), words, what);
});

test("a passphrase of one's own will do", () => {
  for (const text of OWN) assert.equal(fault(text, "Quiet Harbour"), null, text);
});

test("nothing shorter than the least is taken", () => {
  for (let length = 0; length < 15; length += 1)
    assert.equal(fault("xK7!pq2@Lm9#vR4".slice(0, length), ""), TOO_SHORT);
});

test("words that we offer are fresh and will do", () => {
  const offered = new Set(Array.from({ length: 200 }, suggest));
  assert.equal(offered.size, 200);
  for (const words of offered) {
    assert.equal(words.split(" ").length, 5);
    assert.equal(fault(words, "Quiet Harbour"), null, words);
  }
});

test("judging never fails, whatever is typed", () => {
  for (const text of ["", "\u0000".repeat(20), "\ud800".repeat(20), "()[]{}.*+?^$|\\/".repeat(2)])
    for (const name of ["", "\ud800", ".*", "x"]) fault(text, name);
});
