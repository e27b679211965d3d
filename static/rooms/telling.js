// What happened, in words.

const ORDINALS = [
  "next",
  "second",
  "third",
  "fourth",
  "fifth",
  "sixth",
  "seventh",
  "eighth",
  "ninth",
  "tenth",
];

export const ROLES = {
  facilitator: "Facilitator",
  co_facilitator: "Co-facilitator",
  greeter: "Greeter",
};

/** "third" for 3; beyond ten the number. */
export function ordinal(place) {
  return ORDINALS[place - 1] ?? `number ${place}`;
}

/** Where a hand stands, told to the one who raised it. */
export function placeWords(place) {
  return place === 1 ? "You are next" : `You are ${ordinal(place)} in line`;
}

/** A milestone as one would say it: "30 days", "a first day", "2 years". */
export function milestoneWords(tag) {
  return tag === "welcome" ? "a first day" : tag.replace("_", " ");
}

/** Of someone whose line was lost in the middle of their turn. */
export function keptPlaceWords(name) {
  return `${name} has lost the line. Their place is kept.`;
}

/** Names as one would say them: "Nell", "Nell and Sol", "Nell, Sol and 3 others". */
export function together(names, most = 3) {
  if (names.length <= 1) return names.join("");
  if (names.length > most) {
    return `${names.slice(0, most - 1).join(", ")} and ${names.length - most + 1} others`;
  }
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** A span as one would say it: "40 seconds", "a minute", "2 minutes". */
export function spanWords(milliseconds) {
  const seconds = Math.max(1, Math.ceil(milliseconds / 1000));
  if (seconds < 60) return seconds === 1 ? "a second" : `${seconds} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return minutes === 1 ? "a minute" : `${minutes} minutes`;
}

/** How much time is left, without counting down at anybody. */
export function leftWords(milliseconds) {
  const minutes = Math.ceil(milliseconds / 60_000);
  if (milliseconds <= 0) return "Time to come to a close";
  if (minutes === 1) return "About a minute left";
  return `About ${minutes} minutes left`;
}

/**
 * A line for the log, or null for what is shown elsewhere (who is here, raised hands) or says itself.
 * `state` is the one before the event, `me` the reader.
 */
export function lineOf(event, state, me) {
  return LINES[event.kind]?.(event, speakers(state, me)) ?? null;
}

function speakers(state, me) {
  const name = (id) => state.people[id]?.name ?? "Someone";
  return {
    name,
    isUnnamed: (id) => Boolean(state.people[id]?.isUnnamed),
    isMe: (id) => id === me,
    // Told again from the log, only the name of now is known, and not what came before each new one.
    isRetold: ({ seq }) => seq <= state.seq,
    goesRound: state.turns === "round",
    stoodInFor: state.chair?.stands_in_for ?? state.chair?.who,
    // At the start of a sentence and within it.
    One: (id) => (id === me ? "You" : name(id)),
    one: (id) => (id === me ? "you" : name(id)),
  };
}

const FLOORS = {
  open: ["opened the floor: anyone may write", "The floor is open: anyone may write"],
  chaired: [
    "asked for raised hands: one person shares at a time",
    "From now on one person shares at a time",
  ],
  closed: [
    "closed the floor: only those who lead write now",
    "The floor is closed: only those who lead write now",
  ],
};

const LOBBIES = {
  nobody: "members come straight in",
  new: "newcomers wait there until they are let in",
  all: "whoever comes waits there until they are let in",
};

const TURNS = {
  hands: "From now on people are called as they raise their hands.",
  round: "It goes round now: everybody is asked in turn, and may pass.",
  pitch: "From now on whoever has shared picks who is next.",
  speaker: "One person speaks now, and all others listen.",
  speaker_first: "One person speaks first; after that people raise their hands.",
  basket:
    "We gather questions in a basket. Anyone may put one in, and nobody is told whose it was; raise a hand to answer.",
};

const LINES = {
  "person.renamed": (event, { name: before, isMe, isUnnamed, isRetold }) => {
    const { who, name } = event;
    if (before(who) === name || isUnnamed(who) || isRetold(event)) return null;
    return isMe(who) ? `You are now called ${name}.` : `${before(who)} is now called ${name}.`;
  },
  "role.given": ({ who, role }, { One, isMe }) => {
    const as = ROLES[role]?.toLowerCase();
    const serves = isMe(who) ? "serve" : "serves";
    return as ? `${One(who)} now ${serves} as ${as}.` : null;
  },
  "floor.set": ({ by, floor }, { One }) => {
    const [done, stated] = FLOORS[floor] ?? FLOORS.open;
    return by ? `${One(by)} ${done}.` : `${stated}.`;
  },
  "turns.set": ({ turns, favours_new }) =>
    favours_new ? `${TURNS[turns]} Those who have not shared yet come first.` : TURNS[turns],
  "floor.given": ({ by, to }, { One, one, isMe, goesRound }) => {
    if (by && by !== to && !goesRound) return `${One(by)} gave the floor to ${one(to)}.`;
    return isMe(to) ? "You have the floor." : `${One(to)} has the floor.`;
  },
  "floor.extended": ({ by }, { One }) =>
    by ? `${One(by)} gave more time.` : "There is more time.",
  "floor.returned": ({ by, who, how }, { One, isMe, name }) => {
    if (how === "taken" && !by) return "The floor is free again.";
    if (how === "taken")
      return isMe(who)
        ? "Your turn has ended. Thank you."
        : `${name(who)}'s turn has ended. Thank you, ${name(who)}.`;
    if (how === "passed") return `${One(who)} passed, which is always all right.`;
    return isMe(who)
      ? "You finished. Thank you."
      : `${name(who)} finished. Thank you, ${name(who)}.`;
  },
  "person.muted": ({ by, who }, { One, one }) =>
    by
      ? `${One(by)} asked ${one(who)} to listen for a while.`
      : `${One(who)} ${who && one(who) === "you" ? "were" : "was"} asked to listen for a while.`,
  "person.unmuted": ({ who }, { One }) => `${One(who)} may speak again.`,
  "person.removed": ({ by, who, banned }, { One, one, isMe }) => {
    const from = banned ? "to leave the group" : "to leave this meeting";
    return by
      ? `${One(by)} asked ${one(who)} ${from}.`
      : `${One(who)} ${isMe(who) ? "were" : "was"} asked ${from}.`;
  },
  "room.locked": ({ by }, { One }) =>
    `${by ? `${One(by)} locked the room` : "The room is locked"}: only those who have been here may come in.`,
  "room.unlocked": ({ by }, { One }) =>
    `${by ? `${One(by)} unlocked the room` : "The room is unlocked"}: members may come in again.`,
  "lobby.set": ({ by, lobby }, { One }) =>
    `${by ? `${One(by)} set the door` : "The door is set"}: ${LOBBIES[lobby]}.`,
  "room.stilled": ({ by, how }, { One }) =>
    how === "silence"
      ? `${by ? One(by) : "Somebody"} asked for a moment of silence.`
      : `${by ? One(by) : "Somebody"} asked for a pause.`,
  "room.resumed": () => "We go on.",
  "room.sheltered": ({ by }, { One }) =>
    `${by ? One(by) : "Somebody"} asked for shelter: only those who lead write for a while, nobody new comes in, and names are put away.`,
  "shelter.ended": () => "We go on where we were.",
  "pace.set": ({ by, seconds }, { One }) => {
    const asked = by ? `${One(by)} asked us to go slowly` : "We go slowly now";
    return seconds
      ? `${asked}: one message each in ${spanWords(seconds * 1000)}.`
      : "There is no pace any more: write when you wish.";
  },
  "step.begun": ({ words }) => `${words.split("\n", 1)[0]}.`,
  "question.done": () => "That was this question. Thank you to whoever asked it.",
  "clean_time.opened": ({ by }, { One, isMe }) =>
    `${One(by)} ${isMe(by) ? "ask" : "asks"} who would like to stand for a milestone. Only if you wish.`,
  "person.stood": ({ by, tag }, { One, isMe }) =>
    tag ? `${One(by)} ${isMe(by) ? "stand" : "stands"} for ${milestoneWords(tag)}.` : null,
  "clean_time.closed": () => "Thank you to everyone who stood, and to everyone who did not.",
  "chair.taken": ({ by, who, how }, { One, one, isMe, stoodInFor }) => {
    if (how === "given") return `${One(by)} gave the lead to ${one(who)}.`;
    const lead = isMe(who) ? "lead" : "leads";
    if (how !== "stood_in") return `${One(who)} ${lead} the meeting now.`;
    return `${One(who)} ${lead} the meeting while ${one(stoodInFor)} ${isMe(stoodInFor) ? "are" : "is"} away. Everything goes on as it was.`;
  },
  "chair.missed": ({ by }, { One, isMe }) =>
    isMe(by)
      ? null
      : `${One(by)}, who leads, is away for a moment. If it lasts, somebody else goes on.`,
  "room.closed": () => "The room is closed. Thank you for being here.",
};

/** The words that stand where a message was. */
export function goneWords(author, by, state, me) {
  // A question that was drawn has no author whom anybody knows.
  const what = author === null ? "question" : "message";
  if (!by && author === null) return "This question was taken out.";
  if (!by) return "This message was removed.";
  if (by === author) return by === me ? "You took this back." : "This was taken back.";
  const name = by === me ? "You" : (state.people[by]?.name ?? "Someone");
  return `${name} removed this ${what}.`;
}

/** One line for those who came, went and lost the line, however many they were. */
export function comingsWords(came, left, lost = []) {
  const parts = [];
  if (came.length) parts.push(`${together(came)} came in.`);
  if (left.length) parts.push(`${together(left)} left.`);
  if (lost.length) parts.push(`${together(lost)} lost the line.`);
  return parts.join(" ");
}
