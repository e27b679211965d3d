// The server groups a list by the days of a zone it was told or guessed; the browser knows the reader's own.
const spoken = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long" });

/** The day of a moment in the reader's zone: a key to group by and words to read. */
export function dayOf(date) {
  const key = [date.getFullYear(), date.getMonth() + 1, date.getDate()].join("-");
  return { key, words: spoken.format(date).replace(",", "") };
}

/** Puts the lines of all sections within `root`, which stay in order, under headings of the reader's days. */
export function intoDays(root) {
  const sections = new Map();
  for (const line of root.querySelectorAll("li.meeting")) {
    const date = new Date(line.querySelector("time")?.dateTime ?? "");
    if (Number.isNaN(date.getTime())) return;
    const { key, words } = dayOf(date);
    if (!sections.has(key)) sections.set(key, { words, lines: [] });
    sections.get(key).lines.push(line);
  }
  root.replaceChildren(...[...sections].map(([key, day]) => section(key, day)));
}

function section(key, { words, lines }) {
  const heading = document.createElement("h2");
  heading.id = `day-${key}`;
  heading.textContent = words;
  const list = document.createElement("ul");
  list.className = "lines";
  list.append(...lines);
  const whole = document.createElement("section");
  whole.className = "day";
  whole.setAttribute("aria-labelledby", heading.id);
  whole.append(heading, list);
  return whole;
}
