/**
 * The lists that say what the words around a name tell of it.
 *
 * @module
 */
import { type Knowledge, several, tableOf } from '../../knowledge/table.ts';

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
  /** Lower-case words before "of" that make an office or ministry of what follows: "Department of Health". */
  readonly officesOf: ReadonlySet<string>;
  /** Lower-case words behind a name that make an institution of it. */
  readonly institutions: ReadonlySet<string>;
  /** Common English words that are also names of places, lower case. */
  readonly commonWords: ReadonlySet<string>;
  /** Those of them that are no place by themselves wherever they stand. */
  readonly neverPlaces: ReadonlySet<string>;
  /** Expressions of several words that are no place though the gazetteer has one of that name. */
  readonly phrases: ReadonlySet<string>;
  /** Given names that are also names of places, lower case. */
  readonly givenNames: ReadonlySet<string>;
  /** Last words of titles that stand before a person's name, lower case, without a full stop. */
  readonly titles: ReadonlySet<string>;
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
    officesOf: words('places/offices.tsv'),
    institutions: words('places/institutions.tsv'),
    commonWords: words('places/common-words.tsv'),
    phrases: words('places/phrases.tsv'),
    neverPlaces: new Set(
      tableOf(knowledge, 'places/common-words.tsv')
        .filter(({ cells }) => cells['never'] === 'yes')
        .map(({ cells }) => cells['word']!.toLowerCase()),
    ),
    titles: readTitles(knowledge),
    givenNames: words('places/given-names.tsv'),
  };
}

function readTitles(knowledge: Knowledge): Set<string> {
  const titles = new Set<string>();
  for (const { cells } of tableOf(knowledge, 'names/titles.tsv'))
    for (const title of [cells['title']!, ...several(cells['other'] ?? '')])
      titles.add(withoutStop(title.slice(title.lastIndexOf(' ') + 1).toLowerCase()));
  return titles;
}

const withoutStop = (word: string) => (word.endsWith('.') ? word.slice(0, -1) : word);

/** Whether a lower-case word ends a title: "mr.", "governor". */
export const isTitle = ({ titles }: Clues, word: string): boolean => titles.has(withoutStop(word));
