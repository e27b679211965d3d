// What a form's person proves to be theirs, by a passphrase or by a passkey, and what it opens in this browser.
import { openIdentity, passphraseKeys, toBytes, toText } from "./format.js";
import { keepOpen, openHere } from "./keyring.js";
import { show } from "./passkeys.js";
import { ask, Refused } from "./server.js";

const MISSING = "Please fill this in.";
const NOT_YOURS = "This is not your passphrase. Please look at it once more; nothing was changed.";
const OPENS_NOTHING =
  "This passkey lets you in, but cannot unlock what is yours. Please use your passphrase here; nothing was changed.";

/** What stands in fields; an empty one is told at its place. A passphrase is known by its id alone. */
export function filled(form, ids) {
  const values = ids.map((id) => [id, form.querySelector(`#${id}`).value]);
  const missing = values.filter(([, value]) => !value.trim()).map(([id]) => [id, MISSING]);
  if (missing.length) throw new Refused({ errors: Object.fromEntries(missing) });
  return Object.fromEntries(values);
}

export const nameIn = (form) => form.querySelector("[autocomplete=username]").value;

export async function keysFor(form, name, passphrase) {
  const { salt } = await ask(form.dataset.salt, { name });
  return passphraseKeys(passphrase, toBytes(salt));
}

export const opened = (answer, keys, kind) =>
  openIdentity(keys.wrap, kind, toBytes(answer.sealed), toBytes(answer.public_key));

/** What is sent as a proof; for a passphrase its field's id says where it stands. */
export async function proof(form, id, by) {
  if (by === "passkey") return { passkey: (await show(await optionsFor(form))).sent };
  const typed = filled(form, [id])[id];
  return { key: toText((await keysFor(form, nameIn(form), typed)).signIn) };
}

/** The same, and the pair of keys that it opens. */
export async function proven(form, id, by) {
  return by === "passkey" ? shown(form) : typedIn(form, id);
}

async function typedIn(form, id) {
  const typed = filled(form, [id])[id];
  const keys = await keysFor(form, nameIn(form), typed);
  const sent = { key: toText(keys.signIn) };
  const answer = await ask(form.dataset.open, sent).catch((refused) => {
    throw refused.errors?.passphrase ? new Refused({ errors: { [id]: NOT_YOURS } }) : refused;
  });
  return { sent, identity: await opened(answer, keys, "passphrase") };
}

async function shown(form) {
  const { options, sealed, public_key } = await ask(form.dataset.ask, {});
  const { sent, wrap } = await show(options);
  const answer = { sealed: sealed[sent.id], public_key };
  const identity =
    wrap && answer.sealed ? await opened(answer, { wrap }, "passkey") : await openHere();
  if (!identity) throw new Refused({ words: OPENS_NOTHING });
  return { sent: { passkey: sent }, identity };
}

const optionsFor = async (form) => (await ask(form.dataset.ask, {})).options;

/** A browser that keeps nothing still lets its person in; it asks for the passphrase once more when it is needed. */
export async function keepHere(answer, identity) {
  try {
    await keepOpen(await identity(), toBytes(answer.device_key));
  } catch (error) {
    console.warn(error);
  }
}
