// What is read out apart from the log: changes of the floor politely, one's own turn at once.

const APART_MS = 350;

export class Announcer {
  #polite;
  #urgent;
  #waiting = [];
  #busy = false;

  constructor(polite, urgent) {
    this.#polite = polite;
    this.#urgent = urgent;
  }

  /** Read out when the reader has finished; several in their order. */
  politely(words) {
    if (this.#waiting.at(-1) === words) return;
    this.#waiting.push(words);
    if (!this.#busy) this.#next();
  }

  /** Read out at once: only for one's own turn and what concerns oneself. */
  now(words) {
    this.#urgent.textContent = "";
    setTimeout(() => {
      this.#urgent.textContent = words;
    }, 60);
  }

  #next() {
    const words = this.#waiting.shift();
    this.#busy = words !== undefined;
    if (!this.#busy) return;
    this.#polite.textContent = "";
    setTimeout(() => {
      this.#polite.textContent = words;
      setTimeout(() => this.#next(), APART_MS);
    }, 60);
  }
}
