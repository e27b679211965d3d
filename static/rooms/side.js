// Beside the words: who is here and, for the one who leads, how people speak. On a phone it takes the place of the log.
import { hasChair, leads } from "./standing.js";
import { spanWords } from "./telling.js";
import { setFloor } from "./turns.js";

export class Side {
  constructor({ parts, me, act }) {
    Object.assign(this, { parts, me, act });
    parts.toggle?.addEventListener("click", () => this.show(!this.isShown));
    parts.back?.addEventListener("click", () => this.show(false));
    for (const button of this.#floors()) {
      button.addEventListener("click", () => setFloor(act, button.dataset.floor));
    }
    for (const button of this.#stills()) {
      const { still, seconds } = button.dataset;
      button.addEventListener("click", () => act.beStill(still, Number(seconds)));
    }
    parts.shelter?.addEventListener("click", () =>
      parts.shelter.dataset.sheltered === "true" ? act.endShelter() : act.shelter(),
    );
    parts.pace?.addEventListener("change", () => act.setPace(Number(parts.pace.value)));
    const setTurns = () => act.setTurns(parts.turns.value, parts.favours.checked);
    for (const choice of [parts.turns, parts.favours]) choice?.addEventListener("change", setTurns);
    parts.chair?.addEventListener("click", () => act.takeChair());
    parts.lock?.addEventListener("click", () => act.lock(parts.lock.dataset.locked !== "true"));
    parts.close?.addEventListener("click", () => act.close());
  }

  /** On a phone: whether the people stand where the words were. */
  get isShown() {
    return this.parts.frame.dataset.side === "shown";
  }

  show(shouldShow) {
    const { frame, toggle } = this.parts;
    frame.dataset.side = shouldShow ? "shown" : "";
    toggle.setAttribute("aria-expanded", String(shouldShow));
    if (shouldShow) this.#first().focus();
    else toggle.focus();
  }

  /** What needs somebody comes first, and whoever waits at the door. */
  #first() {
    const { sideTitle, toggleDoor, doorTitle, toggleServing, servingTitle } = this.parts;
    if (servingTitle && !toggleServing.hidden) return servingTitle;
    return toggleDoor.hidden ? sideTitle : doorTitle;
  }

  render(state) {
    const { parts } = this;
    const { leading, lock, toggleLead, toggleHere } = parts;
    leading.hidden = !leads(state, this.me) || !state.is_open;
    // On a phone the button is the only way to it, and says so.
    toggleLead.hidden = leading.hidden;
    toggleHere.classList.toggle("unseen", !leading.hidden);
    for (const button of this.#floors()) {
      button.setAttribute("aria-pressed", String(button.dataset.floor === state.floor));
    }
    parts.shelter.dataset.sheltered = String(Boolean(state.shelter));
    parts.shelter.lastChild.textContent = state.shelter ? "Go on as before" : "Shelter the room";
    for (const button of [...this.#floors(), ...this.#stills(), lock])
      button.disabled = Boolean(state.shelter);
    parts.chair.hidden = hasChair(state, this.me);
    // What was chosen in another browser is offered here as well.
    const pace = String(state.pace_seconds);
    if (![...parts.pace.options].some(({ value }) => value === pace))
      parts.pace.add(new Option(`one message in ${spanWords(state.pace_seconds * 1000)}`, pace));
    if (parts.pace !== document.activeElement) parts.pace.value = pace;
    parts.paceRow.hidden = state.floor !== "open";
    parts.turnsRow.hidden = state.floor !== "chaired";
    if (parts.turns !== document.activeElement) parts.turns.value = state.turns;
    parts.favours.checked = state.favours_new;
    parts.favoursRow.hidden = state.turns === "round" || state.turns === "speaker";
    lock.dataset.locked = String(state.is_locked);
    const label = state.is_locked ? "Unlock the room" : "Lock the room …";
    if (lock.lastChild.textContent !== label) lock.lastChild.textContent = label;
  }

  #stills() {
    return this.parts.leading?.querySelectorAll("[data-still]") ?? [];
  }

  #floors() {
    return this.parts.leading?.querySelectorAll("[data-floor]") ?? [];
  }
}
