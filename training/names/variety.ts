/**
 * More to learn from: texts with other people and places in them, texts all of capitals or without any.
 *
 * @module
 */
import type { Lexicon } from '../../src/read/names/lexicon.ts';
import type { Vocabulary } from '../../src/read/names/vocabulary.ts';
import type { Document, GoldSpan } from './corpora.ts';
import type { Random } from './random.ts';

export interface Stock {
  readonly given: readonly string[];
  readonly surnames: readonly string[];
  readonly places: readonly string[];
}

const capital = (word: string) =>
  word.replace(/(^|-)(\p{L})/gu, (_, dash, letter) => dash + letter.toUpperCase());

/** Names to put in place of others: given names, surnames of the list of people, towns. */
export function stockOf(lexicon: Lexicon, vocabulary: Vocabulary, towns: readonly string[]): Stock {
  const surnames = new Set<string>();
  for (const entry of lexicon.entries) {
    if (entry.type !== 'person') continue;
    const words = entry.name.split(' ');
    if (words.length > 1) surnames.add(words[words.length - 1]!);
  }
  return { given: [...vocabulary.given.keys()].map(capital), surnames: [...surnames], places: towns };
}

/** The same text with other people and places: shape and place of each name stay, its words change. */
export function withOtherNames(document: Document, stock: Stock, random: Random): Document {
  const people = new Map<string, string>();
  const other = (word: string, from: readonly string[]) => {
    const known = people.get(word);
    if (known) return known;
    const fresh = random.pick(from);
    people.set(word, fresh);
    return fresh;
  };
  const sentences = document.sentences.map(({ words, spans }) => {
    const out: string[] = [];
    const moved: GoldSpan[] = [];
    let at = 0;
    for (const span of spans) {
      out.push(...words.slice(at, span.first));
      const first = out.length;
      const old = words.slice(span.first, span.last);
      const plain = old.every((word) => /^\p{Lu}\p{Ll}+$/u.test(word));
      if (span.type === 'person' && plain)
        old.forEach((word, i) => {
          out.push(
            other(
              word,
              i === old.length - 1 && (old.length > 1 || random.next() < 0.5) ? stock.surnames : stock.given,
            ),
          );
        });
      else if (span.type === 'location' && plain)
        out.push(...random.pick(stock.places).split(/(?<=-)|(?=-)| /));
      else out.push(...old);
      moved.push({ first, last: out.length, type: span.type });
      at = span.last;
    }
    out.push(...words.slice(at));
    return { words: out, spans: moved };
  });
  return { sentences, weight: document.weight };
}

export function inCase(document: Document, change: (word: string) => string): Document {
  return {
    ...document,
    sentences: document.sentences.map(({ words, spans }) => ({ words: words.map(change), spans })),
  };
}
