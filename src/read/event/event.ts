import type { Knowledge } from '../../knowledge/table.ts';
import type { Event } from '../../record/reading.ts';
import type { Attributed } from '../layers.ts';
import type { Models } from '../resources.ts';

/** Makes the layer that says who did what to whom. */
export function createEvents(_knowledge: Knowledge, _models: Models): (doc: Attributed) => readonly Event[] {
  return () => [];
}
