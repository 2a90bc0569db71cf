/**
 * He, she and they, where it is clear whom they mean.
 *
 * @module
 */
import type { Parsed } from '../layers.ts';
import type { Draft } from './entities.ts';

const MALE = new Set(['he', 'him', 'his', 'himself']);
const FEMALE = new Set(['she', 'her', 'hers', 'herself']);

/**
 * Adds pronouns to the entities they refer to.
 *
 * "He" and "she": the nearest subject before, else the nearest person, in this sentence or the one before it;
 * nothing when gender speaks against it. "They": the subject of the sentence before, if it is several people or a body.
 */
export function resolvePronouns(
  { tokens, syntax }: Parsed,
  drafts: readonly Draft[],
  atHead: Int32Array,
  mention: (entity: Draft, first: number, last: number, head: number) => void,
): void {
  const isSubject = (token: number) => syntax.relation[token]!.startsWith('nsubj');
  for (let i = 0; i < tokens.length; i++) {
    const word = tokens.lower[i]!;
    const gender = MALE.has(word) ? 'm' : FEMALE.has(word) ? 'f' : null;
    const sentence = tokens.sentence[i]!;
    const from = tokens.sentences[Math.max(0, sentence - 1)]!;
    if (gender) {
      const found = nearest(
        i,
        from,
        (d) => d.kind === 'person' && !d.plural && d.gender !== (gender === 'm' ? 'f' : 'm'),
      );
      if (!found) continue;
      found.gender ??= gender;
      mention(found, i, i + 1, i);
    } else if (word === 'they' && isSubject(i) && sentence > 0) {
      for (let t = tokens.sentences[sentence]! - 1; t >= from; t--) {
        const governor = syntax.head[t]!;
        if (!isSubject(t) || governor < 0 || syntax.head[governor]! >= 0) continue;
        const entity = atHead[t]! >= 0 ? drafts[atHead[t]!]! : null;
        if (entity && (entity.plural || entity.kind === 'armed-group' || entity.kind === 'military'))
          mention(entity, i, i + 1, i);
        break;
      }
    }
  }

  function nearest(before: number, from: number, fits: (d: Draft) => boolean): Draft | null {
    let any: Draft | null = null;
    for (let t = before - 1; t >= from; t--) {
      const entity = atHead[t]! >= 0 ? drafts[atHead[t]!]! : null;
      if (!entity || !fits(entity)) continue;
      if (isSubject(t)) return entity;
      any ??= entity;
    }
    return any;
  }
}
