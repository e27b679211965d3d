// The first steps when something goes wrong between people: a word in private, before anybody is muted.
import { ask } from "./dialogs.js";
import { rulesField, whyFields, withReason } from "./why.js";

const CHOOSE_ONE = { ok: false, words: "Please choose the ground rule that it is about." };

/** What can be said to one person in private; `act` has wish, reasons and reasonMax. */
export function laddered(act, id, name) {
  const remind = {
    label: "Remind of a ground rule",
    words: `Only ${name} is told which one.`,
    choose: () => remindOf(act, id, name),
  };
  const warn = {
    label: "Warn in private",
    words: `Only ${name} is told, with the reason.`,
    choose: () => warnOf(act, id, name),
  };
  return act.reasons.length ? [remind, warn] : [warn];
}

function remindOf(act, id, name) {
  return ask({
    title: `Remind ${name} of a ground rule`,
    words: [
      `${name} alone is told, with how to ask for a review. Nobody else in the room sees it. It goes into the group's record.`,
    ],
    fields: [rulesField("Which one?", act.reasons)],
    label: `Remind ${name}`,
    act: (data) => {
      const rule = data.get("rule");
      return rule ? act.wish("person.remind", { person: id, rule }) : CHOOSE_ONE;
    },
  });
}

function warnOf(act, id, name) {
  return ask({
    title: `Warn ${name} in private`,
    words: [
      `${name} alone is told, with the reason and how to ask for a review. Nobody else in the room sees it. It goes into the group's record.`,
    ],
    fields: whyFields(act),
    label: `Warn ${name}`,
    act: (data) =>
      withReason(act, data, (reason) => act.wish("person.warn", { person: id, reason })),
  });
}
