import assert from "node:assert/strict";
import { test } from "node:test";
import { choicesIn, preparedWords } from "../../static/rooms/choices.js";
import { apply, nothingYet } from "../../static/rooms/fold.js";
import {
  comingUp,
  feltBy,
  isShareWaiting,
  leads,
  mayActOn,
  mayModerate,
  mutedUntil,
  peopleHere,
  placeInQueue,
  turnOf,
  waitsUntil,
} from "../../static/rooms/standing.js";

const NOW = Date.parse("2026-11-20T19:10:00Z");
const person = (name, role = "member", more = {}) => ({
  name,
  role,
  is_here: true,
  muted_until: null,
  standing: "in",
  ...more,
});
const meeting = (changes = {}) => ({
  ...nothingYet(),
  seq: 9,
  is_open: true,
  floor: "chaired",
  people: {
    fern: person("Fern", "facilitator"),
    ada: person("Ada", "co_facilitator"),
    milo: person("Milo"),
    nell: person("Nell", "greeter"),
    gone: person("Gone", "member", { is_here: false }),
  },
  ...changes,
});
const turn = (state, who = "milo") => turnOf(state, who, NOW);

test("the main button follows the floor", () => {
  const queue = [{ who: "nell" }, { who: "milo" }];
  const share = { who: "milo", since: "2026-11-20T19:08:00Z", ends_at: "2026-11-20T19:13:00Z" };
  assert.equal(turn(meeting({ floor: "open" })), "free");
  assert.equal(turn(meeting()), "ask");
  assert.equal(turn(meeting({ queue })), "asked");
  assert.equal(turn(meeting({ share })), "turn");
  assert.equal(turn(meeting({ share }), "nell"), "ask");
  assert.equal(turn(meeting({ floor: "closed" })), "listen");
  assert.equal(turn(meeting({ is_open: false })), "closed");
  assert.equal(turn(meeting({ share }), "fern"), "lead");
  assert.equal(turn(meeting({ kind: "conversation", floor: "open" })), "free");
});

test("as long as it is read, one's own message is taken back and another's reported, also in a closed room", () => {
  for (const is_open of [true, false]) {
    const state = meeting({ is_open });
    assert.ok(mayActOn(state, "milo", "milo"));
    assert.ok(mayActOn(state, "milo", "nell"));
    const two = { ...state, kind: "conversation" };
    assert.ok(mayActOn(two, "milo", "milo"));
    assert.ok(!mayActOn(two, "milo", "nell"));
    const people = { ...state.people, milo: person("Milo", "member", { standing: "removed" }) };
    assert.ok(!mayActOn({ ...state, people }, "milo", "milo"));
  }
});

test("in a round nobody is offered to ask, and the next are those who had no turn yet", () => {
  const state = meeting({ turns: "round", rounded: ["fern"] });
  assert.equal(turn(state), "round");
  assert.equal(choicesIn("round", {}).main, null);
  assert.deepEqual(comingUp(state, NOW), ["ada", "milo", "nell"]);
  assert.equal(turn(meeting({ turns: "speaker" })), "speaker");
});

test("those who have not shared yet stand first where the room wishes so", () => {
  const queue = [{ who: "nell" }, { who: "milo" }];
  const state = meeting({ queue, shared: ["nell"] });
  assert.deepEqual(comingUp(state, NOW), ["nell", "milo"]);
  assert.deepEqual(comingUp({ ...state, favours_new: true }, NOW), ["milo", "nell"]);
  assert.equal(placeInQueue({ ...state, favours_new: true }, "milo"), 1);
});

test("whoever is away, listens for a while or shares already is passed over", () => {
  const queue = [{ who: "nell" }, { who: "milo" }, { who: "ada" }, { who: "fern" }];
  const away = person("Nell", "member", { is_here: false });
  const muted = person("Milo", "member", { muted_until: new Date(NOW + 60_000).toISOString() });
  const people = { ...meeting({}).people, nell: away, milo: muted };
  const state = meeting({ people, queue, share: { who: "ada", felt: [] } });
  assert.deepEqual(comingUp(state, NOW), ["fern"]);
  assert.deepEqual(comingUp(state, NOW + 60_000), ["milo", "fern"]);
});

