// What is read out apart from the log: changes of the floor politely, one's own turn at once.

const APART_MS = 350;
// Long enough to be read out; after that they would be found by someone going through the page, and no longer be true.
const STAYS_MS = 5000;

export class Announcer {
  #polite;
  #urgent;
  #waiting = [];
  #busy = false;
  #forgetting = null;
  #speaking = null;
  #leaving = null;

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
    this.forget();
    this.#speaking = setTimeout(() => {
      this.#urgent.textContent = words;
      this.#forgetting = setTimeout(() => this.forget(), STAYS_MS);
    }, 60);
  }

  /** What was read out at once is no longer true. */
  forget() {
    clearTimeout(this.#speaking);
    clearTimeout(this.#forgetting);
    this.#urgent.textContent = "";
  }

  #next() {
    const words = this.#waiting.shift();
    this.#busy = words !== undefined;
    if (!this.#busy) {
      this.#leaving = setTimeout(() => {
        this.#polite.textContent = "";
      }, STAYS_MS);
      return;
    }
    clearTimeout(this.#leaving);
    this.#polite.textContent = "";
    setTimeout(() => {
      this.#polite.textContent = words;
      setTimeout(() => this.#next(), APART_MS);
    }, 60);
  }
}
