// What those who listen let the one feel who shares, without a word: a few quiet buttons, and how many pressed them.

import { make, say } from "../core/elements.js";
import { feltBy } from "./standing.js";

const QUIET = { with_you: "With you", thank_you: "Thank you", me_too: "Me too" };

export class Feelings {
  #buttons = new Map();

  /** `parts`: feelings (what holds the buttons). */
  constructor({ parts, me, act }) {
    Object.assign(this, { parts, me });
    for (const [how, words] of Object.entries(QUIET)) {
      const count = make("span", { class: "count" });
      const press = () => act.feel(how);
      const button = make(
        "button",
        { type: "button", class: "feeling", click: press },
        words,
        count,
      );
      this.#buttons.set(how, { button, count });
      parts.feelings?.append(button);
    }
  }

  render(state, now) {
    const { feelings } = this.parts;
    const mine = feltBy(state, this.me, now);
    const felt = state.share?.felt ?? [];
    feelings.hidden = mine === null && felt.length === 0;
    if (feelings.hidden) return;
    for (const [how, { button, count }] of this.#buttons) {
      const number = felt.filter((one) => one.how === how).length;
      say(count, number ? ` ${number}` : "");
      button.setAttribute("aria-pressed", String(mine === how));
      // Whoever shares reads them and presses none; a press again changes nothing.
      button.setAttribute("aria-disabled", String(mine === null || mine === how));
      button.hidden = mine === null && !number;
    }
  }
}
