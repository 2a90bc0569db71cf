/**
 * A sketch of a text: a fair sample of its word shingles, from which the overlap of two texts can be estimated.
 *
 * FracMinHash (Irber et al. 2022, "Lightweight compositional analysis of metagenomes with FracMinHash"): every shingle
 * is hashed and kept when its hash is below a fixed fraction of the range. Unlike a MinHash of fixed size it estimates
 * *containment*, so that a report cut to its first paragraphs is still found in the whole one.
 *
 * @module
 */

/** Words of a shingle. Five words in a row are seldom shared by chance. */
const SHINGLE = 5;
/** One shingle in so many is kept. */
export const FRACTION = 2;

const WORD = /[\p{L}\p{N}]+/gu;

/** Hashes of the kept shingles of a text: unsigned 32-bit, ascending, each once. */
export function sketchOf(text: string): Uint32Array {
  const words: number[] = [];
  for (const match of text.toLowerCase().matchAll(WORD)) words.push(hashWord(match[0]));
  const kept: number[] = [];
  for (let i = 0; i + SHINGLE <= words.length; i++) {
    let hash = 0;
    for (let k = 0; k < SHINGLE; k++) hash = mix(hash ^ words[i + k]!) + k;
    hash = mix(hash) >>> 0;
    if (hash < 2 ** 32 / FRACTION) kept.push(hash);
  }
  const sorted = Uint32Array.from(kept).sort();
  return sorted.filter((hash, i) => i === 0 || hash !== sorted[i - 1]);
}

/** FNV-1a over UTF-16 code units. */
function hashWord(word: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  return hash;
}

/** The finalizer of MurmurHash3. */
function mix(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** How many hashes two sketches share. */
export function shared(a: Uint32Array, b: Uint32Array): number {
  let count = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const left = a[i]!;
    const right = b[j]!;
    if (left === right) count++;
    if (left <= right) i++;
    if (right <= left) j++;
  }
  return count;
}
