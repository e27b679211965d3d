// For whoever comes into a meeting that runs: where it is, in a few words, and no wall of what was said before.

import { spanWords } from "./telling.js";

/** So much one has read in a moment; more is folded, and a press away. */
const READ_AT_ONCE = 12;

const FLOORS = {
  open: "Anyone may write.",
  closed: "Those who lead write just now, and the others read along.",
};

const TURNS = {
  hands: "We share in turn: raise your hand if you would like to.",
  round: "It goes round: your turn comes by itself, and you may pass.",
  speaker: "One person speaks in this part of the meeting, and all others listen.",
};

/**
 * What a late-comer is shown of a log: `shown` events, and whether others are folded away before them; null for
 * whoever was here before, or has come before anything was said.
 */
export function arrivalOf(events, me) {
  const own = events.filter(({ by }) => by === me);
  const entered = own.filter(({ kind }) => kind === "person.entered");
  if (entered.length !== 1 || own.some(({ seq }) => seq < entered[0].seq)) return null;
  const before = events.filter(({ seq }) => seq < entered[0].seq);
  const said = before.filter(({ kind }) => kind === "message.said").length;
  if (!said) return null;
  const isFolded = said > READ_AT_ONCE;
  return { isFolded, shown: isFolded ? events.slice(before.length) : events };
}

/** Where a meeting is, in a sentence each: the step, whose turn it is, who waits, how long it goes on. */
export function whereWords(state, me, now, endsAt) {
  const words = [];
  if (state.step?.title) words.push(`We are at: ${state.step.title}.`);
  words.push(turnWords(state, me));
  const left = endsAt ? Date.parse(endsAt) - now : 0;
  if (left > 0) words.push(`The meeting goes on for about ${minutesWords(left)}.`);
  return words;
}

function turnWords(state, me) {
  if (state.shelter) return "Only those who lead write just now. All else waits as it was.";
  if (state.floor !== "chaired") return FLOORS[state.floor];
  if (!state.share) return `Nobody is sharing just now. ${TURNS[state.turns] ?? TURNS.hands}`;
  const name = state.people[state.share.who]?.name ?? "Someone";
  const waiting = state.queue.filter(({ who }) => who !== me).length;
  if (!waiting) return `${name} is sharing.`;
  return `${name} is sharing, and ${waiting === 1 ? "one waits" : `${waiting} wait`} to share.`;
}

function minutesWords(milliseconds) {
  const minutes = Math.ceil(milliseconds / 60_000);
  if (minutes < 90) return spanWords(milliseconds);
  const hours = Math.round(minutes / 30) / 2;
  return `${hours} hours`;
}
