// The line to the server: entered, lost and found again; what was missed is asked for, what was written is sent.
import { Opening } from "./opening.js";
import { Retry } from "./retry.js";
import { Sending } from "./sending.js";
import { Stream } from "./stream.js";

const ANSWER_MS = 9000;
const LONG_HIDDEN_MS = 20_000;

const AGAIN = new Set(["ticket_needed"]);
const FINAL = new Set(["not_found", "out_of_the_room", "sign_in_needed", "room_is_locked"]);

const LOST = {
  ok: false,
  code: "lost",
  words: "The line is lost just now, so this did not happen. Please do it again when we are back.",
};

/** For a wish that went out, and may have happened though no answer came. */
export const UNSURE = {
  ok: false,
  code: "unsure",
  words:
    "No answer came, so we do not know whether this happened. Please look at the room first, and do it again only if it has not.",
};

/** What each news is told to; all are about one room. */
const NEWS = {
  "person.told": "told",
  "care.told": "care",
  "words.held": "held",
  "serving.changed": "serving",
  "lobby.changed": "lobby",
  "basket.changed": "basket",
};

/**
 * `hear` is told: `state("coming" | "here" | "lost" | "ended")`, `snapshot(snapshot)`, `events(events, wereMissed)`,
 * `told(news)`, `held(news)` of words that wait to be read, `lobby()` when something is new at the door,
 * `basket()` when something is new in the ask-it basket, `ended(words, code)`, `outbox()` whenever something in it has changed.
 */
export class Line {
  #socket;
  #ticket;
  #room;
  #you;
  #time;
  #outbox;
  #hear;
  #opening;
  #stream = new Stream();
  #state = "coming";
  #retry = new Retry();
  #entering = false;
  #isRenewed = false;
  #sending;
  #hiddenAt = null;

