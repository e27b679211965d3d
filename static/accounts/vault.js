// One thing of the member's that lies in the vault: opened here, changed here, and kept sealed.
// Whoever serves it sees neither the words nor the days, not even how much there is of them.
import { padded, TooLong, unpadded } from "./padding.js";

const WORDS = {
  away: "We could not reach the place just now. What you wrote is still here; please try again in a moment.",
  signedOut:
    "You are signed out now. What you wrote is still here: copy it, sign in again, and put it back.",
  stale:
    "This page was open for a long time, so to keep you safe we did not go on. What you wrote is still here: copy it, and load the page again.",
  tooFast:
    "That was a little fast for us. Please wait a moment and try again; what you wrote is still here.",
  tooLong: "That is more than fits in here. Please make it a little shorter; nothing is lost.",
  full: "There is no room for one more thing here. What you have kept is safe.",
  otherKey:
    "What lies here was locked with another key, and this device cannot open it. Nothing was changed.",
  elsewhere: "This was changed in another tab or on another device in the meantime.",
};

const BY_STATUS = {
  0: "signedOut",
  400: "stale",
  401: "signedOut",
  413: "tooLong",
  507: "full",
  429: "tooFast",
};

/** Something that did not work; `reason` names it, and the message tells the person. */
export class NotKept extends Error {
  constructor(reason) {
    super(WORDS[reason]);
    this.reason = reason;
  }
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

export class VaultItem {
  #box;
  #purpose;
  #address;
  #token;
  #ask;
  #rev = 0;

  /** What is there as far as this page knows; undefined while nothing was ever kept. */
  value;

  /** `box` seals and opens; `token` is the one that forms carry. */
  constructor(box, { purpose, address, token, ask = (...asked) => fetch(...asked) }) {
    this.#box = box;
    this.#purpose = purpose;
    this.#address = address;
    this.#token = token;
    this.#ask = ask;
  }

  /** Opens what lies there now; raises NotKept. */
  async open() {
    const answer = await this.#send({});
    if (!answer.ok) throw notKept(answer);
    await this.#take(await answer.json());
    return this.value;
  }

  /** Keeps a value in place of the one that was opened.
   *
   * Raises NotKept; with the reason "elsewhere", `value` is what is there now, and nothing was kept. */
  async keep(value) {
    const answer = await this.#send({
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": this.#token },
      body: JSON.stringify({ sealed: await this.#seal(value), rev: this.#rev }),
    });
    if (answer.status === 409) {
      await this.#take(await answer.json());
      // An answer that was lost on the way, and the same wish again: it is there.
      if (!same(this.value, value)) throw new NotKept("elsewhere");
      return;
    }
    if (!answer.ok) throw notKept(answer);
    this.#rev = (await answer.json()).rev;
    this.value = value;
  }

  async #seal(value) {
    try {
      return await this.#box.seal(this.#purpose, padded(value));
    } catch (error) {
      throw error instanceof TooLong ? new NotKept("tooLong") : error;
    }
  }

  async #take({ rev, sealed }) {
    if (sealed !== null) this.value = await this.#opened(sealed);
    this.#rev = rev;
  }

  async #opened(sealed) {
    try {
      return unpadded(await this.#box.open(this.#purpose, sealed));
    } catch {
      throw new NotKept("otherKey");
    }
  }

  async #send(request) {
    try {
      return await this.#ask(this.#address, { cache: "no-store", redirect: "manual", ...request });
    } catch {
      throw new NotKept("away");
    }
  }
}

const notKept = (answer) => new NotKept(BY_STATUS[answer.status] ?? "away");
