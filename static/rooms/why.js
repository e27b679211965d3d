// Why something is done about a person: they are told, so it is asked for each time.
import { line, radios } from "./dialogs.js";

const NO_REASON = {
  ok: false,
  words: "Please say why, in a few words. The person is told, so that they can understand.",
};

/** The group's ground rules to choose from, and a line for one's own words. */
export function whyFields({ reasons, reasonMax }, prepared = "") {
  const own = line(
    reasons.length ? "In your own words" : "Why?",
    "words",
    reasons.length
      ? "Instead of a ground rule, or in addition."
      : "The person reads this. Kind and plain is best.",
    reasonMax,
    prepared,
  );
  return reasons.length ? [rulesField("Why? The person is told.", reasons), own] : [own];
}

/** One of the group's ground rules. */
export function rulesField(legend, reasons) {
  return radios(
    legend,
    "rule",
    reasons.map((rule) => [rule, rule]),
    null,
  );
}

/** Does something with the reason that was given, or says kindly that there is none. */
export function withReason({ reasonMax }, data, act) {
  const parts = [data.get("rule"), data.get("words")?.trim()].filter(Boolean);
  const reason = parts.join(" — ").slice(0, reasonMax);
  return reason ? act(reason) : NO_REASON;
}
