// The state of a room as a fold of its log. The server folds the same way: support_groups/rooms/rules/fold.py.

import { withShown } from "./roster.js";

/** The state before the first event. */
export function nothingYet() {
  return {
    seq: 0,
    kind: "meeting",
    is_open: false,
    is_locked: false,
    lobby: "nobody",
    is_guarded: false,
    floor: "open",
    share_minutes: 5,
    share: null,
    queue: [],
    shared: [],
    turns: "hands",
    favours_new: false,
    rounded: [],
    still: null,
    shelter: null,
    pace_seconds: 0,
    spoke: {},
    chair: null,
    step: null,
    clean_time: null,
    question: null,
    hidden: [],
    ends_at: null,
    closes_at: null,
    hides_roster: false,
    shown: {},
    unseen: 0,
    people: {},
  };
}

/** The state after one more event; what only says something leaves all but `seq` as it was. */
export function apply(state, event) {
  const known = state.hides_roster ? withShown(state, event) : state;
  const change = FOLDS[event.kind];
  return { ...known, ...change?.(known, event), seq: event.seq };
}

const LEADING = new Set(["facilitator", "co_facilitator"]);

const FOLDS = {
  "room.opened": (_, event) => ({
    kind: event.room_kind,
    is_open: true,
    floor: event.floor,
    share_minutes: event.share_minutes,
    ends_at: event.ends_at ?? null,
    closes_at: event.closes_at ?? null,
    hides_roster: event.hides_roster ?? false,
  }),
  "person.came": (state, { by, name, role }) => ({
    people: {
      ...state.people,
      [by]: { name, role, is_here: false, muted_until: null, standing: "in", entered: 0 },
    },
  }),
  "person.entered": (state, { by, seq }) => ({
    ...withPerson(state, by, { is_here: true, entered: seq }),
    ...(state.chair?.who === by ? { chair: { ...state.chair, missed_until: null } } : {}),
  }),
  "person.left": (state, { by, lapsed }) => ({
    ...withPerson(state, by, { is_here: false }),
    ...(lapsed ? {} : withoutTurn(state, by)),
  }),
  "person.renamed": (state, { who, name }) => withPerson(state, who, { name }),
  "role.given": (state, { who, role }) => ({
    ...withPerson(state, who, { role }),
    ...(state.kind === "meeting" && LEADING.has(role) ? {} : withoutChair(state, who)),
  }),
  "hand.raised": (state, { by, at }) => ({ queue: [...state.queue, { who: by, at }] }),
  "hand.lowered": (state, { who }) => withoutHand(state, who),
  "floor.set": (_, { floor }) => ({ floor, share: null, queue: [] }),
  "floor.given": (state, { by, to, at, ends_at }) => ({
    ...withoutHand(state, to),
    share: { who: to, since: at, ends_at, felt: [], given_by: by },
    ...(reads(state, to) ? {} : withTurn(state, to)),
  }),
  "floor.extended": (state, { ends_at }) =>
    state.share ? { share: { ...state.share, ends_at } } : {},
  "floor.returned": (state, { who }) => ({
    share: null,
    turns: state.turns === "speaker_first" && !reads(state, who) ? "hands" : state.turns,
  }),
  "turns.set": ({ share, question }, { turns, favours_new }) => ({
    turns,
    question: turns === "basket" ? question : null,
    favours_new,
    rounded: turns === "round" && share ? [share.who] : [],
  }),
  "share.felt": ({ share }, { by: who, how }) => {
    const felt = share?.felt.filter((one) => one.who !== who);
    return share ? { share: { ...share, felt: [...felt, { who, how }] } } : {};
  },
  "message.said": (state, { by, at }) =>
    state.pace_seconds ? { spoke: { ...state.spoke, [by]: at } } : {},
  "person.muted": (state, { who, until }) => ({
    ...withPerson(state, who, { muted_until: until }),
    ...withoutTurn(state, who),
  }),
  "person.unmuted": (state, { who }) => withPerson(state, who, { muted_until: null }),
  "person.removed": (state, { who, banned }) => ({
    ...withPerson(state, who, { standing: banned ? "banned" : "removed", is_here: false }),
    ...withoutTurn(state, who),
    ...withoutChair(state, who),
    clean_time: standing(state.clean_time, who, null),
  }),
  "lobby.set": (_, { lobby, for_wave }) => ({ lobby, is_guarded: for_wave }),
  "room.locked": () => ({ is_locked: true }),
  "room.unlocked": () => ({ is_locked: false }),
  "room.stilled": (state, { how, ends_at, share_ends_at }) => ({
    ...withShareUntil(state, share_ends_at),
    still: { how, ends_at },
  }),
  "room.resumed": (state, { share_ends_at }) => ({
    ...withShareUntil(state, share_ends_at),
    still: null,
  }),
  "room.sheltered": ({ is_locked, floor, share, queue }, { at }) => ({
    shelter: { since: at, is_locked, floor, share, queue },
    is_locked: true,
    floor: "closed",
    share: null,
    queue: [],
  }),
  "shelter.ended": ({ shelter }, { share_ends_at }) => {
    if (!shelter) return {};
    const { since: _, ...before } = shelter;
    return { ...before, ...withShareUntil(before, share_ends_at), shelter: null };
  },
  "pace.set": (_, { seconds }) => ({ pace_seconds: seconds, spoke: {} }),
  "message.hidden": (state, { message }) => ({ hidden: [...without(state, message), message] }),
  "message.shown": (state, { message }) => ({ hidden: without(state, message) }),
  "message.removed": (state, { message }) => ({
    hidden: without(state, message),
    question: withoutWords(state.question, message),
  }),
  "question.drawn": (_, { words, at, seq }) => ({ question: { words, since: at, seq } }),
  "question.done": () => ({ question: null }),
  "clean_time.opened": ({ clean_time }, { longest_first }) => ({
    clean_time: { longest_first, stood: clean_time?.stood ?? [] },
  }),
  "person.stood": ({ clean_time }, { by, tag }) => ({ clean_time: standing(clean_time, by, tag) }),
  "clean_time.closed": () => ({ clean_time: null }),
  "chair.taken": (state, { who, how }) => ({ chair: seated(state.chair, who, how) }),
  "chair.missed": ({ chair }, { stands_in_at }) =>
    chair ? { chair: { ...chair, missed_until: stands_in_at } } : {},
  "step.begun": (_, { number, of, step_kind, words, at, due_at, reader }) => {
    const [title, ...text] = words.split("\n");
    const step = { number, of, kind: step_kind, title, text: text.join("\n") };
    return { step: { ...step, since: at, due_at, reader } };
  },
  "room.closed": (state) => ({
    is_open: false,
    unseen: 0,
    chair: null,
    clean_time: null,
    question: null,
    still: null,
    shelter: null,
    share: null,
    queue: [],
    people: Object.fromEntries(
      Object.entries(state.people).map(([id, person]) => [id, { ...person, is_here: false }]),
    ),
  }),
};

