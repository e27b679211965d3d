// A member's own box without a browser's store of keys, for tests of what is put into it.
import { openItem, ownKey, sealItem } from "../../static/accounts/format.js";

/** The box of one member, by a number. */
export async function boxOf(number) {
  const key = await ownKey({ privateKey: new Uint8Array(32).fill(number) });
  return {
    seal: (purpose, value) => sealItem(key, purpose, value),
    open: (purpose, envelope) => openItem(key, purpose, envelope),
  };
}
