/**
 * Which hashes are not there: half a megabyte that stays near the processor, asked before the gazetteers are. Of the
 * hashes that are not there it lets one in ten by, when there are half a million.
 *
 * @module
 */
const BITS = 22;

export interface HashFilter {
  add(hash: number): void;
  /** Whether a hash, an unsigned number of 32 bits, may be there: false when it surely is not. */
  mayHold(hash: number): boolean;
}

export function createHashFilter(): HashFilter {
  const marks = new Uint8Array(1 << (BITS - 3));
  return {
    add(hash) {
      const bit = hash >>> (32 - BITS);
      marks[bit >>> 3]! |= 1 << (bit & 7);
    },
    mayHold(hash) {
      const bit = hash >>> (32 - BITS);
      return ((marks[bit >>> 3]! >>> (bit & 7)) & 1) === 1;
    },
  };
}
