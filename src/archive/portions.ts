/**
 * Items in portions of the sizes that a database has statements ready for, the largest first; the last size is 1.
 *
 * @param sizes from the largest to 1.
 */
export function* portionsOf<T>(items: readonly T[], sizes: readonly number[]): Generator<T[]> {
  let at = 0;
  for (const size of sizes) for (; at + size <= items.length; at += size) yield items.slice(at, at + size);
}

/** Sizes for rows of a dozen columns: few statements are quick, and each one that runs costs libsql some memory. */
export const ROWS = [64, 16, 4, 1];
/** Sizes for rows of two columns. */
export const NARROW_ROWS = [512, 128, 16, 4, 1];