test("only whoever listens can let the one who shares feel something", () => {
  const share = { who: "milo", felt: [{ who: "nell", how: "me_too" }] };
  assert.equal(feltBy(meeting({ share }), "nell", NOW), "me_too");
  assert.equal(feltBy(meeting({ share }), "fern", NOW), "");
  assert.equal(feltBy(meeting({ share }), "milo", NOW), null);
  assert.equal(feltBy(meeting(), "nell", NOW), null);
});

test("while the room is still only those who lead are offered to write", () => {
  const until = (ends_at) =>
    meeting({ floor: "open", still: { how: "silence", ends_at: `2026-11-20T${ends_at}Z` } });
  assert.equal(turn(until("19:10:01")), "still");
  assert.equal(turn(until("19:10:01"), "fern"), "free");
  assert.equal(turn(until("19:10:00")), "free");
});

test("with a pace whoever has just spoken waits, and those who lead do not", () => {
  const spoke = { milo: "2026-11-20T19:09:31Z", fern: "2026-11-20T19:10:00Z" };
  const slow = meeting({ floor: "open", pace_seconds: 30, spoke });
  assert.equal(turn(slow), "paced");
  assert.equal(waitsUntil(slow, "milo", NOW) - NOW, 1000);
  assert.equal(turn(slow, "nell"), "free");
  assert.equal(turn(slow, "fern"), "free");
  assert.equal(turnOf(slow, "milo", NOW + 1000), "free");
  assert.equal(turn({ ...slow, floor: "chaired" }), "ask");
});

test("a mute counts until its end and not longer", () => {
  const until = (at) => {
    const people = { milo: person("Milo", "member", { muted_until: at }) };
    return meeting({ floor: "open", people });
  };
  assert.equal(turn(until("2026-11-20T19:10:01Z")), "muted");
  assert.equal(turn(until("2026-11-20T19:10:00Z")), "free");
  assert.equal(mutedUntil(until("2026-11-20T19:09:00Z"), "milo", NOW), null);
});

test("nobody is offered to act on their equals, their betters or themselves", () => {
  const state = meeting();
  assert.ok(mayModerate(state, "fern", "ada"));
  assert.ok(mayModerate(state, "ada", "milo"));
  assert.ok(!mayModerate(state, "ada", "fern"));
  assert.ok(!mayModerate(state, "fern", "fern"));
  assert.ok(!mayModerate(state, "nell", "milo"));
  assert.ok(!leads({ ...state, kind: "conversation" }, "fern"));
});

test("who serves stands first, then the others by name", () => {
  const names = peopleHere(meeting()).map(([, { name }]) => name);
  assert.deepEqual(names, ["Fern", "Ada", "Nell", "Milo"]);
});

test("a place in the queue counts from one", () => {
  const state = meeting({ queue: [{ who: "nell" }, { who: "milo" }] });
  assert.equal(placeInQueue(state, "milo"), 2);
  assert.equal(placeInQueue(state, "fern"), 0);
});

test("passing is always offered before a word is said, and being done after", () => {
  assert.equal(choicesIn("turn", { hasSaid: false }).second.act, "pass");
  assert.equal(choicesIn("turn", { hasSaid: true }).second.act, "done");
});

test("words that were typed stay in sight while they cannot be sent", () => {
  for (const one of ["ask", "listen", "muted"]) {
    assert.equal(choicesIn(one, { hasText: true }).field, "prepare");
    assert.equal(choicesIn(one, { hasText: false }).field, "none");
  }
  assert.equal(choicesIn("asked", { hasText: false, place: 3 }).status, "You are third in line.");
});

test("whoever lost the line in the middle of a share keeps the place and is told so", () => {
  const state = meeting();
  const share = { who: "ada", since: "2026-11-20T19:08:00Z", ends_at: "2026-11-20T19:13:00Z" };
  assert.equal(isShareWaiting(state), false);
  assert.equal(isShareWaiting({ ...state, share }), false);
  const away = apply(
    { ...state, share },
    { kind: "person.left", by: "ada", lapsed: true, seq: 10 },
  );
  assert.deepEqual(away.share, share);
  assert.equal(isShareWaiting(away), true);
  assert.match(choicesIn("turn", { isBack: true }).status, /^Your turn is still yours\./);
});

test("someone who is muted is not promised a turn", () => {
  assert.match(preparedWords("asked"), /on your turn/);
  for (const turn of ["muted", "ask", "listen"])
    assert.doesNotMatch(preparedWords(turn), /on your turn/);
});
