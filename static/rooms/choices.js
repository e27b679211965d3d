// What stands at the foot of the room in each state: one main thing to do, seldom a second.
import { placeWords } from "./telling.js";

const SEND = { act: "send", label: "Send", icon: "send-horizontal", kind: "primary" };
const SHARE = { act: "send", label: "Share", icon: "send-horizontal", kind: "primary" };
const RAISE = { act: "raise", label: "Raise hand", icon: "hand", kind: "primary" };
const LOWER = { act: "lower", label: "Lower hand", icon: "hand", kind: "" };
const PASS = { act: "pass", label: "Pass", icon: "skip-forward", kind: "" };
const PICK = { act: "pick", label: "Choose who is next", icon: "check", kind: "" };
const DONE = { act: "done", label: "I am done", icon: "check", kind: "" };

/** What is said beside a field whose words cannot be sent yet. */
export function preparedWords(turn) {
  if (turn === "asked")
    return "You can write already. It is sent only when you choose to, on your turn.";
  if (turn === "muted") return "You cannot send this now. Your words stay here in the meantime.";
  if (turn === "paced") return "You can write already, and send it in a moment.";
  return "Your words stay here until you can send them.";
}

/**
 * `turn` as in standing.js. `facts`: hasText, hasSaid (in this turn), isBack (from a lost line, in this turn), place (in the queue), sharing (a name),
 * until (a clock time), still, isSheltered, isNew (to the group), wait (in words), floor, turns, hadTurn (in this round), isUnled (nobody who leads is here). Gives status words, whether there is a field ("write", "prepare", "none") and buttons.
 */
export function choicesIn(turn, facts) {
  return CHOICES[turn](facts);
}

const prepareOr = (facts) => (facts.hasText ? "prepare" : "none");

/** Whoever is new may still write to those who serve. */
const IN_SHELTER = {
  status:
    "We take care of the room for a moment. Nothing is lost: turns and raised hands are kept. What you write is read by those who lead first.",
  field: "write",
  main: SEND,
  second: null,
};

const listening = (facts) => ({
  status: facts.isSheltered
    ? "We take care of the room for a moment. Nothing is lost: turns and raised hands are kept."
    : "Only those who lead write just now. Listening is taking part.",
  field: prepareOr(facts),
  main: null,
  second: null,
});

const CHOICES = {
  free: () => ({ status: "", field: "write", main: SEND, second: null }),
  lead: ({ floor, sharing }) => ({
    status: sharing
      ? `${sharing} is sharing. You can write because you lead.`
      : floor === "closed"
        ? "You can write because you lead."
        : "Nobody is sharing. You can write because you lead.",
    field: "write",
    main: SEND,
    second: null,
  }),
  ask: (facts) => ({
    status: "We share in turn here, one at a time. Listening is taking part.",
    field: prepareOr(facts),
    main: RAISE,
    second: null,
  }),
  asked: ({ place }) => ({
    status: `${placeWords(place)}.`,
    field: "prepare",
    main: LOWER,
    second: null,
  }),
  round: (facts) => ({
    status: facts.hadTurn
      ? "You have had your turn in this round. Listening is taking part."
      : "It goes round: your turn comes by itself, and passing is always all right.",
    field: facts.isUnled && !facts.hadTurn ? "prepare" : prepareOr(facts),
    main: null,
    second: null,
  }),
  speaker: (facts) => ({
    status: "One person speaks in this part of the meeting. Listening is taking part.",
    field: prepareOr(facts),
    main: null,
    second: null,
  }),
  turn: ({ hasSaid, isBack, turns }) => ({
    status: isBack
      ? "Your turn is still yours. Take your time."
      : hasSaid
        ? "It is still your turn."
        : "It is your turn. Take your time.",
    field: "write",
    main: SHARE,
    second: !hasSaid ? PASS : turns === "pitch" ? PICK : DONE,
  }),
  listen: (facts) => (facts.isSheltered && facts.isNew ? IN_SHELTER : listening(facts)),
  muted: (facts) => ({
    status: `You were asked to listen until ${facts.until}. You can read everything, and you are still welcome.`,
    field: prepareOr(facts),
    main: null,
    second: null,
  }),
  still: (facts) => ({
    status:
      facts.still === "silence"
        ? "We keep silent together. You need to do nothing."
        : `We pause until ${facts.until}. Take a breath, or a glass of water.`,
    field: prepareOr(facts),
    main: null,
    second: null,
  }),
  paced: ({ wait }) => ({
    status: `We go slowly here. You can send again in ${wait}.`,
    field: "prepare",
    main: null,
    second: null,
  }),
  closed: () => ({ status: "", field: "none", main: null, second: null }),
};
