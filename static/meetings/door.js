// At the door of a room: waiting to be let in, and told nothing of what is behind it.

import { io } from "/static/vendor/socket.io.esm.min.js";
import { say } from "../core/elements.js";
import { Care } from "../rooms/care.js";
import { partsOf } from "../rooms/parts.js";
import { pauseBefore } from "../rooms/retry.js";
import { askForTicket } from "../rooms/ticket.js";

const ANSWER_MS = 9000;
const LOOK_AGAIN_MS = 15_000;
const CANNOT_BE_REACHED =
  "The line is lost for a moment. You keep your place at the door, and we are trying again.";
const CLOSED = [
  "It is over for now",
  "This meeting has come to its end.",
  "The next date is open to you.",
];
const ENDED = "You are not signed in here any more";

/** What the one who waits is told about the door itself. */
function waitingWords({ is_sheltered, is_locked }) {
  if (is_sheltered)
    return "The room is sheltered just now: those inside need quiet, and nobody new comes in until that is over. You may wait here, or come back another time.";
  if (is_locked)
    return "The room is locked just now, so that those inside are undisturbed. You may wait here; if it is unlocked, somebody can open for you.";
  return "Somebody who serves this group opens for you as soon as they can. This page takes you in by itself; you need not do anything.";
}

class Door {
  #attempt = 0;
  #timer = null;
  #isOver = false;

  constructor(frame) {
    this.frame = frame;
    this.parts = partsOf(frame);
    // The place where help stands is read out by itself.
    const announcer = { politely() {} };
    this.care = new Care({ parts: this.parts, announcer, help: frame.dataset.help });
    this.socket = io({
      transports: ["websocket"],
      upgrade: false,
      reconnection: false,
      autoConnect: false,
    });
    const { socket } = this;
    socket.on("connect", () => this.#look());
    socket.on("door.changed", () => this.#look());
    socket.on("care.told", (news) => this.care.hear(news));
    socket.on("connect_error", () => this.#lost());
    socket.on("disconnect", () => this.#lost());
    socket.on("connection.ended", ({ words }) => this.#end(ENDED, words, ""));
    setInterval(() => socket.connected && this.#look(), LOOK_AGAIN_MS);
    this.parts.form.addEventListener("submit", (event) => this.#knock(event));
  }

  start() {
    const asked = askForTicket();
    this.socket.auth = (show) =>
      asked.then(
        (ticket) => show({ ticket }),
        () => {},
      );
    asked.catch((error) => {
      if (typeof error.code === "string") this.#end(ENDED, error.message, "");
      else this.#lost();
    });
    this.socket.connect();
  }

  async #wish(name, wanted = {}) {
    const sent = this.socket.timeout(ANSWER_MS);
    return sent.emitWithAck(name, { room: this.frame.dataset.room, ...wanted });
  }

  async #look() {
    try {
      const answer = await this.#wish("door.wait");
      this.#attempt = 0;
      if (answer.ok) this.#show(answer);
      else if (answer.code === "not_found" || answer.code === "out_of_the_room")
        location.replace(this.frame.dataset.outside);
    } catch {
      if (this.socket.connected) this.socket.disconnect();
    }
  }

  #show(answer) {
    if (this.#isOver) return;
    const { parts } = this;
    if (answer.state === "waiting") {
      say(parts.status, waitingWords(answer));
      this.#welcome(answer.welcome);
      parts.form.hidden = answer.has_knocked;
      parts.knocked.hidden = !answer.has_knocked;
    } else if (answer.state === "let_in") this.#open(answer.welcome);
    else if (answer.state === "declined") this.#end("Not this time", answer.words);
    else this.#end(...CLOSED);
  }

  #welcome(words) {
    say(this.parts.welcome, words ?? "");
    this.parts.welcomed.hidden = !words;
  }

  /** Whoever was welcomed, or was shown where there is help, reads that first, and goes in by themselves. */
  #open(welcome) {
    const { parts, frame } = this;
    this.#stop();
    const isHelped = parts.told.childElementCount > 0;
    if (!welcome && !isHelped) return location.replace(frame.dataset.inside);
    this.#welcome(welcome);
    say(parts.title, "You can come in");
    parts.waiting.before(parts.welcomed);
    parts.waiting.hidden = parts.away.hidden = true;
    parts.open.hidden = false;
    parts.title.focus();
  }

  #end(title, words, comfort = null) {
    const { parts } = this;
    this.#stop();
    say(parts.title, title);
    say(parts.why, words);
    if (comfort !== null) say(parts.comfort, comfort);
    parts.waiting.hidden = parts.away.hidden = true;
    parts.other.hidden = false;
    parts.title.focus();
  }

  #stop() {
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.socket.disconnect();
  }

  #lost() {
    if (this.#isOver) return;
    say(this.parts.status, CANNOT_BE_REACHED);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.start(), pauseBefore(this.#attempt));
    this.#attempt += 1;
  }

  async #knock(event) {
    event.preventDefault();
    const { parts } = this;
    const note = new FormData(parts.form).get("note");
    const answer = await this.#wish("door.knock", { note }).catch(() => ({
      words: CANNOT_BE_REACHED,
    }));
    parts.problem.hidden = Boolean(answer.ok);
    say(parts.problem, answer.ok ? "" : answer.words);
    parts.form.hidden = Boolean(answer.ok);
    parts.knocked.hidden = !answer.ok;
    if (answer.ok) parts.title.focus();
  }
}

const frame = globalThis.document?.getElementById("door");
if (frame) new Door(frame).start();
