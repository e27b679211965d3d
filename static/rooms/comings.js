// Who came and who went, told together in one line.
import { comingsWords } from "./telling.js";

export class Comings {
  #came = new Map();
  #left = new Map();
  #lost = new Map();

  /** Who only lost the line for a moment has neither come nor gone. */
  hear({ kind, by, lapsed }, name) {
    const [hadCome, hadLeft, wasLost] = this.#all.map((one) => one.delete(by));
    if (kind === "person.left") {
      if (!hadCome) (lapsed ? this.#lost : this.#left).set(by, name);
    } else if (!hadLeft && !wasLost) this.#came.set(by, name);
  }

  get words() {
    return comingsWords(...this.#all.map((one) => [...one.values()]));
  }

  /** Whether, all in all, nobody came and nobody went. */
  get isNothing() {
    return this.#all.every(({ size }) => size === 0);
  }

  get #all() {
    return [this.#came, this.#left, this.#lost];
  }
}
