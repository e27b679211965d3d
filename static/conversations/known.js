// The keys that others have shown in conversations, as this member's browsers have met them: kept in the member's own
// vault, so that a change is seen on every device.
const CONVERSATIONS_MAX = 250;
const TRIES = 3;

export class KnownKeys {
  #item;

  /** `item` is the opened VaultItem that holds them. */
  constructor(item) {
    this.#item = item;
  }

  /** The keys met in a conversation, the newest last; none where it is new. */
  of(conversation) {
    return this.#item.value?.[conversation] ?? [];
  }

  /** Keeps one more key as met; raises NotKept. */
  async meet(conversation, key) {
    for (let tried = 1; ; tried += 1) {
      const met = this.of(conversation);
      if (met.at(-1) === key) return;
      const { [conversation]: _, ...others } = this.#item.value ?? {};
      const kept = Object.entries(others).slice(1 - CONVERSATIONS_MAX);
      const earlier = met.filter((one) => one !== key);
      try {
        return await this.#item.keep(
          Object.fromEntries([...kept, [conversation, [...earlier, key]]]),
        );
      } catch (error) {
        // Another tab or device has met somebody in the meantime.
        if (error.reason !== "elsewhere" || tried === TRIES) throw error;
      }
    }
  }
}
