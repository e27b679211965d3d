// A message that is hidden while a report of it is looked at: its author and those who serve go on reading it.
import { make, say } from "../core/elements.js";
import { strike } from "./letters.js";
import { leads } from "./standing.js";

export const HIDDEN = "Hidden while somebody who serves looks at it.";
const TO_OTHERS = "Hidden from the others while it is looked at.";

export class Covering {
  /** `read(seq)` gives the words of a message, if one may read them again. */
  constructor({ me, read }) {
    Object.assign(this, { me, read });
  }

  /** As it is drawn: what came without its words, or is hidden from others only. */
  draw(element, event, state) {
    if (state.hidden.includes(event.seq)) this.hide(element, event.by, state, event.body === null);
  }

  hide(element, author, state, isShut = true) {
    if (author === this.me) return;
    if (!leads(state, this.me)) {
      element.classList.add("covered");
      strike(element, HIDDEN);
    } else if (!isShut || !element.classList.contains("gone")) {
      element.querySelector(".message-covered")?.remove();
      element.append(make("p", { class: "message-covered small soft" }, TO_OTHERS));
    }
  }

  /** As one may read it from now on: who begins to serve reads it, who no longer does not. */
  async renew(element, seq, author, state) {
    if (leads(state, this.me)) await this.show(element, seq);
    if (!element.classList.contains("gone")) this.hide(element, author, state);
  }

  async show(element, seq) {
    element.querySelector(".message-covered")?.remove();
    if (!element.classList.contains("covered")) return;
    const words = await this.read(seq);
    if (!words || !element.classList.contains("covered")) return;
    element.classList.remove("covered", "gone");
    say(element.querySelector(".share"), words);
  }
}
