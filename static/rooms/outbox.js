// One's own words until the server has kept them. A reload loses nothing; what was kept is wiped here.

/** An id under which something happens once. */
const fresh = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");

/** Gives the id under which words are sent: for the same words the same, as they are kept once; for others another. */
export function idsOfWords() {
  const ids = new Map();
  return (words) => ids.get(words) ?? ids.set(words, fresh()).get(words);
}

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
   * In the order in which they were written: `{client_id, body, problem, waited, asks, as_it_is}`; with a problem it
   * waits for its author, who `asks` wants to know something from: `{without, may_as_it_is}`. `waited` means that the
   * line was lost meanwhile.
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
    const item = {
      client_id: fresh(),
      body,
      problem: null,
      waited: false,
      asks: null,
      as_it_is: false,
    };
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

  refuse(clientId, words, asks = null) {
    this.#change(clientId, { problem: words, asks });
  }

  again(clientId) {
    this.#change(clientId, { problem: null, waited: false, asks: null });
  }

  /** Without what its author was asked about. */
  without(clientId) {
    const { asks, body } = this.#items.find((item) => item.client_id === clientId);
    this.#change(clientId, { body: asks?.without ?? body, as_it_is: false });
    this.again(clientId);
  }

  /** Its author was asked, and means it so. */
  asItIs(clientId) {
    this.#change(clientId, { as_it_is: true });
    this.again(clientId);
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
        .map(({ client_id, body, problem, waited, asks, as_it_is }) => ({
          client_id,
          body,
          problem: problem ?? null,
          waited: waited === true,
          asks: asks ?? null,
          as_it_is: as_it_is === true,
        }));
    } catch {
      return [];
    }
  }
}
