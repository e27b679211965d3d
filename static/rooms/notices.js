// What concerns oneself: what a facilitator has done and why, and how a room ends.

import { icon } from "/static/core/pictures.js";
import { told } from "/static/core/times.js";
import { make } from "../core/elements.js";

const UNTIL = (until) => {
  const moment = told(new Date(until), "moment", new Date(), { within: true });
  return `Until ${moment.replace(/^today, /, "")}, your time.`;
};

/** What was told to oneself alone, to be read and put away. `group` is the address of the group's page. */
export function toldNote(news, group, putAway) {
  const review = news.review
    ? make(
        "p",
        { class: "small" },
        `${news.review} `,
        group ? make("a", { href: group }, "The group's page") : null,
      )
    : null;
  return make(
    "div",
    { class: "note care told" },
    icon(news.kind === "unmuted" ? "heart-handshake" : "ear"),
    make(
      "div",
      { class: "grow" },
      make("p", {}, news.words),
      news.reason ? make("p", {}, make("strong", {}, "Why: "), news.reason) : null,
      news.until ? make("p", {}, UNTIL(news.until)) : null,
      review,
    ),
    putAway
      ? make(
          "button",
          { type: "button", class: "button", click: putAway },
          icon("check"),
          "I have read this",
        )
      : null,
  );
}

/** What stands at the foot of a room that has ended for oneself. `links` are pairs of address and words. */
export function ending({ title, words, news, links, group }) {
  const [first, ...others] = links;
  return [
    make("h2", { tabindex: "-1" }, title),
    ...words.map((line) => make("p", {}, line)),
    news?.reason ? make("p", {}, make("strong", {}, "Why: "), news.reason) : null,
    news?.review
      ? make(
          "p",
          {},
          `${news.review} `,
          group ? make("a", { href: group }, "The group's page") : null,
        )
      : null,
    make(
      "div",
      { class: "row" },
      make("a", { class: "button primary", href: first[0] }, first[1]),
      ...others.map(([address, label]) => make("a", { class: "button", href: address }, label)),
    ),
  ].filter((part) => part !== null);
}
