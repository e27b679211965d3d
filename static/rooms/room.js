// The room: one state, folded from what happens; the parts show it, the line carries it.
import { make, say } from "../core/elements.js";
import { arrivalOf, whereWords } from "./arrival.js";
import { apply, nothingYet } from "./fold.js";
import { furnish } from "./furnish.js";
import { UNSURE } from "./line.js";
import { hidesNames } from "./names.js";
import { stepOutBy } from "./parting.js";
import { partsOf } from "./parts.js";
import { Saying } from "./saying.js";
import { Showing } from "./showing.js";
import { mutedUntil } from "./standing.js";

const TICK_MS = 1000;
const AWAY_WORDS = "You were away for a moment. This is what you missed.";

const isMyRole =
  (me) =>
  ({ kind, who }) =>
    kind === "role.given" && who === me;

/** Whoever leads from now on, or no more, sees others; and in a closed room nobody is there for anybody. */
const changesCare = (event, me) => isMyRole(me)(event) || event.kind === "room.closed";

export class Room {
  #state = nothingYet();
  #isScheduled = false;
  #keptSince = null;
  #hasReadBefore = false;
  #isOver = false;

  /** `box` seals what is said and opens what is heard; null where everybody in the room may read it. */
  constructor(frame, box = null) {
    Object.assign(this, { frame, parts: partsOf(frame), me: frame.dataset.you });
    furnish(this, { hear: this.#hearing(), box });
    this.saying = new Saying(this);
    this.showing = new Showing(this);
  }

  /** What has happened, folded. */
  get state() {
    return this.#state;
  }

  /** When a turn of one's own began that was kept while one was away. */
  get keptSince() {
    return this.#keptSince;
  }

  /** Whether it has ended for oneself, whoever else goes on. */
  get isOver() {
    return this.#isOver;
  }

  /** The question that people speak about can be read again. */
  askedAgain({ seq, words }) {
    const { question } = this.#state;
    if (question?.seq !== seq) return;
    this.#state = { ...this.#state, question: { ...question, words } };
    this.#schedule();
  }

  /** The room as one reads it. */
  get seen() {
    return this.names.seen(this.#state);
  }

  start() {
    const { parts } = this;
    parts.earlier.addEventListener("click", () => this.#earlier());
    stepOutBy(parts.out, this.line, this.outbox);
    document.addEventListener("leaving", () => this.saying.wipe());
    setInterval(() => this.#tick(), TICK_MS);
    this.saying.show();
    this.line.start();
  }

  #hearing() {
    return {
      state: (state) => {
        const wasLost = this.frame.dataset.line === "lost";
        this.lost.turn(state);
        if (wasLost && state === "here") this.#back();
        if (state === "here") {
          this.#lookAtSheet();
          this.basket.look();
          this.serving.look();
          this.#lookAtCare();
        }
        this.saying.show();
      },
      snapshot: (snapshot) => this.#begin(snapshot),
      events: (events, wereMissed) => this.#happened(events, wereMissed),
      told: (news) => this.#told(news),
      care: (news) => {
        this.care.hear(news);
        this.serving.look();
      },
      serving: () => this.serving.look(),
      held: (news) => this.#held(news),
      lobby: () => this.lobby.hear(),
      basket: () => this.basket.look(),
      ended: (words, code) => this.#ended(words, code),
      outbox: () => this.saying.show(),
    };
  }

  /** Someone who comes back in the middle of their turn is told that it is still theirs. */
  #back() {
    // Whoever does not know whether something happened is still to look.
    if (this.parts.notice.textContent !== UNSURE.words) this.notice("");
    const { share } = this.#state;
    if (share?.who !== this.me) return;
    this.#keptSince = share.since;
    this.reader.back(this.#state, this.saying.saidAt);
    this.#schedule();
  }

  #begin(snapshot) {
    this.#state = snapshot.state;
    if (this.#state.share?.who === this.me) this.#keptSince = this.#state.share.since;
    for (const event of snapshot.log) {
      this.saying.own(event);
      this.ends.hear(event);
    }
    this.reader.begin(this.seen, this.saying.saidAt);
    const isLate = snapshot.state.kind === "meeting" && !this.#hasReadBefore;
    const arrival = isLate ? arrivalOf(snapshot.log, this.me) : null;
    const isFolded = Boolean(arrival?.isFolded);
    this.log.fill(arrival?.shown ?? snapshot.log, this.seen, snapshot.has_earlier || isFolded);
    this.#arrived(arrival);
    this.saying.show();
    if (mutedUntil(snapshot.state, this.me, this.time.now()) && snapshot.you.told) {
      this.ends.tellAgain(snapshot.you.told, snapshot.state.people[this.me].muted_until);
    }
    this.showing.render();
  }

  async #lookAtSheet() {
    const { kind, is_open } = this.#state;
    if (kind !== "meeting" || !is_open) return;
    if (await this.agenda.look()) this.showing.render(true);
  }

  #lookAtCare() {
    if (this.#state.kind === "meeting") this.care.look();
  }

  /** Whoever comes late reads first where the meeting is; what was said before is a press away. */
  #arrived(arrival) {
    const { earlier, arrival: note, arrivalWords } = this.parts;
    if (arrival?.isFolded) say(earlier, "Read what was said before");
    note.hidden = !arrival;
    if (!arrival) return;
    const words = whereWords(this.seen, this.me, this.time.now(), this.frame.dataset.endsAt);
    arrivalWords.replaceChildren(...words.map((line) => make("p", {}, line)));
  }

  #happened(events, wereMissed) {
    if (wereMissed && events.some(({ kind }) => kind === "message.said")) this.log.note(AWAY_WORDS);
    const hadNames = !hidesNames(this.#state, this.me);
    for (const event of events) {
      const before = this.seen;
      const isMine = this.saying.own(event);
      this.#state = apply(this.#state, event);
      // Whoever is shown by this event had no name before it.
      const known = event.shows
        ? { ...before, people: { ...this.seen.people, ...before.people } }
        : before;
      this.log.add(event, known, this.seen, isMine);
      this.reader.hear(event, known, this.seen);
      this.queue.happened(event);
      this.ends.hear(event);
      if (this.agenda.isTold(event, this.#state)) this.#lookAtSheet();
    }
    if (this.#state.hides_roster && events.some(isMyRole(this.me))) this.line.anew();
    if (events.some((event) => changesCare(event, this.me))) this.#lookAtCare();
    if (hadNames === hidesNames(this.#state, this.me)) this.log.retell(this.seen);
    this.#schedule();
  }

  #held(news) {
    if (news.kind === "all") {
      this.held.begin(news.mine);
      this.queue.begin(news.waiting);
    } else if (news.kind === "mine") this.held.hear(news);
    else {
      this.queue.hear(news);
      this.serving.look();
    }
  }

  async #earlier() {
    this.#hasReadBefore = true;
    const { earlier } = this.parts;
    if (earlier.getAttribute("aria-busy") === "true" || this.log.oldest === null) return;
    earlier.setAttribute("aria-busy", "true");
    const answer = await this.line.wish("room.earlier", { before: this.log.oldest });
    earlier.removeAttribute("aria-busy");
    if (!answer.ok) return this.notice(answer.words);
    this.log.addEarlier(answer.events, this.seen, answer.has_earlier);
    if (earlier.hidden) this.parts.scroller.focus();
  }

  #told(news) {
    const words = [news.words, news.reason].filter(Boolean).join(" ");
    if (news.kind === "removed" || news.kind === "banned") {
      this.line.stop();
      this.ends.show(news.kind, news.words, news);
      this.#over();
    } else this.ends.tell(news);
    this.announcer.now(words);
  }

  #ended(words, code) {
    this.ends.show(code, words);
    this.#over();
    this.announcer.now(words);
  }

  /** For this person it is as if the room were closed: nothing about turns stays on the page, seen or unseen. */
  #over() {
    this.#isOver = true;
    this.log.offerAnew();
    this.reader.end();
    this.queue.begin([]);
    this.notice("");
    this.#state = apply(this.#state, { kind: "room.closed", seq: this.#state.seq });
    this.showing.render();
  }

  /** Shows words beside where one writes; none take them away. */
  notice(words) {
    say(this.parts.notice, words);
    this.parts.notice.hidden = !words;
  }

  #schedule() {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    const draw = () => {
      this.#isScheduled = false;
      this.showing.render();
    };
    if (document.hidden) setTimeout(draw, 50);
    else requestAnimationFrame(draw);
  }

  #tick() {
    if (!this.#state.seq || document.hidden) return;
    this.reader.tick(this.seen, this.time.now());
    this.showing.render();
  }
}
