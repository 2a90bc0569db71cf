import { expect, test, vi } from 'vitest';
import { LongList, rowsInView } from './long-list.svelte.ts';

// The runes of the module are compiled away only in the app.
vi.hoisted(() => {
  Object.assign(globalThis, { $state: <T>(value: T) => value });
});

const answer = (offset: number, limit: number) =>
  Promise.resolve({ items: Array.from({ length: limit }, (_, i) => offset + i), total: 100_000, next: null });
const settled = () => new Promise((resolve) => setTimeout(resolve));

test('only what comes into view is fetched', async () => {
  const ask = vi.fn(answer);
  const list = new LongList<number>(ask);
  list.want(0, 20);
  await settled();
  expect(list.items[19]).toBe(19);
  list.want(70_000, 70_030);
  await settled();
  expect(list.items[70_029]).toBe(70_029);
  expect(list.items[35_000]).toBeUndefined();
  expect(ask).toHaveBeenCalledTimes(2);
});

test('what was scrolled past while the server was busy is not asked for', async () => {
  const waiting: (() => void)[] = [];
  const ask = vi.fn(
    (offset: number, limit: number) =>
      new Promise<Awaited<ReturnType<typeof answer>>>((resolve) => {
        waiting.push(() => void answer(offset, limit).then(resolve));
      }),
  );
  const list = new LongList<number>(ask);
  list.want(0, 20);
  waiting.shift()!();
  await settled();
  for (let at = 1000; at <= 90_000; at += 1000) list.want(at, at + 20);
  while (waiting.length) {
    waiting.shift()!();
    await settled();
  }
  expect(ask.mock.calls.map(([offset]) => offset)).toEqual([0, 1000, 2000, 90_000]);
});

test('a failure is said, and what failed can be asked for again', async () => {
  const ask = vi.fn(answer).mockRejectedValueOnce(new Error('no answer'));
  const list = new LongList<number>(ask);
  list.want(0, 20);
  await settled();
  expect(list.error).toBe('no answer');
  list.retry();
  await settled();
  expect([list.error, list.items[0]]).toEqual([null, 0]);
});

test('rows in view', () => {
  expect(rowsInView(0, 900, 90, 100_000)).toEqual([0, 18]);
  expect(rowsInView(9000, 900, 90, 100_000)).toEqual([92, 118]);
  expect(rowsInView(9_000_000, 900, 90, 100_000)).toEqual([99_992, 100_000]);
  expect(rowsInView(500, 900, 90, 0)).toEqual([0, 0]);
  expect(rowsInView(5000, 900, 90, 3)).toEqual([3, 3]);
});
