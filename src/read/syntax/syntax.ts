/**
 * Part of speech, lemma and dependency tree of every token.
 *
 * @module
 */
import type { Knowledge } from '../../knowledge/table.ts';
import type { Models } from '../resources.ts';
import type { Tokens } from '../tokens/types.ts';
import { createLemmatizer } from './lemma.ts';
import { LONGEST, MOST_WORDS, SyntaxNetwork } from './network.ts';
import { createSayings } from './saying.ts';
import { casingOf, stretchesOf } from './stretches.ts';
import { linkTree } from './tree.ts';
import type { Syntax } from './types.ts';
import { openWeights } from './weights.ts';

/** Makes the tagger and parser from their weights. What it gives for a text depends on its tokens only. */
export function createParser(knowledge: Knowledge, models: Models): (doc: { tokens: Tokens }) => Syntax {
  const weights = openWeights(models);
  const { xpos: tagNames, relations } = weights.manifest;
  const network = new SyntaxNetwork(weights);
  const lemmatize = createLemmatizer(knowledge, (word) => network.rank(word));

  const mendSayings = createSayings(knowledge);

  return ({ tokens }) => {
    const n = tokens.length;
    const upos = new Uint8Array(n);
    const xpos = new Array<string>(n);
    const head = new Int32Array(n);
    const relation = new Array<string>(n);
    const states = new Int8Array(n * network.width);
    const casing = casingOf(tokens);
    const stretches = stretchesOf(tokens, LONGEST);
    for (let first = 0; first < stretches.length; ) {
      const begin = stretches[first]!.start;
      let last = first;
      while (last < stretches.length && stretches[last]!.end - begin <= MOST_WORDS) last++;
      const some = stretches.slice(first, last);
      const end = some.at(-1)!.end;
      const parses = network.parse({
        forms: tokens.form.slice(begin, end),
        casing: some.map(({ start }) => casing[tokens.sentence[start]!]!),
        starts: [...some.map(({ start }) => start - begin), end - begin],
      });
      upos.set(parses.upos, begin);
      states.set(parses.states, begin * network.width);
      for (const { start, end: stop } of some)
        for (let i = start; i < stop; i++) {
          const local = parses.head[i - begin]!;
          xpos[i] = tagNames[parses.xpos[i - begin]!]!;
          head[i] = local < 0 ? -1 : start + local;
          relation[i] = relations[parses.relation[i - begin]!]!;
        }
      first = last;
    }
    joinStretches(tokens, stretches, head, relation);
    const lemma = xpos.map((tag, i) => lemmatize(tokens.form[i]!, tokens.lower[i]!, tag));
    mendSayings(tokens, { upos, xpos, lemma, head, relation });
    return { upos, xpos, lemma, head, relation, states, ...linkTree(head) };
  };
}

/** A sentence that was parsed in stretches has one root: those of the later ones stand beside the first's. */
function joinStretches(
  tokens: Tokens,
  stretches: readonly { start: number; end: number }[],
  head: Int32Array,
  relation: string[],
): void {
  let sentence = -1;
  let root = -1;
  for (const { start, end } of stretches)
    for (let i = start; i < end; i++) {
      if (head[i]! >= 0) continue;
      if (tokens.sentence[i] === sentence) {
        head[i] = root;
        relation[i] = 'parataxis';
      } else {
        sentence = tokens.sentence[i]!;
        root = i;
      }
    }
}
