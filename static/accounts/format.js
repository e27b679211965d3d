// What a browser makes of secrets, version 1: bytes in, bytes out. support_groups/accounts/format.py does the same, and
// tests/accounts/vectors.json holds both to it.

const VERSION = 1;
export const ROUNDS = 600_000;
const NONCE_BYTES = 12;

const encoder = new TextEncoder();
const decoder = new TextDecoder();
/** What a key or a seal is for, bound to it. */
export const about = (words) => encoder.encode(`support-groups/${VERSION} ${words}`);

/** Bytes as text for JSON (base64url). */
export const toText = (bytes) =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

export const toBytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));

export const random = (count) => crypto.getRandomValues(new Uint8Array(count));

/** A passphrase as it is stretched: the same on every keyboard. */
export const normal = (passphrase) =>
  passphrase.normalize("NFKC").replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "");

/** So many bits of something that could be guessed, made so that every guess takes a while. */
export const stretched = async (secret, salt, bits) =>
  crypto.subtle.deriveBits(
    { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS },
    await crypto.subtle.importKey("raw", secret, "PBKDF2", false, ["deriveBits"]),
    bits,
  );

/** Bytes as text of zeros and ones. */
export const bitsOf = (bytes) =>
  Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");

/** What a passphrase gives: a key to sign in with, which is sent, and one to open with, which never is. Takes a while. */
export async function passphraseKeys(passphrase, salt) {
  const made = await stretched(encoder.encode(normal(passphrase)), salt, 256);
  return { signIn: await derived(made, "sign-in"), wrap: await derived(made, "vault") };
}

/** The same of recovery words; they are random already, so there is nothing to stretch. */
export async function wordsKeys(entropy) {
  return {
    signIn: await derived(entropy, "words sign-in"),
    wrap: await derived(entropy, "words vault"),
  };
}

/** The key that opens with a passkey, from what its device makes of our question. */
export const passkeyWrap = (prfOutput) => derived(prfOutput, "passkey vault");

/** A new pair of keys for an account: what is kept for it is encrypted for this pair. */
export async function newIdentity() {
  const pair = await crypto.subtle.generateKey({ name: "X25519" }, true, ["deriveBits"]);
  const { d, x } = await crypto.subtle.exportKey("jwk", pair.privateKey);
  return { privateKey: toBytes(d), publicKey: toBytes(x) };
}

/** The private key as a way in keeps it; `kind` is "passphrase", "words" or "passkey". */
export const sealIdentity = (wrap, kind, { privateKey, publicKey }) =>
  seal(wrap, privateKey, joined(about(`way:${kind}`), publicKey));

/** The pair again. Fails where the way is another one, or anything was changed. */
export async function openIdentity(wrap, kind, sealed, publicKey) {
  const privateKey = await open(wrap, sealed, joined(about(`way:${kind}`), publicKey));
  return { privateKey, publicKey };
}

/** The private key as a device keeps it, under a key that the server gives to this device while it is signed in. */
export const sealForDevice = (deviceKey, { privateKey, publicKey }) =>
  seal(deviceKey, privateKey, joined(about("device"), publicKey));

export async function openOnDevice(deviceKey, sealed, publicKey) {
  const privateKey = await open(deviceKey, sealed, joined(about("device"), publicKey));
  return { privateKey, publicKey };
}

/** The key of what is one's own. */
export const ownKey = ({ privateKey }) => derived(privateKey, "own");

export async function sealItem(key, purpose, value) {
  const plain = encoder.encode(JSON.stringify(value));
  return toText(await seal(key, plain, about(`item:${purpose}`)));
}

export async function openItem(key, purpose, envelope) {
  const plain = await open(key, toBytes(envelope), about(`item:${purpose}`));
  return JSON.parse(decoder.decode(plain));
}

/** A key for a purpose, and for what it is bound to besides. */
export async function derived(secret, purpose, ...bound) {
  const key = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  const info = joined(about(purpose), ...bound);
  const way = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info };
  return new Uint8Array(await crypto.subtle.deriveBits(way, key, 256));
}

/** The version, a nonce of its own, and what was sealed (AES-256-GCM). */
export async function seal(key, plain, additionalData) {
  const iv = random(NONCE_BYTES);
  const usable = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt"]);
  const locked = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv, additionalData },
    usable,
    plain,
  );
  return joined(Uint8Array.of(VERSION), iv, new Uint8Array(locked));
}

/** What was sealed; fails with another key, for anything else, or where one bit was changed. */
export async function open(key, sealed, additionalData) {
  if (sealed[0] !== VERSION) throw new Error("sealed in a format that this page does not know");
  const iv = sealed.subarray(1, 1 + NONCE_BYTES);
  const usable = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["decrypt"]);
  const locked = sealed.subarray(1 + NONCE_BYTES);
  return new Uint8Array(
    await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData }, usable, locked),
  );
}

export function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
