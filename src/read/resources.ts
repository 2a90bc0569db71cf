/**
 * What a reader reads with: the lists a person edits and the weights a machine learned.
 *
 * @module
 */
import type { Knowledge } from '../knowledge/table.ts';

/** Files of `models/` by their path below it ("syntax/weights.bin"). */
export type Models = ReadonlyMap<string, Uint8Array>;

export interface Resources {
  readonly knowledge: Knowledge;
  readonly models: Models;
}

/** A model file that `read` cannot do without. */
export function modelFile(models: Models, path: string): Uint8Array {
  const bytes = models.get(path);
  if (!bytes)
    throw new Error(`models/${path} is missing: reinstall onrecord, or make it with its command in models/`);
  return bytes;
}
