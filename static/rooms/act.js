// What one can wish for with a press; what cannot be undone is asked first.
import { ask } from "./dialogs.js";

export class Act {
  /**
   * `wish(name, payload)` gives an answer; `state()` and `now()` are those of the moment; `tell(words)` shows a refusal,
   * `beforeClosing()` gives a note of whoever still waits for someone.
   */
  constructor({ wish, state, now, me, reasons, minutes, reasonMax, tell, beforeClosing }) {
    Object.assign(this, { wish, state, now, me, reasons, minutes, reasonMax, tell, beforeClosing });
  }

  /** What somebody is called here. */
  name(id) {
    return this.state().people[id]?.name ?? "this person";
  }

  /** A wish; when it is refused, the words for it are shown. */
  async do(name, payload) {
    const answer = await this.wish(name, payload);
    this.tell(answer.ok ? "" : answer.words);
    return answer;
  }

  setTurns(turns, favours_new) {
    return this.do("turns.set", { turns, favours_new });
  }

  feel(feeling) {
    return this.do("share.feel", { feeling });
  }

  extend(minutes) {
    return this.do("floor.extend", { minutes });
  }

  openCleanTime(longest_first = true) {
    return this.do("clean_time.open", { longest_first });
  }

  closeCleanTime() {
    return this.do("clean_time.close");
  }

  stand(tag) {
    return this.do("milestone.stand", { tag });
  }

  /** Something about one question of the ask-it basket. */
  basket(name, question) {
    return this.do(name, { question });
  }

  endQuestion() {
    return this.do("basket.done");
  }

  takeChair() {
    return this.do("chair.take");
  }

  giveChair(id) {
    return this.do("chair.give", { person: id });
  }

  beStill(still, seconds) {
    return this.do("room.still", { still, seconds });
  }

  resume() {
    return this.do("room.resume");
  }

  /** At once, and without a question: all of it can be undone as exactly. */
  shelter() {
    return this.do("room.shelter");
  }

  endShelter() {
    return this.do("shelter.end");
  }

  setPace(seconds) {
    return this.do("pace.set", { seconds });
  }

  lock(shouldLock) {
    if (!shouldLock) return this.do("room.unlock");
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
      fields: [this.beforeClosing()],
      label: "Close the room",
      kind: "danger firm",
      act: () => this.wish("room.close"),
    });
  }
}
