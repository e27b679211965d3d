// What can be done about one person, the mildest first.
import { choose } from "./dialogs.js";
import { laddered } from "./ladder.js";
import { measures } from "./measures.js";
import { reportPerson } from "./report.js";
import { hasChair, leads, mayModerate, mutedUntil, placeInQueue } from "./standing.js";
import { call } from "./turns.js";

/** Shows what can be done for one person. */
export function aboutPerson(act, id) {
  const choices = choicesAbout(act, id);
  return choices.length ? choose({ title: act.name(id), choices }) : null;
}

/** What can be done for one person, by whoever looks at their name. */
export function choicesAbout(act, id) {
  const name = act.name(id);
  const own = [...turnsOf(act, id, name), ...leadFor(act, id, name)];
  if (id !== act.me)
    own.push({
      label: "Report to those who serve",
      words: `${name} does not hear of it.`,
      choose: () => reportPerson(act, id, name),
    });
  if (!mayModerate(act.state(), act.me, id)) return own;
  return [...own, ...laddered(act, id, name), ...measures(act, id, name)];
}

function turnsOf(act, id, name) {
  const state = act.state();
  if (!leads(state, act.me) || state.floor !== "chaired") return [];
  const give = {
    label: "Give the floor",
    words: `${name} may share now.`,
    choose: () => call(act, id),
  };
  const lower = {
    label: "Take the hand down",
    words: `${name} is no longer in line, and can raise a hand again.`,
    choose: () => act.do("hand.lower", { person: id }),
  };
  const canShare = state.share?.who !== id && !mutedUntil(state, id, act.now());
  return [...(canShare ? [give] : []), ...(placeInQueue(state, id) ? [lower] : [])];
}

function leadFor(act, id, name) {
  const state = act.state();
  const canLead = leads(state, act.me) && leads(state, id);
  if (!canLead || id === act.me || hasChair(state, id)) return [];
  return [
    {
      label: "Give the lead",
      words: `${name} leads the meeting from now on. Everyone sees it.`,
      choose: () => act.giveChair(id),
    },
  ];
}
