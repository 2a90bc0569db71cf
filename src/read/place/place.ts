import type { Knowledge } from '../../knowledge/table.ts';
import type { Place } from '../../record/reading.ts';
import type { Timed } from '../layers.ts';
import type { Models } from '../resources.ts';

/** Makes the layer that says where on earth the toponyms are. */
export function createPlaces(_knowledge: Knowledge, _models: Models): (doc: Timed) => readonly Place[] {
  return () => [];
}
