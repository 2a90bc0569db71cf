import { describe, expect, it } from 'vitest';
import { assemble } from '../tokens/tokens.ts';
import { casingOf, stretchesOf } from './stretches.ts';

function tokensOf(...sentences: string[][]) {
  let text = '';
  const start: number[] = [];
  const end: number[] = [];
  const first: number[] = [];
  for (const words of sentences) {
    first.push(start.length);
    for (const word of words) {
      start.push(text.length);
      text += word;
      end.push(text.length);
      text += ' ';
    }
  }
  return assemble(text, start, end, first, first);
}

describe('stretchesOf', () => {
  it('leaves short sentences whole', () => {
    expect(stretchesOf(tokensOf(['a', 'b'], ['c']), 2)).toEqual([
      { start: 0, end: 2 },
      { start: 2, end: 3 },
    ]);
  });

  it('cuts a long one after a mark if one is near its limit', () => {
    const words = ['a', 'b', 'c', ',', 'd', 'e', 'f'];
    expect(stretchesOf(tokensOf(words), 5)).toEqual([
      { start: 0, end: 4 },
      { start: 4, end: 7 },
    ]);
    expect(stretchesOf(tokensOf(['a', 'b', 'c']), 2)).toEqual([
      { start: 0, end: 2 },
      { start: 2, end: 3 },
    ]);
  });
});

describe('casingOf', () => {
  it('tells a sentence in capitals from one with names', () => {
    expect(
      casingOf(tokensOf(['REBELS', 'LEFT', 'THE', 'TOWN'], ['The', 'UN', 'and', 'NATO', 'left'])),
    ).toEqual(['all-capitals', 'as-written']);
  });

  it('judges a short sentence by the whole text', () => {
    expect(casingOf(tokensOf(['REBELS', 'LEFT', 'THE', 'TOWN'], ['BOGOTA']))[1]).toBe('all-capitals');
    expect(casingOf(tokensOf(['Rebels', 'left', 'the', 'town'], ['BOGOTA']))[1]).toBe('as-written');
  });
});
