import { describe, expect, it } from 'vitest';
import { createOutput } from './output.ts';
import { createProjection } from './projection.ts';
import { createRowSums } from './row-sums.ts';

const LABELS = 13;
/** Numbers that look like chance and are the same each time. */
const number = (n: number) => ((Math.imul(n + 1, 0x9e3779b1) >>> 8) % 2001) / 1000 - 1;

describe('sums of rows', () => {
  const table = Int8Array.from({ length: 64 * LABELS }, (_, n) => Math.round(number(n) * 127));
  const rows = Int32Array.from({ length: 67 }, (_, k) => (k * 29) % 64);

  it('are the same four labels at a time as one by one', () => {
    const packed = new Float64Array(16);
    const single = new Float64Array(16);
    createRowSums(table, LABELS)(rows, packed);
    createRowSums(Float32Array.from(table), LABELS)(rows, single);
    expect([...packed.subarray(0, LABELS)]).toEqual([...single.subarray(0, LABELS)]);
  });

  it('hold the lowest and the highest weights 67 times over', () => {
    const ends = Int8Array.from({ length: 2 * LABELS }, (_, n) => (n < LABELS ? -128 : 127));
    const sums = new Float64Array(16);
    const sumRows = createRowSums(ends, LABELS);
    sumRows(new Int32Array(67), sums);
    expect(sums[0]).toBe(-128 * 67);
    expect(sums[LABELS - 1]).toBe(-128 * 67);
    sumRows(new Int32Array(67).fill(1), sums);
    expect(sums[0]).toBe(127 * 67);
    expect(sums[LABELS - 1]).toBe(127 * 67);
  });
});

describe('the hidden layer', () => {
  it('takes a vector in blocks as it would unit by unit, where units do not fill whole blocks', () => {
    const [positions, dimensions, hidden] = [3, 4, 5];
    const input = Float32Array.from({ length: positions * dimensions * hidden }, (_, n) => number(n));
    const vectors = Float32Array.from({ length: 2 * dimensions }, (_, n) => number(n + 500));
    const expected = new Float32Array(positions * hidden);
    for (let p = 0; p < positions; p++)
      for (let d = 0; d < dimensions; d++)
        for (let h = 0; h < hidden; h++)
          expected[p * hidden + h]! += vectors[dimensions + d]! * input[(p * dimensions + d) * hidden + h]!;
    const out = new Float32Array(20).fill(9);
    createProjection(input, positions, dimensions, hidden)(vectors, dimensions, out, 2);
    expect([...out.subarray(2, 2 + positions * hidden)]).toEqual([...expected]);
    expect([...out.subarray(0, 2), ...out.subarray(17)]).toEqual([9, 9, 9, 9, 9]);
  });

  it('adds units above 0 to the labels, and no others', () => {
    const output = Float32Array.from({ length: 3 * LABELS }, (_, n) => n);
    const sums = new Float64Array(16).fill(1);
    createOutput(output, 3, LABELS)(Float32Array.of(2, -5, 0), sums);
    expect(sums[0]).toBe(1);
    expect(sums[12]).toBe(25);
  });
});
