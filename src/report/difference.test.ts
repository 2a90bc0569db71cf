import fc from 'fast-check';
import { expect, test } from 'vitest';
import { differenceOf } from './difference.ts';

const BEFORE = 'Mine kills two\n\nTwo soldiers were killed near Orrin on Friday.\n\nThe ministry said so.';

test('a word that was changed', () => {
  const after = BEFORE.replace('Two soldiers', 'Three soldiers');
  expect(differenceOf(BEFORE, after)).toEqual([
    { kind: 'same', text: 'Mine kills two\n\n' },
    { kind: 'removed', text: 'Two' },
    { kind: 'added', text: 'Three' },
    { kind: 'same', text: ' soldiers were killed near Orrin on Friday.\n\nThe ministry said so.' },
  ]);
});

test('a paragraph that was put in, or taken out', () => {
  const after = `${BEFORE}\n\nThe mayor denied it.`;
  const added = differenceOf(BEFORE, after);
  expect(added.filter(({ kind }) => kind !== 'same').map(({ text }) => text.trim())).toContain(
    'The mayor denied it.',
  );
  expect(differenceOf(BEFORE, BEFORE)).toEqual([{ kind: 'same', text: BEFORE }]);
  expect(differenceOf('', BEFORE)).toEqual([{ kind: 'added', text: BEFORE }]);
  expect(differenceOf(BEFORE, '')).toEqual([{ kind: 'removed', text: BEFORE }]);
});

test('both texts can be put together again from the blocks', () => {
  const text = fc
    .array(fc.constantFrom('mine', 'Two', 'soldiers', 'killed', '\n', '\n\n', ' ', '.', 'near', 'Kesh'), {
      maxLength: 60,
    })
    .map((words) => words.join(''));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const blocks = differenceOf(before, after);
      const without = (kind: string) =>
        blocks
          .filter((block) => block.kind !== kind)
          .map((block) => block.text)
          .join('');
      expect(without('added')).toBe(before);
      expect(without('removed')).toBe(after);
    }),
  );
});

test('long texts that have nothing in common are done soon', () => {
  const words = (salt: number) =>
    Array.from({ length: 200_000 }, (_, i) => `w${(i * 7919 + salt) % 99_991}`).join(' ');
  const begin = performance.now();
  const blocks = differenceOf(words(1), words(50_000));
  expect(performance.now() - begin).toBeLessThan(20_000);
  expect(blocks.length).toBeGreaterThan(1);
});
