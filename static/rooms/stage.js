// The stage: whose turn it is, how long, and who is next.

import { mark } from "/static/core/pictures.js";
import { told } from "/static/core/times.js";
import { make, say } from "../core/elements.js";
import { backFromAway, comingUp, hasChair, isShareWaiting, leads, stillUntil } from "./standing.js";
import { leftWords, spanWords } from "./telling.js";
import { call, takeBack } from "./turns.js";
import { nextWords, whileNobodyShares } from "./waiting.js";

const FLOOR_WORDS = {
  open: ["The floor is open", "Anyone may write. One person at a time is kindest."],
  closed: ["The floor is closed for now", "Those who lead write. Reading along is taking part."],
};

const STILL_WORDS = { silence: "A moment of silence", pause: "We pause for a moment" };

/** By the minute: a pause counts down at nobody. */
const goOnWords = (until, now) =>
  `We go on in about ${spanWords(Math.ceil((Date.parse(until) - now) / 60_000) * 60_000)}.`;

/** Whether the time of the meeting is over and people stay on to talk. */
const isOver = ({ ends_at, closes_at }, now) =>
  Boolean(ends_at && closes_at && Date.parse(ends_at) <= now && ends_at !== closes_at);

const openUntilWords = ({ closes_at }) =>
  `The room stays open until ${told(new Date(closes_at), "clock")}, for talking.`;

export class Stage {
  #drawn = null;

  /** `parts`: stage, picture, title, detail, gone (the quiet bar), lead (the facilitator's buttons). */
  constructor({ parts, me, act }) {
    Object.assign(this, { parts, me, act });
  }

  render(state, now) {
    const { parts } = this;
    const share = state.share;
    const title = this.#title(state, now);
    this.#picture(share ? state.people[share.who]?.name : null);
    say(parts.title, title);
    say(parts.detail, this.#detail(state, now));
    parts.stage.classList.toggle("mine", share?.who === this.me);
    parts.locked.hidden = !state.is_locked || !state.is_open;
    this.#bar(stillUntil(state, now) ? null : share, now);
    this.#leading(state, now);
  }

  #title(state, now) {
    if (!state.is_open) return "The room is closed";
    if (state.shelter) return "We take care of the room";
    if (stillUntil(state, now)) return STILL_WORDS[state.still.how];
    if (isOver(state, now) && state.floor === "open") return "The meeting is over";
    if (state.floor !== "chaired") return FLOOR_WORDS[state.floor][0];
    if (!state.share) return whileNobodyShares(state, this.me, now).title;
    if (state.share.who === this.me) return "It is your turn";
    const name = state.people[state.share.who]?.name ?? "Someone";
    if (isShareWaiting(state)) return `${name} has lost the line`;
    return `${name} is ${state.step?.reader === state.share.who ? "reading" : "sharing"}`;
  }

  #detail(state, now) {
    if (!state.is_open) return "Thank you for being here.";
    if (state.shelter) return "Only those who lead write just now. All else waits as it was.";
    const until = stillUntil(state, now);
    if (until)
      return state.still.how === "silence" ? "We go on in a moment." : goOnWords(until, now);
    if (isOver(state, now) && state.floor === "open") return openUntilWords(state);
    if (state.floor !== "chaired") return FLOOR_WORDS[state.floor][1];
    if (!state.share) return whileNobodyShares(state, this.me, now).detail;
    const share =
      isShareWaiting(state) && state.share.who !== this.me
        ? "Their place is kept."
        : `${leftWords(Date.parse(state.share.ends_at) - now)}.`;
    return [share, nextWords(state, this.me, now)].filter(Boolean).join(" ");
  }

  #picture(name) {
    if (name === this.#drawn) return;
    this.#drawn = name;
    this.parts.picture.replaceChildren(...(name ? [mark(name)] : []));
  }

  #bar(share, now) {
    this.parts.gone.hidden = !share;
    if (!share) return;
    const [since, end] = [Date.parse(share.since), Date.parse(share.ends_at)];
    const part = Math.min(1, Math.max(0, (now - since) / (end - since)));
    this.parts.gone.style.setProperty("--part", part.toFixed(3));
  }

  /** What the one who leads can do next, kept in place while it stays the same. */
  #leading(state, now) {
    const { lead } = this.parts;
    const wanted = leads(state, this.me) && state.is_open ? this.#acts(state, now) : [];
    const key = wanted.map(({ label }) => label).join("|");
    if (lead.dataset.key === key) return;
    lead.dataset.key = key;
    const hadFocus = lead.contains(document.activeElement);
    lead.hidden = wanted.length === 0;
    lead.replaceChildren(
      ...wanted.map(({ label, kind, click }) =>
        make("button", { type: "button", class: `button ${kind ?? ""}`, click }, label),
      ),
    );
    if (hadFocus) (lead.querySelector("button") ?? this.parts.stage).focus();
  }

  #acts(state, now) {
    return [...this.#chairActs(state), ...this.#floorActs(state, now)];
  }

  /** Who stands in gives the lead back at a press; who is away too long is followed by hand, if that is quicker. */
  #chairActs(state) {
    const { chair, people } = state;
    const back = backFromAway(state);
    if (back && (hasChair(state, this.me) || back === this.me)) {
      const isMine = back === this.me;
      const label = isMine ? "Lead again" : `Give the lead back to ${people[back].name}`;
      const click = () => (isMine ? this.act.takeChair() : this.act.giveChair(back));
      return [{ label, click }];
    }
    if (!chair?.missed_until || hasChair(state, this.me)) return [];
    return [{ label: "I lead now", click: () => this.act.takeChair() }];
  }

  #floorActs(state, now) {
    if (state.shelter)
      return [{ label: "Go on as before", kind: "primary", click: () => this.act.endShelter() }];
    if (stillUntil(state, now)) return [{ label: "Go on now", click: () => this.act.resume() }];
    if (state.floor !== "chaired") return [];
    const [next] = comingUp(state, now);
    const acts = [];
    if (next) {
      const name = next === this.me ? "yourself" : (state.people[next]?.name ?? "the next");
      const kind = state.share ? "" : "primary";
      acts.push({ label: `Call ${name}`, kind, click: () => call(this.act, next) });
    }
    if (state.share) {
      acts.push({ label: "2 more minutes", click: () => this.act.extend(2) });
      if (state.share.who !== this.me) {
        acts.push({ label: "Take the floor back", click: () => takeBack(this.act) });
      }
    }
    return acts;
  }
}
