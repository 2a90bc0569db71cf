import { describe, expect, test } from 'vitest';
import { inGroups, inOrder } from './in-order.ts';

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function* numbers(count: number, pauseAfter = -1): AsyncGenerator<number> {
  for (let i = 0; i < count; i++) {
    yield i;
    if (i === pauseAfter) await pause(200);
  }
}

async function listOf<T>(source: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of source) list.push(item);
  return list;
}

describe('inGroups', () => {
  test('takes things together until a group is full, and says which is the last', async () => {
    expect(await listOf(inGroups(numbers(5), { most: 2, wait: 1000 }))).toEqual([
      { items: [0, 1], last: false },
      { items: [2, 3], last: false },
      { items: [4], last: true },
    ]);
  });

  test('lets nothing wait for a slow source', async () => {
    const groups = await listOf(inGroups(numbers(4, 1), { most: 100, wait: 10 }));
    expect(groups).toEqual([
      { items: [0, 1], last: false },
      { items: [2, 3], last: true },
    ]);
  });

  test('weighs', async () => {
    const groups = await listOf(inGroups(numbers(4), { most: 3, wait: 1000, weigh: (n) => n }));
    expect(groups.map(({ items }) => items)).toEqual([[0, 1, 2], [3]]);
  });
});

describe('inOrder', () => {
  test('keeps the order, and works on no more than it may', async () => {
    let running = 0;
    let most = 0;
    const done = inOrder(numbers(40), 4, async (n) => {
      most = Math.max(most, ++running);
      await pause((n * 7) % 11);
      running--;
      return n;
    });
    expect(await listOf(done)).toEqual(Array.from({ length: 40 }, (_, i) => i));
    expect(most).toBe(4);
  });

  test('takes no more from the source than can be worked on while nobody asks', async () => {
    let taken = 0;
    async function* source() {
      for (;;) yield taken++;
    }
    const work = inOrder(source(), 3, async (n) => n);
    await work.next();
    await pause(20);
    expect(taken).toBeLessThanOrEqual(4);
    await work.return(undefined);
  });

  test('an error comes out in its place, and the source is ended', async () => {
    let ended = false;
    async function* source() {
      try {
        for (let i = 0; ; i++) yield i;
      } finally {
        ended = true;
      }
    }
    const seen: number[] = [];
    const work = inOrder(source(), 3, async (n) => {
      if (n === 5) throw new Error('the fifth');
      return n;
    });
    await expect(
      (async () => {
        for await (const n of work) seen.push(n);
      })(),
    ).rejects.toThrow('the fifth');
    expect(seen).toEqual([0, 1, 2, 3, 4]);
    expect(ended).toBe(true);
  });
});
