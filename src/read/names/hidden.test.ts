import { describe, expect, it } from 'vitest';
import { createOutput } from './output.ts';
import { createProjection } from './projection.ts';

const LABELS = 13;
/** Numbers that look like chance and are the same each time. */
const number = (n: number) => ((Math.imul(n + 1, 0x9e3779b1) >>> 8) % 2001) / 1000 - 1;

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
