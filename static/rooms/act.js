// What the one who leads can do, each said before it is done; and what anybody can do about their own words.
import { ask, choose, radios } from "./dialogs.js";
import { laddered } from "./ladder.js";
import { reportMessage, reportPerson } from "./report.js";
import {
  comingUp,
  hasChair,
  isShareWaiting,
  leads,
  mayModerate,
  mutedUntil,
  peopleHere,
  placeInQueue,
} from "./standing.js";
import { whyFields, withReason } from "./why.js";

const CALM = "To keep the room calm for everyone.";

export class Act {
  /** `wish(name, payload)` gives an answer; `state()` and `now()` are those of the moment; `tell(words)` shows a refusal. */
  constructor({ wish, state, now, me, reasons, minutes, reasonMax, tell }) {
    Object.assign(this, { wish, state, now, me, reasons, minutes, reasonMax, tell });
  }

  #name(id) {
    return this.state().people[id]?.name ?? "this person";
  }

  async #do(name, payload) {
    const answer = await this.wish(name, payload);
    this.tell(answer.ok ? "" : answer.words);
    return answer;
  }

  async call(id) {
    const { share } = this.state();
    if (!share || share.who === id) return this.#do("floor.give", { person: id });
    return ask({
      title: `Call ${this.#name(id)} now?`,
      words: [
        isShareWaiting(this.state())
          ? `${this.#name(share.who)} has lost the line, and their place is kept. Their turn ends when you call someone else.`
          : `${this.#name(share.who)} is still sharing. Their turn ends when you call someone else.`,
      ],
      label: `Call ${this.#name(id)}`,
      act: () => this.wish("floor.give", { person: id }),
    });
  }

  setTurns(turns, favours_new) {
    return this.#do("turns.set", { turns, favours_new });
  }

  feel(feeling) {
    return this.#do("share.feel", { feeling });
  }

  /** Whoever has shared says who is next; hands that are up stand first. */
  pick() {
    const state = this.state();
    const first = comingUp(state, this.now());
    const others = peopleHere(state).map(([id]) => id);
    const ids = new Set([...first, ...others].filter((id) => id !== this.me));
    const choices = [...ids]
      .filter((id) => !mutedUntil(state, id, this.now()))
      .map((id) => ({
        label: this.#name(id),
        words: first.includes(id) ? "Has raised a hand." : "Is asked, and may pass.",
        choose: () => this.#do("floor.give", { person: id }),
      }));
    const finish = {
      label: "Nobody just now",
      words: "Your turn ends, and the one who leads goes on.",
    };
    const end = () => this.#do("floor.return", { how: "done" });
    return choose({
      title: "Who is next?",
      choices: [...choices, { ...finish, choose: end, isApart: true }],
    });
  }

  extend(minutes) {
    return this.#do("floor.extend", { minutes });
  }

  takeBack() {
    const { share } = this.state();
    if (!share) return null;
    const name = this.#name(share.who);
    return ask({
      title: `Take the floor back from ${name}?`,
      words: [
        `${name}'s turn ends. What they have shared stays. Everyone sees that you took the floor back.`,
      ],
      label: "Take the floor back",
      act: () => this.wish("floor.return", { how: "taken" }),
    });
  }

  setFloor(floor) {
    const { share, queue, floor: before } = this.state();
    if (floor === before) return null;
    if (!share && !queue.length) return this.#do("floor.set", { floor });
    return ask({
      title: "Change how people speak?",
      words: [
        "Raised hands come down, and the turn that is under way ends. Everyone sees the change.",
      ],
      label: "Change it",
      act: () => this.wish("floor.set", { floor }),
    });
  }

  /** Whoever is in the middle of a share is not cut short by a page that is turned by mistake. */
  beginStep(number) {
    const { share } = this.state();
    if (!share || share.who === this.me || isShareWaiting(this.state()))
      return this.#do("step.begin", { number });
    const name = this.#name(share.who);
    return ask({
      title: `Go on while ${name} is sharing?`,
      words: [`Some steps end the turn that is under way. What ${name} has shared stays.`],
      label: "Go on",
      act: () => this.wish("step.begin", { number }),
    });
  }

  openCleanTime(longest_first = true) {
    return this.#do("clean_time.open", { longest_first });
  }

  closeCleanTime() {
    return this.#do("clean_time.close");
  }

  stand(tag) {
    return this.#do("milestone.stand", { tag });
  }

  /** Something about one question of the ask-it basket. */
  basket(name, question) {
    return this.#do(name, { question });
  }

  endQuestion() {
    return this.#do("basket.done");
  }

  takeChair() {
    return this.#do("chair.take");
  }

  giveChair(id) {
    return this.#do("chair.give", { person: id });
  }

  beStill(still, seconds) {
    return this.#do("room.still", { still, seconds });
  }

  resume() {
    return this.#do("room.resume");
  }

  /** At once, and without a question: all of it can be undone as exactly. */
  shelter() {
    return this.#do("room.shelter");
  }

  endShelter() {
    return this.#do("shelter.end");
  }

  setPace(seconds) {
    return this.#do("pace.set", { seconds });
  }

  lock(shouldLock) {
    if (!shouldLock) return this.#do("room.unlock");
    return ask({
      title: "Lock the room?",
      words: [
        "Nobody new can come in until you unlock it. Those who have been here can come back.",
        "Everyone in the room sees that it is locked.",
      ],
      label: "Lock the room",
      act: () => this.wish("room.lock"),
    });
  }

  close() {
    return ask({
      title: "Close the room for everyone?",
      words: [
        "The meeting ends now. Nobody can write any more; what was said can still be read for a while.",
        "A closed room cannot be opened again.",
      ],
      label: "Close the room",
      kind: "danger firm",
      act: () => this.wish("room.close"),
    });
  }

  /** What can be done for one person. */
  about(id) {
    const name = this.#name(id);
    const choices = this.#choicesFor(id, name);
    if (!choices.length) return null;
    return choose({ title: name, choices });
  }

  #choicesFor(id, name) {
    const state = this.state();
    const choices = [];
    const add = (label, words, choose, more) => choices.push({ label, words, choose, ...more });
    const isMuted = mutedUntil(state, id, this.now());
    if (leads(state, this.me) && state.floor === "chaired") {
      if (state.share?.who !== id && !isMuted)
        add("Give the floor", `${name} may share now.`, () => this.call(id));
      if (placeInQueue(state, id))
        add("Take the hand down", `${name} is no longer in line, and can raise a hand again.`, () =>
          this.#do("hand.lower", { person: id }),
        );
    }
    if (leads(state, this.me) && leads(state, id) && id !== this.me && !hasChair(state, id))
      add("Give the lead", `${name} leads the meeting from now on. Everyone sees it.`, () =>
        this.giveChair(id),
      );
    if (id !== this.me)
      add("Report to those who serve", `${name} does not hear of it.`, () =>
        reportPerson(this, id, name),
      );
    if (!mayModerate(state, this.me, id)) return choices;
    choices.push(...laddered(this, id, name));
    if (isMuted)
      add("End the mute", `${name} can write again, and is told.`, () =>
        this.#do("person.unmute", { person: id }),
      );
    else
      add(
        "Mute for a time",
        `${name} can read, but not write. They are told why and until when.`,
        () => this.#mute(id, name),
      );
    add(
      "Remove from this meeting",
      `${name} goes at once and cannot come back to this meeting. They are told why.`,
      () => this.#remove(id, name),
    );
    add(
      "Ban from the group",
      `${name} loses the meeting and the group, and cannot come back until the ban is lifted.`,
      () => this.#ban(id, name),
      { kind: "danger", isApart: true },
    );
    return choices;
  }

  /** Ready to be done at a press: the shortest time, and a reason that accuses nobody and can be changed. */
  #mute(id, name) {
    const labelFor = (minutes) => `Mute ${name} for ${span(minutes)}`;
    const spans = this.minutes.map((minutes) => [String(minutes), span(minutes)]);
    return ask({
      title: `Mute ${name} for a time`,
      words: [
        `${name} can go on reading but cannot write until the time is over. Only ${name} is told the reason, with how to ask for a review. Everyone sees that it happened, and it goes into the group's record.`,
      ],
      fields: [radios("For how long?", "minutes", spans, spans[0]?.[0]), ...whyFields(this, CALM)],
      label: labelFor(this.minutes[0]),
      relabel: (data) => labelFor(Number(data.get("minutes"))),
      isReady: true,
      act: (data) =>
        withReason(this, data, (reason) =>
          this.wish("person.mute", { person: id, minutes: Number(data.get("minutes")), reason }),
        ),
    });
  }

  #remove(id, name) {
    return ask({
      title: `Remove ${name} from this meeting`,
      words: [
        `${name} leaves at once and cannot come back to this meeting. They stay a member, and are told the reason and how to ask for a review. It goes into the group's record.`,
      ],
      fields: whyFields(this),
      label: `Remove ${name} from this meeting`,
      kind: "danger",
      act: (data) =>
        withReason(this, data, (reason) => this.wish("person.remove", { person: id, reason })),
    });
  }

  #ban(id, name) {
    return ask({
      title: `Ban ${name} from the group`,
      words: [
        `${name} leaves this meeting and the group at once, and cannot join again until the ban is lifted on the group's page. They are told the reason and how to ask for a review. It goes into the group's record.`,
      ],
      fields: whyFields(this),
      label: `Ban ${name} from the group`,
      kind: "danger firm",
      act: (data) =>
        withReason(this, data, (reason) => this.wish("person.ban", { person: id, reason })),
    });
  }

  /** What can be done about a message: one's own is taken back, another's is removed with a reason. */
  message(seq, author) {
    if (author === this.me) {
      return ask({
        title: "Take this message back?",
        words: [
          "Your words are gone from the room for everyone, also for those who come later. A soft line stays where they were.",
        ],
        label: "Take it back",
        kind: "danger",
        act: () => this.wish("message.remove", { seq }),
      });
    }
    const name = this.#name(author);
    if (!mayModerate(this.state(), this.me, author)) return reportMessage(this, seq, name);
    return ask({
      title: `Remove this message by ${name}?`,
      words: [
        `The words are gone for everyone, also for those who come later. A soft line stays where they were. ${name} is told why. It goes into the group's record, without the words.`,
      ],
      fields: whyFields(this),
      label: "Remove the message",
      kind: "danger",
      act: (data) =>
        withReason(this, data, (reason) => this.wish("message.remove", { seq, reason })),
    });
  }

  /** Words that wait are not let through now: their author is told why. */
  leaveOut(held, name) {
    return ask({
      title: "Not let this through now?",
      words: [
        `Nobody else will read it. ${name} keeps the words, is told the reason, and how to ask for a review. It goes into the group's record, without the words.`,
      ],
      fields: whyFields(this),
      label: "Not now",
      back: "Go back",
      act: (data) =>
        withReason(this, data, (reason) => this.wish("held.leave_out", { held, reason })),
    });
  }
}

function span(minutes) {
  if (minutes < 60) return `${minutes} minutes`;
  const hours = minutes / 60;
  if (hours < 24) return hours === 1 ? "1 hour" : `${hours} hours`;
  return hours === 24 ? "1 day" : `${Math.round(hours / 24)} days`;
}
