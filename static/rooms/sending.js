// Sending what waits in the outbox, one after the other, so that their order stays.

const SLOW_DOWN_MS = 3000;

/** What the server wants to know from the author of refused words. */
function asksOf({ code, without, may_as_it_is }) {
  return code === "looks_personal" ? { without, may_as_it_is } : null;
}

export class Sending {
  #current = null;

  /**
   * `emit(wish, said)` gives the answer of the server; `isHere()` tells whether the line stands. `kept(answer)` hears what has
   * become of the words, `ended(words, code)` that one is no longer signed in, `changed()` that something in the outbox is new,
   * `silent()` that no answer came.
   */
  constructor({ outbox, opening, emit, isHere, kept, ended, changed, silent }) {
    Object.assign(this, { outbox, opening, emit, isHere, kept, ended, changed, silent });
  }

  async next() {
    if (!this.isHere()) this.outbox.delay();
    if (this.#current || !this.isHere()) return;
    const item = this.outbox.next();
    if (!item) return;
    this.#current = item.client_id;
    // The line was lost meanwhile: the same words go out again, and are answered again.
    const isStale = () => this.#current !== item.client_id;
    try {
      const [wish, said] = await this.opening.wish(item);
      if (isStale()) return;
      const answer = await this.emit(wish, said);
      await this.opening.answer(answer);
      if (isStale()) return;
      this.#current = null;
      this.#answered(item, answer);
    } catch {
      if (isStale()) return;
      this.#current = null;
      this.silent();
    }
  }

  /** The line is lost: what was on its way goes out again. */
  lost() {
    this.#current = null;
  }

  #answered(item, answer) {
    if (answer.ok) {
      this.kept(answer);
      this.outbox.remove(item.client_id);
    } else if (answer.code === "too_fast") {
      setTimeout(() => this.next(), SLOW_DOWN_MS);
      return;
    } else {
      this.outbox.refuse(item.client_id, answer.words, asksOf(answer));
      if (answer.code === "sign_in_needed") this.ended(answer.words, answer.code);
    }
    this.changed();
    this.next();
  }
}
