/**
 * Lists and models, with a person's own lists laid over them.
 *
 * @module
 */
import { statSync } from 'node:fs';
import type { Resources } from '../read/resources.ts';
import { CliError, EXIT } from './exit.ts';

/** @throws {CliError} when one of `folders` is no folder. */
export async function resourcesOf(folders: string[] = []): Promise<Resources> {
  for (const folder of folders)
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
      throw new CliError(`--knowledge ${folder}: no such folder`, EXIT.usage);
  const { loadResources } = await import('../engine/resources.ts');
  return loadResources(folders);
}
