// What is read out to someone who does not see the room: the floor, the time, one's own turn.
import { backWords } from "./own-turn.js";
import { isShareWaiting, leads, placeInQueue, stillUntil } from "./standing.js";
import { keptPlaceWords, lineOf, placeWords } from "./telling.js";

const WARNING_MS = 60_000;
const TOLD = /^(chair|floor|pace|question|turns)\.|^room\.(stilled|resumed|sheltered)$|^shelter\./;

export class Reader {
  #title = document.title;
  #warned = null;
  #wasStill = false;

  constructor(announcer, me) {
    Object.assign(this, { announcer, me });
  }

  begin(state, saidAt) {
    this.#turn(state);
    if (state.share?.who === this.me) this.back(state, saidAt);
  }

  /** After a lost line, in the middle of one's own turn. `saidAt`: when one's newest words were kept. */
  back(state, saidAt) {
    this.announcer.now(backWords(state, this.me, saidAt));
  }

  /** Nothing that was said of one's turn holds any more. */
  end() {
    document.title = this.#title;
    this.announcer.forget();
  }

  hear(event, before, state) {
    const words = this.#words(event, before, state);
    if (words) this.announcer.politely(words);
    if (before.share?.who === state.share?.who) return;
    this.#turn(state);
    if (before.share?.who === this.me) this.announcer.forget();
    if (state.share?.who === this.me)
      this.announcer.now("It is your turn. You can write now, or pass.");
  }

  /** Says once that the time is nearly over, and once that it is: to the one who shares and those who lead. */
  tick(state, now) {
    const isStill = Boolean(stillUntil(state, now));
    if (this.#wasStill && !isStill && state.still) this.announcer.politely("We go on.");
    this.#wasStill = isStill;
    const { share } = state;
    if (!share || isStill) return;
    const left = Date.parse(share.ends_at) - now;
    const step = left <= 0 ? "over" : left <= WARNING_MS ? "soon" : null;
    const key = step && `${share.since} ${share.ends_at} ${step}`;
    if (!key || key === this.#warned) return;
    this.#warned = key;
    if (share.who === this.me) {
      this.announcer.politely(
        step === "soon" ? "About a minute left." : "It is time to come to a close. No rush.",
      );
    } else if (leads(state, this.me) && step === "over") {
      this.announcer.politely(`${state.people[share.who]?.name ?? "Someone"} has had their time.`);
    }
  }

  #words(event, before, state) {
    const isForMe = event.kind === "floor.given" && event.to === this.me;
    if (TOLD.test(event.kind) && !isForMe) return lineOf(event, before, this.me);
    if (event.kind === "person.left" && isShareWaiting(state) && state.share.who === event.by)
      return keptPlaceWords(state.people[event.by].name);
    if (event.kind !== "hand.raised") return null;
    if (event.by === this.me)
      return `Your hand is up. ${placeWords(placeInQueue(state, this.me))}.`;
    return leads(state, this.me)
      ? `${state.people[event.by]?.name ?? "Someone"} raised a hand.`
      : null;
  }

  /** The title of the tab tells someone who looks elsewhere that they were called, and nothing else. */
  #turn(state) {
    // On a discreet device the tab says nothing at all.
    if ("discreet" in document.body.dataset) return;
    document.title = state.share?.who === this.me ? `Your turn · ${this.#title}` : this.#title;
  }
}
