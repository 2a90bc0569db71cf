/**
 * Pronouns that stand for who is speaking: "We will strike back," said the commander; the army said it had withdrawn.
 *
 * @module
 */
import type { EntityKind } from '../../record/reading.ts';
import type { Attributed } from '../layers.ts';
import { tokenAt } from '../tokens/types.ts';

const FIRST = new Set(['i', 'we', 'us', 'me']);
const ONE: ReadonlySet<EntityKind> = new Set(['person']);
const BODY: ReadonlySet<EntityKind> = new Set(['organization', 'military', 'armed-group', 'government']);
const SEVERAL: ReadonlySet<EntityKind> = new Set([...BODY, 'people']);
/** What a pronoun in reported speech may stand for. */
const THIRD = new Map([
  ['it', BODY],
  ['he', ONE],
  ['she', ONE],
  ['they', SEVERAL],
]);

/**
 * The entity at each token (-1: none), as the names layer has it, and for pronouns that it left open the speaker: the
 * first person of a quotation, and the third that is the subject of reported speech.
 */
export function withSpeakers({ tokens, syntax, names, claims }: Attributed): Int32Array {
  const entityAt = Int32Array.from(names.entityAtHead);
  const number = new Map(names.entities.map(({ id }, i) => [id, i]));
  // Claims stand in the order of the text, an outer one before those in it: the innermost is heard last.
  for (const { start, end, mode, source } of claims) {
    const speaker = source.entity === null ? undefined : number.get(source.entity);
    if (speaker === undefined) continue;
    const { kind } = names.entities[speaker]!;
    for (let t = tokenAt(tokens, start); t < tokens.length && tokens.start[t]! < end; t++) {
      if (names.entityAtHead[t]! >= 0) continue;
      const word = tokens.lower[t]!;
      const speaks =
        mode === 'indirect'
          ? syntax.relation[t]!.startsWith('nsubj') && THIRD.get(word)?.has(kind)
          : FIRST.has(word);
      if (speaks) entityAt[t] = speaker;
    }
  }
  return entityAt;
}
