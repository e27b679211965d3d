// Asking a device for a passkey. What the device makes of our question (PRF) opens the private key: it stays in this
// page. So answers are put together here field by field; the browser's own toJSON() would tell it along.
import { passkeyWrap, random, toBytes, toText } from "./format.js";
import { Refused } from "./server.js";

const QUESTION = new TextEncoder().encode("support-groups/1 passkey");
const CHALLENGE_BYTES = 32;

const WORDS = {
  NotAllowedError:
    "Nothing was done: it was cancelled, or it took too long. You can simply try again.",
  InvalidStateError: "This device has a passkey for you already. Nothing was changed.",
  other: "This browser or device could not do it. Your passphrase works as before.",
};

/** Whether this browser has passkeys for this place. They are bound to a name: an address of numbers has none. */
export const hasPasskeys = () =>
  isSecureContext && "PublicKeyCredential" in globalThis && !/^[\d.]+$|^\[/.test(location.hostname);

/** Has a passkey shown: what is sent, and the key that it opens with, or null where its device makes none. */
export async function show(options) {
  const credential = await asked(() =>
    navigator.credentials.get({ publicKey: withQuestion(readable(options)) }),
  );
  const { clientDataJSON, authenticatorData, signature, userHandle } = credential.response;
  const sent = asText({
    id: credential.rawId,
    client_data: clientDataJSON,
    authenticator_data: authenticatorData,
    signature,
    handle: userHandle ?? new Uint8Array(),
  });
  return { sent, wrap: await wrapOf(credential) };
}

/** Has a passkey made: what is sent, the key that it opens with or null, and how to take it back. */
export async function make(options) {
  const credential = await asked(() =>
    navigator.credentials.create({ publicKey: withQuestion(readable(options)) }),
  );
  const { clientDataJSON, attestationObject } = credential.response;
  const sent = asText({
    id: credential.rawId,
    client_data: clientDataJSON,
    attestation: attestationObject,
  });
  return {
    sent,
    wrap: (await wrapOf(credential)) ?? (await wrapOfNew(credential, options.rp.id)),
    takeBack: () => forget(options.rp.id, sent.id),
  };
}

/** Asks a device to take a passkey that opens nothing out of its list; not every browser can. */
export async function forget(rpId, credentialId) {
  await PublicKeyCredential.signalUnknownCredential?.({ rpId, credentialId }).catch(() => {});
}

/** Some devices answer our question only for a passkey that is there already: then it is shown once. */
async function wrapOfNew(credential, rpId) {
  if (!credential.getClientExtensionResults().prf?.enabled) return null;
  try {
    const shown = await navigator.credentials.get({
      publicKey: withQuestion({
        challenge: random(CHALLENGE_BYTES),
        rpId,
        allowCredentials: [{ type: "public-key", id: credential.rawId }],
        userVerification: "required",
      }),
    });
    return await wrapOf(shown);
  } catch {
    return null;
  }
}

async function wrapOf(credential) {
  const made = credential.getClientExtensionResults().prf?.results?.first;
  return made ? passkeyWrap(new Uint8Array(made)) : null;
}

async function asked(ask) {
  try {
    return await ask();
  } catch (error) {
    throw new Refused({ words: WORDS[error.name] ?? WORDS.other });
  }
}

/** Options as they come from the server, with bytes where they carry text. */
function readable(options) {
  const described = (list) => list?.map((one) => ({ ...one, id: toBytes(one.id) }));
  return {
    ...options,
    challenge: toBytes(options.challenge),
    ...(options.user && { user: { ...options.user, id: toBytes(options.user.id) } }),
    allowCredentials: described(options.allowCredentials),
    excludeCredentials: described(options.excludeCredentials),
  };
}

const withQuestion = (options) => ({
  ...options,
  extensions: { prf: { eval: { first: QUESTION } } },
});

const asText = (values) =>
  Object.fromEntries(
    Object.entries(values).map(([name, bytes]) => [name, toText(new Uint8Array(bytes))]),
  );
