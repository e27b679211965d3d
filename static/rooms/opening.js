// Between the line and the words: in a meeting nothing, as everybody reads them; between two, each seals and opens.

export class Opening {
  #box;
  #last = Promise.resolve();

  /** `box`: `seal({client_id, body})` gives an envelope, `open(events)` events with their words and never fails. */
  constructor(box) {
    this.#box = box;
  }

  /** The wish that says something, by its name and what goes with it. */
  async wish({ client_id, body, as_it_is }) {
    if (!this.#box) return ["message.say", { client_id, body, as_it_is }];
    return ["message.seal", { client_id, envelope: await this.#box.seal({ client_id, body }) }];
  }

  /** Does something with events once they are open, each after those that came before it. */
  whenOpen(events, use) {
    if (!this.#box) return use(events);
    this.#last = this.#last.then(() => this.#box.open(events));
    return this.#last.then(use);
  }

  /** Opens whatever came with an answer. */
  async answer(answer) {
    if (!this.#box) return;
    const { snapshot, events } = answer;
    if (snapshot)
      await this.whenOpen(snapshot.log, (opened) => Object.assign(snapshot, { log: opened }));
    if (events) await this.whenOpen(events, (opened) => Object.assign(answer, { events: opened }));
  }
}