const without = ({ hidden }, message) => hidden.filter((seq) => seq !== message);

const withoutWords = (question, seq) =>
  question?.seq === seq ? { ...question, words: null } : question;

function standing(cleanTime, who, tag) {
  if (!cleanTime) return null;
  const rest = cleanTime.stood.filter((one) => one.who !== who);
  return { ...cleanTime, stood: tag ? [...rest, { who, tag }] : rest };
}

function seated(before, who, how) {
  const missed = how === "stood_in" && before ? (before.stands_in_for ?? before.who) : null;
  return { who, stands_in_for: missed === who ? null : missed, missed_until: null };
}

function withoutChair({ chair }, id) {
  if (!chair || chair.who === id) return { chair: null };
  return chair.stands_in_for === id ? { chair: { ...chair, stands_in_for: null } } : {};
}

/** Whether someone was called for the reading of this step: that is no share of theirs, and no turn. */
export const reads = ({ step }, id) => step?.reader === id;

function withTurn({ turns, shared, rounded }, id) {
  return {
    shared: withOne(shared, id),
    rounded: turns === "round" ? withOne(rounded, id) : rounded,
  };
}

function withOne(people, id) {
  return people.includes(id) ? people : [...people, id];
}

function withPerson(state, id, changes) {
  const person = state.people[id];
  return person ? { people: { ...state.people, [id]: { ...person, ...changes } } } : {};
}

function withShareUntil({ share }, ends_at) {
  return share && ends_at ? { share: { ...share, ends_at } } : {};
}

/** Without their hand, and without anything that waits for them in a sheltered room. */
function withoutTurn(state, id) {
  const { shelter } = state;
  if (!shelter) return withoutHand(state, id);
  const share = shelter.share?.who === id ? null : shelter.share;
  return { ...withoutHand(state, id), shelter: { ...shelter, ...withoutHand(shelter, id), share } };
}

function withoutHand(state, id) {
  return { queue: state.queue.filter((hand) => hand.who !== id) };
}
