// Going through the room by keyboard; told in a small dialog.

export class Keys {
  constructor(parts, side) {
    Object.assign(this, { parts, side });
    parts.keysButton?.addEventListener("click", () => parts.keys.showModal());
    parts.keysClose?.addEventListener("click", () => parts.keys.close());
    document.addEventListener("keydown", (event) => this.#pressed(event));
  }

  #pressed(event) {
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "F6" && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      this.#go(event.shiftKey ? -1 : 1);
    } else if (event.key === "Escape" && this.side.isShown) this.side.show(false);
  }

  /** From one part of the room to the next. */
  #go(step) {
    const { stage, scroller, form, side, field, main, ended } = this.parts;
    const stops = [
      [stage, stage],
      [scroller, scroller],
      [form, field?.checkVisibility() ? field : main],
      [ended, ended?.querySelector("h2")],
      [side, this.parts.sideTitle],
    ].filter(([, stop]) => stop?.checkVisibility());
    const here = stops.findIndex(([part]) => part.contains(document.activeElement));
    const from = here < 0 && step < 0 ? 0 : here;
    stops[(from + step + stops.length) % stops.length]?.[1].focus();
  }
}
