// How a moment reads in the reader's own zone.
import assert from "node:assert/strict";
import { test } from "node:test";

process.env.TZ = "Europe/Berlin";
globalThis.navigator ??= { languages: ["en-GB"] };
globalThis.document = { documentElement: { lang: "en" } };
const { told, tellTimes } = await import("../../static/core/times.js");

const NOW = new Date("2026-10-24T18:00:00Z"); // 20:00 in Berlin, the evening before the clocks go back
const at = (moment, kind) => told(new Date(moment), kind, NOW);

test("soon counts minutes up to an hour, then names the day and the hour", () => {
  assert.equal(at("2026-10-24T18:25:00Z", "soon"), "in 25 minutes");
  assert.equal(at("2026-10-24T18:00:20Z", "soon"), "in 1 minute");
  assert.equal(at("2026-10-24T18:00:00Z", "soon"), "now");
  assert.match(at("2026-10-24T19:00:00Z", "soon"), /^Today, 0?9:00 ?pm$|^Today, 21:00$/i);
});

test("a day of 25 hours is one day", () => {
  assert.match(at("2026-10-25T22:30:00Z", "moment"), /^Tomorrow, /);
  assert.match(at("2026-10-25T23:30:00Z", "moment"), /^Monday, /);
  assert.match(at("2026-10-23T22:30:00Z", "moment"), /^Today, /);
  assert.match(at("2026-10-23T21:30:00Z", "moment"), /^Yesterday, /);
});

test("a week away is named with its date", () => {
  assert.match(at("2026-10-30T18:00:00Z", "moment"), /^Friday, /);
  assert.match(at("2026-10-31T18:00:00Z", "moment"), /31/);
  assert.match(at("2026-10-31T18:00:00Z", "day"), /2026/);
});

test("past tells minutes, then the day", () => {
  assert.equal(at("2026-10-24T17:59:30Z", "past"), "just now");
  assert.equal(at("2026-10-24T17:35:00Z", "past"), "25 minutes ago");
  assert.match(at("2026-10-24T15:00:00Z", "past"), /^Today, /);
});

/** What a page reads after the times in it were told: a time of tomorrow after each of some texts. */
function read(...before) {
  const texts = before.map((textContent) => ({ textContent, previousSibling: null }));
  const time = {
    dateTime: "2026-10-25T18:00:00Z",
    dataset: { local: "moment" },
    textContent: "",
    previousSibling: texts.at(-1) ?? null,
  };
  texts.forEach((text, place) => {
    text.previousSibling = texts[place - 1] ?? null;
  });
  tellTimes({ querySelectorAll: () => [time] }, NOW);
  return time.textContent;
}

test("within a sentence the day does not begin with a capital", () => {
  assert.match(read("Fern asked you to listen until "), /^tomorrow, /);
  assert.match(read("Until:\n  "), /^tomorrow, /);
  assert.match(read("Begins", "\n  "), /^tomorrow, /);
  assert.match(
    told(new Date("2026-10-26T18:00:00Z"), "moment", NOW, { within: true }),
    /^Monday, /,
  );
});

test("a time that is a part of its own in a sentence does not either", () => {
  const strong = { nodeName: "STRONG", previousSibling: { textContent: "You can speak again " } };
  const time = {
    dateTime: "2026-10-25T18:00:00Z",
    dataset: { local: "moment" },
    textContent: "",
    previousSibling: null,
    parentNode: strong,
  };
  tellTimes({ querySelectorAll: () => [time] }, NOW);
  assert.match(time.textContent, /^tomorrow, /);
});

test("at the beginning of a sentence it does", () => {
  assert.match(read(), /^Tomorrow, /);
  assert.match(read("\n  "), /^Tomorrow, /);
  assert.match(read("The meeting has moved. "), /^Tomorrow, /);
  assert.match(read("Quiet group · "), /^Tomorrow, /);
});
