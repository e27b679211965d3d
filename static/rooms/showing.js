// Showing the room: a part is drawn when what it shows has changed.
import { told } from "/static/core/times.js";
import { ownTurn } from "./own-turn.js";
import { mutedUntil, stillUntil, turnOf } from "./standing.js";

/** What the list of people is drawn from. */
const PEOPLE_PARTS = "people unseen shown queue share is_open floor favours_new chair".split(" ");

export class Showing {
  #shown = null;
  #muted = 0;

  constructor(room) {
    this.room = room;
  }

  render(isSheetNew = false) {
    const { room } = this;
    const state = room.seen;
    const now = room.time.now();
    if (state.kind === "meeting") this.#meeting(state, now, isSheetNew);
    this.#words(state, now);
    if (state !== this.#shown) this.#changed(state);
    this.#shown = state;
  }

  /** What runs with the clock as well. */
  #meeting(state, now, isSheetNew) {
    const { stage, feelings, agenda } = this.room;
    stage.render(state, now);
    feelings.render(state, now);
    if (isSheetNew || state !== this.#shown) agenda.render(state);
    this.#people(state, now);
  }

  #changed(state) {
    const { side, cleanTime, basket, lobby, serving, log, ends, me } = this.room;
    const shown = this.#shown;
    const isMeeting = state.kind === "meeting";
    if (isMeeting) for (const part of [side, cleanTime, basket, lobby, serving]) part.render(state);
    const role = (one) => one?.people[me]?.role;
    if (shown && role(shown) !== role(state)) log.roleChanged(state);
    if (!state.is_open && state.seq) ends.show(isMeeting ? "closed" : "conversation", "");
  }

  #people(state, now) {
    const shown = this.#shown;
    // A mute ends by itself, without news.
    const muted = Object.keys(state.people).filter((id) => mutedUntil(state, id, now)).length;
    const isSame = PEOPLE_PARTS.every((part) => state[part] === shown?.[part]);
    if (isSame && muted === this.#muted) return;
    this.#muted = muted;
    this.room.people.render(state, now);
  }

  #words(state, now) {
    const { room } = this;
    const until = mutedUntil(state, room.me, now) ?? stillUntil(state, now);
    room.words.render(turnOf(state, room.me, now), {
      ...ownTurn(state, room.me, now, { saidAt: room.saying.saidAt, keptSince: room.keptSince }),
      isNew: room.frame.dataset.new === "yes",
      until: until ? told(new Date(until), "moment").replace(/^Today, /, "") : "",
    });
  }
}
