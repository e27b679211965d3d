// One's own words until the server has kept them. A reload loses nothing; what was kept is wiped here.

const fresh = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");

export class Outbox {
  #items;
  #key;
  #storage;

  constructor(storage, room) {
    this.#storage = storage;
    this.#key = `room:${room}:unsent`;
    this.#items = this.#read();
  }

  /**
   * In the order in which they were written: `{client_id, body, problem, waited}`; with a problem it waits for its
   * author, `waited` means that the line was lost meanwhile.
   */
  get items() {
    return this.#items;
  }

  get isEmpty() {
    return this.#items.length === 0;
  }

  has(clientId) {
    return this.#items.some((item) => item.client_id === clientId);
  }

  add(body) {
    const item = { client_id: fresh(), body, problem: null, waited: false };
    this.#keep([...this.#items, item]);
    return item;
  }

  /** What is to be sent now. */
  next() {
    return this.#items.find((item) => item.problem === null) ?? null;
  }

  /** It is kept by the server, or was let go by its author. */
  remove(clientId) {
    if (this.has(clientId)) this.#keep(this.#items.filter((item) => item.client_id !== clientId));
  }

  refuse(clientId, words) {
    this.#change(clientId, { problem: words });
  }

  again(clientId) {
    this.#change(clientId, { problem: null, waited: false });
  }

  /** The line is lost before these were kept. */
  delay() {
    if (this.#items.some((item) => !item.problem && !item.waited))
      this.#keep(this.#items.map((item) => (item.problem ? item : { ...item, waited: true })));
  }

  wipe() {
    this.#keep([]);
  }

  #change(clientId, changes) {
    this.#keep(
      this.#items.map((item) => (item.client_id === clientId ? { ...item, ...changes } : item)),
    );
  }

  #keep(items) {
    this.#items = items;
    try {
      if (items.length) this.#storage.setItem(this.#key, JSON.stringify(items));
      else this.#storage.removeItem(this.#key);
    } catch {
      // A browser that keeps nothing still holds them on this page.
    }
  }

  #read() {
    try {
      const kept = JSON.parse(this.#storage.getItem(this.#key) ?? "[]");
      return kept
        .filter((item) => typeof item.client_id === "string" && typeof item.body === "string")
        .map(({ client_id, body, problem, waited }) => ({
          client_id,
          body,
          problem: problem ?? null,
          waited: waited === true,
        }));
    } catch {
      return [];
    }
  }
}
