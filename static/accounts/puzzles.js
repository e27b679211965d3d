// The work that opens an account, as support_groups/accounts/rules/work.py checks it: SHA-256, one block a try.
// Our own, since a browser's would answer each try with a promise, which takes longer than the hash.

export const PUZZLES = 16;

const K = Uint32Array.of(
  0x428a2f98,
  0x71374491,
  0xb5c0fbcf,
  0xe9b5dba5,
  0x3956c25b,
  0x59f111f1,
  0x923f82a4,
  0xab1c5ed5,
  0xd807aa98,
  0x12835b01,
  0x243185be,
  0x550c7dc3,
  0x72be5d74,
  0x80deb1fe,
  0x9bdc06a7,
  0xc19bf174,
  0xe49b69c1,
  0xefbe4786,
  0x0fc19dc6,
  0x240ca1cc,
  0x2de92c6f,
  0x4a7484aa,
  0x5cb0a9dc,
  0x76f988da,
  0x983e5152,
  0xa831c66d,
  0xb00327c8,
  0xbf597fc7,
  0xc6e00bf3,
  0xd5a79147,
  0x06ca6351,
  0x14292967,
  0x27b70a85,
  0x2e1b2138,
  0x4d2c6dfc,
  0x53380d13,
  0x650a7354,
  0x766a0abb,
  0x81c2c92e,
  0x92722c85,
  0xa2bfe8a1,
  0xa81a664b,
  0xc24b8b70,
  0xc76c51a3,
  0xd192e819,
  0xd6990624,
  0xf40e3585,
  0x106aa070,
  0x19a4c116,
  0x1e376c08,
  0x2748774c,
  0x34b0bcb5,
  0x391c0cb3,
  0x4ed8aa4a,
  0x5b9cca4f,
  0x682e6ff3,
  0x748f82ee,
  0x78a5636f,
  0x84c87814,
  0x8cc70208,
  0x90befffa,
  0xa4506ceb,
  0xbef9a3f7,
  0xc67178f2,
);
const BEGIN = Uint32Array.of(
  0x6a09e667,
  0xbb67ae85,
  0x3c6ef372,
  0xa54ff53a,
  0x510e527f,
  0x9b05688c,
  0x1f83d9ab,
  0x5be0cd19,
);
const SEED_WORDS = 8;
const MESSAGE_BITS = 40 * 8;

/** The first word of the hash of one block, whose first sixteen words are filled in; the block is used up. */
function firstWord(w) {
  for (let i = 16; i < 64; i += 1) {
    const a = w[i - 15];
    const b = w[i - 2];
    const s0 = ((a >>> 7) | (a << 25)) ^ ((a >>> 18) | (a << 14)) ^ (a >>> 3);
    const s1 = ((b >>> 17) | (b << 15)) ^ ((b >>> 19) | (b << 13)) ^ (b >>> 10);
    w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
  }
  let a = BEGIN[0];
  let b = BEGIN[1];
  let c = BEGIN[2];
  let d = BEGIN[3];
  let e = BEGIN[4];
  let f = BEGIN[5];
  let g = BEGIN[6];
  let h = BEGIN[7];
  for (let i = 0; i < 64; i += 1) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  return (BEGIN[0] + a) >>> 0;
}

/** The smallest number that solves the puzzle at a place: its hash begins with so many zero bits, 32 at most. */
export function solvePuzzle(seed, place, bits) {
  const w = new Int32Array(64);
  const limit = 2 ** (32 - bits);
  for (let number = 0; ; number += 1) {
    w.set(seed);
    w[SEED_WORDS] = place;
    w[SEED_WORDS + 1] = number;
    w[SEED_WORDS + 2] = 0x80000000;
    w.fill(0, SEED_WORDS + 3, 15);
    w[15] = MESSAGE_BITS;
    if (firstWord(w) < limit) return number;
  }
}

/** Solves all puzzles of a challenge; `hear(done)` is told after each how many are solved. */
export async function solve(challenge, bits, hear = () => {}) {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(challenge));
  const view = new DataView(hash);
  const seed = Int32Array.from({ length: SEED_WORDS }, (_, at) => view.getInt32(at * 4));
  const numbers = [];
  for (let place = 0; place < PUZZLES; place += 1) {
    numbers.push(solvePuzzle(seed, place, bits));
    hear(place + 1);
  }
  return numbers;
}
