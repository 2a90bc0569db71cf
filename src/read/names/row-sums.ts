/**
 * The sum of many rows of the weight table, several labels in one addition.
 *
 * @module
 */

/** Adds up rows of the table, by label, into `sums`, which has room for the labels filled up to whole fours. */
export type RowSums = (rows: Int32Array, sums: Float64Array) => void;

/** Labels in one number of 32 bits. */
const PACKED = 4;
/** What is added to a weight to make it positive. */
const RAISE = 128;

/**
 * A table of weights of 8 bits keeps four labels in one number: two of them are added at a time, each in 16 bits of
 * its own, where 256 weights of at most 255 have room. Whole numbers, so the sums are the same as one by one.
 */
export function createRowSums(table: Float32Array | Int8Array, labels: number): RowSums {
  if (!(table instanceof Int8Array)) return oneByOne(table, labels);
  const width = 2 * Math.ceil(labels / (2 * PACKED));
  const packed = new Int32Array((table.length / labels) * width);
  for (let row = 0, from = 0; row < packed.length; row += width)
    for (let y = 0; y < labels; y++) packed[row + (y >> 2)]! |= (table[from++]! + RAISE) << (8 * (y & 3));

  return (rows, sums) => {
    const raised = rows.length * RAISE;
    for (let w = 0; w < width; w += 2) {
      let [even, odd, nextEven, nextOdd] = [0, 0, 0, 0];
      for (let k = 0; k < rows.length; k++) {
        const at = rows[k]! * width + w;
        const four = packed[at]!;
        const next = packed[at + 1]!;
        even = (even + (four & 0x00ff00ff)) | 0;
        odd = (odd + ((four >>> 8) & 0x00ff00ff)) | 0;
        nextEven = (nextEven + (next & 0x00ff00ff)) | 0;
        nextOdd = (nextOdd + ((next >>> 8) & 0x00ff00ff)) | 0;
      }
      write(even, odd, raised, sums, w * PACKED);
      write(nextEven, nextOdd, raised, sums, (w + 1) * PACKED);
    }
  };
}

/** Four sums out of two numbers of two sums each. */
function write(even: number, odd: number, raised: number, sums: Float64Array, y: number) {
  sums[y] = (even & 0xffff) - raised;
  sums[y + 1] = (odd & 0xffff) - raised;
  sums[y + 2] = (even >>> 16) - raised;
  sums[y + 3] = (odd >>> 16) - raised;
}

/** While the weights are being learned they are no whole numbers. */
function oneByOne(table: Float32Array, labels: number): RowSums {
  return (rows, sums) => {
    sums.fill(0);
    for (let k = 0; k < rows.length; k++)
      for (let y = 0; y < labels; y++) sums[y]! += table[rows[k]! * labels + y]!;
  };
}
