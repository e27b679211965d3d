// Whose names one reads: while the room is sheltered, members read their own and those of who serves.
import { admits } from "./standing.js";

const SOMEONE = "A member";

/** Whether names are put away for somebody. */
export function hidesNames(state, me) {
  return Boolean(state.shelter) && !admits(state, me);
}

export class Names {
  #state = null;
  #seen = null;

  constructor(me) {
    this.me = me;
  }

  /** The room as it is shown; the same object for as long as the room is the same. */
  seen(state) {
    if (state !== this.#state) [this.#state, this.#seen] = [state, this.#without(state)];
    return this.#seen;
  }

  #without(state) {
    if (!hidesNames(state, this.me)) return state;
    const shown = ([id, person]) =>
      id === this.me || admits(state, id)
        ? [id, person]
        : [id, { ...person, name: SOMEONE, isUnnamed: true }];
    return { ...state, people: Object.fromEntries(Object.entries(state.people).map(shown)) };
  }
}
