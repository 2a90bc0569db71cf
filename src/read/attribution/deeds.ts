/**
 * Deeds that look like words: "the rebels attacked the village" gives the rebels no statement.
 *
 * @module
 */
import type { Names } from '../names/types.ts';
import { baseRelation } from '../syntax/dependents.ts';
import { type Clues, VERB } from './clues.ts';
import type { Lexicon } from './lexicon.ts';
import type { Saying } from './sayings.ts';

const ARMED = new Set(['military', 'armed-group', 'equipment']);

/** Whether a saying is a deed of those who do deeds, done to a thing: see `knowledge/attribution/deeds.tsv`. */
export function isDeed(
  clues: Clues,
  names: Names,
  lexicon: Lexicon,
  { cue, source, contents }: Saying,
): boolean {
  if (!cue || !source) return false;
  const { tokens, syntax, quotations, word } = clues;
  const known = word[cue.head];
  if (!known || !lexicon.deeds.has(known.word)) return false;
  const entity = names.entityAtHead[source.head]!;
  const armed = entity >= 0 && ARMED.has(names.entities[entity]!.kind);
  if (!armed && !lexicon.doers.has(tokens.lower[source.head]!)) return false;
  return contents.every(({ first, last }) => {
    if (quotations.depth[first]! > quotations.depth[cue.head]!) return false;
    for (let t = first; t <= last; t++) {
      const relation = baseRelation(syntax.relation[t]!);
      if (
        syntax.upos[t] === VERB &&
        (relation === 'ccomp' || relation === 'xcomp' || relation === 'parataxis')
      )
        return false;
    }
    return true;
  });
}
