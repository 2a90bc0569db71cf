import { expect, test } from 'vitest';
import { align, blocksOf, type Passage } from './align.ts';

const passages = (...texts: string[]): Passage[] => {
  let at = 0;
  return texts.map((text) => {
    const start = at;
    at += text.length + 1;
    return { start, end: start + text.length, text };
  });
};
const kinds = (a: string[], b: string[]) => align(passages(...a), passages(...b)).map(({ kind }) => kind);

test('the same sentences stand side by side, however they are quoted', () => {
  const rows = align(
    passages('The ferry “Alba” sank on Monday.'),
    passages('The ferry "Alba" sank on Monday.'),
  );
  expect(rows.map(({ kind }) => kind)).toEqual(['same']);
});

test('what differs is told word by word', () => {
  const [row] = align(
    passages('Rescuers said 12 people drowned when the ferry sank.'),
    passages('Rescuers said 17 people drowned when the ferry sank.'),
  );
  expect(row).toMatchObject({
    kind: 'changed',
    ofA: [
      { words: 'Rescuers said', own: false },
      { words: '12', own: true },
      { words: 'people drowned when the ferry sank.', own: false },
    ],
  });
});

test('what only one has stands alone, in its place', () => {
  expect(
    kinds(
      ['The ferry sank in a storm.', 'The captain was arrested by police.', 'An inquiry opens next week.'],
      ['The ferry sank in a storm.', 'An inquiry opens next week.', 'Tourists were on board as well.'],
    ),
  ).toEqual(['same', 'only-a', 'same', 'only-b']);
});

test('sentences that share only small words are not put together', () => {
  expect(kinds(['It was the end of the war.'], ['It was in the hands of the court.'])).toEqual([
    'only-a',
    'only-b',
  ]);
});

test('an empty text is no trouble', () => {
  expect(kinds([], ['One.'])).toEqual(['only-b']);
  expect(kinds([], [])).toEqual([]);
});

test('nothing is lost, whatever the texts', () => {
  const a = Array.from({ length: 40 }, (_, i) => `Sentence ${i % 7} about harbour ${i % 11} and grain.`);
  const b = Array.from({ length: 30 }, (_, i) => `Sentence ${i % 5} about harbour ${i % 3} and barley.`);
  const rows = align(passages(...a), passages(...b));
  expect(rows.filter((row) => 'a' in row)).toHaveLength(40);
  expect(rows.filter((row) => 'b' in row)).toHaveLength(30);
});

test('lone sentences of either side stand beside each other', () => {
  const rows = align(
    passages('Rain fell.', 'The ferry sank in a storm.'),
    passages('Snow lay deep.', 'Ice was thick.', 'The ferry sank in a storm.'),
  );
  const blocks = blocksOf(rows).map((block) =>
    block.kind === 'apart' ? [block.a.length, block.b.length] : block.kind,
  );
  expect(blocks).toEqual([[1, 2], 'same']);
});
