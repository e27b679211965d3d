// The room: one state, folded from what happens; the parts show it, the line carries it.

import { told } from "/static/core/times.js";
import { io } from "/static/vendor/socket.io.esm.min.js";
import { Act } from "./act.js";
import { Announcer } from "./announcer.js";
import { ask } from "./dialogs.js";
import { say } from "./elements.js";
import { Ends } from "./ends.js";
import { apply, nothingYet } from "./fold.js";
import { Keys } from "./keys.js";
import { Line } from "./line.js";
import { Log } from "./log.js";
import { Outbox } from "./outbox.js";
import { partsOf } from "./parts.js";
import { People } from "./people.js";
import { Reader } from "./reader.js";
import { ServerTime } from "./server-time.js";
import { Side } from "./side.js";
import { Stage } from "./stage.js";
import { mayModerate, mutedUntil, placeInQueue, turnOf } from "./standing.js";
import { followViewport } from "./viewport.js";
import { Words } from "./words.js";

const TICK_MS = 1000;
const BLIP_MS = 1500;
const AWAY_WORDS = "You were away for a moment. This is what you missed.";

class Room {
  #state = nothingYet();
  #shown = null;
  #saidAt = 0;
  #isScheduled = false;
  #blip = null;

  constructor(frame) {
    const parts = partsOf(frame);
    const { room, you, bodyMax, reasonMax, group } = frame.dataset;
    Object.assign(this, { frame, parts, me: you });
    this.time = new ServerTime();
    this.outbox = new Outbox(sessionStorage, room);
    this.announcer = new Announcer(parts.polite, parts.urgent);
    this.reader = new Reader(this.announcer, you);
    this.ends = new Ends(parts, frame.dataset, group);
    const connect = () =>
      io({ transports: ["websocket"], upgrade: false, reconnection: false, autoConnect: false });
    this.line = new Line({
      connect,
      room,
      time: this.time,
      outbox: this.outbox,
      hear: this.#hearing(),
    });
    this.act = this.#acting(Number(reasonMax));
    this.log = this.#logging();
    this.stage = new Stage({ parts, me: you, act: this.act });
    this.people = new People({ parts, me: you, act: this.act });
    this.side = new Side({ parts, me: you, act: this.act });
    this.words = new Words({
      parts,
      act: this.#speaking(),
      storage: sessionStorage,
      room,
      limit: Number(bodyMax),
    });
    this.keys = new Keys(parts, this.side);
  }

  start() {
    const { parts } = this;
    parts.tryNow.addEventListener("click", () => this.line.tryNow());
    parts.earlier.addEventListener("click", () => this.#earlier());
    parts.out?.addEventListener("click", (event) => this.#stepOut(event));
    document.addEventListener("leaving", () => {
      this.outbox.wipe();
      this.words.wipe();
    });
    setInterval(() => this.#tick(), TICK_MS);
    this.#showPending();
    this.line.start();
  }

  #hearing() {
    return {
      state: (state) => this.#lineTurned(state),
      snapshot: (snapshot) => this.#begin(snapshot),
      events: (events, wereMissed) => this.#happened(events, wereMissed),
      told: (news) => this.#told(news),
      ended: (words, code) => this.#ended(words, code),
      outbox: () => this.#showPending(),
    };
  }

  #acting(reasonMax) {
    return new Act({
      wish: (name, payload) => this.line.wish(name, payload),
      state: () => this.#state,
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
        this.#state.is_open && (author === this.me || mayModerate(this.#state, this.me, author)),
      open: (seq, author) => this.act.message(seq, author),
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
      pass: () => wish("floor.return", { how: "passed" }),
      done: () => this.#done(() => wish("floor.return", { how: "done" })),
    };
  }

  #begin(snapshot) {
    this.#state = snapshot.state;
    this.reader.begin(snapshot);
    for (const event of snapshot.log) this.#own(event);
    this.log.fill(snapshot.log, snapshot.state, snapshot.has_earlier);
    this.#showPending();
    if (mutedUntil(snapshot.state, this.me, this.time.now()) && snapshot.you.told) {
      this.ends.tellAgain(snapshot.you.told, snapshot.state.people[this.me].muted_until);
    }
    this.#render();
  }

  #happened(events, wereMissed) {
    if (wereMissed && events.some(({ kind }) => kind === "message.said")) this.log.note(AWAY_WORDS);
    for (const event of events) {
      const before = this.#state;
      const isMine = this.#own(event);
      this.#state = apply(before, event);
      this.log.add(event, before, this.#state, isMine);
      this.reader.hear(event, before, this.#state);
    }
    this.#schedule();
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

  #done(finish) {
    if (!this.words.text.trim()) return finish();
    return ask({
      title: "There are words you have not sent",
      words: [
        "They stay in the field when you are done, and nobody sees them until you send them.",
      ],
      label: "I am done, keep them",
      back: "Go on writing",
      act: async () => {
        await finish();
        return { ok: true };
      },
    });
  }

  #showPending() {
    const person = this.#state.people[this.me] ?? { name: this.frame.dataset.name };
    this.log.showPending(this.line.isHere, person, {
      again: (item) => {
        this.outbox.again(item.client_id);
        this.#showPending();
        this.line.send();
      },
      back: (item) => {
        this.outbox.remove(item.client_id);
        this.#showPending();
        this.words.putBack(item.body);
      },
    });
  }

  async #earlier() {
    const { earlier } = this.parts;
    if (earlier.getAttribute("aria-busy") === "true" || this.log.oldest === null) return;
    earlier.setAttribute("aria-busy", "true");
    const answer = await this.line.wish("room.earlier", { before: this.log.oldest });
    earlier.removeAttribute("aria-busy");
    if (!answer.ok) return this.#notice(answer.words);
    this.log.addEarlier(answer.events, this.#state, answer.has_earlier);
    if (earlier.hidden) this.parts.scroller.focus();
  }

  async #stepOut(event) {
    event.preventDefault();
    const { href } = event.currentTarget;
    const go = async () => {
      await this.line.leave();
      location.assign(href);
      return { ok: true };
    };
    if (this.outbox.isEmpty) return go();
    return ask({
      title: "Some of your words are not sent yet",
      words: ["They stay in this tab until it is closed, and are sent when you come back."],
      label: "Step out",
      back: "Stay",
      act: go,
    });
  }

