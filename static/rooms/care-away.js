// What was put away of care is not shown again by looking, on this device and until the tab is closed: ids alone.

export class Away {
  #storage;
  #key;
  #keys;

  /** `storage` null: nothing outlives the page. */
  constructor(storage, room) {
    this.#storage = storage;
    this.#key = `room:${room}:care`;
    this.#keys = new Set(this.#read());
  }

  has(key) {
    return this.#keys.has(key);
  }

  add(key) {
    this.#keys.add(key);
    this.#keep();
  }

  delete(key) {
    if (this.#keys.delete(key)) this.#keep();
  }

  wipe() {
    this.#keys.clear();
    this.#keep();
  }

  #read() {
    try {
      const kept = JSON.parse(this.#storage?.getItem(this.#key) ?? "[]");
      return Array.isArray(kept) ? kept : [];
    } catch {
      return [];
    }
  }

  #keep() {
    try {
      if (this.#keys.size) this.#storage?.setItem(this.#key, JSON.stringify([...this.#keys]));
      else this.#storage?.removeItem(this.#key);
    } catch {
      // Where nothing can be kept, help is shown once more than it need be.
    }
  }
}
