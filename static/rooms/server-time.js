// The server's time, as well as it can be known here: one's own clock may be wrong or be set while one sits.

export class ServerTime {
  #offset;
  #ticking;

  /** `ticking` runs evenly, whatever the clock on the wall does. */
  constructor(ticking = () => performance.now(), guess = Date.now()) {
    this.#ticking = ticking;
    this.#offset = guess - ticking();
  }

  mark() {
    return this.#ticking();
  }

  /** Takes over what the server said was `now`, asked at `asked` and heard this moment. */
  hear(now, asked) {
    const heard = this.#ticking();
    this.#offset = Date.parse(now) + (heard - asked) / 2 - heard;
  }

  /** Milliseconds since 1970, as the server counts them. */
  now() {
    return this.#ticking() + this.#offset;
  }
}
