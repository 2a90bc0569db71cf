import type { Knowledge } from '../../knowledge/table.ts';
import type { Parsed } from '../layers.ts';
import type { Models } from '../resources.ts';
import type { Names } from './types.ts';

/** Makes the layer that finds names and says which mentions are the same. */
export function createNames(_knowledge: Knowledge, _models: Models): (doc: Parsed) => Names {
  return ({ tokens }) => ({ spans: [], entities: [], entityAtHead: new Int32Array(tokens.length).fill(-1) });
}
