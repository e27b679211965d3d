// What the browsers of two make of their messages, version 1. support_groups/conversations/format.py does the same, and
// tests/accounts/vectors.json holds both to it.
import {
  about,
  bitsOf,
  derived,
  joined,
  open,
  seal,
  stretched,
  toBytes,
  toText,
} from "../accounts/format.js";

/** To one of these a message is filled up, so that its length tells little (support_groups/rooms/rules/sealed.py). */
export const STEPS_BYTES = [256, 1_024, 4_096, 16_384];

const CODE_WORDS = 8;
const CODE_BITS_A_WORD = 11;
const END = 0x80;

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * The key of a conversation: the same for both, and for no one else.
 *
 * `ends`: the id of the conversation, and the public keys shown there, `mine` and `theirs`.
 */
export async function talkKey({ privateKey, publicKey }, { conversation, mine, theirs }) {
  const [d, x] = [toText(privateKey), toText(publicKey)];
  const own = { kty: "OKP", crv: "X25519", d, x };
  const shared = await crypto.subtle.deriveBits(
    { name: "X25519", public: await crypto.subtle.importKey("raw", theirs, "X25519", false, []) },
    await crypto.subtle.importKey("jwk", own, "X25519", false, ["deriveBits"]),
    256,
  );
  const pair = isBefore(mine, theirs) ? [mine, theirs] : [theirs, mine];
  return derived(shared, `talk:${conversation}`, ...pair);
}

/** A message of one's own; `clientId` is the one under which it is sent, and sent again. */
export async function sealMessage(key, { conversation, mine }, clientId, words) {
  return toText(await seal(key, filledUp(words), bound(conversation, clientId, mine)));
}

/** The words again. Fails where it is another's, of another place, or was changed. */
export async function openMessage(key, { conversation }, clientId, sender, envelope) {
  const plain = await open(key, toBytes(envelope), bound(conversation, clientId, sender));
  return decoder.decode(plain.subarray(0, plain.lastIndexOf(END)));
}

/** Places in the list of 2,048 words: the same for both as long as nobody stands between them. Takes a while. */
export async function safetyCode(key) {
  const made = await stretched(key, about("safety code"), CODE_WORDS * CODE_BITS_A_WORD);
  const bits = bitsOf(new Uint8Array(made));
  return Array.from({ length: CODE_WORDS }, (_, at) =>
    Number.parseInt(bits.substr(at * CODE_BITS_A_WORD, CODE_BITS_A_WORD), 2),
  );
}

const bound = (conversation, clientId, sender) =>
  joined(about(`message:${conversation} ${clientId}`), sender);

function filledUp(words) {
  const bare = joined(encoder.encode(words), Uint8Array.of(END));
  const step = STEPS_BYTES.find((bytes) => bytes >= bare.length);
  if (step === undefined) throw new RangeError("more than a message may hold");
  return joined(bare, new Uint8Array(step - bare.length));
}

const isBefore = (one, other) => toHex(one) < toHex(other);
const toHex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
