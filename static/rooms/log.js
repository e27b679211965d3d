// The log: appended to, one by one and a frame at a time, never written anew while one reads.
import { make, say } from "../core/elements.js";
import { stepBegun } from "./agenda.js";
import { Comings } from "./comings.js";
import { Covering } from "./covering.js";
import { Dots } from "./dots.js";
import { draft, drawn, head, Sheet, strike } from "./letters.js";
import { goneWords, lineOf } from "./telling.js";

const NEAR_END_PX = 60;

const nextFrame = (work) => (document.hidden ? setTimeout(work, 50) : requestAnimationFrame(work));

export class Log {
  #messages = new Map();
  #queue = [];
  #isScheduled = false;
  #follows = true;
  #comings = null;
  #lastOwn = null;
  #unread = 0;
  #oldest = null;
  #told = [];
  #pendingKey = "";

  /**
   * `parts`: scroller, list, pending, below (the button that leads to what is new), earlier (the button for more).
   * `may(author)` tells whether something can be done about a message, `open(seq, author)` does it; `read(seq)` gives its words
   * once they are shown again; `drawn` is
   * called when what happened has been added.
   */
  constructor({ parts, me, may, open, read, outbox, drawn }) {
    Object.assign(this, { parts, me, may, open, outbox, drawn });
    this.sheet = new Sheet(parts.list, me);
    this.covering = new Covering({ me, read: (seq) => this.#readAgain(seq, read) });
    parts.scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    parts.below.addEventListener("click", () => this.toEnd());
    this.dots = new Dots(parts.list, (seq) => this.open(seq, this.#messages.get(seq)?.author));
    new ResizeObserver(() => this.#follows && this.#scrollToEnd()).observe(parts.scroller);
  }

  /** The oldest `seq` that is shown. */
  get oldest() {
    return this.#oldest;
  }

  /** Everything anew, without reading it all out. */
  fill(events, state, hasEarlier) {
    const { list, earlier, scroller, below } = this.parts;
    const [wasFilled, top] = [!scroller.classList.contains("waiting"), scroller.scrollTop];
    const stays = wasFilled && !this.#follows;
    list.setAttribute("aria-live", "off");
    this.#queue = [];
    this.#told = [];
    this.#messages.clear();
    this.sheet.clear();
    this.#comings = null;
    this.dots.forget();
    this.#lastOwn = null;
    this.#oldest = events.find(({ seq }) => seq)?.seq ?? null;
    for (const event of events) this.#place(event, state, state);
    earlier.hidden = !hasEarlier;
    scroller.classList.remove("waiting");
    if (stays) scroller.scrollTop = top;
    else this.toEnd();
    below.hidden = !stays || !this.#unread;
    setTimeout(() => list.removeAttribute("aria-live"), 500);
  }

  /** All that is shown once more, with the names that are read now. */
  retell(state) {
    const events = [...this.#told, ...this.#queue.map(([event]) => event)];
    this.fill(events, state, !this.parts.earlier.hidden);
  }

  /** Adds with the next frame what happened: `before` and `after` are the states around it. */
  add(event, before, after, isKeptNow = false) {
    this.#queue.push([event, before, after, isKeptNow]);
    this.#schedule();
  }

  /** A line that only this page says. */
  note(words) {
    this.#queue.push([{ kind: "note", words }, null, null]);
    this.#schedule();
  }

  addEarlier(events, state, hasEarlier) {
    const { list, scroller, earlier } = this.parts;
    const before = make("div");
    const sheet = new Sheet(before, this.me);
    const [kept, comings, told] = [this.sheet, this.#comings, this.#told];
    [this.sheet, this.#comings, this.#told] = [sheet, null, []];
    this.dots.keepingStop(() => {
      for (const event of events) this.#place(event, state, state);
    });
    [this.sheet, this.#comings, this.#told] = [kept, comings, [...this.#told, ...told]];
    this.#oldest = events[0]?.seq ?? this.#oldest;
    const height = scroller.scrollHeight;
    list.setAttribute("aria-live", "off");
    list.prepend(...before.childNodes);
    earlier.hidden = !hasEarlier;
    // What one was reading stays where it was.
    scroller.scrollTop += scroller.scrollHeight - height;
    setTimeout(() => list.removeAttribute("aria-live"), 500);
  }

  /** Shows one's own words that are not kept yet. */
  showPending(isHere, person, answers) {
    const { pending } = this.parts;
    const { items } = this.outbox;
    const now = new Date().toISOString();
    const continues = this.sheet.continues(this.me, now);
    // Left alone while it stays the same: someone may be about to press a button in it.
    const key = JSON.stringify([items, isHere, continues, person.name]);
    if (key === this.#pendingKey) return;
    this.#pendingKey = key;
    const parts = items.map((item) => {
      const state = item.problem ? "failed" : isHere ? "sending" : "waiting";
      const mine = Object.entries(answers).map(([name, act]) => [name, () => act(item)]);
      return draft(item, state, Object.fromEntries(mine));
    });
    if (parts.length && !continues) parts.unshift(head(person, now, true));
    pending.replaceChildren(...parts);
    pending.hidden = parts.length === 0;
    if (this.#follows) this.#scrollToEnd();
  }

  /** After one's role has changed: what is hidden is read now or no longer, and other things may be done. */
  async roleChanged(state) {
    const hidden = state.hidden.map((seq) => [seq, this.#messages.get(seq)]);
    const known = hidden.filter(([, message]) => message);
    await Promise.all(
      known.map(([seq, { element, author }]) => this.covering.renew(element, seq, author, state)),
    );
    this.offerAnew();
  }

  /** Other things may be done about messages than before. */
  offerAnew() {
    for (const [seq, { element, author }] of this.#messages) {
      element.querySelector(".message-more")?.remove();
      if (!element.classList.contains("gone")) {
        const more = this.#moreAbout(seq, author);
        element.classList.toggle("may-be-acted-on", more !== null);
        if (more) element.append(more);
      }
    }
  }

  /** Something has changed below what was said. */
  settle() {
    if (this.#follows) this.#scrollToEnd();
  }

  toEnd() {
    this.#follows = true;
    this.#unread = 0;
    this.parts.below.hidden = true;
    this.#scrollToEnd();
  }

  #schedule() {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    nextFrame(() => {
      this.#isScheduled = false;
      this.#flush();
    });
  }

  #flush() {
    const batch = this.#queue;
    this.#queue = [];
    let isOwn = false;
    for (const [event, before, after, isKeptNow] of batch) {
      if (event.kind === "message.said") {
        isOwn ||= event.by === this.me;
        if (!this.#follows) this.#unread += 1;
      }
      this.#place(event, before, after, isKeptNow);
    }
    this.drawn();
    if (this.#follows || isOwn) this.toEnd();
    else if (this.#unread) {
      say(this.parts.below.querySelector("span"), `${this.#unread} new below`);
      this.parts.below.hidden = false;
    }
  }

  #place(event, before, after, isKeptNow = false) {
    this.#told.push(event);
    switch (event.kind) {
      case "message.said":
        return this.#said(event, after, isKeptNow);
      case "question.drawn":
        return this.#drawn(event, after);
      case "message.removed":
        return this.#removed(event, after);
      case "message.hidden":
      case "message.shown":
        return this.#covered(event, after);
      case "person.entered":
      case "person.left":
        return this.#cameOrLeft(event, after);
      case "step.begun":
        this.#comings = null;
        return this.sheet.put(stepBegun(event), event.at);
      case "note":
        this.#comings = null;
        return this.sheet.line(event.words);
      default: {
        const words = lineOf(event, before, this.me);
        if (!words) return null;
        this.#comings = null;
        // Changes of the floor are read out by the announcer, not a second time here.
        const isFloor = /^(chair|floor)\./.test(event.kind);
        return this.sheet.line(words, event.at, isFloor ? { "aria-live": "off" } : {});
      }
    }
  }

  #said(event, state, isKeptNow) {
    this.#comings = null;
    const isGone = event.body === null && !event.shut;
    const more = isGone ? null : this.#moreAbout(event.seq, event.by);
    const element = this.sheet.message(event, state.people[event.by], more);
    this.#messages.set(event.seq, { element, author: event.by });
    this.covering.draw(element, event, state);
    if (!isKeptNow) return;
    this.#lastOwn?.remove();
    this.#lastOwn = make("span", { class: "message-state" }, "sent");
    element.querySelector(".share").append(this.#lastOwn);
  }

  /** A question of the basket is acted on as a message is; whose it is nobody knows. */
  #drawn(event, state) {
    this.#comings = null;
    const more = event.words === null ? null : this.#moreAbout(event.seq, null);
    const element = this.sheet.put(drawn(event, more), event.at);
    this.#messages.set(event.seq, { element, author: null });
    this.covering.draw(element, { ...event, by: null, body: event.words }, state);
  }

  #removed(event, state) {
    this.#retold(event.message, null);
    const known = this.#messages.get(event.message);
    if (!known) return;
    const hadFocus = known.element.contains(document.activeElement);
    strike(known.element, goneWords(event.author, event.by, state, this.me));
    if (hadFocus) this.parts.scroller.focus();
  }

  #covered({ kind, message, author }, state) {
    const known = this.#messages.get(message);
    // Whoever came late may speak about a question that stands further up than what they have read.
    if (!known) return kind === "message.shown" && author === null && this.covering.read(message);
    const { element } = known;
    if (kind === "message.hidden") return this.covering.hide(element, author, state);
    return this.covering.show(element, message).then(() => this.offerAnew());
  }

  async #readAgain(seq, read) {
    const body = await read(seq);
    if (body) this.#retold(seq, body);
    return body;
  }

  /** What stands at a `seq` has other words from now on, or none. */
  #retold(seq, words) {
    const field = { "message.said": "body", "question.drawn": "words" };
    this.#told = this.#told.map((one) =>
      one.seq === seq && field[one.kind] ? { ...one, [field[one.kind]]: words } : one,
    );
  }

  #cameOrLeft(event, state) {
    if (event.by === this.me || state.kind !== "meeting") return;
    const name = state.people[event.by]?.name ?? "Someone";
    if (!this.#comings) {
      // Many come and go: one line that grows, and is not read out each time.
      const element = this.sheet.line("", event.at, { "aria-live": "off" });
      this.#comings = { element, all: new Comings() };
    }
    const { element, all } = this.#comings;
    all.hear(event, name);
    say(element, all.words);
    element.hidden = all.isNothing;
  }

  #moreAbout(seq, author) {
    if (!this.may(author)) return null;
    const other = author === null ? "About this question" : "About this message";
    return this.dots.about(seq, author === this.me ? "About your message" : other);
  }

  #scrolled() {
    const { scroller, below } = this.parts;
    const left = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
    this.#follows = left < NEAR_END_PX;
    if (this.#follows && !below.hidden) {
      this.#unread = 0;
      below.hidden = true;
    }
  }

  #scrollToEnd() {
    this.parts.scroller.scrollTop = this.parts.scroller.scrollHeight;
  }
}
