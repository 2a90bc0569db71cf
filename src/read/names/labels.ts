/**
 * Words with which one side speaks of another ("terrorists", "the regime"): where they stand.
 *
 * @module
 */
import type { Tokens } from '../tokens/types.ts';
import type { LabelSpan } from './types.ts';
import { phraseAt, type Vocabulary } from './vocabulary.ts';

/** Every label in the text, left to right. `inName` marks tokens of names: a label inside a name is none. */
export function findLabels(
  tokens: Tokens,
  vocabulary: Vocabulary,
  inName: (token: number) => boolean,
): LabelSpan[] {
  const labels: LabelSpan[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const found = phraseAt(vocabulary.labels, tokens.lower, i);
    if (!found || inName(i)) continue;
    labels.push({ first: i, last: i + found.length, ...found.value });
    i += found.length - 1;
  }
  return labels;
}
