// Everything sealed for the vault has one of a few lengths, so that its length tells nothing.
// The server takes no other lengths (support_groups/accounts/rules/vault.py).
export const STEPS_BYTES = [2_048, 8_192, 32_768];

/** More was written than the vault can hold in one piece. */
export class TooLong extends Error {}

const bytesOf = (value) => new TextEncoder().encode(JSON.stringify(value)).length;

/** A value in a frame whose JSON has exactly as many bytes as the next step; raises TooLong beyond the last. */
export function padded(value) {
  const bare = bytesOf({ is: value, pad: "" });
  const step = STEPS_BYTES.find((bytes) => bytes >= bare);
  if (step === undefined) throw new TooLong();
  return { is: value, pad: " ".repeat(step - bare) };
}

/** The value in such a frame. */
export const unpadded = (frame) => frame.is;
