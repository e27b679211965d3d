// On a discreet device every page leaves by itself once nobody has touched any of them for a while, also after a sleep.
import { leave } from "./leaving.js";

const WARNED_MS = 2 * 60_000;
const TELLS_MS = 5 * 60_000;
const LOOKS_MS = 5000;
const SHARES_MS = 1000;
const TOUCHES = ["pointerdown", "pointermove", "keydown", "wheel", "touchmove", "input"];

/** How long nobody has touched anything; it reads the clock on the wall, which goes on while a device sleeps. */
export class Idle {
  #limit;
  #now;
  #hear;
  #touched;
  #told;
  #isWarned = false;
  #isOver = false;

  /** `hear` is told `warn(isShown)`, `still()` now and then while someone is there, and `over()` once. */
  constructor({ limit, hear, now = () => Date.now() }) {
    this.#limit = limit;
    this.#hear = hear;
    this.#now = now;
    this.#touched = this.#told = now();
  }

  /** Somebody is there; here, or on another page of the place at a moment. */
  touch(at = this.#now()) {
    // A touch after the time is over comes too late: what it would show is to be gone.
    if (this.#now() - this.#touched >= this.#limit) {
      this.look();
      return;
    }
    this.#touched = Math.max(this.#touched, at);
    this.#warn(false);
    if (this.#now() - this.#told < TELLS_MS) return;
    this.#told = this.#now();
    this.#hear.still();
  }

  /** Whether the time is over; the first time, that is told. */
  look() {
    const away = this.#now() - this.#touched;
    if (away >= this.#limit) {
      if (!this.#isOver) this.#hear.over();
      this.#isOver = true;
    } else this.#warn(away >= this.#limit - WARNED_MS);
    return this.#isOver;
  }

  #warn(isShown) {
    if (isShown === this.#isWarned) return;
    this.#isWarned = isShown;
    this.#hear.warn(isShown);
  }
}

export function leaveWhenIdle() {
  const { idle: seconds, word } = document.body.dataset;
  if (!seconds) return;
  const words = document.querySelector("[data-idle-words]");
  const others = new BroadcastChannel("touched");
  const go = () => leave(document.querySelector("[data-leave]").dataset.leave);
  const still = async () => {
    const body = new URLSearchParams({ csrf_token: word });
    const answer = await fetch("/still-here", { method: "POST", body, redirect: "error" });
    if (answer.status === 401) go();
  };
  const idle = new Idle({
    limit: Number(seconds) * 1000,
    hear: {
      warn: (isShown) => {
        words.hidden = !isShown;
      },
      // A line that is lost just now is no reason to go.
      still: () => still().catch(() => {}),
      over: go,
    },
  });

  let shared = 0;
  const touched = () => {
    idle.touch();
    if (Date.now() - shared < SHARES_MS) return;
    shared = Date.now();
    others.postMessage(shared);
  };
  for (const kind of TOUCHES) addEventListener(kind, touched, { passive: true, capture: true });
  others.addEventListener("message", ({ data }) => (data === "left" ? go() : idle.touch(data)));
  // Who leaves one page of the place means all of them.
  document.addEventListener("leaving", () => {
    others.postMessage("left");
    others.close();
  });
  const look = () => idle.look();
  setInterval(look, LOOKS_MS);
  for (const kind of ["pageshow", "focus"]) addEventListener(kind, look);
  document.addEventListener("visibilitychange", look);
}
