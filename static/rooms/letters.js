// How what was said looks: a share of several messages by one person reads as one letter.

import { icon, mark } from "/static/core/pictures.js";
import { told } from "/static/core/times.js";
import { make, say } from "../core/elements.js";
import { ROLES } from "./telling.js";

const BARE = "From before messages were locked";
const ONE_LETTER_MS = 10 * 60_000;

const minutes = new Map();

/** How a minute reads, short and whole; many messages share one. */
function wordsOf(date) {
  const minute = Math.floor(date.getTime() / 60_000);
  if (!minutes.has(minute)) {
    const clock = told(date, "clock");
    minutes.set(minute, { clock, whole: `${told(date, "day")}, ${clock}, your time` });
  }
  return minutes.get(minute);
}

/** A moment as a clock shows it, the whole of it for who asks. */
export function clockTime(at) {
  const date = new Date(at);
  const { clock, whole } = wordsOf(date);
  return make("time", { datetime: date.toISOString(), title: whole }, clock);
}

function head(person, at, isMine) {
  const name = person?.name ?? "Someone";
  const role = ROLES[person?.role];
  return make(
    "div",
    { class: "letter-head" },
    mark(name),
    make("span", { class: "letter-name" }, name),
    isMine ? make("span", { class: "letter-role" }, "you") : null,
    role ? make("span", { class: "letter-role" }, role) : null,
    clockTime(at),
  );
}

/** The words of a message and what may be done about it. */
function message(event, { isMine, more }) {
  return make(
    "div",
    {
      class: `message${isMine ? " mine" : ""}${more ? " may-be-acted-on" : ""}${event.shut ? " shut" : ""}`,
      "data-seq": event.seq,
    },
    make("p", { class: "share" }, event.shut ?? event.body),
    event.isBare ? make("p", { class: "message-bare" }, icon("lock-open"), BARE) : null,
    more,
  );
}

/** A question that was drawn from the basket: nobody's letter. */
export function drawn({ seq, words }, more) {
  const element = make(
    "div",
    { class: `message drawn${more ? " may-be-acted-on" : ""}`, "data-seq": seq },
    make("p", { class: "drawn-from" }, "Drawn from the basket"),
    make("p", { class: "share" }, words),
    more,
  );
  if (words === null) strike(element, "This question is gone now.");
  return element;
}

/** Where letters are put one after the other; knows which one may go on. */
export class Sheet {
  #last = null;
  #day = null;

  constructor(container, me) {
    this.container = container;
    this.me = me;
  }

  /** Adds a message to the letter it belongs to, or begins a new one. Gives the message's element. */
  message(event, person, more = null) {
    this.#turnDay(event.at);
    const isMine = event.by === this.me;
    if (!this.continues(event.by, event.at)) {
      const letter = make("div", { class: isMine ? "letter mine" : "letter" });
      letter.append(head(person, event.at, isMine));
      this.container.append(letter);
      this.#last = { letter, by: event.by };
    }
    this.#last.at = Date.parse(event.at);
    const element = message(event, { isMine, more });
    if (event.body === null && !event.shut) strike(element, "This message was removed.");
    this.#last.letter.append(element);
    return element;
  }

  /** Whether words of this person at this moment would go on with the last letter. */
  continues(by, at) {
    const last = this.#last;
    return last !== null && last.by === by && Date.parse(at) - last.at < ONE_LETTER_MS;
  }

  /** Something that is neither a letter nor a line; no letter goes on after it. */
  put(element, at) {
    this.#turnDay(at);
    this.#last = null;
    this.container.append(element);
    return element;
  }

  /** A small line of the room itself. */
  line(words, at, attributes = {}) {
    if (at) this.#turnDay(at);
    this.#last = null;
    const element = make("p", { class: "room-line", ...attributes }, words);
    this.container.append(element);
    return element;
  }

  clear() {
    this.container.replaceChildren();
    this.#last = null;
    this.#day = null;
  }

  #turnDay(at) {
    const day = new Date(at).toDateString();
    if (day === this.#day) return;
    const isFirst = this.#day === null;
    this.#day = day;
    if (isFirst && day === new Date().toDateString()) return;
    this.line(told(new Date(at), "day"), null, { class: "room-line day" });
  }
}

/** A soft line where the words were. */
export function strike(element, words) {
  if (!element.classList.contains("gone")) {
    element.classList.add("gone");
    element.classList.remove("may-be-acted-on");
    element.classList.remove("shut");
    const parts = element.querySelectorAll(".message-more, .message-state, .message-bare");
    for (const part of parts) part.remove();
  }
  say(element.querySelector(".share"), words);
}

/** One's own words on their way: `state` is "sending", "waiting" or "failed". */
export function draft(item, state, answers) {
  const { again, back } = answers;
  const element = make("div", { class: "message mine pending", "data-id": item.client_id });
  element.append(make("p", { class: "share" }, item.body));
  if (state !== "failed") {
    const words = state === "sending" ? "sending …" : "waiting for the line";
    element.querySelector(".share").append(make("span", { class: "message-state" }, words));
    return element;
  }
  if (item.asks) {
    element.classList.add("asked");
    element.append(question(item, answers));
    return element;
  }
  element.classList.add(item.waited ? "held" : "failed");
  element.append(
    make(
      "div",
      { class: "failure" },
      item.waited
        ? make(
            "p",
            { class: "held-words" },
            icon("wifi-off"),
            make("span", {}, `The line was lost before this could be sent. ${item.problem}`),
          )
        : make("p", { class: "error" }, icon("circle-alert"), make("span", {}, item.problem)),
      make(
        "div",
        { class: "row" },
        make(
          "button",
          { type: "button", class: "button", click: again },
          icon("rotate-ccw"),
          "Send again",
        ),
        make(
          "button",
          { type: "button", class: "button plain", click: back },
          "Back into the field",
        ),
      ),
    ),
  );
  return element;
}

/** What the author of words is asked before anyone reads them, with what would be posted. */
function question({ problem, asks }, { without, back, asItIs }) {
  const button = (kind, words, click) =>
    make("button", { type: "button", class: `button${kind}`, click }, words);
  return make(
    "div",
    { class: "failure" },
    make("p", { class: "held-words", role: "alert" }, icon("shield"), make("span", {}, problem)),
    asks.without
      ? make("p", { class: "posted-without" }, "Without it: ", make("q", {}, asks.without))
      : null,
    make(
      "div",
      { class: "row" },
      asks.without ? button(" primary", "Post without it", without) : null,
      button("", "Change it", back),
      asks.may_as_it_is ? button(" plain", "Post as it is", asItIs) : null,
    ),
  );
}

export { head };
