// One's own words that wait to be read by someone who serves, or were not let through: nobody else in the room knows.

import { icon } from "/static/core/pictures.js";
import { make } from "../core/elements.js";
import { head } from "./letters.js";

const WORDS = {
  waiting: "Waiting to be read by someone who serves. Until then only you and they can see it.",
  not_now:
    "This was not shown. Only you and those who serve have read it, and you are still welcome.",
  let_go: "This waits no longer, and nobody was shown it.",
};

export class HeldWords {
  #items = new Map();

  /** `wish(name, payload)` gives an answer; `putBack(words)` puts them into the field; `review` is where to ask. */
  constructor({ parts, wish, putBack, person, review, announcer, changed }) {
    Object.assign(this, { parts, wish, putBack, person, review, announcer, changed });
  }

  /** As kept words are: each with its `body`. */
  get items() {
    return [...this.#items.values()];
  }

  /** On entering: all that the server still holds. What was let go of stays until its author has put it away. */
  begin(held) {
    for (const [id, { state }] of this.#items) if (state !== "let_go") this.#items.delete(id);
    for (const item of held) this.#items.set(item.held, item);
    this.#render();
  }

  hear(item) {
    const known = this.#items.get(item.held);
    if (item.state === "let_through" || (!known && item.body === null))
      this.#items.delete(item.held);
    else this.#items.set(item.held, { ...item, body: item.body ?? known.body });
    const told =
      item.state === "let_through" ? "What you wrote is shown to all now." : WORDS[item.state];
    this.announcer.politely([told, item.reason].filter(Boolean).join(" "));
    this.#render();
  }

  wipe() {
    this.#items.clear();
    this.#render();
  }

  async #putAway(item, then = () => {}) {
    if (item.state !== "let_go") {
      const answer = await this.wish("held.take_back", { held: item.held });
      // Words that still wait stay in sight: somebody may let them through.
      if (!answer.ok && answer.code !== "not_found") return this.announcer.politely(answer.words);
    }
    this.#items.delete(item.held);
    // First into the field: where nothing can be written any more, they stand among what was not sent.
    then();
    this.#render();
  }

  #render() {
    const { held } = this.parts;
    const items = this.items;
    held.replaceChildren(...items.map((item) => this.#message(item)));
    if (items.length) held.prepend(head(this.person(), items[0].at, true));
    held.hidden = !items.length;
    this.changed();
  }

  #message(item) {
    const button = (kind, words, click) =>
      make("button", { type: "button", class: `button ${kind}`, click }, words);
    const back = () => this.#putAway(item, () => this.putBack(item.body));
    const isWaiting = item.state === "waiting";
    return make(
      "div",
      { class: "message mine held", "data-held": item.held },
      make("p", { class: "share" }, item.body),
      make(
        "div",
        { class: "failure" },
        make(
          "p",
          { class: "held-words" },
          icon(isWaiting ? "hourglass" : "info"),
          make("span", {}, WORDS[item.state]),
        ),
        item.reason
          ? make("p", { class: "held-reason" }, "The reason: ", make("q", {}, item.reason))
          : null,
        make(
          "div",
          { class: "row" },
          isWaiting ? null : button("", "Put it away", () => this.#putAway(item)),
          button("plain", isWaiting ? "Take it back" : "Back into the field", back),
          item.state === "not_now" && this.review
            ? make("a", { class: "button plain", href: this.review }, "Ask for another look")
            : null,
        ),
      ),
    );
  }
}
