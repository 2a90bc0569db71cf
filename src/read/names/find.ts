/**
 * Every name of a text: what the recogniser sees and what the lists know, merged.
 *
 * @module
 */
import type { Knowledge } from '../../knowledge/table.ts';
import type { Models } from '../resources.ts';
import type { Tokens } from '../tokens/types.ts';
import { upperCaseSentences } from './case.ts';
import { chunk } from './chunks.ts';
import { consistent, spelledOut } from './consistency.ts';
import { createLexicon, type Lexicon } from './lexicon.ts';
import { type FoundName, mergeNames, type Recognised } from './merge.ts';
import { createRecogniser } from './recogniser.ts';
import { createVocabulary, phraseAt, type Vocabulary } from './vocabulary.ts';

export interface NameFinder {
  readonly lexicon: Lexicon;
  readonly vocabulary: Vocabulary;
  /** Names in order, without overlap. */
  find(tokens: Tokens): FoundName[];
}

/** A person's name without the title that the recogniser took with it ("Foreign Minister Ana Ruiz"). */
function withoutTitle(tokens: Tokens, vocabulary: Vocabulary, name: Recognised): Recognised {
  if (name.type !== 'person' || name.last - name.first < 3) return name;
  let first = name.first;
  for (let t = name.first; t < name.last - 1; t++) {
    const title = phraseAt(vocabulary.titles, tokens.lower, t);
    if (title && t + title.length < name.last) first = Math.max(first, t + title.length);
  }
  return first === name.first ? name : { ...name, first };
}

/** Makes the finder of names; `training/` and `bench/` use it on tokens of their own. */
export function createNameFinder(knowledge: Knowledge, models: Models): NameFinder {
  const lexicon = createLexicon(knowledge);
  const vocabulary = createVocabulary(knowledge);
  const recognise = createRecogniser(models, vocabulary);
  return {
    lexicon,
    vocabulary,
    find(tokens) {
      const upperCase = upperCaseSentences(tokens);
      const matches = lexicon.match(tokens, chunk(tokens), upperCase);
      const recognised = recognise(tokens, matches).map((name) => withoutTitle(tokens, vocabulary, name));
      const names = consistent(tokens, spelledOut(tokens, recognised), upperCase);
      return mergeNames(tokens, names, matches, upperCase, vocabulary.given);
    },
  };
}
