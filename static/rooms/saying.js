// One's own words on their way: said once, shown until they are kept, sent again when asked.

export class Saying {
  constructor(room) {
    this.room = room;
    /** When one's newest words were kept, in milliseconds. */
    this.saidAt = 0;
  }

  say(text) {
    const { outbox, log, line } = this.room;
    outbox.add(text);
    this.room.notice("");
    this.show();
    log.toEnd();
    line.send();
  }

  /** One's own words are kept: they wait here no longer. */
  own(event) {
    const { me, outbox } = this.room;
    if (event.by !== me) return false;
    if (event.kind === "message.said") this.saidAt = Date.parse(event.at);
    const waited = outbox.has(event.client_id);
    if (waited) outbox.remove(event.client_id);
    return waited;
  }

  /** Shows what waits, with what can be done about it. */
  show() {
    const { room } = this;
    room.unsent.render();
    const person = room.state.people[room.me] ?? { name: room.frame.dataset.name };
    room.log.showPending(room.line.isHere, person, {
      again: (item) => this.#send("again", item),
      without: (item) => this.#send("without", item),
      asItIs: (item) => this.#send("asItIs", item),
      back: (item) => this.#takeBack(item),
    });
  }

  #send(step, item) {
    this.room.outbox[step](item.client_id);
    this.show();
    this.room.line.send();
  }

  #takeBack(item) {
    this.room.outbox.remove(item.client_id);
    this.room.words.putBack(item.body);
    this.show();
  }

  /** Nothing that was written stays on this device. */
  wipe() {
    const { outbox, words, held, unsent, care } = this.room;
    for (const one of [outbox, words, held, unsent, care.away]) one.wipe();
  }
}