  #lineTurned(state) {
    const { parts } = this;
    clearTimeout(this.#blip);
    this.frame.dataset.line = state;
    if (state === "lost") {
      // A line that is back at once was never missed.
      this.#blip = setTimeout(() => {
        parts.lost.hidden = false;
        this.announcer.politely(
          "The line is lost. What you wrote is safe here. We are trying again.",
        );
      }, BLIP_MS);
    } else {
      if (!parts.lost.hidden && state === "here") this.announcer.politely("You are back.");
      parts.lost.hidden = true;
    }
    this.#showPending();
  }

  #told(news) {
    this.announcer.now([news.words, news.reason].filter(Boolean).join(" "));
    if (news.kind === "removed" || news.kind === "banned") {
      this.line.stop();
      this.ends.show(news.kind, news.words, news);
    } else this.ends.tell(news);
  }

  #ended(words, code) {
    this.announcer.now(words);
    this.ends.show(code, words);
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

  #render() {
    const [state, shown] = [this.#state, this.#shown];
    const now = this.time.now();
    const isMeeting = state.kind === "meeting";
    if (isMeeting) this.stage.render(state, now);
    this.#renderWords(now);
    if (state === shown) return;
    if (
      isMeeting &&
      (!shown ||
        state.people !== shown.people ||
        state.queue !== shown.queue ||
        state.share !== shown.share)
    ) {
      this.people.render(state, now);
    }
    if (isMeeting) this.side.render(state);
    const role = (one) => one?.people[this.me]?.role;
    if (shown && (role(shown) !== role(state) || shown.is_open !== state.is_open))
      this.log.offerAnew();
    if (!state.is_open && state.seq) this.ends.show(isMeeting ? "closed" : "conversation", "");
    this.#shown = state;
  }

  #renderWords(now) {
    const state = this.#state;
    const { share } = state;
    const until = mutedUntil(state, this.me, now);
    const turn = turnOf(state, this.me, now);
    const isOther = share && share.who !== this.me;
    this.words.render(turn, {
      place: placeInQueue(state, this.me),
      sharing: isOther ? (state.people[share.who]?.name ?? "Someone") : "",
      hasSaid: share?.who === this.me && this.#saidAt >= Date.parse(share.since),
      floor: state.floor,
      until: until ? told(new Date(until), "moment").replace(/^Today, /, "") : "",
    });
  }

  #tick() {
    if (!this.#state.seq || document.hidden) return;
    this.reader.tick(this.#state, this.time.now());
    this.#render();
  }
}

followViewport();
new Room(document.getElementById("room")).start();
