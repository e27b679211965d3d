// A conversation of two between the line and the page: what goes out is sealed, what comes in is opened.
import { openMessage, sealMessage } from "./format.js";
import { visible } from "./visible.js";

export const SHUT_WORDS = "This message could not be opened here.";
export const BARE_WORDS = "A message came here without its lock, so it is not shown.";
export const AGAIN_WORDS = "A message came here a second time, so it is not shown.";

const SAID = "message.said";
// Also a broken one: nobody writes two hundred letters without a space.
const ENVELOPE = /^[A-Za-z0-9_-]{200,}$/;

export class Talk {
  #me;
  #locks;
  #held;
  #places = new Map();
  #firstSealed = Number.POSITIVE_INFINITY;

  /**
   * `me` is oneself in the room; `locks` are `{key, ends}` with the keys the other has shown, the newest last: what is
   * written is sealed with that one, and what was written before a change still opens. Nothing is sealed before
   * `held` is over.
   */
  constructor({ me, locks, held = null }) {
    this.#held = held;
    this.#me = me;
    this.#locks = locks.toReversed();
  }

  /** What is sent in place of one's own words. */
  async seal({ client_id, body }) {
    await this.#held;
    const [{ key, ends }] = this.#locks;
    return sealMessage(key, ends, client_id, body);
  }

  /** Events with their words: what cannot be opened has none, and says so in `shut`; `isBare`: it was never sealed. */
  async open(events) {
    for (const { kind, body, seq } of events)
      if (kind === SAID && isSealed(body)) this.#firstSealed = Math.min(this.#firstSealed, seq);
    const opened = await Promise.all(events.map((event) => this.#opened(event)));
    return opened.map((event) => (event.kind === SAID && event.body ? this.#once(event) : event));
  }

  async #opened(event) {
    if (event.kind !== SAID || event.body === null) return event;
    if (!isSealed(event.body)) {
      // Since messages are sealed none can come bare: somebody else has put it there.
      if (event.seq > this.#firstSealed) return shut(event, BARE_WORDS);
      return { ...event, isBare: true };
    }
    for (const lock of this.#locks) {
      const words = await this.#words(lock, event);
      if (words !== null) return { ...event, body: visible(words) };
    }
    return shut(event, SHUT_WORDS);
  }

  /** What was said stands in one place only. */
  #once(event) {
    const said = `${event.by} ${event.client_id}`;
    if (event.isBare || !event.client_id) return event;
    const place = this.#places.get(said) ?? event.seq;
    this.#places.set(said, place);
    return place === event.seq ? event : shut(event, AGAIN_WORDS);
  }

  async #words({ key, ends }, { client_id, by, body }) {
    const sender = by === this.#me ? ends.mine : ends.theirs;
    try {
      return await openMessage(key, ends, client_id, sender, body);
    } catch {
      return null;
    }
  }
}

const isSealed = (body) => typeof body === "string" && ENVELOPE.test(body);
const shut = (event, words) => ({ ...event, body: null, shut: words });
