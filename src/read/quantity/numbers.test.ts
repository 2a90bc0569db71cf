import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createReader, loadResources } from '../../index.ts';
import { createNumbers } from './numbers.ts';

const resources = loadResources();
const reader = createReader(resources);
const findNumbers = createNumbers(resources.knowledge);

/** Every number of the text, as "words: operator, value or bounds, unit". */
function numbersOf(text: string): string[] {
  const doc = reader.analyse({ text });
  return findNumbers(doc).map((n) => {
    const size = n.value ?? `${n.range ? n.range.join('..') : `${n.low}..${n.high}`}`;
    return `${doc.tokens.text.slice(n.start, n.end)}: ${n.operator} ${size}${n.unit ? ` ${n.unit}` : ''}`;
  });
}

describe('cardinals', () => {
  it.each([
    ['The depot held 70,000 shells.', ['70,000: exactly 70000']],
    ['Some 1.2 million people live there.', ['Some 1.2 million: about 1200000']],
    ['They lost 3.5m voters.', ['3.5m: exactly 3500000']],
    ['It took half a million men.', ['half a million: exactly 500000']],
    ['Two dozen trucks left.', ['Two dozen: exactly 24']],
    ['It had two hundred and fifty-six guns.', ['two hundred and fifty-six: exactly 256']],
    ['Twenty-five thousand soldiers marched.', ['Twenty-five thousand: exactly 25000']],
    ['A hundred boats came.', ['A hundred: exactly 100']],
    ['One and a half million shells were stored.', ['One and a half million: exactly 1500000']],
    ['They counted 1\u202f250 rounds.', ['1\u202f250: exactly 1250']],
  ])('%s', (text, expected) => expect(numbersOf(text)).toEqual(expected));
});

describe('operators', () => {
  it.each([
    ['Over 50 tanks were seen.', ['Over 50: more-than 50']],
    ['At least 12 boats sank.', ['At least 12: at-least 12']],
    ['As many as 40 boats sank.', ['As many as 40: at-most 40']],
    ['Up to 40 boats sank.', ['Up to 40: at-most 40']],
    ['Fewer than ten boats sank.', ['Fewer than ten: less-than 10']],
    ['Nearly 300 boats sank.', ['Nearly 300: about 300']],
    ['The 20-plus boats sank.', ['20-plus: more-than 20']],
    ['Not fewer than 8 boats sank.', ['Not fewer than 8: at-least 8']],
    ['Only about 60 boats sank.', ['Only about 60: about 60']],
    ['Ten or more boats sank.', ['Ten or more: at-least 10']],
  ])('%s', (text, expected) => expect(numbersOf(text)).toEqual(expected));

  it('keeps the ceiling of "nearly"', () => {
    const [n] = findNumbers(reader.analyse({ text: 'Nearly 300 boats sank.' }));
    expect([n!.low, n!.high]).toEqual([null, 300]);
  });
});

describe('ranges and vague words', () => {
  it.each([
    ['They had 6-8 guns.', ['6-8: between 6..8']],
    ['Between 20 and 30 boats sank.', ['Between 20 and 30: between 20..30']],
    ['Losses rose from 50 to 69 trucks.', ['50 to 69: between 50..69']],
    ['Two or three boats sank.', ['Two or three: between 2..3']],
    ['It has 5-6 million people.', ['5-6 million: between 5000000..6000000']],
    ['Dozens of boats sank.', ['Dozens: vague 12..100']],
    ['Scores of boats sank.', ['Scores: vague 20..200']],
    ['Several hundred boats sank.', ['Several hundred: vague 300..900']],
    ['Tens of thousands of men came.', ['Tens of thousands: vague 10000..100000']],
    ['Millions of people fled.', ['Millions: vague 1000000..null']],
    ['A few dozen men came.', ['A few dozen: vague 36..108']],
    ['1 in 10 people fled.', ['1 in 10: exactly 10 %']],
    ['Two-thirds of the town burned.', ['Two-thirds: exactly 66.66666666666666 %']],
  ])('%s', (text, expected) => expect(numbersOf(text)).toEqual(expected));
});

