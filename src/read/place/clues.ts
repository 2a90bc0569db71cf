/**
 * The lists that say what the words around a name tell of it.
 *
 * @module
 */
import { type Knowledge, tableOf } from '../../knowledge/table.ts';

/** A word that makes a place's name: "County", "Lake", "province of". */
export interface FeatureWord {
  readonly kind: string;
  readonly type: 'area' | 'water' | 'land' | 'street' | 'site';
}

export interface Clues {
  /** Strength of a word before or behind a name, by lower-case word. */
  readonly before: ReadonlyMap<string, number>;
  readonly after: ReadonlyMap<string, number>;
  /** Capitalised words that end a name, that begin one, and lower-case words that stand before "of" and a name. */
  readonly endings: ReadonlyMap<string, FeatureWord>;
  readonly beginnings: ReadonlyMap<string, FeatureWord>;
  readonly headsOf: ReadonlyMap<string, FeatureWord>;
  /** Lower-case words behind a name that make an institution of it. */
  readonly institutions: ReadonlySet<string>;
  /** Common English words that are also names of places, lower case. */
  readonly commonWords: ReadonlySet<string>;
  /** Given names that are also names of places, lower case. */
  readonly givenNames: ReadonlySet<string>;
}

export function readClues(knowledge: Knowledge): Clues {
  const before = new Map<string, number>();
  const after = new Map<string, number>();
  for (const { cells } of tableOf(knowledge, 'places/cues.tsv'))
    (cells['beside'] === 'before' ? before : after).set(
      cells['word']!.toLowerCase(),
      Number(cells['strength']),
    );
  const endings = new Map<string, FeatureWord>();
  const beginnings = new Map<string, FeatureWord>();
  const headsOf = new Map<string, FeatureWord>();
  for (const { cells } of tableOf(knowledge, 'places/features.tsv')) {
    const where = { after: endings, before: beginnings, of: headsOf }[cells['where']!];
    where?.set(cells['word']!.toLowerCase(), {
      kind: cells['kind']!,
      type: cells['class'] as FeatureWord['type'],
    });
  }
  const words = (path: string) =>
    new Set(tableOf(knowledge, path).map(({ cells }) => cells['word']!.toLowerCase()));
  return {
    before,
    after,
    endings,
    beginnings,
    headsOf,
    institutions: words('places/institutions.tsv'),
    commonWords: words('places/common-words.tsv'),
    givenNames: words('places/given-names.tsv'),
  };
}
