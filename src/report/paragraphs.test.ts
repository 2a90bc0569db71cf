import { expect, test } from 'vitest';
import { paragraphsOf } from './paragraphs.ts';

const words = (text: string) => paragraphsOf(text).map(({ start, end }) => text.slice(start, end));

test('blank lines part paragraphs, also when they hold spaces', () => {
  expect(words('One.\n\nTwo.\n \t\nThree.')).toEqual(['One.', 'Two.', 'Three.']);
});

test('lines that were wrapped at a column are one paragraph', () => {
  const wrapped =
    'The army said on Friday that it had taken the\ntown and that its soldiers were searching houses\nfor weapons.';
  expect(words(wrapped)).toEqual([wrapped]);
});

test('lines of any length that go on in small letters were wrapped', () => {
  const wrapped = 'The mill burned for two days, said the miners of the upper town last\nweek in a\nletter.';
  expect(words(wrapped)).toEqual([wrapped]);
});

test('an indented line opens a paragraph in wrapped text', () => {
  const first = 'The army said on Friday that it had taken the\ntown.';
  const second = 'Residents said that the soldiers had left two\ndays before.';
  expect(words(`   ${first}\n   ${second}`)).toEqual([first, second]);
});

test('every line is a paragraph where the lines were not wrapped', () => {
  const long = `The army said ${'that it had taken the town and '.repeat(5)}left.`;
  expect(words(`${long}\nShort.\n${long}`)).toEqual([long, 'Short.', long]);
});

test('nothing but white space has no paragraph', () => {
  expect(paragraphsOf(' \n\n\t\n')).toEqual([]);
});
