// Where the roster is hidden: whom an event shows, and how many are here whom one does not see.
import { admits, peopleHere } from "./standing.js";

const SERVING = new Set(["facilitator", "co_facilitator", "greeter"]);

// What tells of somebody that they came, went, or are something from now on: that alone shows nobody.
const TELLS_OF = new Set([
  "person.came",
  "person.entered",
  "person.left",
  "person.renamed",
  "person.muted",
  "person.unmuted",
  "person.removed",
  "role.given",
]);

/** The room once it is known whom an event shows. Whoever serves is told of everybody, and keeps who was shown to others. */
export function withShown(state, event) {
  const seen = shownBy(event).filter((id) => !(id in state.shown));
  const shown = { ...state.shown };
  for (const id of seen) shown[id] = event.seq;
  return {
    ...state,
    shown,
    people: event.shows ? { ...state.people, ...event.shows } : state.people,
    unseen: event.unseen ?? state.unseen,
  };
}

function shownBy(event) {
  if (SERVING.has(event.role)) return [event.who ?? event.by];
  if (TELLS_OF.has(event.kind)) return [];
  const { by, who, to, reader, author } = event;
  return [...new Set([by, who, to, reader, author])].filter((id) => typeof id === "string");
}

/** How many are here: those one sees, and those one does not; whoever was not shown to others counts among these. */
export function howManyHere(state, me) {
  const seen = peopleHere(state).filter(([id]) => !state.unseen || id !== me || id in state.shown);
  return seen.length + state.unseen;
}

/** Whether somebody is here whom members do not see. */
export function isUnseen(state, id) {
  return state.hides_roster && !(id in state.shown);
}

/** What one sees of who is here, and what others see of oneself, in a sentence or two. */
export function rosterWords(state, me, seen) {
  if (admits(state, me))
    return "Members do not see this list: only who serves, and whoever has raised a hand, written, answered or been called. A round calls everyone.";
  const others = howManyHere(state, me) - seen;
  const more = others ? `${others === 1 ? "One more is" : `${others} more are`} here. ` : "";
  const self = isUnseen(state, me)
    ? " The others see you once you raise a hand, write, answer or are called; a round calls everyone."
    : "";
  return `${more}In this group only those who serve see everyone who is here.${self}`;
}
