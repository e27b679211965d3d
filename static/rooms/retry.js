// When to try again: longer each time, and never all at the same moment.

const SHORTEST_PAUSE_MS = 600;
const LONGEST_PAUSE_MS = 8000;
const OFFLINE_PAUSE_MS = 20_000;

/** How long to wait before an attempt, in milliseconds. */
export function pauseBefore(attempt, random = Math.random) {
  const most = Math.min(LONGEST_PAUSE_MS, SHORTEST_PAUSE_MS * 2 ** attempt);
  return most * (0.5 + random() / 2);
}

export class Retry {
  #attempt = 0;
  #asked = null;
  #timer = null;

  /** Waits once for as long as the server has asked, between a least and a most: not everyone in the same instant. */
  ask([least, most]) {
    this.#asked = least + Math.random() * (most - least);
  }

  later(next) {
    this.stop();
    if (this.#asked !== null) {
      this.#timer = setTimeout(next, this.#asked);
      this.#asked = null;
      return;
    }
    // A browser that says it is offline is usually right, and tells when it no longer is; usually is not always.
    const pause =
      globalThis.navigator?.onLine === false ? OFFLINE_PAUSE_MS : pauseBefore(this.#attempt);
    this.#timer = setTimeout(next, pause);
    this.#attempt += 1;
  }

  /** It has worked: the next pause is short again. */
  worked() {
    this.#attempt = 0;
  }

  stop() {
    clearTimeout(this.#timer);
  }
}
