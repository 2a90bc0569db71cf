import { describe, expect, it } from 'vitest';
import { createRowSums, MOST_ROWS } from './row-sums.ts';

const ROWS = 64;

describe('sums of rows', () => {
  it.each([1, 8, 9, 13, 17])('of %i columns are what adding them one by one makes', (columns) => {
    const table = Int8Array.from({ length: ROWS * columns }, (_, n) => Math.imul(n + 1, 0x9e3779b1) >> 24);
    const { rows, sums, add } = createRowSums(table, columns);
    for (const count of [MOST_ROWS, 67, 1, 0]) {
      for (let k = 0; k < count; k++) rows[k] = (k * 29) % ROWS;
      add(count);
      for (let column = 0; column < columns; column++) {
        let sum = 0;
        for (let k = 0; k < count; k++) sum += table[rows[k]! * columns + column]!;
        expect(sums[column]).toBe(sum);
      }
    }
  });

  it('have room for the lowest and the highest bytes in every row', () => {
    const { rows, sums, add } = createRowSums(Int8Array.of(-128, 127), 2);
    rows.fill(0);
    add(MOST_ROWS);
    expect([sums[0], sums[1]]).toEqual([-128 * MOST_ROWS, 127 * MOST_ROWS]);
  });
});
