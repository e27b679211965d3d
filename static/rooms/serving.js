// For those who serve: how much waits to be seen to in the group. Numbers alone: what it is stands on a page of its own.

import { make, say } from "../core/elements.js";
import { leads } from "./standing.js";

const GATHER_MS = 250;
const AGAIN_MS = 5000;

const NOTHING = { care: 0, held: 0, reports: 0 };

const WORDS = {
  care: ["person may need care", "people may need care"],
  held: ["message waits to be read", "messages wait to be read"],
  reports: ["report waits", "reports wait"],
};

/** What waits, a line for each kind of which there is any. */
export function linesOf(waiting) {
  return Object.entries(WORDS)
    .filter(([kind]) => waiting[kind])
    .map(([kind, [one, many]]) => `${waiting[kind]} ${waiting[kind] === 1 ? one : many}`);
}

export class Serving {
  #leads = false;
  #waiting = NOTHING;
  #timer = null;
  #asked = 0;

  /** `wish(name)` gives an answer. */
  constructor({ parts, me, wish, announcer }) {
    Object.assign(this, { parts, me, wish, announcer });
  }

  render(state) {
    const does = leads(state, this.me) && state.is_open;
    if (does === this.#leads) return;
    this.#leads = does;
    if (does) return this.look();
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#show(NOTHING);
  }

  /** Something may be new: all that comes within a moment is one look. */
  look() {
    if (this.#leads) this.#later(GATHER_MS);
  }

  #later(pause) {
    this.#timer ??= setTimeout(() => this.#ask(), pause);
  }

  async #ask() {
    this.#timer = null;
    this.#asked += 1;
    const asked = this.#asked;
    const { ok, care, held, reports } = await this.wish("serving.see");
    if (asked !== this.#asked || !this.#leads) return;
    if (ok) this.#show({ care, held, reports });
    // Not to know is not nothing: what was told last stays until it is known anew.
    else this.#later(AGAIN_MS);
  }

  #show(waiting) {
    const { serving, servingCount, servingList, toggleServing } = this.parts;
    if (!serving) return;
    // People in danger and held words are told when they come; a report is told here alone.
    if (waiting.reports > this.#waiting.reports)
      this.announcer.politely(`${linesOf({ reports: waiting.reports })[0]} for those who serve.`);
    this.#waiting = waiting;
    const count = waiting.care + waiting.held + waiting.reports;
    servingList.replaceChildren(...linesOf(waiting).map((line) => make("li", {}, line)));
    say(servingCount, String(count));
    say(toggleServing, count ? `${count} to see to` : "");
    serving.hidden = toggleServing.hidden = !count;
  }
}
