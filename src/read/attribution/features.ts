/**
 * Features of a decision, as numbers of rows in the tables of a network.
 *
 * A feature is the number of its template and up to four codes (of a relation, a tag, an entry of our own lists);
 * the row is a hash of these, so no list of features is kept. No feature holds a word that is not in `knowledge/`.
 *
 * @module
 */
import { MOST_ROWS } from '../wasm/row-sums.ts';

export class Features {
  length = 0;
  readonly mask: number;
  /**
   * @param bits the tables have 2^bits rows.
   * @param rows where they are put: room for `MOST_ROWS`.
   */
  constructor(
    readonly bits: number,
    readonly rows: Int32Array = new Int32Array(MOST_ROWS),
  ) {
    this.mask = (1 << bits) - 1;
  }
  clear(): void {
    this.length = 0;
  }
  add(template: number, a = 0, b = 0, c = 0, d = 0): void {
    if (this.length === MOST_ROWS) return;
    let h = Math.imul(template + 1, 0x9e3779b1);
    h = Math.imul(h ^ a, 0x85ebca6b);
    h ^= h >>> 15;
    h = Math.imul(h ^ b, 0xc2b2ae35);
    h ^= h >>> 13;
    h = Math.imul(h ^ c, 0x27d4eb2f);
    h ^= h >>> 14;
    h = Math.imul(h ^ d, 0x165667b1);
    h ^= h >>> 16;
    this.rows[this.length++] = h & this.mask;
  }
}

/** FNV-1a hash of a string, 31 bits. */
export function hashOf(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return (h ^ (h >>> 16)) & 0x7fffffff;
}

/** A distance on a scale that grows coarser: 0 to 4 as they are, then by doubling; the sign is kept. */
export function step(distance: number): number {
  const d = Math.abs(distance);
  const scaled = d < 5 ? d : d < 8 ? 5 : d < 12 ? 6 : d < 20 ? 7 : d < 40 ? 8 : d < 80 ? 9 : 10;
  return distance < 0 ? -scaled : scaled;
}

/** The code of token `k` in a table, or of the edge of its sentence (`from` to `to`) that it lies beyond. */
export function codeAt(table: Int32Array, k: number, from: number, to: number): number {
  return k < from ? 1 : k >= to ? 2 : table[k]!;
}
