/**
 * One name for all that decides what a reading says: the program's version, its models and its lists.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import type { Resources } from '../read/resources.ts';
import { version } from '../record/version.ts';

/** Models are named by their manifests, which hold the hashes of their weights; lists and added places by their contents. */
export function engineHash({ knowledge, models }: Resources): string {
  const hash = createHash('sha256').update(version);
  for (const name of [...models.keys()].sort())
    if (name.endsWith('/manifest.json') || name.startsWith('gazetteer/added/'))
      hash.update(`\0${name}\0`).update(models.get(name)!);
  for (const name of [...knowledge.keys()].sort()) hash.update(`\0${name}\0`).update(knowledge.get(name)!);
  return hash.digest('hex').slice(0, 32);
}
