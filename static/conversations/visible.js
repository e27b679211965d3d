// What the eye does not see goes out of words before they are shown: the service cleans what it can read
// (support_groups/core/invisible.py), and here it can not.

const UNSEEN =
  /\u034f|[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffc]/gu;
const STAYING = new Set("\n\u200c\u200d");
const TOO_MANY_MARKS = /(\p{M}{30})\p{M}+/gu;

/** The same words without anything that could hide in them or turn them round. */
export const visible = (words) =>
  words
    .replace(/\r\n?/g, "\n")
    .replace(UNSEEN, (one) => (STAYING.has(one) ? one : ""))
    .replace(TOO_MANY_MARKS, "$1")
    .normalize("NFC");
