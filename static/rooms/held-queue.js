// For those who serve: words that wait to be read, the oldest first and one at a time.

import { icon } from "/static/core/pictures.js";
import { make } from "../core/elements.js";

const WHY = {
  first: (name) => `${name} is new, and this is their first message here.`,
  newcomer: (name) => `${name} is new here.`,
  listed: (name) => `${name} wrote something from the group's own list.`,
  shelter: (name) => `${name} wrote this while the room is sheltered.`,
};

export class HeldQueue {
  #waiting = new Map();
  #note = null;
  #shown = "";

  /** `leaveOut(held, name)` asks for a reason and does it; both it and `wish` give an answer. */
  constructor({ parts, wish, leaveOut, announcer }) {
    Object.assign(this, { parts, wish, leaveOut, announcer });
  }

  begin(waiting) {
    this.#waiting = new Map(waiting.map((item) => [item.held, item]));
    this.#render();
  }

  hear(item) {
    if (item.kind === "waiting") {
      this.#waiting.set(item.held, item);
      this.announcer.politely(`A message of ${item.name} waits to be read.`);
    } else this.#waiting.delete(item.held);
    this.#render();
  }

  /** What somebody wrote goes with them; all of it when the meeting ends. */
  happened({ kind, who }) {
    if (kind === "room.closed") this.#waiting.clear();
    for (const [held, item] of this.#waiting)
      if (kind === "person.removed" && item.who === who) this.#waiting.delete(held);
    this.#render();
  }

  #render() {
    const [item] = this.#waiting.values();
    const key = item ? `${item.held} ${this.#waiting.size}` : "";
    if (key === this.#shown) return;
    this.#shown = key;
    const hadFocus = this.#note?.contains(document.activeElement);
    const note = item ? this.#noteOf(item) : null;
    if (note && this.#note?.isConnected) this.#note.replaceWith(note);
    else if (note) this.parts.told.prepend(note);
    else this.#note?.remove();
    this.#note = note;
    // Whoever has just answered one does not answer the next by the same press.
    if (hadFocus) (note?.querySelector("[tabindex]") ?? this.parts.scroller).focus();
  }

  #noteOf(item) {
    const more = this.#waiting.size - 1;
    const problem = make("p", { role: "alert", hidden: true });
    const letThrough = async () => {
      const answer = await this.wish("held.let_through", { held: item.held });
      if (answer.ok || answer.code === "no_longer_waits" || answer.code === "not_found")
        return this.hear({ kind: "answered", held: item.held });
      problem.hidden = false;
      problem.textContent = answer.words;
    };
    const leaveOut = async () => {
      if (await this.leaveOut(item.held, item.name))
        this.hear({ kind: "answered", held: item.held });
    };
    return make(
      "div",
      { class: "note told waits", "data-waits": item.held },
      icon("hourglass"),
      make(
        "div",
        { class: "grow stack stack-small" },
        make("p", { tabindex: "-1" }, make("strong", {}, WHY[item.why](item.name))),
        make("p", { class: "waits-words" }, item.body),
        problem,
        make(
          "div",
          { class: "row" },
          make(
            "button",
            { type: "button", class: "button primary", click: letThrough },
            "Let it through",
          ),
          make("button", { type: "button", class: "button", click: leaveOut }, "Not now …"),
          more
            ? make(
                "span",
                { class: "small soft" },
                `${more} more ${more === 1 ? "waits" : "wait"} after this.`,
              )
            : null,
        ),
      ),
    );
  }
}
