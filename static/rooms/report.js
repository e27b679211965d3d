// Telling those who serve of what somebody said or did. Whoever it is about never hears by whom.
import { ask, choose, line, radios } from "./dialogs.js";

const WORDS_MAX = 600;

/** What a report may be about, by the names the server knows. */
export const KINDS = [
  ["pressure", "They press or frighten someone, or do not stop"],
  ["contact", "They ask people for contact away from the group"],
  ["dealing", "They offer, sell or look for something"],
  ["hurtful", "They say something that hurts or shames"],
  ["unmasking", "They tell who somebody is"],
  ["other", "Something else"],
];

const NOT_CHOSEN = {
  ok: false,
  words: "Please choose what it is about. A rough choice is enough.",
};

/** Of a message: those who serve read it, and what was said before it. */
export function reportMessage(act, seq, name) {
  return send(act, { seq }, `Report this message by ${name}?`, [
    `Those who serve the group will read it, and up to three that ${name} wrote before it; nothing that others wrote. They do not learn who has reported it, and ${name} does not hear of it.`,
  ]);
}

/** Of a question that was drawn, which nobody signs. */
export function reportQuestion(act, seq) {
  return send(act, { seq }, "Report this question?", [
    "Those who serve the group will read it. They do not learn who has reported it, and nobody learns who has asked it.",
  ]);
}

/** Of a person, whatever they have done. */
export function reportPerson(act, person, name) {
  return send(act, { person }, `Report ${name}?`, [
    `Those who serve the group will read what you write here. They do not learn who has reported it, and ${name} does not hear of it.`,
  ]);
}

async function send(act, about, title, words) {
  let thanks = "";
  const isSent = await ask({
    title,
    words,
    fields: [
      radios("What is it about?", "kind", KINDS),
      line("In your own words, if you wish", "words", "What happened, as you saw it.", WORDS_MAX),
    ],
    label: "Send the report",
    act: async (data) => {
      const kind = data.get("kind");
      if (!kind) return NOT_CHOSEN;
      const written = data.get("words")?.trim() || null;
      const answer = await act.wish("report.make", { ...about, kind, words: written });
      thanks = answer.words;
      return answer;
    },
  });
  if (isSent) await choose({ title: "It is sent", words: [thanks], choices: [] });
}
