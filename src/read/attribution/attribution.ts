import type { Knowledge } from '../../knowledge/table.ts';
import type { Claim } from '../../record/reading.ts';
import type { Counted } from '../layers.ts';
import type { Models } from '../resources.ts';

/** Makes the layer that says on whose word each statement stands. */
export function createAttribution(
  _knowledge: Knowledge,
  _models: Models,
): (doc: Counted) => readonly Claim[] {
  return () => [];
}