  constructor({ connect, ticket, room, you, time, outbox, hear, box = null }) {
    this.#ticket = ticket;
    this.#room = room;
    this.#you = you;
    this.#time = time;
    this.#outbox = outbox;
    this.#hear = hear;
    this.#opening = new Opening(box);
    const socket = connect();
    this.#socket = socket;
    this.#sending = this.#sends();
    socket.on("connect", () => this.#enter());
    socket.on("connect_error", (error) => this.#refused(error));
    socket.on("disconnect", () => this.#lost());
    socket.on("connection.ended", ({ words }) => this.#end(words, "ended"));
    socket.on("connection.pausing", ({ after_ms }) => this.#retry.ask(after_ms));
    this.#listen();
    addEventListener("online", () => this.tryNow());
    addEventListener("offline", () => this.#socket.disconnect());
    document.addEventListener("visibilitychange", () => this.#seen());
  }

  #listen() {
    const on = (name, hear) =>
      this.#socket.on(name, (news) => {
        if (news.room === this.#room) hear(news);
      });
    const take = (events) => this.#take(events, false);
    on("room.happened", ({ events }) => this.#opening.whenOpen(events, take));
    on("room.renewed", () => this.#renew());
    for (const [name, kind] of Object.entries(NEWS)) on(name, (news) => this.#hear[kind](news));
  }

  #sends() {
    return new Sending({
      outbox: this.#outbox,
      opening: this.#opening,
      emit: (name, said) => this.#emit(name, said),
      isHere: () => this.isHere,
      kept: (answer) => {
        if (answer.held) this.#hear.held({ kind: "mine", ...answer.words });
        else this.#take(answer.events, true);
      },
      ended: (words, code) => this.#end(words, code),
      changed: () => this.#hear.outbox(),
      // Silence: the line is no good. A new one, then the same words under the same id.
      silent: () => this.isHere && this.#socket.disconnect(),
    });
  }

  get isHere() {
    return this.#state === "here";
  }

  start() {
    this.#connect();
  }

  /** Does not wait for the pause to end. */
  tryNow() {
    if (this.#state === "ended" || this.#socket.connected) return;
    this.#retry.stop();
    this.#connect();
  }

  /** A wish and its answer; a lost line is an answer too. */
  async wish(name, wanted = {}) {
    if (!this.isHere) return LOST;
    try {
      const answer = await this.#emit(name, wanted);
      await this.#opening.answer(answer);
      if (answer.events && name !== "room.earlier") this.#take(answer.events, true);
      return answer;
    } catch {
      // Whether it happened is in the log.
      if (this.isHere) this.#enter();
      return UNSURE;
    }
  }

  /** Sends what waits in the outbox. */
  send() {
    return this.#sending.next();
  }

  /** Steps out; resolves when the server knows, or soon after. */
  async leave() {
    const told = this.wish("room.leave");
    this.#state = "ended";
    await Promise.race([told, new Promise((resolve) => setTimeout(resolve, 800))]);
    this.#socket.disconnect();
  }

  /** No more of this room, for good: the server has said why. */
  stop() {
    this.#retry.stop();
    this.#turn("ended");
    this.#socket.disconnect();
  }

  #emit(name, payload) {
    return this.#socket.timeout(ANSWER_MS).emitWithAck(name, { room: this.#room, ...payload });
  }

  /** Each line has a ticket of its own, asked for while hands are shaken and sent once they are. */
  #connect() {
    const asked = this.#ticket();
    this.#socket.auth = (show) =>
      asked.then(
        (ticket) => show({ ticket }),
        () => {},
      );
    asked.catch((error) => this.#hasNoTicket(error));
    this.#socket.connect();
  }

  #hasNoTicket(error) {
    if (this.#state === "ended") return;
    // What a browser throws has numbers for codes: a server that answers too late has refused nothing.
    if (typeof error.code === "string") return this.#end(error.message, error.code);
    this.#socket.disconnect();
    this.#lost();
  }

  async #enter() {
    if (this.#entering || this.#state === "ended") return;
    this.#entering = true;
    const { seq, epoch } = this.#stream;
    const known = epoch ? { epoch, after: seq } : {};
    const asked = this.#time.mark();
    try {
      const answer = await this.#emit("room.enter", known);
      const { id } = this.#socket;
      await this.#opening.answer(answer);
      // The line was lost meanwhile, and with it what this was the answer for.
      if (this.#socket.id !== id) return;
      this.#entering = false;
      if (answer.ok) this.#entered(answer, asked);
      else if (FINAL.has(answer.code)) this.#end(answer.words, answer.code);
      else this.#retry.later(() => this.#enter());
    } catch {
      this.#entering = false;
      if (this.#socket.connected) this.#socket.disconnect();
    }
  }

  /** One may know more or less from now on: the room is asked for anew, as one may know it. */
  anew() {
    this.#stream = new Stream();
    this.#renew();
  }

  /** What is on this page no longer holds, a deleted person's words perhaps: everything is asked for anew. */
  #renew() {
    // An answer on its way may be from before.
    this.#isRenewed = this.#entering;
    if (!this.#entering && this.#socket.connected) this.#enter();
  }

  #entered(answer, asked) {
    this.#time.hear(answer.now, asked);
    this.#retry.worked();
    if (answer.answer === "fresh") {
      this.#stream.begin(answer.snapshot.seq, answer.epoch);
      this.#hear.snapshot(answer.snapshot);
    } else if (answer.answer === "missed") {
      const missed = this.#stream.take(answer.events);
      if (missed.length) this.#hear.events(missed, true);
    }
    this.#hear.held({ kind: "all", mine: answer.held ?? [], waiting: answer.waiting ?? [] });
    this.#turn("here");
    const held = this.#stream.take([]);
    if (held.length) this.#hear.events(held, false);
    // The answer should have closed every gap; if not, ask again, but not in haste.
    if (this.#stream.hasGap) this.#retry.later(() => this.#socket.connected && this.#enter());
    if (this.#isRenewed) this.#renew();
    this.send();
  }

  #take(events, isAnswer) {
    // Before the first snapshot they are only held: what they follow on from is not known yet.
    if (!this.#stream.epoch) return this.#stream.hold(events);
    const ready = this.#stream.take(events);
    if (ready.length) this.#hear.events(ready, false);
    // Seen to leave, from another window or after a long silence: whoever still looks at this page is here.
    if (ready.some((event) => event.kind === "person.left" && event.by === this.#you))
      this.#enter();
    // An answer may overtake the news it belongs to; news with a gap before them mean a loss.
    if (this.#stream.hasGap) {
      if (!isAnswer) this.#enter();
      else setTimeout(() => this.#stream.hasGap && this.#socket.connected && this.#enter(), 1000);
    }
  }

  #refused(error) {
    // Refused by the server, which says why; or not reached at all.
    if (Object.hasOwn(error, "data") && !AGAIN.has(error.data?.code))
      this.#end(error.message, error.data?.code ?? "sign_in_needed");
    else this.#lost();
  }

  #lost() {
    this.#entering = false;
    this.#sending.lost();
    if (this.#state === "ended") return;
    this.#outbox.delay();
    this.#turn("lost");
    this.#retry.later(() => this.#connect());
  }

  #end(words, code) {
    if (this.#state === "ended") return;
    this.stop();
    this.#hear.ended(words, code);
  }

  #turn(state) {
    if (this.#state === state) return;
    this.#state = state;
    this.#hear.state(state);
  }

  #seen() {
    // A phone that slept may hold a line that is long dead.
    if (document.hidden) {
      this.#hiddenAt = this.#time.mark();
      return;
    }
    const away = this.#hiddenAt === null ? 0 : this.#time.mark() - this.#hiddenAt;
    if (!this.#socket.connected) this.tryNow();
    else if (away > LONG_HIDDEN_MS) this.#enter();
  }
}
