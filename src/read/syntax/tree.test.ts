import { expect, it } from 'vitest';
import { linkTree } from './tree.ts';

it('links children in order and bounds subtrees', () => {
  // 0 ← 1 → 3, 3 → 2, and a second tree 4 → 5.
  const links = linkTree(Int32Array.from([1, -1, 3, 1, -1, 4]));
  expect([...links.firstChild]).toEqual([-1, 0, -1, 2, 5, -1]);
  expect([...links.nextSibling]).toEqual([3, -1, -1, -1, -1, -1]);
  expect([...links.subtreeStart]).toEqual([0, 0, 2, 2, 4, 5]);
  expect([...links.subtreeEnd]).toEqual([1, 4, 3, 4, 6, 6]);
});

it('takes a chain of a hundred thousand', () => {
  const n = 100_000;
  const links = linkTree(Int32Array.from({ length: n }, (_, i) => i - 1));
  expect(links.subtreeEnd[0]).toBe(n);
});

it('takes nothing', () => {
  expect(linkTree(new Int32Array(0)).firstChild.length).toBe(0);
});
