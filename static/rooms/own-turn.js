// What is told to one person about their own turn. Pure: values in, values out.
import { placeInQueue, waitsUntil } from "./standing.js";
import { spanWords } from "./telling.js";
import { lacksLeader } from "./waiting.js";

const hasSaid = ({ share }, me, saidAt) => share?.who === me && saidAt >= Date.parse(share.since);

/** What is read out to whoever is back in the middle of their turn. */
export function backWords(state, me, saidAt) {
  const onward = hasSaid(state, me, saidAt)
    ? "go on, or end your turn when you are ready"
    : "write now, or pass";
  return `Your turn is still yours. You can ${onward}.`;
}

/** `saidAt`: when one's newest words were kept, in milliseconds; `keptSince`: when a turn began that was kept while one was away. */
export function ownTurn(state, me, now, { saidAt, keptSince }) {
  const { share } = state;
  const isMine = share?.who === me;
  const isOther = Boolean(share) && !isMine;
  return {
    place: placeInQueue(state, me),
    sharing: isOther ? (state.people[share.who]?.name ?? "Someone") : "",
    hasSaid: hasSaid(state, me, saidAt),
    isBack: isMine && share.since === keptSince,
    floor: state.floor,
    turns: state.turns,
    hadTurn: state.rounded.includes(me),
    isUnled: lacksLeader(state),
    still: state.still?.how,
    isSheltered: Boolean(state.shelter),
    wait: spanWords(waitsUntil(state, me, now) - now),
  };
}
