// A line that is lost is said calmly, and only when it stays lost.

const BLIP_MS = 1500;
const WORDS = "The line is lost. What you wrote is safe here. We are trying again.";

export class Lost {
  #blip = null;

  constructor(parts, announcer, tryNow) {
    Object.assign(this, { parts, announcer });
    parts.tryNow.addEventListener("click", tryNow);
  }

  /** How the line stands: coming, here, lost or ended. */
  turn(state) {
    const { frame, lost } = this.parts;
    clearTimeout(this.#blip);
    frame.dataset.line = state;
    if (state === "lost") {
      // A line that is back at once was never missed.
      this.#blip = setTimeout(() => {
        lost.hidden = false;
        this.announcer.politely(WORDS);
      }, BLIP_MS);
      return;
    }
    if (!lost.hidden && state === "here") this.announcer.politely("You are back.");
    lost.hidden = true;
  }
}