describe('units and money', () => {
  it.each([
    ['Prices rose 4.5 percent.', ['4.5 percent: exactly 4.5 %']],
    ['It costs $1.2bn.', ['$1.2bn: exactly 1200000000 USD']],
    ['He paid 300 million euros.', ['300 million euros: exactly 300000000 EUR']],
    ['They fired 120-mm mortars.', ['120-mm: exactly 120 mm']],
    ['They advanced 12km.', ['12km: exactly 12 km']],
    ['A drone flew 40 nautical miles.', ['40 nautical miles: exactly 40 nautical mile']],
    ['It fell to -12 degrees.', ['-12 degrees: exactly -12 degree']],
    [
      'He paid over 7 million crowns ($1 million).',
      ['over 7 million crowns: more-than 7000000 crown', '$1 million: more-than 1000000 USD'],
    ],
  ])('%s', (text, expected) => expect(numbersOf(text)).toEqual(expected));
});

describe('what is no quantity', () => {
  it.each([
    'The Su-24M and T-72 were seen.',
    'He fired an AK-47 at an S-300 battery.',
    'It happened in 1997.',
    'It ended on 31 February and on 99/99/9999.',
    'The session began at 9:30 and at 2200.',
    'The team won 2-1 and lost 3-3.',
    'Call 555-0199 or 0800 123 456.',
    'Resolution 2254 was adopted.',
    'See Section 12 and Article 51.',
    'He lives at 575 Ostend Road.',
    'He came 11th in the 1990s.',
    'Nobody saw this one.',
    'They may march on the second day and sat down.',
    'Version 1.2.3 is out.',
    'He scores often and has good test scores.',
    'The second half of the match was dull.',
  ])('%s', (text) => expect(numbersOf(text)).toEqual([]));

  it('takes the count beside a date', () => {
    expect(numbersOf('On the 7 October 500 people gathered.')).toEqual(['500: exactly 500']);
  });

  it('keeps ages and spans of time apart from counts', () => {
    const doc = reader.analyse({ text: 'Ruiz, 45, held out for 20 days with a 30-year-old rifle.' });
    expect(findNumbers(doc).map((n) => n.kind)).toEqual(['age', 'duration', 'age']);
  });
});

describe('bad input', () => {
  it('finds nothing in a page of digits and comes back at once', () => {
    const page = Array.from({ length: 5000 }, (_, i) => String((i * 7919) % 1000).padStart(3, '0')).join(' ');
    const begin = performance.now();
    expect(numbersOf('1234567890'.repeat(1000))).toEqual([]);
    findNumbers(reader.analyse({ text: page }));
    expect(performance.now() - begin).toBeLessThan(20_000);
  }, 30_000);

  it('throws on nothing, and its words are words of the text', () => {
    const piece = fc.constantFrom(
      ...[
        '5',
        '1,000',
        'two',
        'hundred',
        'and',
        'a',
        'half',
        '-',
        '–',
        '$',
        '%',
        'of',
        'to',
        'between',
        'over',
        'm',
        '½',
      ],
      ...[
        'million',
        'dozen',
        'dozens',
        '.',
        ',',
        '(',
        ')',
        '/',
        ' ',
        '\n\n',
        'killed',
        '20-plus',
        'men',
        '٣',
        '😀',
        '\u0000',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const doc = reader.analyse({ text: pieces.join(pieces.length % 2 ? ' ' : '') });
        let end = 0;
        for (const n of findNumbers(doc)) {
          expect(n.start).toBeGreaterThanOrEqual(end);
          expect(n.end).toBeGreaterThan(n.start);
          expect(n.end).toBeLessThanOrEqual(doc.tokens.text.length);
          end = n.end;
        }
      }),
      { numRuns: 200, seed: 4 },
    );
  });
});
