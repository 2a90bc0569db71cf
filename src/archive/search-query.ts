/**
 * What a person types into the search field: words, "phrases", OR between alternatives, - before what must not occur.
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

const PART = /(-?)"([^"]{0,300})"?|(\S{1,300})/g;
/** Parts of one query; more are left out. */
const MOST_PARTS = 32;

/** Terms of a query; every string is a query. */
export function parseSearch(query: string): SearchTerm[] {
  const terms: SearchTerm[] = [];
  let alternative = false;
  for (const [, minus, quoted, bare] of [...query.matchAll(PART)].slice(0, MOST_PARTS)) {
    if (bare === 'OR') {
      alternative = terms.length > 0;
      continue;
    }
    const excluded = minus === '-' || (bare?.startsWith('-') ?? false);
    const words = wordsOf(quoted ?? bare ?? '');
    if (words.length === 0) continue;
    const last = terms.at(-1);
    if (alternative && last && !excluded && !last.excluded) last.anyOf.push(words);
    else terms.push({ anyOf: [words], excluded, field: null });
    alternative = false;
  }
  return terms;
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
