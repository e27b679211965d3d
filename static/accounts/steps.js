// What the forms of accounts do, each as a person would tell it. Passphrases, words and the keys that open stay here.
import { newIdentity, passphraseKeys, random, sealIdentity, toText, wordsKeys } from "./format.js";
import { keepOpenHere } from "./keyring.js";
import { forget, make, show } from "./passkeys.js";
import { fault } from "./passphrases.js";
import { filled, keepHere, keysFor, nameIn, opened, proof, proven } from "./proofs.js";
import { ask, Refused } from "./server.js";
import { entropyOf, wordsOf } from "./words.js";

const SALT_BYTES = 16;
const ENTROPY_BYTES = 16;

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
  "new-passkey": addPasskey,
  confirm,
};

async function signIn(form, { by }) {
  if (by === "passkey") return signInWithPasskey(form);
  const { name, passphrase } = filled(form, ["name", "passphrase"]);
  const keys = await keysFor(form, name, passphrase);
  const answer = await ask(form.action, { name, key: toText(keys.signIn), ...how(form) });
  await keepHere(answer, () => opened(answer, keys, "passphrase"));
  return { onward: answer.next };
}

async function signInWithPasskey(form) {
  const { options } = await ask(form.dataset.ask, {});
  const { sent, wrap } = await show(options);
  const answer = await ask(form.dataset.passkey, { passkey: sent, ...how(form) });
  // Where its device makes no key, the passphrase is asked for once, when something is to be opened.
  if (wrap && answer.sealed) await keepHere(answer, () => opened(answer, { wrap }, "passkey"));
  return { onward: answer.next };
}

const how = (form) => ({
  stay: form.elements.stay.checked,
  discreet: form.elements.discreet.checked,
  next: next(form),
});

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
  await keepHere(answer, () => identity);
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
  await keepHere(answer, () => identity);
  return { onward: answer.next, words: fresh.shown };
}

async function open(form, { by }) {
  const { identity } = await proven(form, "passphrase", by);
  await keepOpenHere(identity);
  return { onward: form.dataset.onward };
}

async function changePassphrase(form, { by }) {
  const { passphrase } = filled(form, by === "passkey" ? ["passphrase"] : ["old", "passphrase"]);
  check(passphrase, nameIn(form));
  const { sent, identity } = await proven(form, "old", by);
  const fresh = await newPassphrase(passphrase, identity);
  const answer = await ask(form.action, { ...sent, passphrase: fresh });
  return { onward: answer.next };
}

async function renewWords(form, { by }) {
  const { sent, identity } = await proven(form, "passphrase", by);
  const fresh = await newWords(identity);
  const answer = await ask(form.action, { ...sent, words: fresh.sent });
  return { onward: answer.next, words: fresh.shown };
}

async function addPasskey(form, { by }) {
  const { label } = filled(form, by === "passkey" ? ["label"] : ["label", "passphrase"]);
  const { sent, identity } = await proven(form, "passphrase", by);
  const { options } = await ask(form.dataset.make, {});
  const made = await make(options);
  const sealed = made.wrap && toText(await sealIdentity(made.wrap, "passkey", identity));
  try {
    const answer = await ask(form.action, { ...sent, label, made: made.sent, sealed });
    return { onward: answer.next };
  } catch (refused) {
    await made.takeBack();
    throw refused;
  }
}

/** A serious step for which nothing is opened. */
async function confirm(form, { by }) {
  const answer = await ask(form.action, await proof(form, "passphrase", by));
  if (form.dataset.forget) await forget(location.hostname, form.dataset.forget);
  return { onward: answer.next };
}

const next = (form) => form.elements.next?.value ?? null;

function check(passphrase, name) {
  const why = fault(passphrase, name);
  if (why) throw new Refused({ errors: { passphrase: why } });
}

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
