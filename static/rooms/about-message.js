// What can be done about a message: one's own is taken back, another's is reported, or removed with a reason.
import { ask } from "./dialogs.js";
import { reportMessage, reportQuestion } from "./report.js";
import { leads, mayModerate } from "./standing.js";
import { whyFields, withReason } from "./why.js";

/** Asks what is to be done about a message that was said. */
export function aboutMessage(act, seq, author) {
  if (author === act.me) return takeBackWords(act, seq);
  if (author === null) return aboutQuestion(act, seq);
  const name = act.name(author);
  if (!mayModerate(act.state(), act.me, author)) return reportMessage(act, seq, name);
  return takeOut(act, seq, {
    title: `Remove this message by ${name}?`,
    words: [
      `The words are gone for everyone, also for those who come later. A soft line stays where they were. ${name} is told why. It goes into the group's record, without the words.`,
    ],
    label: "Remove the message",
  });
}

/** About a question that was drawn: whose it is nobody knows, and nobody learns it by this. */
function aboutQuestion(act, seq) {
  if (!leads(act.state(), act.me)) return reportQuestion(act, seq);
  return takeOut(act, seq, {
    title: "Take this question out?",
    words: [
      "The words are gone for everyone, also for those who come later. A soft line stays where they were. Whoever asked is told why, in private, if they are here, and puts nothing more into the basket in this meeting; nobody learns who it is. It goes into the group's record, without the words.",
    ],
    label: "Take it out",
  });
}

function takeOut(act, seq, asked) {
  return ask({
    ...asked,
    fields: whyFields(act),
    kind: "danger",
    act: (data) => withReason(act, data, (reason) => act.wish("message.remove", { seq, reason })),
  });
}

function takeBackWords(act, seq) {
  return ask({
    title: "Take this message back?",
    words: [
      "Your words are gone from the room for everyone, also for those who come later. A soft line stays where they were.",
    ],
    label: "Take it back",
    kind: "danger",
    act: () => act.wish("message.remove", { seq }),
  });
}

/** Words that wait are not let through now: their author is told why. */
export function leaveOut(act, held, name) {
  return ask({
    title: "Not let this through now?",
    words: [
      `Nobody else will read it. ${name} keeps the words, is told the reason, and how to ask for a review. It goes into the group's record, without the words.`,
    ],
    fields: whyFields(act),
    label: "Not now",
    back: "Go back",
    act: (data) => withReason(act, data, (reason) => act.wish("held.leave_out", { held, reason })),
  });
}
