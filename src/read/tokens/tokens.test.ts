import { describe, expect, it } from 'vitest';
import { loadResources } from '../../engine/resources.ts';
import type { StructuredReport } from '../../report/types.ts';
import { createTokenizer } from './tokens.ts';
import { textOf, tokenAt } from './types.ts';

const tokenize = createTokenizer(loadResources().knowledge);

function report(...paragraphs: string[]): StructuredReport {
  const blocks: StructuredReport['blocks'] = [];
  let text = '';
  for (const paragraph of paragraphs) {
    if (text) text += '\n\n';
    blocks.push({ start: text.length, end: text.length + paragraph.length, kind: 'paragraph' });
    text += paragraph;
  }
  return {
    id: 'sha256:0',
    text,
    language: 'en',
    title: null,
    deck: null,
    byline: null,
    publisher: null,
    url: null,
    dateline: null,
    published: null,
    blocks,
  };
}
const words = (text: string) => tokenize({ report: report(text) }).form.join(' | ');
const sentences = (...paragraphs: string[]) => {
  const tokens = tokenize({ report: report(...paragraphs) });
  return Array.from({ length: tokens.sentences.length - 1 }, (_, s) =>
    textOf(tokens, tokens.sentences[s]!, tokens.sentences[s + 1]!),
  );
};

describe('words', () => {
  it.each([
    ["didn't can't cannot", "did | n't | ca | n't | can | not"],
    ["the mayor's aides' cars", "the | mayor | 's | aides | ' | cars"],
    ['they’ve said it’s over', 'they | ’ve | said | it | ’s | over'],
    ['al-Nusra and Su-24M', 'al | - | Nusra | and | Su | - | 24 | M'],
    ['an anti-tank, pro-government unit', 'an | anti-tank | , | pro-government | unit'],
    ['a state-run plant', 'a | state | - | run | plant'],
    ['Lt. Col. Omar Haddad', 'Lt. | Col. | Omar | Haddad'],
    ['the U.S. and U.N. envoys', 'the | U.S. | and | U.N. | envoys'],
    ['at 5:30 p.m. Monday', 'at | 5:30 | p.m. | Monday'],
    ['$1,200.50, or 30%', '$ | 1,200.50 | , | or | 30 | %'],
    ['US$5m', 'US$ | 5 | m'],
    ['10km away', '10 | km | away'],
    ['No. 5 said no.', 'No. | 5 | said | no | .'],
    ['on 9/11 and/or 12/05/2016', 'on | 9/11 | and | / | or | 12/05/2016'],
    ['call 713-555-0134 now', 'call | 713-555-0134 | now'],
    [
      'see https://example.org/a?b=1, or press@example.org.',
      'see | https://example.org/a?b=1 | , | or | press@example.org | .',
    ],
    ["Qa'ida and O'Neill", "Qa'ida | and | O'Neill"],
    ['“Stop!” he cried…', '“ | Stop | ! | ” | he | cried | …'],
    ['wait... what?!', 'wait | ... | what | ?!'],
    ["in the '90s and 1990's", "in | the | '90s | and | 1990 | 's"],
  ])('divides %s', (text, expected) => {
    expect(words(text)).toBe(expected);
  });

  it('takes a line end inside a paragraph for a space', () => {
    expect(words('shelled the\ntown')).toBe('shelled | the | town');
  });

  it('never divides a character of two code units', () => {
    const tokens = tokenize({ report: report('ok 👍🏽 𝔘𝔫𝔦') });
    for (let i = 0; i < tokens.length; i++) {
      const first = tokens.text.charCodeAt(tokens.start[i]!);
      expect(first >= 0xdc00 && first <= 0xdfff).toBe(false);
    }
  });
});

