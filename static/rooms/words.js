// The words field and the main button. What was typed is kept through reloads and lost lines, and sent by intent only.

import { icon } from "/static/core/pictures.js";
import { say } from "../core/elements.js";
import { choicesIn, preparedWords } from "./choices.js";

const NEAR_LIMIT = 300;
const SETTLING_MS = 700;
const ENTER_KEY = "room:enter-sends";

const length = (text) => [...text].length;

export class Words {
  #turn = null;
  #settledAt = 0;
  #settling = null;
  #acts = { main: null, second: null };
  #facts = {};

  /**
   * `parts`: form, status, write (what holds the field), field, hint, counter, main, second, enter (its choice).
   * `act` has send(text), raise, lower, pass, done.
   */
  constructor({ parts, act, storage, room, limit }) {
    Object.assign(this, { parts, act, storage, limit, key: `room:${room}:draft` });
    const { field, form } = parts;
    field.value = this.#stored(this.key) || field.value;
    field.addEventListener("input", () => this.#typed());
    field.addEventListener("keydown", (event) => this.#key(event));
    form.addEventListener("submit", (event) => event.preventDefault());
    for (const name of ["main", "second"]) {
      parts[name].addEventListener("click", () => this.#press(name));
    }
    this.#offerEnter();
  }

  get text() {
    return this.parts.field.value;
  }

  /** Puts words back that could not be sent, before what has been typed since. */
  putBack(text) {
    this.parts.field.value = [text, this.text].filter((part) => part.trim()).join("\n\n");
    this.#typed();
    this.parts.field.focus();
  }

  clear() {
    this.parts.field.value = "";
    this.#typed();
  }

  /** Nothing stays in this browser. */
  wipe() {
    this.parts.field.value = "";
    this.#store("");
  }

  render(turn, facts) {
    if (turn !== this.#turn) {
      // A button that has just changed its meaning is not pressed by mistake.
      if (this.#turn) this.#settle();
      this.#turn = turn;
    }
    this.#facts = facts;
    this.#draw();
  }

  #settle() {
    this.#settledAt = performance.now() + SETTLING_MS;
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => this.#draw(), SETTLING_MS + 20);
  }

  get #isSettling() {
    return performance.now() < this.#settledAt;
  }

  #draw() {
    if (!this.#turn) return;
    const { parts } = this;
    const hasText = this.text.trim() !== "";
    const choices = choicesIn(this.#turn, { ...this.#facts, hasText });
    say(parts.status, choices.status);
    parts.status.hidden = !choices.status;
    // The field stays while someone is writing in it, whatever happens around them.
    const isWriting = document.activeElement === parts.field;
    const field = choices.field === "none" && isWriting ? "prepare" : choices.field;
    parts.write.hidden = field === "none";
    say(parts.prepared, field === "prepare" ? preparedWords(this.#turn) : "");
    parts.prepared.hidden = field !== "prepare";
    parts.enterLine.hidden = field !== "write" || !this.canChooseEnter;
    this.#button("main", choices.main, hasText);
    this.#button("second", choices.second, hasText);
    parts.acts.hidden = !choices.main && !choices.second;
    parts.form.dataset.turn = this.#turn;
  }

  #button(name, choice, hasText) {
    const button = this.parts[name];
    button.hidden = !choice;
    if (!choice) {
      this.#acts[name] = null;
      return;
    }
    if (this.#acts[name]?.label !== choice.label) {
      button.replaceChildren(icon(choice.icon), choice.label);
      button.className = `button ${choice.kind}`;
    }
    this.#acts[name] = choice;
    const tooLong = length(this.text) > this.limit;
    const isIdle = choice.act === "send" && (!hasText || tooLong);
    // Not `disabled`, which would take the focus away from whoever is on it.
    button.setAttribute("aria-disabled", String(isIdle || this.#isSettling));
  }

  #press(name) {
    const choice = this.#acts[name];
    if (!choice || this.#isSettling) return;
    if (choice.act === "send") this.#send();
    else this.act[choice.act]();
  }

  #send() {
    const { field } = this.parts;
    if (!this.text.trim()) return field.focus();
    if (length(this.text) > this.limit || this.#acts.main?.act !== "send") return;
    const text = this.text.trim();
    this.clear();
    this.act.send(text);
    field.focus();
  }

  #key(event) {
    if (event.key !== "Enter" || event.isComposing || event.shiftKey || event.altKey) return;
    const sends =
      event.ctrlKey || event.metaKey || (this.canChooseEnter && this.parts.enter.checked);
    if (!sends) return;
    event.preventDefault();
    this.#send();
  }

  #typed() {
    this.#store(this.text);
    this.#grow();
    this.#count();
    this.#draw();
  }

  #count() {
    const left = this.limit - length(this.text);
    const { counter } = this.parts;
    counter.hidden = left > NEAR_LIMIT;
    const words =
      left >= 0
        ? `${left} characters left`
        : `${-left} characters too many. Sending it as two messages works well.`;
    say(counter, counter.hidden ? "" : words);
    this.parts.field.setAttribute("aria-invalid", String(left < 0));
  }

  #grow() {
    if (CSS.supports("field-sizing", "content")) return;
    const { field } = this.parts;
    field.style.setProperty("height", "auto");
    field.style.setProperty("height", `${field.scrollHeight + 2}px`);
  }

  #offerEnter() {
    // On a phone Enter is the only way to a new line.
    this.canChooseEnter = matchMedia("(pointer: fine)").matches;
    const { enter } = this.parts;
    enter.checked = this.#stored(ENTER_KEY) === "yes";
    const tell = () => {
      const keys = enter.checked
        ? "Enter sends. Shift + Enter makes a new line."
        : "Enter makes a new line. Ctrl + Enter sends.";
      say(this.parts.hint, this.canChooseEnter ? keys : "");
    };
    enter.addEventListener("change", () => {
      this.#put(ENTER_KEY, enter.checked ? "yes" : "");
      tell();
    });
    tell();
    this.#count();
    this.#grow();
  }

  #stored(key) {
    try {
      return this.storage.getItem(key) ?? "";
    } catch {
      return "";
    }
  }

  #store(text) {
    this.#put(this.key, text);
  }

  #put(key, text) {
    try {
      if (text) this.storage.setItem(key, text);
      else this.storage.removeItem(key);
    } catch {
      // A browser that keeps nothing still holds it in the field.
    }
  }
}
