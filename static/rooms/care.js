// When somebody may be in danger: help for the author of the words alone, and a quiet mark for those who serve.

import { icon } from "/static/core/pictures.js";
import { make, say } from "../core/elements.js";

const AGAIN_MS = 10 * 60_000;
const TALKING = "You are talking with them. The others see that.";
const THERE =
  "They were told that you are here for them. You learn who it is only if they wish. The others see that you are there.";

export class Care {
  #notes = new Map();
  #toldAt = new Map();

  /** `wish(name, payload)` gives an answer; `help` is the address of the help page, `parts.told` holds the notes. */
  constructor({ parts, wish, announcer, help }) {
    Object.assign(this, { parts, wish, announcer, help });
  }

  hear(news) {
    if (news.kind === "help" && this.#wasJustTold(news)) return;
    if (news.kind === "flag") this.#flagged(news);
    else if (news.kind === "help") this.#helped(news);
    else this.#seen(news);
    if (news.kind !== "flag") this.announcer.politely(news.words);
  }

  /** The same help is not shown again at each message, also to whoever has put it away. */
  #wasJustTold({ flag, words }) {
    const about = `${flag} ${words}`;
    const isNew = Date.now() - (this.#toldAt.get(about) ?? 0) > AGAIN_MS;
    if (isNew) this.#toldAt.set(about, Date.now());
    return !isNew;
  }

  /** For the author: somebody is there for them, who may not know yet who they are. */
  #seen({ flag, words, may_ask }) {
    const help = this.#notes.get(flag);
    // Where help stands already it says so itself: a note above it would push the numbers out of sight.
    if (help?.isConnected) return say(seenIn(help), words);
    const key = `seen:${flag}`;
    const acts = may_ask ? [this.#asking(flag), this.#away(key)] : [this.#away(key)];
    this.#put(key, [make("p", {}, words)], acts);
  }

  #asking(flag) {
    const ask = this.#button("Please, someone talk with me", "care.ask", flag, () => {
      const known = "They know that you would like to talk. Stay here, if you can.";
      ask.replaceWith(make("p", { role: "status" }, known));
    });
    return ask;
  }

  /** For the author alone: nothing was held back. Where someone answers now comes first, on a small screen too. */
  #helped({ flag, words, emergency, lines, marked, is_urgent }) {
    const [first, ...others] = lines.map(({ name, number, address }) =>
      call(address, `${name}: ${number}`),
    );
    const danger = emergency
      ? call(`tel:${emergency}`, `Emergency: ${emergency}`, is_urgent ? "danger firm" : "")
      : null;
    const ask = flag ? this.#asking(flag) : null;
    const nearest = is_urgent ? [danger, ask, first] : [first, ask, danger];
    const more = make("a", { class: "button plain", href: this.help }, "All help lines");
    // Words that wait to be read are not marked: those who lead see them as they are.
    const card = flag ?? "waiting";
    this.#put(
      card,
      [make("p", {}, words)],
      [...nearest, ...others, more, this.#away(card)],
      make("p", { class: "small" }, marked),
    );
  }

  /** For those who serve: who may need someone, and who talks with them. */
  #flagged(news) {
    const { flag, name, by, is_mine, is_closed } = news;
    if (is_closed) return is_mine ? null : this.#remove(flag);
    const words = [make("p", {}, make("strong", {}, whoWords(news)))];
    if (by && !is_mine)
      words.push(make("p", {}, `${by} is ${name ? "talking with" : "here for"} them.`));
    const acts = [];
    const take = name ? "I am talking with them" : "I am here for them";
    if (!by) acts.push(this.#button(take, "care.take", flag, null, "primary"));
    if (is_mine) {
      words.push(make("p", {}, name ? TALKING : THERE));
      acts.push(
        this.#button(
          "They are looked after",
          "care.close",
          flag,
          (answer) => this.#closed(flag, answer),
          "primary",
        ),
        this.#button("Someone else, please", "care.hand_on", flag),
      );
    }
    if (by && !is_mine) acts.push(this.#away(flag));
    this.#put(flag, words, acts);
    if (!by) this.announcer.politely(whoWords(news));
  }

  #closed(flag, { aftercare }) {
    this.#put(flag, [make("p", {}, aftercare)], [this.#away(flag)]);
  }

  #button(label, wish, flag, then = null, kind = "") {
    const press = async () => {
      const answer = await this.wish(wish, { flag });
      // Whatever stands in the way, the numbers and the button to press again stay where they are.
      const problem = button.closest("[data-care]").querySelector("[role=alert]");
      problem.hidden = answer.ok;
      say(problem, answer.ok ? "" : answer.words);
      if (answer.ok) then?.(answer);
    };
    const button = make("button", { type: "button", class: `button ${kind}`, click: press }, label);
    return button;
  }

  #away(key) {
    return make(
      "button",
      { type: "button", class: "button plain", click: () => this.#remove(key) },
      "Put this away",
    );
  }

  #put(key, words, acts, last = null) {
    const note = make(
      "div",
      { class: "note care told", "data-care": key },
      icon("heart-handshake"),
      make(
        "div",
        { class: "grow stack stack-small" },
        ...words,
        make("div", { class: "row" }, ...acts),
        make("p", { class: "error", role: "alert", hidden: true }),
        last,
      ),
    );
    const known = this.#notes.get(key);
    if (known?.isConnected) known.replaceWith(note);
    else this.parts.told.prepend(note);
    this.parts.told.scrollTop = 0;
    this.#notes.set(key, note);
  }

  #remove(key) {
    this.#notes.get(key)?.remove();
    this.#notes.delete(key);
  }
}

function seenIn(note) {
  const known = note.querySelector("[data-seen]");
  if (known) return known;
  const words = make("strong", { "data-seen": "" });
  note.querySelector(".grow").prepend(make("p", {}, words));
  return words;
}

function call(address, words, kind = "") {
  return make("a", { class: `button ${kind}`, href: address }, icon("phone"), words);
}

function whoWords({ name, of_other, is_asked, is_urgent }) {
  // Nobody learns whose a question in the basket is, unless they say so.
  if (!name) return whoAsks(of_other, is_urgent);
  if (is_urgent)
    return of_other
      ? `${name} writes about someone who may have taken too much. Please be there now.`
      : `${name} may have taken too much. Please be with them now.`;
  if (is_asked) return `${name} asks that someone talks with them.`;
  return of_other
    ? `${name} writes about someone who may be in danger.`
    : `${name} may need someone to talk with.`;
}

function whoAsks(ofOther, isUrgent) {
  if (isUrgent)
    return ofOther
      ? "A question in the basket is about someone who may have taken too much. Please be there now."
      : "Somebody with a question in the basket may have taken too much. Please be there now.";
  return ofOther
    ? "A question in the basket is about someone who may be in danger."
    : "Somebody with a question in the basket may need someone to talk with.";
}
