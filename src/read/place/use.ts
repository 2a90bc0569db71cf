/**
 * Whether a toponym means the place, or a government or institution by it, or is a word for its people and things.
 *
 * @module
 */
import type { Place } from '../../record/reading.ts';
import type { Timed } from '../layers.ts';
import type { Mention } from './mention.ts';
import type { Candidate } from './world.ts';

/** Places that stand for their governments: "Syria accused", "Damascus rejected". */
const GOVERNS: ReadonlySet<string> = new Set(['PCLI', 'PPLC', 'BLDG']);

export function useOf(mention: Mention, chosen: Candidate | undefined, { syntax }: Timed): Place['use'] {
  if (mention.form === 'demonym') return 'demonym';
  if (mention.embedded) return 'associative';
  const head = mention.last - 1;
  const relation = syntax.relation[head] ?? '';
  if (chosen && GOVERNS.has(chosen.feature) && relation.startsWith('nsubj')) return 'associative';
  return 'literal';
}
