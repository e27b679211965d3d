// The events of a room in their order: each once, none skipped.

export class Stream {
  seq = 0;
  epoch = null;
  #held = new Map();

  /** Begins anew after a snapshot. */
  begin(seq, epoch) {
    this.seq = seq;
    this.epoch = epoch;
    for (const held of this.#held.keys()) if (held <= seq) this.#held.delete(held);
  }

  /** Holds events that came before it is known what they follow on from. */
  hold(events) {
    for (const event of events) this.#held.set(event.seq, event);
  }

  /** Takes events in any order, gives those that follow on from what is known. */
  take(events) {
    for (const event of events) if (event.seq > this.seq) this.#held.set(event.seq, event);
    const ready = [];
    while (this.#held.has(this.seq + 1)) {
      this.seq += 1;
      ready.push(this.#held.get(this.seq));
      this.#held.delete(this.seq);
    }
    return ready;
  }

  /** Whether something between what is known and what was heard is missing. */
  get hasGap() {
    return this.#held.size > 0;
  }
}
