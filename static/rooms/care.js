// When somebody may be in danger: help for the author of the words alone, and a quiet mark for those who serve.

import { icon } from "/static/core/pictures.js";
import { make, say } from "../core/elements.js";
import { Away } from "./care-away.js";
import { asked, call, noteOf, seenIn } from "./care-note.js";
import { mineWords, openWords, whoWords } from "./care-words.js";

const AGAIN_MS = 10 * 60_000;
const LOOK_AGAIN_MS = 5000;

export class Care {
  #notes = new Map();
  #news = new Map();
  #toldAt = new Map();
  #heard = 0;
  #timer = null;

  /**
   * `wish(name, payload)` gives an answer; `help` is the address of the help page, `parts.told` holds the notes,
   * `away` knows what was put away.
   */
  constructor({ parts, wish, announcer, help, away = new Away(null) }) {
    Object.assign(this, { parts, wish, announcer, help, away });
  }

  hear(news) {
    this.#heard += 1;
    if (news.kind === "help" && this.#wasJustTold(news)) return;
    this.away.delete(keyOf(news));
    this.#take(news);
  }

  /** With every entry: what is still open is there again, and what was seen to meanwhile is gone. */
  async look() {
    clearTimeout(this.#timer);
    const heard = this.#heard;
    const answer = await this.wish("care.see");
    if (answer.ok && heard === this.#heard) this.#adopt(answer.news);
    // A lost line is entered anew, and then this is asked again.
    else if (answer.ok || answer.code === "too_fast")
      this.#timer = setTimeout(() => this.look(), answer.ok ? 0 : LOOK_AGAIN_MS);
  }

  /** What whoever is about to close the room should know first; it is there at once where it is known. */
  beforeClosing() {
    const words = make("div", { class: "grow stack stack-small" });
    const note = make(
      "div",
      { class: "note care", role: "status" },
      icon("heart-handshake"),
      words,
    );
    const show = () => {
      const flags = [...this.#news.values()].filter(({ kind }) => kind === "flag");
      words.replaceChildren(...openWords(flags).map((line) => make("p", {}, line)));
      note.hidden = !flags.length;
    };
    show();
    this.look().then(show);
    return note;
  }

  #adopt(all) {
    const open = new Set(all.map(keyOf));
    for (const key of [...this.#news.keys()]) if (!open.has(key)) this.#gone(key);
    for (const news of all) {
      const isSame = JSON.stringify(this.#news.get(keyOf(news))) === JSON.stringify(news);
      if (isSame) continue;
      if (this.#isAway(news)) this.#news.set(keyOf(news), news);
      else this.#take(news);
    }
  }

  /** Who is waited for by nobody cannot be put away. */
  #isAway(news) {
    const mayBe = news.kind !== "flag" || (news.by && !news.is_mine);
    return mayBe && this.away.has(keyOf(news));
  }

  #take({ room: _, ...news }) {
    if (news.kind === "flag") return this.#flagged(news);
    this.#news.set(keyOf(news), news);
    if (news.kind === "help") this.#helped(news);
    else this.#seen(news);
    this.announcer.politely(news.words);
  }

  /** It was seen to; where one can find help is not taken out of somebody's hands. */
  #gone(key) {
    const { kind, ...news } = this.#news.get(key);
    this.#news.delete(key);
    const note = this.#notes.get(key);
    if (kind === "flag") this.#remove(key);
    else if (kind === "seen") this.#unsee(news.flag);
    else if (note?.isConnected) this.#helped({ ...news, asked: null, after: null });
  }

  #unsee(flag) {
    this.#remove(`seen:${flag}`);
    this.#notes.get(flag)?.querySelector("[data-seen]")?.parentElement.remove();
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
    if (help?.isConnected) {
      this.#remove(`seen:${flag}`);
      return say(seenIn(help), words);
    }
    const key = `seen:${flag}`;
    const ask = may_ask ? [this.#asking(flag)] : [];
    this.#put(key, [make("p", {}, words)], [...ask, this.#allLines(), this.#away(key)]);
  }

  /** Where nobody can talk any more, nobody is promised it. */
  #asking(flag, isOver = false) {
    const label = isOver ? "Tell them that I need someone" : "Please, someone talk with me";
    const ask = this.#button(label, "care.ask", flag, ({ words }) => ask.replaceWith(asked(words)));
    return ask;
  }

  #allLines() {
    return make("a", { class: "button plain", href: this.help }, "All help lines");
  }

  /** For the author alone: nothing was held back. Where someone answers now comes first, on a small screen too. */
  #helped(news) {
    const { flag, words, after, marked } = news;
    // Words that wait to be read are not marked: those who lead see them as they are.
    const card = flag ?? "waiting";
    const seen = this.#news.get(`seen:${flag}`);
    this.#put(
      card,
      [!seen && after ? make("p", {}, make("strong", {}, after)) : null, make("p", {}, words)],
      [...this.#calls(news), this.#allLines(), this.#away(card)],
      marked ? make("p", { class: "small" }, marked) : null,
    );
    if (seen) this.#seen(seen);
  }

  #calls({ flag, emergency, lines, asked: isAsked, is_urgent, after }) {
    const [first, ...others] = lines.map(({ name, number, address }) =>
      call(address, `${name}: ${number}`),
    );
    const danger = emergency
      ? call(`tel:${emergency}`, `Emergency: ${emergency}`, is_urgent ? "danger firm" : "")
      : null;
    const ask = isAsked ? asked(isAsked) : flag && this.#asking(flag, Boolean(after));
    const nearest = is_urgent ? [danger, ask, first] : [first, ask, danger];
    return [...nearest, ...others];
  }

  /** For those who serve: who may need someone, and who talks with them. */
  #flagged(news) {
    const { flag, name, by, is_mine, is_closed } = news;
    if (is_closed) {
      if (this.#news.delete(flag)) this.#remove(flag);
      return;
    }
    this.#news.set(flag, news);
    const words = [make("p", {}, make("strong", {}, whoWords(news)))];
    if (by && !is_mine)
      words.push(make("p", {}, `${by} is ${name ? "talking with" : "here for"} them.`));
    if (is_mine) words.push(make("p", {}, mineWords(news)));
    this.#put(flag, words, this.#acts(news));
    if (!by) this.announcer.politely(whoWords(news));
  }

  #acts({ flag, name, by, is_mine }) {
    const take = name ? "I am talking with them" : "I am here for them";
    if (!by) return [this.#button(take, "care.take", flag, null, "primary")];
    if (!is_mine) return [this.#away(flag)];
    const close = (answer) => this.#closed(flag, answer);
    return [
      this.#button("They are looked after", "care.close", flag, close, "primary"),
      this.#button("Someone else, please", "care.hand_on", flag),
    ];
  }

  #closed(flag, { aftercare }) {
    this.#news.delete(flag);
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
      { type: "button", class: "button plain", click: () => this.#putAway(key) },
      "Put this away",
    );
  }

  /** With the help goes what stood in it. */
  #putAway(key) {
    for (const one of [key, `seen:${key}`]) if (this.#news.has(one)) this.away.add(one);
    this.#remove(key);
  }

  #put(key, words, acts, last = null) {
    const note = noteOf(key, words, acts, last);
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

/** One's own help and the mark of another stand each in a note of their own; that one was seen, beside the help. */
function keyOf({ kind, flag }) {
  return kind === "seen" ? `seen:${flag}` : (flag ?? "waiting");
}
