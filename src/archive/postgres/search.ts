/**
 * Words as PostgreSQL's text search keeps and asks for them (tsvector, tsquery), made here and not by its parser, so
 * that both databases find the same: letters and figures, without case and diacritics, no stemming.
 *
 * @module
 */
import { type SearchTerm, wordsOf } from '../search-query.ts';

/** Weights tell apart in which part of an event a word stands. */
const WEIGHTS = { words: 'D', place: 'A', actor: 'B', source: 'C' } as const;

/** A tsvector keeps positions up to 16383, and 255 of one word, so that a long text is indexed in portions. */
const PORTION = 2000;
const MOST_PLACES = 255;
/** Portions share words, so that no phrase is cut; no phrase of a query is longer. */
const OVERLAP = 151;

/** PostgreSQL takes words of up to 2,046 bytes; no longer one is told from another by its end. */
const LONGEST_WORD = 500;

/** Words without case and diacritics. */
export const fold = (text: string): string[] =>
  wordsOf(text.normalize('NFD').replace(/\p{Mn}+/gu, '')).map((word) =>
    word.toLowerCase().slice(0, LONGEST_WORD),
  );

/** Portions of a report's title and text, each as a tsvector. */
export function reportVectors(title: string, text: string): string[] {
  // What lies between two fields keeps a phrase from running over.
  const words = [...fold(title), null, ...fold(text)];
  const vectors: string[] = [];
  for (let from = 0, to = 0; to < words.length || to === 0; from = to - OVERLAP) {
    to = portionEnd(words, from);
    const vector = new Vector();
    vector.add(words.slice(from, to), 'D');
    vectors.push(vector.toString());
  }
  return vectors;
}

/** Where a portion ends: when it is full, or before a word that it has too often. */
function portionEnd(words: (string | null)[], from: number): number {
  const end = Math.min(from + PORTION, words.length);
  const counts = new Map<string | null, number>();
  for (let at = from; at < end; at++) {
    const count = (counts.get(words[at]!) ?? 0) + 1;
    if (count > MOST_PLACES) return at;
    counts.set(words[at]!, count);
  }
  return end;
}

export function eventVector(parts: { [part in keyof typeof WEIGHTS]: string }): string {
  const vector = new Vector();
  for (const part of ['words', 'place', 'actor', 'source'] as const)
    vector.add([...fold(parts[part]).slice(0, PORTION), null], WEIGHTS[part]);
  return vector.toString();
}

class Vector {
  readonly #places = new Map<string, string[]>();
  #at = 0;

  /** null stands for a gap. */
  add(words: (string | null)[], weight: string): void {
    for (const word of words) {
      this.#at++;
      if (word === null) continue;
      const places = this.#places.get(word);
      if (!places) this.#places.set(word, [`${this.#at}${weight}`]);
      else places.push(`${this.#at}${weight}`);
    }
  }

  toString(): string {
    return [...this.#places].map(([word, places]) => `'${word}':${places.join(',')}`).join(' ');
  }
}

/** A term as a tsquery: any of its phrases, where one is asked for only in one part of an event. */
export function termQuery({ anyOf, field }: SearchTerm): string {
  const weight = field ? `:${WEIGHTS[field]}` : '';
  const phrases = anyOf
    .map((words) => words.flatMap((word) => fold(word)))
    .filter((words) => words.length > 0)
    .map((words) => `(${words.map((word) => `'${word}'${weight}`).join(' <-> ')})`);
  return phrases.join(' | ');
}
