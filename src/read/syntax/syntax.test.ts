import { describe, expect, it } from 'vitest';
import { loadResources } from '../../engine/resources.ts';
import { assemble } from '../tokens/tokens.ts';
import type { Tokens } from '../tokens/types.ts';
import { createParser } from './syntax.ts';
import { UPOS } from './types.ts';
import { openWeights } from './weights.ts';

const { knowledge, models } = loadResources();
const parse = createParser(knowledge, models);

/** One sentence of the words given. */
function sentence(words: string[]): Tokens {
  const start: number[] = [];
  const end: number[] = [];
  let text = '';
  for (const word of words) {
    start.push(text.length);
    text += word;
    end.push(text.length);
    text += ' ';
  }
  return assemble(text, start, end, words.length ? [0] : [], words.length ? [0] : []);
}

function expectTree(tokens: Tokens) {
  const { head, relation, upos, xpos, lemma } = parse({ tokens });
  let roots = 0;
  const depth = new Int32Array(tokens.length).fill(-1);
  for (let i = 0; i < tokens.length; i++) {
    const path: number[] = [];
    let at = i;
    while (at >= 0 && depth[at]! < 0) {
      path.push(at);
      depth[at] = 0;
      at = head[at]!;
      expect(path.length).toBeLessThanOrEqual(tokens.length);
    }
    if (head[i]! < 0) roots++;
    expect(head[i]! < 0).toBe(relation[i] === 'root');
    expect(UPOS[upos[i]!]).toBeDefined();
    expect(xpos[i]).toBeTruthy();
    expect(typeof lemma[i]).toBe('string');
  }
  expect(roots).toBe(tokens.sentences.length - 1);
}

describe('createParser', () => {
  it('gives the same for the same words, whatever was read before', () => {
    const words = 'Rebels near Homs said on Monday that they had shot down a jet .'.split(' ');
    const first = parse({ tokens: sentence(words) });
    for (let k = 0; k < 30; k++) parse({ tokens: sentence(words.map((word) => `${word}${k}`)) });
    expect(parse({ tokens: sentence(words) })).toEqual(first);
  });

  it.each([
    ['no words', []],
    ['one word', ['Yes']],
    ['marks only', ['.', '!', '—', '***', '(', '"']],
    ['mixed scripts', ['Город', 'دمشق', '大马士革', 'δ', '👍🏽', '\ud83d']],
    ['a very long word', ['x'.repeat(100_000)]],
  ])('gives a tree for %s', (_, words) => {
    expectTree(sentence(words));
  });

  it('gives one tree for a sentence of 10,000 words, in linear time', () => {
    const words = Array.from({ length: 10_000 }, (_, i) => ['the', 'army', 'shelled', 'towns', ','][i % 5]!);
    const begin = performance.now();
    expectTree(sentence(words));
    expect(performance.now() - begin).toBeLessThan(20_000);
  });

  it('says what to do when the weights are of another format', () => {
    const manifest = new TextEncoder().encode('{"format":0}');
    const old = new Map(models).set('syntax/manifest.json', manifest);
    expect(() => createParser(knowledge, old)).toThrow(/npm run train -- syntax/);
    expect(() => createParser(knowledge, new Map())).toThrow(/missing/);
  });

  it('is made of weights that match the manifest', async () => {
    const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(models.get('syntax/weights.bin')!));
    const hex = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    expect(openWeights(models).manifest.sha256).toBe(hex);
    expect(models.get('syntax/weights.bin')!.length).toBeLessThan(15_000_000);
  });
});
