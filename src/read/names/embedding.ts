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
  /** Whether this is the hash of the name of a place in lower case. */
  isPlace(hash: number): boolean;
}

/** Spells a text out (FNV-1a), or goes on from what was spelled before it: `hashOf` gives the hash of the whole. */
export function spell(text: string, before = 0x811c9dc5): number {
  let h = before;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h;
}

/** The hash of 32 bits of a text spelled out: mixed once more. */
export function hashOf(spelled: number): number {
  let h = spelled ^ (spelled >>> 15);
  h = Math.imul(h, 0x2c1b3c6d);
  return h ^ (h >>> 12);
}

/** A hash of 32 bits. */
export const hashText = (text: string) => hashOf(spell(text));

/** A table of hashes: from the hash of a text to its row, or -1. */
export function hashRows(hashes: Uint32Array): (hash: number) => number {
  const bits = Math.ceil(Math.log2(hashes.length * 2 + 2));
  const mask = (1 << bits) - 1;
  const slots = new Int32Array(1 << bits).fill(-1);
  for (let row = 0; row < hashes.length; row++) {
    let slot = hashes[row]! & mask;
    while (slots[slot]! >= 0) slot = (slot + 1) & mask;
    slots[slot] = row;
  }
  return (signed) => {
    const hash = signed >>> 0;
    let slot = hash & mask;
    while (slots[slot]! >= 0) {
      if (hashes[slots[slot]!] === hash) return slots[slot]!;
      slot = (slot + 1) & mask;
    }
    return -1;
  };
}

/** The table of words: 32-bit hashes of lower-case words to rows. */
export function hashIndex(hashes: Uint32Array): (lower: string) => number {
  const rowOf = hashRows(hashes);
  return (lower) => rowOf(hashText(lower));
}
