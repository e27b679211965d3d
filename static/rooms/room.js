// The room: one state, folded from what happens; the parts show it, the line carries it.

import { told } from "/static/core/times.js";
import { io } from "/static/vendor/socket.io.esm.min.js";
import { make, say } from "../core/elements.js";
import { aboutMessage, leaveOut } from "./about-message.js";
import { Act } from "./act.js";
import { Agenda } from "./agenda.js";
import { Announcer } from "./announcer.js";
import { arrivalOf, whereWords } from "./arrival.js";
import { Basket } from "./basket.js";
import { Care } from "./care.js";
import { CleanTime } from "./clean-time.js";
import { Ends } from "./ends.js";
import { Feelings } from "./feelings.js";
import { apply, nothingYet } from "./fold.js";
import { HeldQueue } from "./held-queue.js";
import { HeldWords } from "./held-words.js";
import { Keys } from "./keys.js";
import { Line } from "./line.js";
import { Lobby } from "./lobby.js";
import { Log } from "./log.js";
import { Lost } from "./lost.js";
import { hidesNames, Names } from "./names.js";
import { Outbox } from "./outbox.js";
import { endShare, stepOutBy } from "./parting.js";
import { partsOf } from "./parts.js";
import { People } from "./people.js";
import { Reader } from "./reader.js";
import { ServerTime } from "./server-time.js";
import { Serving } from "./serving.js";
import { Side } from "./side.js";
import { Stage } from "./stage.js";
import { mutedUntil, placeInQueue, stillUntil, turnOf, waitsUntil } from "./standing.js";
import { spanWords } from "./telling.js";
import { askForTicket } from "./ticket.js";
import { pick } from "./turns.js";
import { Unsent } from "./unsent.js";
import { Words } from "./words.js";

const TICK_MS = 1000;
const AWAY_WORDS = "You were away for a moment. This is what you missed.";

export class Room {
  #state = nothingYet();
  #shown = null;
  #saidAt = 0;
  #isScheduled = false;
  #muted = 0;
  #keptSince = null;
  #hasReadBefore = false;

  /** `box` seals what is said and opens what is heard; null where everybody in the room may read it. */
  constructor(frame, box = null) {
    const parts = partsOf(frame);
    const { room, you, bodyMax, reasonMax, group } = frame.dataset;
    Object.assign(this, { frame, parts, me: you });
    this.names = new Names(you);
    this.time = new ServerTime();
    this.outbox = new Outbox(sessionStorage, room);
    this.announcer = new Announcer(parts.polite, parts.urgent);
    this.reader = new Reader(this.announcer, you);
    this.lost = new Lost(parts, this.announcer, () => this.line.tryNow());
    const written = () => [...this.held.items, ...this.outbox.items];
    this.unsent = new Unsent(parts, written, () => this.words.text);
    this.ends = new Ends(parts, frame.dataset, group, this.unsent);
    const connect = () =>
      io({ transports: ["websocket"], upgrade: false, reconnection: false, autoConnect: false });
    this.line = new Line({
      connect,
      ticket: () => askForTicket(),
      room,
      you,
      time: this.time,
      outbox: this.outbox,
      hear: this.#hearing(),
      box,
    });
    this.act = this.#acting(Number(reasonMax));
    this.log = this.#logging();
    this.stage = new Stage({ parts, me: you, act: this.act });
    this.feelings = new Feelings({ parts, me: you, act: this.act });
    this.people = new People({ parts, me: you, act: this.act });
    this.side = new Side({ parts, me: you, act: this.act });
    this.cleanTime = new CleanTime({ parts, me: you, act: this.act });
    this.basket = new Basket({
      parts,
      me: you,
      act: this.act,
      wish: (name, payload) => this.line.wish(name, payload),
      most: Number(frame.dataset.questionMax),
    });
    this.agenda = new Agenda({
      parts,
      me: you,
      act: this.act,
      read: () => this.line.wish("sheet.read"),
    });
    this.words = new Words({
      parts,
      act: this.#speaking(),
      storage: sessionStorage,
      room,
      limit: Number(bodyMax),
    });
    this.#holding(group);
    this.keys = new Keys(parts, this.side);
    this.lobby = new Lobby({
      parts,
      me: you,
      wish: (name, payload) => this.line.wish(name, payload),
      tell: (words) => this.#notice(words),
      announcer: this.announcer,
      welcomeMax: Number(frame.dataset.welcomeMax),
    });
    this.serving = new Serving({
      parts,
      me: you,
      wish: (name) => this.line.wish(name),
      announcer: this.announcer,
    });
    this.care = new Care({
      parts,
      wish: (name, payload) => this.line.wish(name, payload),
      announcer: this.announcer,
      help: frame.dataset.help,
    });
  }

  /** The room as one reads it. */
  get #seen() {
    return this.names.seen(this.#state);
  }

