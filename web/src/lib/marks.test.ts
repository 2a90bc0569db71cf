import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Mark, stretchesOf } from './marks.ts';

const mark = (id: string, start: number, end: number): Mark => ({ id, kind: 'time', start, end });
const told = (marks: Mark[], from: number, to: number) =>
  stretchesOf(marks, from, to).map(({ start, end, marks }) => [start, end, marks.map(({ id }) => id).join()]);

test('overlapping marks are cut where one begins or ends', () => {
  expect(told([mark('a', 2, 6), mark('b', 4, 8)], 0, 10)).toEqual([
    [0, 2, ''],
    [2, 4, 'a'],
    [4, 6, 'a,b'],
    [6, 8, 'b'],
    [8, 10, ''],
  ]);
});

test('a mark that runs over the edge of a block marks what is inside', () => {
  expect(told([mark('a', 0, 20)], 5, 10)).toEqual([[5, 10, 'a']]);
});

test('stretches have no gap and no overlap', () => {
  const spans = fc.array(
    fc.tuple(fc.nat(40), fc.nat(40)).map(([a, b]) => mark('x', Math.min(a, b), Math.max(a, b) + 1)),
  );
  fc.assert(
    fc.property(spans, (marks) => {
      let at = 10;
      for (const stretch of stretchesOf(marks, 10, 30)) {
        expect(stretch.start).toBe(at);
        expect(stretch.end).toBeGreaterThan(at);
        at = stretch.end;
      }
      expect(at).toBe(30);
    }),
  );
});
