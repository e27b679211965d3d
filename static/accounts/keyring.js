// The open vault on this device: the private key lies here sealed, under a key that the server gives to this device
// only while it is signed in. Signed out or revoked, what lies here opens no more.
import { openItem, openOnDevice, ownKey, sealForDevice, sealItem, toBytes } from "./format.js";

const DATABASE = "own";
const STORE = "keys";
const MINE = "mine";
const DEVICE_KEY = "/account/device-key";
const ASK = "/account/open";

/** Keeps the vault open on this device until it is signed out. */
export async function keepOpen(identity, deviceKey) {
  const sealed = await sealForDevice(deviceKey, identity);
  await inStore("readwrite", (store) => store.put({ publicKey: identity.publicKey, sealed }, MINE));
}

/** The same on a device that is signed in already. */
export const keepOpenHere = async (identity) => keepOpen(identity, await askForDeviceKey());

/** The pair of keys of whoever is signed in here, or null where the vault is not open on this device. */
export async function openHere() {
  const kept = await inStore("readonly", (store) => store.get(MINE)).catch(() => null);
  if (!kept) return null;
  const deviceKey = await askForDeviceKey();
  if (!deviceKey) return null;
  try {
    return await openOnDevice(deviceKey, kept.sealed, kept.publicKey);
  } catch {
    // Of somebody who was signed in here before, or of a sign-in that has ended.
    return null;
  }
}

/** What is one's own, sealed and opened; null where the vault is not open on this device: see askToOpen. */
export async function ownBox() {
  const identity = await openHere();
  return identity && boxOf(identity);
}

/** The same for a pair of keys that is open already. */
export async function boxOf(identity) {
  const key = await ownKey(identity);
  return {
    seal: (purpose, value) => sealItem(key, purpose, value),
    open: (purpose, envelope) => openItem(key, purpose, envelope),
  };
}

/** Leads to the page that asks once for the passphrase, and back here. */
export function askToOpen() {
  const next = location.pathname + location.search;
  location.assign(`${ASK}?next=${encodeURIComponent(next)}`);
}

async function askForDeviceKey() {
  try {
    const response = await fetch(DEVICE_KEY, { headers: { Accept: "application/json" } });
    return toBytes((await response.json()).device_key);
  } catch {
    return null;
  }
}

async function inStore(mode, use) {
  const database = await new Promise((resolve, reject) => {
    const asked = indexedDB.open(DATABASE, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const asked = use(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(asked.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}
