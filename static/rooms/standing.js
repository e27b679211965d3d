// What someone may do in a room just now. The server decides again at each wish; this only chooses what is shown.

const RANK = { facilitator: 3, co_facilitator: 2, greeter: 1, member: 0 };
const GREETING = 1;
const LEADING = 2;

const rank = (state, id) => RANK[state.people[id]?.role] ?? 0;

/** Whether someone leads and moderates the meeting. */
export function leads(state, id) {
  return state.kind === "meeting" && rank(state, id) >= LEADING;
}

/** Whether someone is the one who leads at this moment. */
export function hasChair(state, id) {
  return state.chair?.who === id;
}

/** Who was away when somebody stood in for them, and is here again; null if nobody. */
export function backFromAway({ chair, people }) {
  return people[chair?.stands_in_for]?.is_here ? chair.stands_in_for : null;
}

/** Whether someone may mute or remove another: nobody acts on their equals, nor on themselves. */
export function mayModerate(state, by, who) {
  return leads(state, by) && rank(state, by) > rank(state, who);
}

/** Whether something can be done about a message of an author: as long as it is read, also when the room is closed. */
export function mayActOn(state, id, author) {
  return state.people[id]?.standing === "in" && (author === id || state.kind === "meeting");
}

/** Whether someone lets people in. */
export function admits(state, id) {
  return state.kind === "meeting" && rank(state, id) >= GREETING;
}

/** Until when someone was asked to listen, or null. `now` in milliseconds. */
export function mutedUntil(state, id, now) {
  const until = state.people[id]?.muted_until;
  return until && Date.parse(until) > now ? until : null;
}

/** Whether the one who shares has lost the line; the place is kept, and the next may be called all the same. */
export function isShareWaiting(state) {
  return state.share !== null && state.people[state.share.who]?.is_here === false;
}

/** The raised hands in the order in which they are called. */
export function inLine({ queue, favours_new, shared }) {
  if (!favours_new) return queue;
  const isNew = ({ who }) => !shared.includes(who);
  return [...queue.filter(isNew), ...queue.filter((hand) => !isNew(hand))];
}

/** Who comes next and after that, by their ids: as many as can be called. */
export function comingUp(state, now) {
  // Who is next in a round is perhaps somebody whom one does not see.
  if (state.turns === "round" && state.unseen) return [];
  const coming =
    state.turns === "round"
      ? Object.keys(state.people).filter((id) => !state.rounded.includes(id))
      : inLine(state).map(({ who }) => who);
  return coming.filter(
    (id) => state.people[id]?.is_here && !mutedUntil(state, id, now) && state.share?.who !== id,
  );
}

/** The place of someone's hand in the line, from 1; 0 without a hand. */
export function placeInQueue(state, id) {
  return inLine(state).findIndex((hand) => hand.who === id) + 1;
}

/** What somebody who listens may let the one feel who shares; null where nobody shares, or it is not their place. */
export function feltBy(state, id, now) {
  const { share } = state;
  if (!share || share.who === id || mutedUntil(state, id, now) || stillUntil(state, now))
    return null;
  return share.felt.find(({ who }) => who === id)?.how ?? "";
}

/** Until when there is a silence or a pause, or null. */
export function stillUntil(state, now) {
  const until = state.still?.ends_at;
  return until && Date.parse(until) > now ? until : null;
}

/** Until when someone waits before their next message, in milliseconds; 0 for whoever need not wait. */
export function waitsUntil(state, id, now) {
  if (!state.pace_seconds || state.floor !== "open" || !state.spoke[id]) return 0;
  const until = Date.parse(state.spoke[id]) + state.pace_seconds * 1000;
  return until > now ? until : 0;
}

/**
 * How someone stands towards the floor: "closed" (the room), "muted", "still" (a silence or a pause), "turn", "free"
 * (simply write), "paced" (wait a moment), "lead" (may write though it is nobody's or another's turn), "asked",
 * "ask" (may raise a hand), "listen", "round" (the turn comes by itself), "speaker" (one person speaks).
 */
export function turnOf(state, id, now) {
  if (!state.is_open) return "closed";
  if (mutedUntil(state, id, now)) return "muted";
  if (state.kind !== "meeting") return "free";
  if (stillUntil(state, now) && !leads(state, id)) return "still";
  if (state.share?.who === id) return "turn";
  if (state.floor === "open")
    return waitsUntil(state, id, now) && !leads(state, id) ? "paced" : "free";
  if (leads(state, id)) return "lead";
  if (state.floor === "closed") return "listen";
  if (state.turns === "round" || state.turns === "speaker") return state.turns;
  return placeInQueue(state, id) ? "asked" : "ask";
}

/** Those who are here: who serves first, then by name. Pairs of id and person. */
export function peopleHere(state) {
  return Object.entries(state.people)
    .filter(([, person]) => person.is_here)
    .sort(
      ([a, one], [b, other]) =>
        rank(state, b) - rank(state, a) || one.name.localeCompare(other.name),
    );
}