  #holding(group) {
    const { parts, announcer } = this;
    const wish = (name, payload) => this.line.wish(name, payload);
    this.held = new HeldWords({
      parts,
      wish,
      putBack: (words) => this.words.putBack(words),
      person: () => this.#state.people[this.me] ?? { name: this.frame.dataset.name },
      review: group ? `${group}/record/me` : null,
      announcer,
      changed: () => {
        this.unsent.render();
        this.log.settle();
      },
    });
    this.queue = new HeldQueue({
      parts,
      wish,
      leaveOut: (held, name) => leaveOut(this.act, held, name),
      announcer,
    });
  }

  start() {
    const { parts } = this;
    parts.earlier.addEventListener("click", () => this.#earlier());
    stepOutBy(parts.out, this.line, this.outbox);
    document.addEventListener("leaving", () => {
      this.outbox.wipe();
      this.words.wipe();
      this.held.wipe();
      this.unsent.wipe();
    });
    setInterval(() => this.#tick(), TICK_MS);
    this.#showPending();
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
        }
        this.#showPending();
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
      outbox: () => this.#showPending(),
    };
  }

  #acting(reasonMax) {
    return new Act({
      wish: (name, payload) => this.line.wish(name, payload),
      state: () => this.#seen,
      now: () => this.time.now(),
      me: this.me,
      reasons: this.parts.reasons,
      minutes: this.parts.muteMinutes,
      reasonMax,
      tell: (words) => this.#notice(words),
    });
  }

  #logging() {
    return new Log({
      parts: this.parts,
      me: this.me,
      may: (author) =>
        this.#state.is_open && (author === this.me || this.#state.kind === "meeting"),
      open: (seq, author) => aboutMessage(this.act, seq, author),
      read: async (seq) => {
        const answer = await this.line.wish("room.earlier", { before: seq + 1 });
        return answer.events?.find((event) => event.seq === seq)?.body;
      },
      outbox: this.outbox,
      drawn: () => this.#showPending(),
    });
  }

  #speaking() {
    const wish = async (name, payload) => {
      const answer = await this.line.wish(name, payload);
      this.#notice(answer.ok ? "" : answer.words);
    };
    return {
      send: (text) => this.#say(text),
      raise: () => wish("hand.raise"),
      lower: () => wish("hand.lower"),
      pick: () => pick(this.act),
      pass: () => wish("floor.return", { how: "passed" }),
      done: () => endShare(this.words.text, () => wish("floor.return", { how: "done" })),
    };
  }

  /** Someone who comes back in the middle of their turn is told that it is still theirs. */
  #back() {
    this.#notice("");
    const { share } = this.#state;
    if (share?.who !== this.me) return;
    this.#keptSince = share.since;
    this.reader.back();
    this.#schedule();
  }

  #begin(snapshot) {
    this.#state = snapshot.state;
    if (this.#state.share?.who === this.me) this.#keptSince = this.#state.share.since;
    this.reader.begin({ ...snapshot, state: this.#seen });
    for (const event of snapshot.log) {
      this.#own(event);
      this.ends.hear(event);
    }
    const isLate = snapshot.state.kind === "meeting" && !this.#hasReadBefore;
    const arrival = isLate ? arrivalOf(snapshot.log, this.me) : null;
    const isFolded = Boolean(arrival?.isFolded);
    this.log.fill(arrival?.shown ?? snapshot.log, this.#seen, snapshot.has_earlier || isFolded);
    this.#arrived(arrival);
    this.#showPending();
    if (mutedUntil(snapshot.state, this.me, this.time.now()) && snapshot.you.told) {
      this.ends.tellAgain(snapshot.you.told, snapshot.state.people[this.me].muted_until);
    }
    this.#render();
  }

  async #lookAtSheet() {
    const { kind, is_open } = this.#state;
    if (kind !== "meeting" || !is_open) return;
    if (await this.agenda.look()) this.#render(true);
  }

  /** Whoever comes late reads first where the meeting is; what was said before is a press away. */
  #arrived(arrival) {
    const { earlier, arrival: note, arrivalWords } = this.parts;
    if (arrival?.isFolded) say(earlier, "Read what was said before");
    note.hidden = !arrival;
    if (!arrival) return;
    const words = whereWords(this.#seen, this.me, this.time.now(), this.frame.dataset.endsAt);
    arrivalWords.replaceChildren(...words.map((line) => make("p", {}, line)));
  }

  #happened(events, wereMissed) {
    if (wereMissed && events.some(({ kind }) => kind === "message.said")) this.log.note(AWAY_WORDS);
    const hadNames = !hidesNames(this.#state, this.me);
    for (const event of events) {
      const before = this.#seen;
      const isMine = this.#own(event);
      this.#state = apply(this.#state, event);
      this.log.add(event, before, this.#seen, isMine);
      this.reader.hear(event, before, this.#seen);
      this.queue.happened(event);
      this.ends.hear(event);
      if (this.agenda.isTold(event, this.#state)) this.#lookAtSheet();
    }
    if (hadNames === hidesNames(this.#state, this.me)) this.log.retell(this.#seen);
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

  /** One's own words are kept: they wait here no longer. */
  #own(event) {
    if (event.by !== this.me) return false;
    if (event.kind === "message.said") this.#saidAt = Date.parse(event.at);
    const waited = this.outbox.has(event.client_id);
    if (waited) this.outbox.remove(event.client_id);
    return waited;
  }

  #say(text) {
    this.outbox.add(text);
    this.#notice("");
    this.#showPending();
    this.log.toEnd();
    this.line.send();
  }

  #showPending() {
    this.unsent.render();
    const person = this.#state.people[this.me] ?? { name: this.frame.dataset.name };
    const send = (step) => (item) => {
      this.outbox[step](item.client_id);
      this.#showPending();
      this.line.send();
    };
    this.log.showPending(this.line.isHere, person, {
      again: send("again"),
      without: send("without"),
      asItIs: send("asItIs"),
      back: (item) => {
        this.outbox.remove(item.client_id);
        this.words.putBack(item.body);
        this.#showPending();
      },
    });
  }

  async #earlier() {
    this.#hasReadBefore = true;
    const { earlier } = this.parts;
    if (earlier.getAttribute("aria-busy") === "true" || this.log.oldest === null) return;
    earlier.setAttribute("aria-busy", "true");
    const answer = await this.line.wish("room.earlier", { before: this.log.oldest });
    earlier.removeAttribute("aria-busy");
    if (!answer.ok) return this.#notice(answer.words);
    this.log.addEarlier(answer.events, this.#seen, answer.has_earlier);
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
    this.reader.end();
    this.queue.begin([]);
    this.#notice("");
    this.#state = apply(this.#state, { kind: "room.closed", seq: this.#state.seq });
    this.#render();
  }

  #notice(words) {
    say(this.parts.notice, words);
    this.parts.notice.hidden = !words;
  }

  #schedule() {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    const draw = () => {
      this.#isScheduled = false;
      this.#render();
    };
    if (document.hidden) setTimeout(draw, 50);
    else requestAnimationFrame(draw);
  }

  #render(isSheetNew = false) {
    const [state, shown] = [this.#seen, this.#shown];
    const now = this.time.now();
    const isMeeting = state.kind === "meeting";
    if (isMeeting) {
      this.stage.render(state, now);
      this.feelings.render(state, now);
      if (isSheetNew || state !== shown) this.agenda.render(state);
      this.#renderPeople(now);
    }
    this.#renderWords(now);
    if (state === shown) return;
    if (isMeeting) {
      this.side.render(state);
      this.cleanTime.render(state);
      this.basket.render(state);
      this.lobby.render(state);
      this.serving.render(state);
    }
    const role = (one) => one?.people[this.me]?.role;
    if (shown && (role(shown) !== role(state) || shown.is_open !== state.is_open))
      this.log.offerAnew();
    if (!state.is_open && state.seq) this.ends.show(isMeeting ? "closed" : "conversation", "");
    this.#shown = state;
  }

  #renderPeople(now) {
    const [state, shown] = [this.#seen, this.#shown];
    // A mute ends by itself, without news.
    const muted = Object.keys(state.people).filter((id) => mutedUntil(state, id, now)).length;
    const isSame = ["people", "queue", "share", "is_open", "floor", "favours_new", "chair"].every(
      (part) => state[part] === shown?.[part],
    );
    if (isSame && muted === this.#muted) return;
    this.#muted = muted;
    this.people.render(state, now);
  }

  #renderWords(now) {
    const state = this.#seen;
    const { share } = state;
    const until = mutedUntil(state, this.me, now) ?? stillUntil(state, now);
    const turn = turnOf(state, this.me, now);
    const isOther = share && share.who !== this.me;
    this.words.render(turn, {
      place: placeInQueue(state, this.me),
      sharing: isOther ? (state.people[share.who]?.name ?? "Someone") : "",
      hasSaid: share?.who === this.me && this.#saidAt >= Date.parse(share.since),
      isBack: share?.who === this.me && share.since === this.#keptSince,
      floor: state.floor,
      turns: state.turns,
      hadTurn: state.rounded.includes(this.me),
      still: state.still?.how,
      isSheltered: Boolean(state.shelter),
      isNew: this.frame.dataset.new === "yes",
      wait: spanWords(waitsUntil(state, this.me, now) - now),
      until: until ? told(new Date(until), "moment").replace(/^Today, /, "") : "",
    });
  }

  #tick() {
    if (!this.#state.seq || document.hidden) return;
    this.reader.tick(this.#seen, this.time.now());
    this.#render();
  }
}
