// Words that were not sent when a room ends for someone: still to be read, to be copied, and nobody else's.
import { say } from "../core/elements.js";

const COPY = "Copy";

/** All of them in their order: what was on its way or refused, then what was being written. */
export function unsentWords(items, draft) {
  return [...items.map(({ body }) => body), draft]
    .map((part) => part.trim())
    .filter(Boolean)
    .join("\n\n");
}

export class Unsent {
  #isShown = false;

  /** `written()` gives what was written and nobody has read, `draft()` what stands in the field. */
  constructor(parts, written, draft) {
    Object.assign(this, { parts, written, draft });
    parts.unsentCopy.addEventListener("click", () => this.#copy());
    parts.unsentAll.addEventListener("click", () => this.#select());
  }

  /** From now on: the room has ended. */
  show() {
    this.#isShown = true;
    this.render();
  }

  render() {
    if (!this.#isShown) return;
    const { unsent, unsentField, unsentCopy } = this.parts;
    const words = unsentWords(this.written(), this.draft());
    unsent.hidden = !words;
    if (unsentField.value === words) return;
    unsentField.value = words;
    say(unsentCopy.lastElementChild, COPY);
  }

  /** Nothing stays on the screen. */
  wipe() {
    this.parts.unsentField.value = "";
    this.parts.unsent.hidden = true;
  }

  #select() {
    this.parts.unsentField.focus();
    this.parts.unsentField.select();
  }

  async #copy() {
    const { unsentField, unsentCopy } = this.parts;
    try {
      await navigator.clipboard.writeText(unsentField.value);
      say(unsentCopy.lastElementChild, "Copied");
    } catch {
      this.#select();
      say(unsentCopy.lastElementChild, "Selected: please copy by hand");
    }
  }
}
