// A member's plan for a hard moment: texts under a few headings, in their own words.
export const PARTS = ["warns", "helps", "people", "first", "reasons"];

const NUMBER = /\+?\d[\d ()/.-]{3,}\d/g;
const DATE = /^(\d{4}-\d\d?-\d\d?|\d\d?[./-]\d\d?[./-]\d{2,4})$/;
const FEWEST_DIGITS = 6;
const MOST_DIGITS = 15;
/** Numbers that are short and yet call someone. */
const SHORT = /(?<![\w+./:-])(112|911|999|988|111|116 ?\d{3})(?!\w|[./:-]\d)/g;

/** A plan with every part, whatever was kept: a part that nobody wrote is empty. */
export function whole(kept) {
  const text = (part) => (typeof kept?.[part] === "string" ? kept[part] : "");
  return Object.fromEntries(PARTS.map((part) => [part, tidy(text(part))]));
}

/** A text without the spaces and empty lines around it. */
function tidy(text) {
  return text.replaceAll("\r\n", "\n").trim();
}

/** Whether nothing is written yet. */
export const isBlank = (plan) => PARTS.every((part) => plan[part] === "");

/** The lines of a text, without empty ones and without the marks of a list that someone has typed. */
export function linesOf(text) {
  return text.split("\n").flatMap((line) => line.replace(/^\s*[-*•–]\s+/, "").trim() || []);
}

/** A line in pieces: words, and the numbers in it that can be called. */
export function pieces(line) {
  const found = [];
  let from = 0;
  for (const { 0: number, index } of callable(line)) {
    if (index > from) found.push({ words: line.slice(from, index) });
    found.push({ words: number, call: `tel:${number.replace(/[^\d+]/g, "")}` });
    from = index + number.length;
  }
  if (from < line.length) found.push({ words: line.slice(from) });
  return found;
}

function callable(line) {
  const long = [...line.matchAll(NUMBER)].filter(({ 0: number }) => {
    const digits = number.replace(/\D/g, "").length;
    return digits >= FEWEST_DIGITS && digits <= MOST_DIGITS && !DATE.test(number);
  });
  const isWithin = (match) =>
    long.some(
      ({ 0: number, index }) => match.index >= index && match.index < index + number.length,
    );
  const short = [...line.matchAll(SHORT)].filter((match) => !isWithin(match));
  return [...long, ...short].sort((one, other) => one.index - other.index);
}

/** What two have written from the same beginning, in one plan; `both` names the parts that hold the words of both.
 *
 * Nothing that either wrote is left out: where both changed a part, mine comes first and theirs below it. */
export function merged(before, mine, theirs) {
  const both = [];
  const plan = {};
  for (const part of PARTS) {
    if (mine[part] === theirs[part] || theirs[part] === before[part]) plan[part] = mine[part];
    else if (mine[part] === before[part]) plan[part] = theirs[part];
    else {
      plan[part] = [mine[part], theirs[part]].filter(Boolean).join("\n\n");
      both.push(part);
    }
  }
  return { plan, both };
}
