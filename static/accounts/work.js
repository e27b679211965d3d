// What a browser works out before an account opens. It begins while a name is being chosen, so that nobody waits.
import { startWorker } from "../core/workers.js";
import { PUZZLES } from "./puzzles.js";

const WORKER = "/static/accounts/worker.js";
const AGAIN_AFTER_MS = 10 * 60_000;

/** Solves a challenge in a thread of its own and gives what to send; `hear(share)` is told how far it is, up to 1. */
export function prove({ challenge, bits }, hear = () => {}, start = () => startWorker(WORKER)) {
  return new Promise((resolve, reject) => {
    const worker = start();
    worker.addEventListener("message", ({ data: { done, numbers } }) => {
      if (done) hear(done / PUZZLES);
      if (!numbers) return;
      worker.terminate();
      resolve(`${challenge}.${packed(numbers)}`);
    });
    worker.addEventListener("error", () => {
      worker.terminate();
      reject(new Error("The work could not be done here."));
    });
    worker.postMessage({ challenge, bits });
  });
}

/** Numbers of four bytes each, in base64 for addresses. */
export function packed(numbers) {
  const bytes = new Uint8Array(numbers.length * 4);
  const view = new DataView(bytes.buffer);
  for (const [at, number] of numbers.entries()) view.setUint32(at * 4, number);
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_");
}

async function askForChallenge() {
  const answer = await fetch("/join/work", { cache: "no-store" });
  if (!answer.ok) throw new Error("No challenge came.");
  return await answer.json();
}

/** The work of one page: begun at once, done anew when it has become too old or was used. */
export class Work {
  #ask;
  #prove;
  #hear;
  #now;
  #begun = null;
  #begunAt = 0;

  constructor({
    hear = () => {},
    ask = askForChallenge,
    prove: work = prove,
    now = () => performance.now(),
  } = {}) {
    this.#ask = ask;
    this.#prove = work;
    this.#hear = hear;
    this.#now = now;
  }

  /** Begins, unless it has begun already. */
  begin() {
    if (this.#begun && this.#now() - this.#begunAt < AGAIN_AFTER_MS) return this.#begun;
    this.#begunAt = this.#now();
    const begun = this.#ask().then((given) => this.#prove(given, this.#hear));
    this.#begun = begun;
    begun.catch(() => {
      if (this.#begun === begun) this.#begun = null;
    });
    return begun;
  }

  /** What to send; good for one sending, after which new work begins when it is asked for again. */
  async answer() {
    try {
      return await this.begin();
    } finally {
      this.#begun = null;
    }
  }
}
