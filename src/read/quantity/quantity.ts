import type { Knowledge } from '../../knowledge/table.ts';
import type { Quantity } from '../../record/reading.ts';
import type { Placed } from '../layers.ts';

/** Makes the layer that finds counts, their bounds, and what they count. */
export function createQuantities(_knowledge: Knowledge): (doc: Placed) => readonly Quantity[] {
  return () => [];
}
