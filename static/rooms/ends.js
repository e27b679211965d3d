// How a room ends for oneself, and what was told to oneself on the way.
import { told } from "../core/times.js";
import { ending, toldNote } from "./notices.js";

const SENT_AWAY = new Set(["removed", "banned", "out_of_the_room"]);
const HOUR_MS = 3_600_000;

export class Ends {
  #hasEnded = null;
  #fadesAt = null;

  constructor(parts, { meetings, home, signIn, conversations, help }, group, unsent) {
    Object.assign(this, { parts, group, unsent });
    this.links = {
      home: [home, "Go to my home page"],
      meetings: [meetings, "Find a meeting"],
      signIn: [signIn, "Sign in again"],
      conversations: [conversations, "My messages"],
      help: [help, "Help now"],
    };
  }

  /** Once the room is closed it is known until when it can be read. */
  hear(event) {
    const hours = Number(this.parts.frame.dataset.staysHours);
    if (event.kind !== "room.closed" || !hours) return;
    this.#fadesAt ??= Date.parse(event.at) + hours * HOUR_MS;
  }

  /** What is one's own in a room that is closed. */
  #mine() {
    const { words, slip } = this.parts.frame.dataset;
    return [
      [words, "Save my own words"],
      [slip, "Attendance slip"],
    ].filter(([address]) => address);
  }

  #stays() {
    const { fadesAt, retention } = this.parts.frame.dataset;
    const until = Date.parse(fadesAt) || this.#fadesAt;
    if (!until) return `Thank you for being here. You can still read this. ${retention}`;
    const words = told(new Date(until), "moment", new Date(), { within: true });
    return `Thank you for being here. You can still read this until ${words}; then it is gone for good.`;
  }

  /** A note of what was done and why; it stays until it was read. */
  tell(news) {
    const { told } = this.parts;
    const note = toldNote(news, this.group, () => {
      const next = note.nextElementSibling ?? note.previousElementSibling;
      note.remove();
      (next?.querySelector("button") ?? this.parts.scroller).focus();
    });
    if (news.kind === "muted" || news.kind === "unmuted") note.dataset.kind = "mute";
    // One below the other, none lost unread; the newest first, as a small screen shows no more than that.
    told.prepend(note);
    told.scrollTop = 0;
  }

  /** After a reload: why one was asked to listen. */
  tellAgain(reason, until) {
    if (this.parts.told.childElementCount) return;
    const words = "You were asked to listen for a while.";
    const { review } = this.parts.frame.dataset;
    this.tell({ kind: "muted", words, reason, until, review });
  }

  /** The end, once: `kind` is closed, conversation, removed, banned or the code of a refusal. */
  show(kind, words, news = null) {
    if (this.#hasEnded) return;
    this.#hasEnded = kind;
    const { frame, ended, form } = this.parts;
    const [title, more, links] = this.#endOf(kind);
    ended.replaceChildren(
      ...ending({ title, words: [words, ...more].filter(Boolean), news, links, group: this.group }),
    );
    ended.hidden = false;
    form.hidden = true;
    frame.dataset.ended = kind;
    frame.dataset.side = "";
    if (SENT_AWAY.has(kind)) this.#putAwayMutes();
    this.unsent.show();
    if (kind !== "closed" && kind !== "conversation") ended.querySelector("h2").focus();
  }

  /** Whoever is asked to leave does not read above it that they may stay and listen. */
  #putAwayMutes() {
    for (const note of this.parts.told.querySelectorAll('[data-kind="mute"]')) note.remove();
  }

  #endOf(kind) {
    const { home, meetings, signIn, conversations, help } = this.links;
    switch (kind) {
      case "closed":
        return [
          "The room is closed",
          [this.#stays(), "When you are ready, there is another meeting."],
          [meetings, home, ...this.#mine()],
        ];
      case "conversation":
        return [
          "This conversation has ended",
          ["You can still read it. Nobody can write here any more."],
          [conversations, meetings],
        ];
      case "removed":
      case "banned":
        return [
          "You are no longer in this room",
          ["This can hurt. If tonight is hard, there are people to talk to right now."],
          [help, meetings],
        ];
      case "sign_in_needed":
        return [
          "You are signed out",
          ["Words you have not sent wait in this tab until you are back."],
          [signIn, meetings],
        ];
      case "ended":
        return ["The line was closed", [], [home, signIn]];
      case "room_is_locked":
        return [
          "The room is locked just now",
          [
            "That is nothing about you. You can try again in a little while, or look for another meeting.",
          ],
          [[location.href, "Try again"], meetings, home],
        ];
      default:
        return ["This room is not open to you now", [], [home, meetings]];
    }
  }
}
