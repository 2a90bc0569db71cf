/**
 * The lists that tokens and sentences are found with: `knowledge/tokens/`.
 *
 * @module
 */
import { type Knowledge, several, tableOf } from '../../knowledge/table.ts';

export type AbbreviationKind = 'title' | 'number' | 'date' | 'other';

export interface TokenLists {
  /** Kind of an abbreviation, given the word before its stop as written. */
  abbreviation(word: string): AbbreviationKind | undefined;
  /** Lengths of the parts of a word written as one ("cannot": 3, 3), by the word in lower case. */
  readonly contractions: ReadonlyMap<string, readonly number[]>;
  readonly prefixes: ReadonlySet<string>;
  readonly elisions: ReadonlySet<string>;
  readonly openers: ReadonlySet<string>;
  /** First words of an editor's notes in square brackets. */
  readonly notes: ReadonlySet<string>;
  readonly units: ReadonlySet<string>;
}

export function tokenLists(knowledge: Knowledge): TokenLists {
  const words = (file: string, column: string) =>
    new Set(tableOf(knowledge, `tokens/${file}.tsv`).map((row) => row.cells[column]!.toLowerCase()));
  const abbreviations = new Map<string, AbbreviationKind>();
  for (const { cells } of tableOf(knowledge, 'tokens/abbreviations.tsv')) {
    const word = cells['abbreviation']!;
    const kind = cells['kind'] as AbbreviationKind;
    for (const form of [word, word[0]!.toUpperCase() + word.slice(1), word.toUpperCase()])
      if (!abbreviations.has(form)) abbreviations.set(form, kind);
  }
  return {
    abbreviation: (word) => abbreviations.get(word),
    contractions: new Map(
      tableOf(knowledge, 'tokens/contractions.tsv').map(({ cells }) => [
        cells['word']!.toLowerCase(),
        several(cells['parts']!).map((part) => part.length),
      ]),
    ),
    prefixes: words('prefixes', 'prefix'),
    elisions: words('elisions', 'word'),
    openers: words('openers', 'word'),
    notes: words('notes', 'word'),
    units: words('units', 'unit'),
  };
}
