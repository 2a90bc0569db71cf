/**
 * All that was found in a text before mentions are brought together.
 *
 * @module
 */
import type { Parsed } from '../layers.ts';
import type { Nominal } from './described.ts';
import type { Lexicon } from './lexicon.ts';
import type { FoundName } from './merge.ts';
import type { LabelSpan } from './types.ts';
import type { Vocabulary } from './vocabulary.ts';

export interface Findings {
  readonly lexicon: Lexicon;
  readonly vocabulary: Vocabulary;
  readonly found: readonly FoundName[];
  readonly spanAt: Int32Array;
  readonly nominals: readonly Nominal[];
  readonly labels: readonly LabelSpan[];
  readonly isActing: (doc: Parsed, name: FoundName) => boolean;
}
