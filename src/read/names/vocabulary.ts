/**
 * The word lists of this layer that are not names: roles, their modifiers, titles, labels.
 *
 * @module
 */
import { type Knowledge, several, tableOf } from '../../knowledge/table.ts';
import type { EntityKind } from '../../record/reading.ts';
import { fold } from './chunks.ts';

/** What a noun that stands for someone says: "troops", "governor", "tank". */
export interface Role {
  readonly noun: string;
  readonly kind: EntityKind;
  readonly sector: string | null;
  readonly sense: 'office' | 'member' | 'group' | 'weapon' | 'platform' | 'vehicle' | 'place' | 'area';
  readonly plural: boolean;
}

export interface Modifier {
  readonly kind: EntityKind | null;
  readonly sector: string | null;
}

export interface Title {
  readonly sector: string | null;
  readonly gender: 'm' | 'f' | null;
}

export interface LabelWord {
  readonly neutral: string;
  readonly on: 'entity' | 'event';
}

/** Words and phrases by their first word; each phrase in lower case, its words apart. */
export type Phrases<T> = ReadonlyMap<
  string,
  readonly { readonly words: readonly string[]; readonly value: T }[]
>;

export interface Vocabulary {
  readonly roles: Phrases<Role>;
  readonly modifiers: ReadonlyMap<string, Modifier>;
  readonly titles: Phrases<Title>;
  readonly labels: Phrases<LabelWord>;
  /** Given names, folded, and whose they are. */
  readonly given: ReadonlyMap<string, 'm' | 'f' | null>;
}

/** Splits as the tokenizer does: at blanks, and around a hyphen. */
const wordsOf = (text: string) => text.toLowerCase().replace(/-/g, ' - ').split(' ');

function phrases<T>(entries: Iterable<readonly [string, T]>): Phrases<T> {
  const map = new Map<string, { words: string[]; value: T }[]>();
  for (const [text, value] of entries) {
    const words = wordsOf(text);
    const same = map.get(words[0]!) ?? [];
    same.push({ words, value });
    map.set(words[0]!, same);
  }
  for (const same of map.values()) same.sort((a, b) => b.words.length - a.words.length);
  return map;
}

/** The longest phrase that begins at token `at`, and how many tokens it takes. */
export function phraseAt<T>(
  found: Phrases<T>,
  lower: readonly string[],
  at: number,
): { value: T; length: number } | null {
  const candidates = found.get(lower[at]!);
  if (!candidates) return null;
  for (const { words, value } of candidates) {
    let i = 1;
    while (i < words.length && lower[at + i] === words[i]) i++;
    if (i === words.length) return { value, length: i };
  }
  return null;
}

export function createVocabulary(knowledge: Knowledge): Vocabulary {
  const roles = tableOf(knowledge, 'names/roles.tsv').flatMap(({ cells: c }) => {
    const role = {
      noun: c.noun!,
      kind: c.kind as EntityKind,
      sector: c.sector || null,
      sense: c.sense as Role['sense'],
    };
    const others = several(c.other!).map(
      (text) => [text, { ...role, plural: /(s|men|women|people|children)$/.test(text) }] as const,
    );
    return [[c.noun!, { ...role, plural: false }] as const, ...others];
  });
  const modifiers = tableOf(knowledge, 'names/modifiers.tsv').map(
    ({ cells: c }) =>
      [c.word!, { kind: (c.kind || null) as EntityKind | null, sector: c.sector || null }] as const,
  );
  const titles = tableOf(knowledge, 'names/titles.tsv').flatMap(({ cells: c }) =>
    [c.title!, ...several(c.other!)].map(
      (text) => [text, { sector: c.sector || null, gender: (c.gender || null) as Title['gender'] }] as const,
    ),
  );
  const labels = tableOf(knowledge, 'names/labels.tsv').flatMap(({ cells: c }) =>
    [c.label!, ...several(c.other!)].map(
      (text) => [text, { neutral: c.neutral!, on: c.on as LabelWord['on'] }] as const,
    ),
  );
  const given = tableOf(knowledge, 'names/given-names.tsv').map(
    ({ cells: c }) =>
      [fold(c.name!), (c.gender === 'm' || c.gender === 'f' ? c.gender : null) as 'm' | 'f' | null] as const,
  );
  return {
    roles: phrases(roles),
    modifiers: new Map(modifiers),
    titles: phrases(titles),
    labels: phrases(labels),
    given: new Map(given),
  };
}
