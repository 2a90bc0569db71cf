/**
 * What full text search is asked for, in a form that no database takes for an operator.
 *
 * @module
 */

/** One thing that must (or, excluded, must not) occur: any of its phrases. */
export interface SearchTerm {
  /** Phrases, each a list of words; the term is met by any of them. */
  anyOf: string[][];
  excluded: boolean;
  /** The part of an event in which it is looked for; null for all its words. */
  field: 'place' | 'actor' | 'source' | null;
}

/** A phrase that must occur in one part of an event. */
export function fieldTerm(field: 'place' | 'actor' | 'source', value: string): SearchTerm[] {
  const words = wordsOf(value);
  return words.length ? [{ anyOf: [words], excluded: false, field }] : [];
}

/** Letters and figures only, so that nothing of it is an operator anywhere. */
export function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
}
