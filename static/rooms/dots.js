// The dots beside each message about which something can be done: one stop of the Tab key, the arrow keys between them.
import { make } from "../core/elements.js";

export class Dots {
  #stop = null;

  /** `list` holds the messages; `open(seq)` is called for the one whose dots were pressed. */
  constructor(list, open) {
    this.list = list;
    list.addEventListener("keydown", (event) => this.#walk(event));
    list.addEventListener("click", ({ target }) => {
      const button = target.closest(".message-more");
      if (button) open(Number(button.dataset.seq));
    });
  }

  /** The dots of one message. */
  about(seq, label) {
    const button = make(
      "button",
      {
        type: "button",
        class: "message-more",
        tabindex: "-1",
        "aria-label": label,
        "aria-haspopup": "dialog",
        title: label,
        "data-seq": seq,
      },
      "···",
    );
    // The log takes one stop of the Tab key: at the newest message, unless someone is about to act on another.
    if (document.activeElement !== this.#stop) this.#stopAt(button);
    return button;
  }

  /** Does something that adds dots and leaves the stop where it was. */
  keepingStop(add) {
    const stop = this.#stop;
    add();
    if (stop) this.#stopAt(stop);
  }

  /** All messages are gone from the list. */
  forget() {
    this.#stop = null;
  }

  #stopAt(button) {
    if (this.#stop) this.#stop.tabIndex = -1;
    this.#stop = button;
    button.tabIndex = 0;
  }

  /** From the dots beside one message to those beside the next. */
  #walk(event) {
    const here = event.target.closest?.(".message-more");
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!here || !step) return;
    const all = [...this.list.querySelectorAll(".message-more")];
    const next = all[all.indexOf(here) + step];
    event.preventDefault();
    if (!next) return;
    this.#stopAt(next);
    next.focus();
  }
}
