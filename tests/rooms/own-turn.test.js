import assert from "node:assert/strict";
import { test } from "node:test";
import { nothingYet } from "../../static/rooms/fold.js";
import { backWords, ownTurn } from "../../static/rooms/own-turn.js";

const BEGAN = "2026-11-20T19:00:00Z";
const NOW = Date.parse(BEGAN) + 60_000;
const NEVER = { saidAt: 0, keptSince: null };

const state = {
  ...nothingYet(),
  floor: "chaired",
  share: { who: "milo", since: BEGAN },
  people: { milo: { name: "Milo" }, nell: { name: "Nell" } },
};

test("words said before one's turn are not taken for the share", () => {
  const before = ownTurn(state, "milo", NOW, { ...NEVER, saidAt: Date.parse(BEGAN) - 1 });
  const within = ownTurn(state, "milo", NOW, { ...NEVER, saidAt: Date.parse(BEGAN) });
  assert.deepEqual([before.hasSaid, within.hasSaid], [false, true]);
});

test("who comes back is told only of the turn that was kept", () => {
  const isBack = (keptSince) => ownTurn(state, "milo", NOW, { ...NEVER, keptSince }).isBack;
  assert.deepEqual(
    [isBack(BEGAN), isBack("2026-11-20T18:00:00Z"), isBack(null)],
    [true, false, false],
  );
});

test("everybody else reads who is sharing, and nothing of it as their own", () => {
  const { sharing, hasSaid, isBack } = ownTurn(state, "nell", NOW, {
    saidAt: NOW,
    keptSince: BEGAN,
  });
  assert.deepEqual([sharing, hasSaid, isBack], ["Milo", false, false]);
});

test("whoever is back in their turn is offered to pass only while nothing was said in it", () => {
  const began = Date.parse(BEGAN);
  assert.match(backWords(state, "milo", began - 1), /or pass\.$/);
  assert.match(backWords(state, "milo", began), /or end your turn when you are ready\.$/);
});
