import { describe, expect, it } from 'vitest';
import { assemble } from '../tokens/tokens.ts';
import { upperCaseSentences } from './case.ts';
import { chunk, chunksOf } from './chunks.ts';
import { isAcronymOf } from './entities.ts';
import { createLexicon } from './lexicon.ts';

const lists = new Map([
  [
    'names/countries.tsv',
    '# .\ncode\tname\tother\tadjective\tpeople\tseats\nJO\tJordan\t\tJordanian\tJordanians\tAmman\n',
  ],
  [
    'names/actors/x.tsv',
    '# .\nname\tother\tkind\tcountry\tsector\nRed Hill Front\tRHF\tarmed-group\tJO\tREB\nWorld Aid\tAID\torganization\t\tNGO\n',
  ],
  ['names/equipment/y.tsv', '# .\nname\tother\tcountry\tclass\nZu-7\tHammer-2\tJO\tweapon\n'],
  ['names/words.tsv', '# .\nword\naid\n'],
]);
const lexicon = createLexicon(lists);

function find(text: string): string[] {
  const words = text.split(' ');
  let at = 0;
  const start = words.map((word) => {
    const from = at;
    at += word.length + 1;
    return from;
  });
  const tokens = assemble(
    text,
    start,
    start.map((from, i) => from + words[i]!.length),
    [0],
    [0],
  );
  return lexicon
    .match(tokens, chunk(tokens), upperCaseSentences(tokens))
    .map((m) => `${words.slice(m.first, m.last).join(' ')}=${m.forms[0]!.entry.name}`);
}

describe('lexicon', () => {
  it('finds the longest name, however it was cut into tokens', () => {
    expect(find('the Red Hill Front attacked')).toEqual(['Red Hill Front=Red Hill Front']);
    expect(find('a Zu - 7 gun and a Zu-7 gun')).toEqual(['Zu - 7=Zu-7', 'Zu-7=Zu-7']);
  });
  it('wants capitals where the list has them', () => {
    expect(find('they saw a red hill front')).toEqual([]);
    expect(find('they gave aid in Jordan')).toEqual(['Jordan=Jordan']);
  });
  it('reads capitals throughout, but no words as acronyms', () => {
    expect(find('THE RED HILL FRONT GAVE AID IN AMMAN')).toEqual([
      'RED HILL FRONT=Red Hill Front',
      'AMMAN=Jordan',
    ]);
  });
  it('does not run past the end of a text', () => {
    expect(find('Red Hill')).toEqual([]);
  });
});

describe('chunksOf', () => {
  it('folds case and accents, parts letters from figures', () => {
    expect(chunksOf('Álvaro’s Su-24M')).toEqual(['alvaro', 's', 'su', '24', 'm']);
    expect(chunksOf('…')).toEqual([]);
  });
});

describe('isAcronymOf', () => {
  it('takes initials in order', () => {
    expect(isAcronymOf('SDF', 'Syrian Democratic Forces')).toBe(true);
    expect(isAcronymOf('CSF', 'Committee of Southern Farmers')).toBe(true);
    expect(isAcronymOf('FSD', 'Syrian Democratic Forces')).toBe(false);
    expect(isAcronymOf('Sdf', 'Syrian Democratic Forces')).toBe(false);
  });
});
