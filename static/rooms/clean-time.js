// A clean-time countdown: the milestones side by side, and who stands for one. Nothing is asked of anybody, and nothing is counted.

import { make, say } from "../core/elements.js";
import { drawn } from "../recovery/drawn.js";
import { leads } from "./standing.js";
import { together } from "./telling.js";

const TAGS = [
  ["welcome", "Welcome", "white"],
  ["30_days", "30 days", "orange"],
  ["60_days", "60 days", "green"],
  ["90_days", "90 days", "red"],
  ["6_months", "6 months", "blue"],
  ["9_months", "9 months", "yellow"],
  ["1_year", "1 year", "glow"],
  ["18_months", "18 months", "grey"],
];
const MOST_YEARS = 60;
const MOST_NAMES = 4;

const yearsOf = (tag) => Number(/^(\d+)_years$/.exec(tag)?.[1] ?? 0);

export class CleanTime {
  #drawn = null;

  /** `parts`: cleanTime (the section), tags (where they hang), cleanTurn and cleanClose (for the one who leads). */
  constructor({ parts, me, act }) {
    Object.assign(this, { parts, me, act });
    parts.cleanClose?.addEventListener("click", () => act.closeCleanTime());
    parts.cleanOpen?.addEventListener("click", () => act.openCleanTime());
    parts.cleanTurn?.addEventListener("click", () =>
      act.openCleanTime(parts.cleanTurn.dataset.longest !== "true"),
    );
  }

  render(state) {
    const { parts } = this;
    const { clean_time } = state;
    const canLead = leads(state, this.me) && state.is_open;
    parts.cleanTime.hidden = !clean_time;
    parts.cleanOpen.hidden = Boolean(clean_time);
    parts.cleanLead.hidden = !canLead;
    if (clean_time === this.#drawn || !clean_time) {
      this.#drawn = clean_time;
      return;
    }
    this.#drawn = clean_time;
    parts.cleanTurn.dataset.longest = String(clean_time.longest_first);
    say(parts.cleanTurn, clean_time.longest_first ? "Shortest first" : "Longest first");
    this.#hang(state, clean_time);
  }

  /** All of them again: who stands is seen at once, and the place one had pressed keeps the focus. */
  #hang(state, { longest_first, stood }) {
    const { tags } = this.parts;
    const focused = tags.contains(document.activeElement) && document.activeElement.dataset.tag;
    const left = tags.scrollLeft;
    const years = [...new Set(stood.map(({ tag }) => yearsOf(tag)))].filter(Boolean);
    const long = years
      .sort((one, other) => one - other)
      .map((count) => [`${count}_years`, `${count} years`, "black"]);
    const shown = [...TAGS, ...long].map((tag) => this.#tag(tag, state, stood));
    const more = this.#moreYears(stood);
    tags.replaceChildren(...(longest_first ? [more, ...shown.toReversed()] : [...shown, more]));
    tags.scrollLeft = left;
    if (focused) tags.querySelector(`[data-tag="${focused}"]`)?.focus();
  }

  #tag([tag, words, colour], state, stood) {
    const names = stood
      .filter((one) => one.tag === tag)
      .map(({ who }) => (who === this.me ? "You" : (state.people[who]?.name ?? "Someone")));
    const isMine = stood.some((one) => one.who === this.me && one.tag === tag);
    const button = make(
      "button",
      {
        type: "button",
        class: "milestone",
        "data-tag": tag,
        "aria-pressed": String(isMine),
        "aria-label": isMine ? `Sit down again: ${words}` : `Stand for ${words}`,
        click: () => this.act.stand(isMine ? null : tag),
      },
      drawn({ words, colour }),
    );
    return make(
      "li",
      { class: names.length ? "stood" : null },
      button,
      make("p", { class: "milestone-names" }, together(names, MOST_NAMES)),
    );
  }

  #moreYears(stood) {
    const mine = stood.find(({ who }) => who === this.me);
    const years = make(
      "select",
      { class: "input", "aria-label": "How many years", "data-tag": "years", autocomplete: "off" },
      make("option", { value: "" }, "Years …"),
    );
    for (let count = 2; count <= MOST_YEARS; count += 1)
      years.append(make("option", { value: `${count}_years` }, `${count} years`));
    years.value = yearsOf(mine?.tag ?? "") ? mine.tag : "";
    years.addEventListener("change", () => years.value && this.act.stand(years.value));
    return make("li", { class: "milestone-years" }, years);
  }
}
