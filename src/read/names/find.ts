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
import { type FoundName, mergeNames } from './merge.ts';
import { createRecogniser } from './recogniser.ts';
import { createVocabulary, type Vocabulary } from './vocabulary.ts';

export interface NameFinder {
  readonly lexicon: Lexicon;
  readonly vocabulary: Vocabulary;
  /** Names in order, without overlap. */
  find(tokens: Tokens): FoundName[];
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
      const names = consistent(tokens, spelledOut(tokens, recognise(tokens, matches)), upperCase);
      return mergeNames(tokens, names, matches, upperCase);
    },
  };
}
