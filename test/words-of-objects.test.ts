import { expect, test } from 'vitest';
import { createReader, loadResources } from '../src/index.ts';

const reader = createReader(loadResources());

/** Names that every object of the language has: a list that is an object would find them in itself. */
const NAMES = Object.getOwnPropertyNames(Object.prototype);

test.each(NAMES)('reads “%s” as any other word', (word) => {
  const text = [
    `Police said on Monday that ${word} had killed nine ${word} in Kono.`,
    `The army accused ${word} ${word} shelling a school, and ${word} said 12 ${word} were hurt.`,
    `"We will ${word}," said ${word} ${word}, three ${word} after the ${word}.`,
  ].join(' ');
  const { events } = reader.read({ text, published: '2024-03-14' });
  expect(events.map(({ type }) => type)).toContain('ASSAULT');
});
