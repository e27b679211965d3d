// In what words those who serve read of somebody who may be in danger.

const TALKING = "You are talking with them. The other people who serve see that you do.";
const THERE =
  "They were told that you are here for them. You learn who it is only if they wish. The other people who serve see that you are there.";

/** Who may need someone. */
export function whoWords({ name, of_other, is_asked, is_urgent }) {
  // Nobody learns whose a question in the basket is, unless they say so.
  if (!name) return whoAsks(of_other, is_urgent);
  if (is_urgent)
    return of_other
      ? `${name} writes about someone who may have taken too much. Please be there now.`
      : `${name} may have taken too much. Please be with them now.`;
  if (is_asked) return `${name} asks that someone talks with them.`;
  return of_other
    ? `${name} writes about someone who may be in danger.`
    : `${name} may need someone to talk with.`;
}

function whoAsks(ofOther, isUrgent) {
  if (isUrgent)
    return ofOther
      ? "A question in the basket is about someone who may have taken too much. Please be there now."
      : "Somebody with a question in the basket may have taken too much. Please be there now.";
  return ofOther
    ? "A question in the basket is about someone who may be in danger."
    : "Somebody with a question in the basket may need someone to talk with.";
}

/** What to say to the one who is there for them. */
export const mineWords = ({ name }) => (name ? TALKING : THERE);

/** Who waits for someone, or is talked with, when the room is about to be closed; nothing where nobody does. */
export function openWords(flags) {
  if (!flags.length) return [];
  return [
    ...new Set(flags.map(stillWords)),
    "Once it is closed they can write nothing here. They are shown where to find help, and it stays on the page “Who may need care” for those who serve, as long as what was said can be read.",
  ];
}

function stillWords({ name, by, is_mine }) {
  const who = name ?? "Whoever put a question into the basket";
  if (!by) return `${who} still waits for someone to talk with.`;
  if (is_mine) return name ? `You are talking with ${name}.` : "You are there for whoever asked.";
  return name ? `${by} is talking with ${name}.` : `${by} is there for whoever asked.`;
}
