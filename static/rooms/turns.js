// Whose turn it is and who is next; whoever is in the middle of a share is not cut short unasked.
import { ask, choose } from "./dialogs.js";
import { comingUp, isShareWaiting, mutedUntil, peopleHere } from "./standing.js";

/** Calls somebody to share now. */
export async function call(act, id) {
  const { share } = act.state();
  if (!share || share.who === id) return act.do("floor.give", { person: id });
  return ask({
    title: `Call ${act.name(id)} now?`,
    words: [
      isShareWaiting(act.state())
        ? `${act.name(share.who)} has lost the line, and their place is kept. Their turn ends when you call someone else.`
        : `${act.name(share.who)} is still sharing. Their turn ends when you call someone else.`,
    ],
    label: `Call ${act.name(id)}`,
    act: () => act.wish("floor.give", { person: id }),
  });
}

/** Whoever has shared says who is next; hands that are up stand first. */
export function pick(act) {
  const state = act.state();
  const first = comingUp(state, act.now());
  const others = peopleHere(state).map(([id]) => id);
  const ids = new Set([...first, ...others].filter((id) => id !== act.me));
  const choices = [...ids]
    .filter((id) => !mutedUntil(state, id, act.now()))
    .map((id) => ({
      label: act.name(id),
      words: first.includes(id) ? "Has raised a hand." : "Is asked, and may pass.",
      choose: () => act.do("floor.give", { person: id }),
    }));
  const finish = {
    label: "Nobody just now",
    words: "Your turn ends, and the one who leads goes on.",
  };
  const end = () => act.do("floor.return", { how: "done" });
  return choose({
    title: "Who is next?",
    choices: [...choices, { ...finish, choose: end, isApart: true }],
  });
}

/** Takes the floor back from who is sharing. */
export function takeBack(act) {
  const { share } = act.state();
  if (!share) return null;
  const name = act.name(share.who);
  return ask({
    title: `Take the floor back from ${name}?`,
    words: [
      `${name}'s turn ends. What they have shared stays. Everyone reads that the turn has ended, with thanks.`,
    ],
    label: "Take the floor back",
    act: () => act.wish("floor.return", { how: "taken" }),
  });
}

/** Changes how people speak. */
export function setFloor(act, floor) {
  const { share, queue, floor: before } = act.state();
  if (floor === before) return null;
  if (!share && !queue.length) return act.do("floor.set", { floor });
  return ask({
    title: "Change how people speak?",
    words: [
      "Raised hands come down, and the turn that is under way ends. Everyone sees the change.",
    ],
    label: "Change it",
    act: () => act.wish("floor.set", { floor }),
  });
}

/** Whoever is in the middle of a share is not cut short by a page that is turned by mistake. */
export function beginStep(act, number) {
  const { share } = act.state();
  if (!share || share.who === act.me || isShareWaiting(act.state()))
    return act.do("step.begin", { number });
  const name = act.name(share.who);
  return ask({
    title: `Go on while ${name} is sharing?`,
    words: [`Some steps end the turn that is under way. What ${name} has shared stays.`],
    label: "Go on",
    act: () => act.wish("step.begin", { number }),
  });
}