describe('sentences', () => {
  it.each([
    ['Gen. Ali spoke. He left.', ['Gen. Ali spoke.', 'He left.']],
    ['He met George W. Bush on Sept. 11. It rained.', ['He met George W. Bush on Sept. 11.', 'It rained.']],
    ['It was in the U.S. The army denied it.', ['It was in the U.S.', 'The army denied it.']],
    ['The U.S. Army denied it.', ['The U.S. Army denied it.']],
    ['"We won." They cheered.', ['"We won."', 'They cheered.']],
    ['"Will they go?" he asked.', ['"Will they go?" he asked.']],
    ['Prices rose 3.5 percent. Wages fell.', ['Prices rose 3.5 percent.', 'Wages fell.']],
    ['[Text] [Begin recording] We won. Good.', ['[Text]', '[Begin recording]', 'We won.', 'Good.']],
    ['[The] troops left. [Smith] said so.', ['[The] troops left.', '[Smith] said so.']],
    ['[Text', ['[Text']],
    ['THE REBELS WITHDREW. LT. COL. HADDAD DIED.', ['THE REBELS WITHDREW.', 'LT. COL. HADDAD DIED.']],
  ])('finds those of %s', (text, expected) => {
    expect(sentences(text)).toEqual(expected);
  });

  it('ends one with its block, whatever stands there', () => {
    expect(sentences('A headline without a stop', 'The text begins.')).toEqual([
      'A headline without a stop',
      'The text begins.',
    ]);
  });

  it('ends one at a semicolon of a headline, and only there', () => {
    const text = 'Missile hits hospital; Moscow denies it';
    const given = report(text, 'One fell; two stood.');
    const tokens = tokenize({
      report: { ...given, blocks: given.blocks.map((b, i) => ({ ...b, kind: i ? 'paragraph' : 'title' })) },
    });
    expect([...tokens.sentences].slice(0, -1).map((first) => tokens.form[first])).toEqual([
      'Missile',
      'Moscow',
      'One',
    ]);
  });

  it('gives no empty sentence for a block without words', () => {
    expect(sentences('One.', '   ', 'Two.')).toEqual(['One.', 'Two.']);
  });
});

describe('any input', () => {
  it.each([
    ['nothing', ''],
    ['white space', ' \n\t '],
    ['marks only', '!!! ??? ... --- *** """ \'\'\' ((('],
    ['half of a pair', '\ud83d \udc4d x'],
    ['mixed scripts', 'Город Дамаск دمشق 大马士革 δ'],
    ['apostrophes', "'''s'''t''n't'"],
  ])('takes %s', (_, text) => {
    const tokens = tokenize({ report: report(text) });
    let at = 0;
    for (let i = 0; i < tokens.length; i++) {
      expect(tokens.start[i]!).toBeGreaterThanOrEqual(at);
      expect(tokens.end[i]!).toBeGreaterThan(tokens.start[i]!);
      expect(text.slice(tokens.start[i]!, tokens.end[i]!)).toBe(tokens.form[i]);
      at = tokens.end[i]!;
    }
    expect(tokens.form.join('')).toBe(text.replace(/\s/g, ''));
  });

  it.each(['a', '.', "'", 'a.', '1,', 'a-', '@a.', 'Mr. '])('is linear in a long run of %j', (unit) => {
    const time = (count: number) => {
      const text = unit.repeat(count);
      const begin = performance.now();
      tokenize({ report: report(text) });
      return performance.now() - begin;
    };
    time(2000);
    expect(time(100_000)).toBeLessThan(3000);
  });
});

describe('tokenAt', () => {
  it('gives the token that holds an offset, or the next', () => {
    const tokens = tokenize({ report: report('one  two') });
    expect([0, 2, 3, 4, 5, 9].map((offset) => tokenAt(tokens, offset))).toEqual([0, 0, 1, 1, 1, 2]);
  });
});

describe('a word that is divided at the end of a line', () => {
  it.each([
    ['the gar-\nrison left', ['the', 'garrison', 'left']],
    ['40 PER-\n  SONS WERE', ['40', 'PERSONS', 'WERE']],
    ['two com-\nmanders-in-\nchief', ['two', 'commanders', '-', 'inchief']],
  ])('is one: %s', (text, forms) => {
    const tokens = tokenize({ report: report(text) });
    expect(tokens.form).toEqual(forms);
    for (let t = 0; t < tokens.length; t++)
      expect(tokens.text.slice(tokens.start[t], tokens.end[t]).replace(/-\s+/, '')).toBe(forms[t]);
  });

  it.each([
    ['the Franco-\nBritish pact', ['the', 'Franco', '-', 'British', 'pact']],
    ['a list -\nof towns', ['a', 'list', '-', 'of', 'towns']],
    ['from 1942-\n1943 on', ['from', '1942', '-', '1943', 'on']],
  ])('is none: %s', (text, forms) => {
    expect(tokenize({ report: report(text) }).form).toEqual(forms);
  });
});
