/**
 * What the recogniser knows of words beforehand: vectors, clusters, names of places.
 *
 * @module
 */
/** Word vectors, clusters of words, and names of places. */
export interface Embedding {
  readonly dimensions: number;
  /** One row a word. */
  readonly values: Float32Array;
  readonly coarse: Uint8Array;
  readonly fine: Uint16Array;
  rowOf(lower: string): number;
  isPlace(lower: string): boolean;
}

/** A hash of 32 bits (FNV-1a, mixed once more). */
export function hashText(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h ^= h >>> 15;
  h = Math.imul(h, 0x2c1b3c6d);
  return h ^ (h >>> 12);
}

/** The table of words: 32-bit hashes of lower-case words to rows. */
export function hashIndex(hashes: Uint32Array): (lower: string) => number {
  const bits = Math.ceil(Math.log2(hashes.length * 2 + 2));
  const mask = (1 << bits) - 1;
  const slots = new Int32Array(1 << bits).fill(-1);
  for (let row = 0; row < hashes.length; row++) {
    let slot = hashes[row]! & mask;
    while (slots[slot]! >= 0) slot = (slot + 1) & mask;
    slots[slot] = row;
  }
  return (lower) => {
    const hash = hashText(lower) >>> 0;
    let slot = hash & mask;
    while (slots[slot]! >= 0) {
      if (hashes[slots[slot]!] === hash) return slots[slot]!;
      slot = (slot + 1) & mask;
    }
    return -1;
  };
}
