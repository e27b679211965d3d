// What the forms of accounts do, each as a person would tell it. Passphrases, words and the keys that open stay here.
import {
  newIdentity,
  openIdentity,
  passphraseKeys,
  random,
  sealIdentity,
  toBytes,
  toText,
  wordsKeys,
} from "./format.js";
import { keepOpen } from "./keyring.js";
import { fault } from "./passphrases.js";
import { ask, Refused } from "./server.js";
import { entropyOf, wordsOf } from "./words.js";

const SALT_BYTES = 16;
const ENTROPY_BYTES = 16;
const MISSING = "Please fill this in.";
const NOT_YOURS = "This is not your passphrase. Please look at it once more; nothing was changed.";

const WORKING =
  "Your browser finishes a small task. It keeps strangers from opening accounts by the thousand.";
const UNFINISHED =
  "Your browser could not finish the small task before an account opens. What you typed is still here; please try again.";

/** Each gives back where to go on to, and words to be written down before, if there are new ones. */
export const STEPS = {
  "sign-in": signIn,
  join,
  recover,
  open,
  passphrase: changePassphrase,
  words: renewWords,
  delete: beForgotten,
};

async function signIn(form) {
  const { name, passphrase } = filled(form, ["name", "passphrase"]);
  const keys = await keysFor(form, name, passphrase);
  const { stay, discreet } = form.elements;
  const answer = await ask(form.action, {
    name,
    key: toText(keys.signIn),
    stay: stay.checked,
    discreet: discreet.checked,
    next: next(form),
  });
  await openHere(answer, () => opened(answer, keys, "passphrase"));
  return { onward: answer.next };
}

async function join(form, { work, tell }) {
  const { name, passphrase } = filled(form, ["name", "passphrase"]);
  check(passphrase, name);
  const identity = await newIdentity();
  const words = await newWords(identity);
  const sealed = await newPassphrase(passphrase, identity);
  tell(WORKING);
  const answer = await ask(form.action, {
    name,
    keep: form.elements.keep?.value === "yes",
    zone: form.elements.zone.value,
    public_key: toText(identity.publicKey),
    passphrase: sealed,
    words: words.sent,
    work: await worked(work),
    next: next(form),
  });
  await openHere(answer, () => identity);
  return { onward: answer.next, words: words.shown };
}

/** What was worked out since the page came; whoever is quick waits for the rest of it. */
async function worked(work) {
  try {
    return await work.answer();
  } catch {
    throw new Refused({ words: UNFINISHED });
  }
}

async function recover(form) {
  const { name, words, passphrase } = filled(form, ["name", "words", "passphrase"]);
  check(passphrase, name);
  const keys = await wordsKeys(await entropyOf(words));
  const proof = { name, key: toText(keys.signIn) };
  const identity = await opened(await ask(form.dataset.open, proof), keys, "words");
  const fresh = await newWords(identity);
  const answer = await ask(form.action, {
    ...proof,
    passphrase: await newPassphrase(passphrase, identity),
    words: fresh.sent,
    next: next(form),
  });
  await openHere(answer, () => identity);
  return { onward: answer.next, words: fresh.shown };
}

async function open(form) {
  const { identity, answer } = await proven(form, "passphrase");
  await openHere(answer, () => identity);
  return { onward: form.dataset.onward };
}

async function changePassphrase(form) {
  const { passphrase } = filled(form, ["old", "passphrase"]);
  check(passphrase, nameIn(form));
  const { keys, identity } = await proven(form, "old");
  const answer = await ask(form.action, {
    key: toText(keys.signIn),
    passphrase: await newPassphrase(passphrase, identity),
  });
  return { onward: answer.next };
}

async function renewWords(form) {
  const { keys, identity } = await proven(form, "passphrase");
  const fresh = await newWords(identity);
  const answer = await ask(form.action, { key: toText(keys.signIn), words: fresh.sent });
  return { onward: answer.next, words: fresh.shown };
}

async function beForgotten(form) {
  const { passphrase } = filled(form, ["passphrase"]);
  const keys = await keysFor(form, nameIn(form), passphrase);
  const answer = await ask(form.action, { key: toText(keys.signIn) });
  return { onward: answer.next };
}

/** What stands in fields; an empty one is told at its place. A passphrase is known by its id alone. */
function filled(form, ids) {
  const values = ids.map((id) => [id, form.querySelector(`#${id}`).value]);
  const missing = values.filter(([, value]) => !value.trim()).map(([id]) => [id, MISSING]);
  if (missing.length) throw new Refused({ errors: Object.fromEntries(missing) });
  return Object.fromEntries(values);
}

const next = (form) => form.elements.next?.value ?? null;
const nameIn = (form) => form.querySelector("[autocomplete=username]").value;

function check(passphrase, name) {
  const why = fault(passphrase, name);
  if (why) throw new Refused({ errors: { passphrase: why } });
}

async function keysFor(form, name, passphrase) {
  const { salt } = await ask(form.dataset.salt, { name });
  return passphraseKeys(passphrase, toBytes(salt));
}

/** The passphrase in a field, proven to be that of whoever is signed in, and what it opens. */
async function proven(form, id) {
  const typed = filled(form, [id])[id];
  const keys = await keysFor(form, nameIn(form), typed);
  const answer = await ask(form.dataset.open, { key: toText(keys.signIn) }).catch((refused) => {
    throw refused.errors?.passphrase ? new Refused({ errors: { [id]: NOT_YOURS } }) : refused;
  });
  return { keys, answer, identity: await opened(answer, keys, "passphrase") };
}

const opened = (answer, keys, kind) =>
  openIdentity(keys.wrap, kind, toBytes(answer.sealed), toBytes(answer.public_key));

async function newPassphrase(passphrase, identity) {
  const salt = random(SALT_BYTES);
  const keys = await passphraseKeys(passphrase, salt);
  const sealed = await sealIdentity(keys.wrap, "passphrase", identity);
  return { salt: toText(salt), key: toText(keys.signIn), sealed: toText(sealed) };
}

async function newWords(identity) {
  const entropy = random(ENTROPY_BYTES);
  const keys = await wordsKeys(entropy);
  const sealed = await sealIdentity(keys.wrap, "words", identity);
  return {
    shown: await wordsOf(entropy),
    sent: { key: toText(keys.signIn), sealed: toText(sealed) },
  };
}

/** A browser that keeps nothing still lets its person in; it asks for the passphrase once more when it is needed. */
async function openHere(answer, identity) {
  try {
    await keepOpen(await identity(), toBytes(answer.device_key));
  } catch (error) {
    console.warn(error);
  }
}
