// Who is here, who serves first; who waits to share; and what the one who leads can do for each.

import { icon, mark } from "/static/core/pictures.js";
import { make, say } from "../core/elements.js";
import { aboutPerson } from "./about.js";
import { clockTime } from "./letters.js";
import { howManyHere, isUnseen, rosterWords } from "./roster.js";
import { hasChair, inLine, leads, mutedUntil, peopleHere, placeInQueue } from "./standing.js";
import { ordinal, ROLES } from "./telling.js";
import { call } from "./turns.js";

export class People {
  #rows = new Map();
  #queue = "";

  /** `parts`: here (list), counts (elements that tell how many), queue (section), hands (list). */
  constructor({ parts, me, act }) {
    Object.assign(this, { parts, me, act });
  }

  render(state, now) {
    const here = peopleHere(state);
    for (const count of this.parts.counts) say(count, String(howManyHere(state, this.me)));
    this.#tellOfRoster(state, here.length);
    this.#keep(here.map(([id]) => id));
    here.forEach(([id, person], at) => {
      const row = this.#row(id, person);
      this.#describe(row, id, person, state, now);
      // Moved only where it must be, so that focus stays.
      const there = this.parts.here.children[at];
      if (there !== row.item) this.parts.here.insertBefore(row.item, there ?? null);
    });
    this.#hands(state);
  }

  #tellOfRoster(state, seen) {
    const { roster } = this.parts;
    roster.hidden = !state.hides_roster || !state.is_open;
    if (!roster.hidden) say(roster, rosterWords(state, this.me, seen));
  }

  #keep(ids) {
    for (const [id, row] of this.#rows) {
      if (ids.includes(id)) continue;
      const hadFocus = row.item.contains(document.activeElement);
      row.item.remove();
      // Whoever was acting on a person who is gone now goes on at the list, not at the top of the page.
      if (hadFocus) this.parts.sideTitle.focus();
      this.#rows.delete(id);
    }
  }

  #row(id, person) {
    const known = this.#rows.get(id);
    if (known?.name === person.name) return known;
    const detail = make("span", { class: "person-detail" });
    const more = make(
      "button",
      {
        type: "button",
        class: "person-more",
        "aria-haspopup": "dialog",
        click: () => aboutPerson(this.act, id),
      },
      "···",
    );
    more.setAttribute("aria-label", `What can be done for ${person.name}`);
    const words = make("span", { class: "person-words" });
    words.append(make("span", { class: "person-name" }, person.name), detail);
    const item = make("li", { class: "person" }, mark(person.name), words, more);
    const row = { item, detail, more, name: person.name };
    known?.item.replaceWith(item);
    this.#rows.set(id, row);
    return row;
  }

  #describe(row, id, person, state, now) {
    const parts = [];
    if (id === this.me) parts.push("You");
    if (ROLES[person.role]) parts.push(ROLES[person.role]);
    if (hasChair(state, id)) parts.push("leads now");
    const place = placeInQueue(state, id);
    if (state.share?.who === id) parts.push("sharing");
    else if (place) parts.push(`hand up, ${ordinal(place)}`);
    if (mutedUntil(state, id, now)) parts.push("listening for a while");
    if (isUnseen(state, id))
      parts.push(id === this.me ? "not shown to others" : "not shown to members");
    say(row.detail, parts.join(" · "));
    row.detail.hidden = parts.length === 0;
    const canLead = leads(state, this.me) && state.is_open;
    const hadFocus = row.more === document.activeElement;
    row.more.hidden = !state.is_open || (id === this.me && !(canLead && state.floor === "chaired"));
    if (hadFocus && row.more.hidden) this.parts.sideTitle.focus();
  }

  #hands(state) {
    const { queue, hands } = this.parts;
    queue.hidden = state.queue.length === 0;
    const canLead = leads(state, this.me);
    const key = JSON.stringify([inLine(state), canLead, canLead && state.shared]);
    if (key === this.#queue) return;
    this.#queue = key;
    const hadFocus = hands.contains(document.activeElement);
    hands.replaceChildren(
      ...inLine(state).map(({ who, at }) => {
        const name = state.people[who]?.name ?? "Someone";
        const first = canLead && !state.shared.includes(who) ? " · has not shared yet" : "";
        const button = make(
          "button",
          { type: "button", class: "button", click: () => call(this.act, who) },
          icon("mic"),
          make("span", {}, "Call"),
          make("span", { class: "unseen" }, ` ${name}`),
        );
        return make(
          "li",
          { class: "person" },
          mark(name),
          make(
            "span",
            { class: "person-words" },
            make("span", { class: "person-name" }, who === this.me ? `${name} (you)` : name),
            make("span", { class: "person-detail" }, "since ", clockTime(at), first),
          ),
          canLead ? button : null,
        );
      }),
    );
    if (hadFocus) (hands.querySelector("button") ?? this.parts.sideTitle).focus();
  }
}
