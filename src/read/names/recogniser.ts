/**
 * Finds names by their words and surroundings, with weights that were learned (`models/names/`).
 *
 * @module
 */
import { type Models, modelFile } from '../resources.ts';
import type { Tokens } from '../tokens/types.ts';
import { bestLabels, namesOf } from './decode.ts';
import type { Match } from './lexicon.ts';
import type { Recognised } from './merge.ts';
import { createScorer, LABELS } from './model.ts';
import { createLook } from './sight.ts';
import type { Vocabulary } from './vocabulary.ts';
import { openWeights } from './weights.ts';

export type Recogniser = (tokens: Tokens, matches: readonly Match[]) => Recognised[];

/** @throws when `models/names/` is missing or of another format. */
export function createRecogniser(models: Models, vocabulary: Vocabulary): Recogniser {
  const { weights, embedding } = openWeights(
    modelFile(models, 'names/manifest.json'),
    modelFile(models, 'names/weights.bin'),
  );
  const scorer = createScorer(weights, embedding);
  const look = createLook(vocabulary, embedding);
  return (tokens, matches) => {
    const sight = look(tokens, matches);
    const found: Recognised[] = [];
    let scores = new Float32Array(0);
    let back = new Uint8Array(0);
    let labels = new Uint8Array(0);
    for (let s = 0; s + 1 < tokens.sentences.length; s++) {
      const [from, to] = [tokens.sentences[s]!, tokens.sentences[s + 1]!];
      const n = to - from;
      if (!n) continue;
      if (labels.length < n) {
        scores = new Float32Array(n * LABELS);
        back = new Uint8Array(n * LABELS);
        labels = new Uint8Array(n);
      }
      scorer.score(sight, from, to, scores);
      bestLabels(scores, n, weights.moves, back, labels);
      found.push(...namesOf(labels, scores, n, from));
    }
    return found;
  };
}
