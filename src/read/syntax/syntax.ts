/**
 * Part of speech, lemma and dependency tree of every token.
 *
 * @module
 */
import type { Knowledge } from '../../knowledge/table.ts';
import { type Models, modelFile } from '../resources.ts';
import type { Tokens } from '../tokens/types.ts';
import { createLemmatizer } from './lemma.ts';
import {
  allowed,
  apply,
  best,
  Classifier,
  hashWords,
  LABEL_FEATURES,
  labelFeatures,
  MOVE_BITS,
  MOVE_FEATURES,
  moveFeatures,
  newState,
  ROW_BITS,
  TAG_FEATURES,
  tagFeatures,
} from './perceptron.ts';
import { linkTree } from './tree.ts';
import { type Syntax, UPOS } from './types.ts';

interface Manifest {
  tensors: Record<string, { offset: number; bytes: number; scale: number; classes: number }>;
  tags: string[];
  relations: string[];
}

/** Makes the tagger and parser from their weights. What it gives for a text depends on its tokens only. */
export function createParser(knowledge: Knowledge, models: Models): (doc: { tokens: Tokens }) => Syntax {
  const manifest: Manifest = JSON.parse(new TextDecoder().decode(modelFile(models, 'syntax/manifest.json')));
  const weights = modelFile(models, 'syntax/weights.bin');
  const open = (name: string, bits: number) => {
    const t = manifest.tensors[name]!;
    const dense = new Float32Array((1 << bits) * t.classes);
    let at = 0;
    for (let i = t.offset; i < t.offset + t.bytes; ) {
      let gap = 0;
      let shift = 0;
      let byte = 0;
      do {
        byte = weights[i++]!;
        gap |= (byte & 127) << shift;
        shift += 7;
      } while (byte & 128);
      at += gap;
      dense[at] = ((weights[i++]! << 24) >> 24) * t.scale;
    }
    return new Classifier(dense, t.classes);
  };
  const tagger = open('tag', ROW_BITS);
  const mover = open('move', MOVE_BITS);
  const labeller = open('label', ROW_BITS);
  const upos = manifest.tags.map((tag) => UPOS.indexOf(tag.split(' ')[0] as (typeof UPOS)[number]));
  const xpos = manifest.tags.map((tag) => tag.split(' ')[1]!);
  const lemmatize = createLemmatizer(knowledge, () => false);

  return ({ tokens }) => {
    const n = tokens.length;
    const tags = new Uint8Array(n);
    const head = new Int32Array(n).fill(-1);
    const relation = new Array<string>(n).fill('root');
    const rows = new Int32Array(64);
    for (let s = 0; s + 1 < tokens.sentences.length; s++) {
      const from = tokens.sentences[s]!;
      const to = tokens.sentences[s + 1]!;
      const size = to - from;
      const words = hashWords(tokens.form, from, to);
      const sentenceTags = tags.subarray(from, to);
      for (let i = 0; i < size; i++) {
        tagFeatures(words, sentenceTags, i, rows);
        sentenceTags[i] = best(tagger.score(rows, TAG_FEATURES));
      }
      const state = newState(size);
      while (!(state.top === 0 && state.buffer >= size)) {
        moveFeatures(state, words, sentenceTags, rows);
        const scores = mover.score(rows, MOVE_FEATURES);
        let action = -1;
        for (let a = 0; a < 3; a++)
          if (allowed(state, a) && (action < 0 || scores[a]! > scores[action]!)) action = a;
        apply(state, action);
      }
      const first = new Int32Array(size).fill(-1);
      const valency = new Int32Array(size);
      for (let i = size - 1; i >= 0; i--) {
        const h = state.head[i]!;
        if (h >= size) continue;
        first[h] = i;
        valency[h]!++;
      }
      for (let i = 0; i < size; i++) {
        const h = state.head[i]!;
        if (h >= size) continue;
        labelFeatures(words, sentenceTags, state.head, first, valency, i, rows);
        head[from + i] = from + h;
        relation[from + i] = manifest.relations[best(labeller.score(rows, LABEL_FEATURES))]!;
        if (relation[from + i] === 'root') relation[from + i] = 'dep';
      }
    }
    const tagNames = Array.from(tags, (tag) => xpos[tag]!);
    return {
      upos: Uint8Array.from(tags, (tag) => upos[tag]!),
      xpos: tagNames,
      lemma: tagNames.map((tag, i) => lemmatize(tokens.form[i]!, tokens.lower[i]!, tag)),
      head,
      relation,
      ...linkTree(head),
    };
  };
}
