/**
 * The lists of `knowledge/` that what is shown needs, without the models.
 *
 * @module
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Knowledge } from '../knowledge/table.ts';
import { packageFolder } from './resources.ts';

/** The lists of one folder of `knowledge/`, by their path below it. */
export function loadKnowledge(folder: string): Knowledge {
  const path = join(packageFolder, 'knowledge', folder);
  return new Map(
    readdirSync(path)
      .filter((name) => name.endsWith('.tsv'))
      .map((name) => [`${folder}/${name}`, readFileSync(join(path, name), 'utf8')]),
  );
}
