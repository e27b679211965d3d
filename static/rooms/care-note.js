// A note in which somebody finds help, or those who serve find who needs someone.

import { icon } from "/static/core/pictures.js";
import { make } from "../core/elements.js";

/** Words, what can be done, and below it why something could not; `last` is small print. */
export function noteOf(key, words, acts, last) {
  return make(
    "div",
    { class: "note care told", "data-care": key },
    icon("heart-handshake"),
    make(
      "div",
      { class: "grow stack stack-small" },
      ...words,
      make("div", { class: "row" }, ...acts),
      make("p", { class: "error", role: "alert", hidden: true }),
      last,
    ),
  );
}

/** Where a note says that somebody is there. */
export function seenIn(note) {
  const known = note.querySelector("[data-seen]");
  if (known) return known;
  const words = make("strong", { "data-seen": "" });
  note.querySelector(".grow").prepend(make("p", {}, words));
  return words;
}

/** That one has asked for somebody, in the place of the button for it. */
export const asked = (words) => make("p", { role: "status" }, words);

/** A number to call. */
export function call(address, words, kind = "") {
  return make("a", { class: `button ${kind}`, href: address }, icon("phone"), words);
}
