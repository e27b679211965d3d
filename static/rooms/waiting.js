// What stands on the stage while nobody shares: what is waited for, and what one can do meanwhile.
import { comingUp, leads } from "./standing.js";
import { together } from "./telling.js";

const ELSE_WORDS = {
  hands: "Raise your hand if you would like to.",
  round: "The round is complete. Thank you, everyone.",
  speaker: "Whoever speaks is called in a moment.",
};

const HELP_WORDS = "Help now is open at any time.";

/** Whether nobody is here who could call anyone. */
export function lacksLeader(state) {
  return !Object.entries(state.people).some(([id, { is_here }]) => is_here && leads(state, id));
}

/** What is true while nobody shares and one is called to share: a title and what belongs to it. */
export function whileNobodyShares(state, me, now) {
  const hasBegun = (state.turns === "round" ? state.rounded : state.shared).length > 0;
  if (lacksLeader(state))
    return {
      title: `Nobody who leads is here ${hasBegun ? "just now" : "yet"}`,
      detail: `${unledWords(state, me, hasBegun)} ${HELP_WORDS}`,
    };
  const next = nextWords(state, me, now);
  if (state.turns === "round" && (next || state.unseen)) return roundWords(state, me, next);
  return {
    title: "Nobody is sharing just now",
    detail: next || (ELSE_WORDS[state.turns] ?? ELSE_WORDS.hands),
  };
}

/** Who comes next, or nothing. */
export function nextWords(state, me, now) {
  const names = comingUp(state, now).map((who) =>
    who === me ? "you" : (state.people[who]?.name ?? "someone"),
  );
  if (!names.length) return "";
  const rest = names.length > 1 ? `, then ${together(names.slice(1), 2)}` : "";
  return `Next: ${names[0]}${rest}.`;
}

function unledWords({ turns, rounded }, me, hasBegun) {
  const onward = hasBegun ? "goes on" : "begins";
  if (turns === "speaker") return `The sharing ${onward} once one of them comes.`;
  if (turns !== "round")
    return "You can raise your hand already, and are called once one of them comes.";
  const round = `The round ${onward} once one of them comes.`;
  return rounded.includes(me)
    ? round
    : `${round} Meanwhile you can prepare your words: they stay here until your turn.`;
}

function roundWords(state, me, next) {
  if (state.rounded.length)
    return {
      title: "Nobody is sharing just now",
      detail: next || "Whoever is next is called in a moment.",
    };
  const begin = leads(state, me)
    ? "Call the first; then the turn goes on by itself."
    : "It begins as soon as the first is called.";
  return { title: "The round has not begun yet", detail: [begin, next].filter(Boolean).join(" ") };
}
