// Some texts in one file (ZIP, nothing compressed), made here because what is in them must not be sent to be packed.
import { joined } from "./format.js";

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
const UTF8_NAMES = 0x0800;
const MIDNIGHT = 0;
const FIRST_DAY = 0x21;
const encoder = new TextEncoder();

/** The bytes of an archive, from texts by their names. No day of making stands in it. */
export function archive(texts) {
  const parts = [];
  const entries = [];
  let at = 0;
  for (const [name, text] of Object.entries(texts)) {
    const named = encoder.encode(name);
    const content = encoder.encode(text);
    const about = [VERSION, UTF8_NAMES, 0, MIDNIGHT, FIRST_DAY];
    const sizes = [crc32(content), content.length, content.length];
    const local = [...shorts(about), ...longs(sizes), ...shorts([named.length, 0])];
    const whole = joined(numbers(longs([LOCAL]), local), named, content);
    const end = [...shorts([0, 0, 0]), ...longs([0, at])];
    entries.push(joined(numbers(longs([CENTRAL]), shorts([VERSION]), local, end), named));
    parts.push(whole);
    at += whole.length;
  }
  const directory = joined(...entries);
  const counts = shorts([0, 0, entries.length, entries.length]);
  const end = numbers(longs([END]), counts, longs([directory.length, at]), shorts([0]));
  return joined(...parts, directory, end);
}

const numbers = (...lists) => Uint8Array.from(lists.flat());
const shorts = (values) => values.flatMap((value) => [value & 255, value >>> 8]);
const longs = (values) => values.flatMap((value) => shorts([value & 0xffff, value >>> 16]));

function crc32(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}
