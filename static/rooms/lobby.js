// The door as those see it who let people in: who waits there, and what can be done for each.

import { icon, mark } from "/static/core/pictures.js";
import { told } from "/static/core/times.js";
import { make, say } from "../core/elements.js";
import { ask, choose, line, radios } from "./dialogs.js";
import { admits, leads } from "./standing.js";

const GATHER_MS = 250;
const LOOK_AGAIN_MS = 20_000;
const WAVE = "Many people joined the group at once. Newcomers wait at the door.";
const WELCOMES = "Welcome. It is good that you are here.";

const NOBODY = { waiting: [], more: 0, shut_until: null };

const MARKS = {
  first: "First time here",
  newcomer: "Newcomer, was here before",
  known: "Known member",
};

/** How many wait, for the button that leads to them; nothing where nobody does. */
function waitingWords(count) {
  if (!count) return "";
  return count === 1 ? "1 waits" : `${count} wait`;
}

export class Lobby {
  #state = null;
  #door = NOBODY;
  #timer = null;
  #shown = "";
  #count = 0;
  #names = new Set();

  /** `wish(name, payload)` gives an answer; `tell(words)` shows a refusal. */
  constructor({ parts, me, wish, tell, announcer, welcomeMax }) {
    Object.assign(this, { parts, me, wish, tell, announcer, welcomeMax });
    parts.doorAll?.addEventListener("click", () => this.#do("lobby.admit_all"));
    parts.doorKnown?.addEventListener("click", () => this.#set("new"));
    parts.lobbyChoice?.addEventListener("change", () => this.#set(parts.lobbyChoice.value));
    setInterval(() => this.#isKept && this.hear(), LOOK_AGAIN_MS);
  }

  /** Something is new at the door: all that comes within a moment is one look. */
  hear() {
    if (this.#timer || !this.#state || !admits(this.#state, this.me)) return;
    this.#timer = setTimeout(() => this.#look(), GATHER_MS);
  }

  render(state) {
    const [before, wasKept] = [this.#state, this.#isKept];
    this.#state = state;
    const { parts } = this;
    parts.lobbyRow.hidden = !leads(state, this.me);
    if (parts.lobbyChoice !== document.activeElement) parts.lobbyChoice.value = state.lobby;
    const isKept = this.#isKept;
    this.#draw(isKept ? this.#door : NOBODY);
    if (isKept && (!wasKept || before.lobby !== state.lobby)) this.hear();
    this.#describe();
  }

  get #isShut() {
    return this.#state.is_locked || Boolean(this.#state.shelter);
  }

  get #isKept() {
    const state = this.#state;
    return Boolean(state?.is_open && admits(state, this.me));
  }

  async #look() {
    const answer = await this.wish("lobby.see");
    this.#timer = null;
    if (answer.ok && this.#isKept) this.#draw(answer);
  }

  #draw(door) {
    this.#door = door;
    const { waiting, more, shut_until } = door;
    const key = JSON.stringify([door, this.#isShut]);
    if (key === this.#shown) return;
    this.#shown = key;
    this.#count = waiting.length + more;
    const { doorList, doorCount, doorMore, doorTitle } = this.parts;
    const hadFocus = doorList.contains(document.activeElement);
    doorList.replaceChildren(...waiting.map((one) => this.#item(one)));
    say(doorCount, String(this.#count));
    say(doorMore, more ? `And ${more} more, who came after them.` : "");
    doorMore.hidden = !more;
    this.#wave(shut_until);
    this.#describe();
    if (hadFocus && !this.parts.door.hidden)
      (doorList.querySelector("button") ?? doorTitle).focus();
    this.#announce(waiting);
  }

  #wave(until) {
    const { wave, waveEnd } = this.parts;
    if (until) say(waveEnd, told(new Date(until), "clock"));
    if (until && wave.hidden) this.announcer.politely(WAVE);
    wave.hidden = !until;
  }

  #announce(waiting) {
    const added = waiting.filter(({ id }) => !this.#names.has(id));
    this.#names = new Set(waiting.map(({ id }) => id));
    if (added.length === 1) this.announcer.politely(`${added[0].name} waits at the door.`);
    else if (added.length) this.announcer.politely(`${added.length} people wait at the door.`);
  }

  #describe() {
    const [{ parts }, state, count] = [this, this.#state, this.#count];
    parts.door.hidden = !this.#isKept || (state.lobby === "nobody" && !count);
    say(parts.toggleDoor, waitingWords(count));
    parts.toggleDoor.hidden = !count;
    const isShut = this.#isShut;
    parts.doorActs.hidden = isShut || (!count && state.lobby !== "all");
    parts.doorAll.hidden = !count;
    parts.doorKnown.hidden = state.lobby !== "all";
    const hint = isShut
      ? "The room takes nobody in just now. Whoever waits is told so, and can be let in once that is over."
      : "";
    const nobody = state.lobby === "new" ? "No newcomer waits just now." : "Nobody waits just now.";
    say(parts.doorHint, hint || (count ? "" : nobody));
    parts.doorHint.hidden = !parts.doorHint.textContent;
  }

  #item({ id, name, mark: known, note, welcome }) {
    const act = (label, picture, click, kind = "") =>
      make(
        "button",
        { type: "button", class: `button ${kind}`, click },
        picture ? icon(picture) : null,
        make("span", {}, label),
        make("span", { class: "unseen" }, ` ${name}`),
      );
    const isShut = this.#isShut;
    const words = make(
      "span",
      { class: "person-words" },
      make("span", { class: "person-name" }, name),
      make("span", { class: "person-detail" }, MARKS[known] ?? ""),
      note ? make("q", { class: "door-note" }, note) : null,
      welcome ? make("span", { class: "person-detail" }, `Told: ${welcome}`) : null,
    );
    const acts = make(
      "span",
      { class: "row door-acts" },
      isShut ? null : act("Let in", "door-open", () => this.#do("lobby.admit", { person: id })),
      act("More", null, () => this.#more(id, name, isShut), "plain"),
    );
    return make("li", { class: "person at-door-person" }, mark(name), words, acts);
  }

  #more(id, name, isShut) {
    const choices = [
      {
        label: "Write a word of welcome",
        words: `${name} reads it at the door and goes on waiting. Those who open the door see it too.`,
        choose: () => this.#say(id, name, "lobby.welcome", "Send it"),
      },
      {
        label: "Not this time",
        words: `${name} is told kindly why, and where there is help now.`,
        choose: () => this.#decline(id, name),
        isApart: true,
      },
    ];
    if (!isShut)
      choices.unshift({
        label: "Let in with a welcome",
        words: `${name} reads your words first, and then comes in.`,
        choose: () => this.#say(id, name, "lobby.admit", `Let ${name} in`),
      });
    return choose({ title: name, choices });
  }

  #say(id, name, wish, label) {
    return ask({
      title: `A word for ${name}`,
      fields: [
        line(
          "Your words",
          "words",
          `${name} reads them, and those who open the door.`,
          this.welcomeMax,
          WELCOMES,
        ),
      ],
      label,
      act: (data) => this.#act(wish, { person: id, words: data.get("words").trim() }),
    });
  }

  #decline(id, name) {
    return ask({
      title: `Not let ${name} in this time?`,
      words: [
        `${name} is told the reason, and is welcome again at the next date. Nobody else hears of it.`,
      ],
      fields: [
        radios(
          "What shall they be told?",
          "because",
          this.parts.declines,
          this.parts.declines[0][0],
        ),
      ],
      label: "Tell them kindly",
      act: (data) => this.#act("lobby.decline", { person: id, because: data.get("because") }),
    });
  }

  async #act(name, payload) {
    const answer = await this.wish(name, payload);
    this.hear();
    return answer;
  }

  async #do(name, payload = {}) {
    const answer = await this.#act(name, payload);
    this.tell(answer.ok ? "" : answer.words);
  }

  async #set(lobby) {
    const answer = await this.#act("lobby.set", { lobby });
    this.tell(answer.ok ? "" : answer.words);
    if (!answer.ok) this.parts.lobbyChoice.value = this.#state.lobby;
  }
}
