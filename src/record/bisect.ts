/**
 * Search in what is in order.
 *
 * @module
 */

/** The first of `count` things that `isBefore` does not hold of, where it holds of all before that one; else `count`. */
export function bisect(count: number, isBefore: (index: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
