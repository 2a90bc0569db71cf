import { expect, test } from 'vitest';
import { eventVector, fold, reportVectors, termQuery } from './search.ts';

test('words lose case and diacritics', () => {
  expect(fold('In Bélgara: Å 2,000-strong “FORCE”')).toEqual([
    'in',
    'belgara',
    'a',
    '2',
    '000',
    'strong',
    'force',
  ]);
  expect(fold('x'.repeat(5000))[0]).toHaveLength(500);
  expect(fold(`' : | & ! \\`)).toEqual([]);
});

test('parts of an event are told apart, and no phrase runs over from one to the next', () => {
  expect(eventVector({ words: 'Soldiers fled', place: 'Kesh', actor: 'soldiers', source: '' })).toBe(
    `'soldiers':1D,6B 'fled':2D 'kesh':4A`,
  );
});

test('a long text is indexed in portions that cut no phrase', () => {
  const words = Array.from({ length: 5000 }, (_, i) => `w${i}`);
  const vectors = reportVectors('title', words.join(' '));
  expect(vectors.length).toBe(3);
  for (let at = 0; at + 150 <= words.length; at += 7) {
    const whole = vectors.some((vector) => {
      const places = new Map(vector.split(' ').map((item) => item.split(':') as [string, string]));
      const [first, last] = [places.get(`'w${at}'`), places.get(`'w${at + 149}'`)];
      return first !== undefined && last !== undefined && parseInt(last, 10) - parseInt(first, 10) === 149;
    });
    expect(whole, `phrase at ${at}`).toBe(true);
  }
  expect(reportVectors('', '')).toEqual(['']);
});

test('a term is any of its phrases, in one part of an event or in all', () => {
  expect(termQuery({ anyOf: [['killed', 'at'], ['Fled']], excluded: false, field: null })).toBe(
    `('killed' <-> 'at') | ('fled')`,
  );
  expect(termQuery({ anyOf: [['Port', 'Lisse']], excluded: true, field: 'place' })).toBe(
    `('port':A <-> 'lisse':A)`,
  );
});
