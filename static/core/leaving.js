// The way out: an ordinary page takes the place of this one, in the window and in the history.
import { announce } from "./announcer.js";

const PRESSES = 3;
const WITHIN_MS = 5000;

/** What this browser has kept goes: at once what a script can reach, and the rest by the word of the server. */
export function leaveNothing(word, send = fetch) {
  for (const kept of ["sessionStorage", "localStorage"]) {
    try {
      globalThis[kept].clear();
    } catch {
      // A browser that keeps nothing has nothing to clear.
    }
  }
  // Sent on its way and not waited for: whoever leaves must be gone now.
  const how = { keepalive: true, cache: "no-store", redirect: "error" };
  const asked = word
    ? send("/leave", { ...how, method: "POST", body: new URLSearchParams({ csrf_token: word }) })
    : send("/leave", how);
  asked.catch(() => {});
}

/** Leaves at once. Whoever asks before unloading listens for "leaving" and stays silent. */
export function leave(address) {
  document.dispatchEvent(new Event("leaving"));
  document.documentElement.classList.add("leaving");
  document.title = "";
  leaveNothing(document.body.dataset.word);
  // All else is cleared by then: static/core/gone.js remembers that one has left.
  document.dispatchEvent(new Event("left"));
  location.replace(address);
}

export function offerLeaving() {
  const link = document.querySelector("[data-leave]");
  if (!link) return;
  // What only a script can do is promised only where it runs.
  for (const promise of document.querySelectorAll("[data-with-script]")) promise.hidden = false;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave(link.dataset.leave);
  });

  let pressed = [];
  let alone = false;
  addEventListener("keydown", (event) => {
    alone = event.key === "Shift" && !event.ctrlKey && !event.altKey && !event.metaKey;
    if (!alone) pressed = [];
  });
  addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || !alone) return;
    alone = false;
    const now = performance.now();
    pressed = [...pressed.filter((at) => now - at < WITHIN_MS), now];
    if (pressed.length >= PRESSES) leave(link.dataset.leave);
    else if (pressed.length === PRESSES - 1) announce("Press Shift once more to leave this page.");
  });
}
