/**
 * What someone is, said beside the name: "Syrian President" before it, "governor of Latakia" after it.
 *
 * @module
 */
import type { Parsed } from '../layers.ts';
import { uposSet } from '../syntax/types.ts';
import { phraseAt, type Title, type Vocabulary } from './vocabulary.ts';

export interface TitleBefore {
  readonly first: number;
  readonly last: number;
  /** The word next to the name: "president". */
  readonly noun: string;
  readonly gender: Title['gender'];
  readonly sector: string | null;
  /** Says nothing of what its bearer does ("Mr"). */
  readonly courtesy: boolean;
}

const ARTICLES = new Set(['the', 'a', 'an']);
/** Longest title that is looked for, in words. */
const LONGEST = 14;
const NOMINAL = uposSet('ADJ', 'NOUN', 'PROPN');

/** The title that ends right before token `first`, with all that belongs to it; null where there is none. */
export function titleBefore(doc: Parsed, vocabulary: Vocabulary, first: number): TitleBefore | null {
  const { tokens, syntax } = doc;
  const begin = tokens.sentences[tokens.sentence[first]!]!;
  const comma = tokens.lower[first - 1] === ',' ? 1 : 0;
  const end = first - comma;
  for (let length = 4; length >= 1; length--) {
    const at = end - length;
    if (at < begin) continue;
    const title = phraseAt(vocabulary.titles, tokens.lower, at);
    const role = phraseAt(vocabulary.roles, tokens.lower, at);
    const isTitle = title?.length === length;
    const isRole =
      role?.length === length &&
      (role.value.sense === 'office' || role.value.sense === 'member') &&
      !role.value.plural;
    if (!isTitle && !isRole) continue;
    if (comma && !isRole) continue;
    let from = at;
    while (from > begin && from > end - LONGEST && belongs(from - 1)) from--;
    if (comma && from > begin && !ARTICLES.has(tokens.lower[from - 1]!)) return null;
    const noun = isRole ? role.value.noun : tokens.lower.slice(at, end).join(' ');
    const sector = (isTitle ? title.value.sector : null) ?? (isRole ? role.value.sector : null);
    const gender = isTitle ? title.value.gender : null;
    return {
      first: from,
      last: end,
      noun,
      gender,
      sector,
      courtesy: !isRole && sector === null && gender !== null,
    };
  }
  return null;

  function belongs(i: number): boolean {
    if (tokens.form[i] === '-' && tokens.start[i] === tokens.end[i - 1]) return true;
    if (/^['’]s?$/.test(tokens.form[i]!) && i > begin) return /^\p{Lu}/u.test(tokens.form[i - 1]!);
    return NOMINAL.has(syntax.upos[i]!) && /^[\p{L}\p{N}]/u.test(tokens.form[i]!);
  }
}
