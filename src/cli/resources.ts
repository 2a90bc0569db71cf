/**
 * Lists and models, with a person's own lists laid over them.
 *
 * @module
 */
import { statSync } from 'node:fs';
import { parseAddress } from '../archive/address.ts';
import type { Resources } from '../read/resources.ts';
import { CliError, EXIT } from './exit.ts';

/**
 * @param archive the places that were added to this archive's gazetteer are known too.
 * @throws {CliError} when one of `folders` is no folder.
 */
export async function resourcesOf(folders: string[] = [], archive?: string): Promise<Resources> {
  for (const folder of folders)
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
      throw new CliError(`--knowledge ${folder}: no such folder`, EXIT.usage);
  const { loadResources } = await import('../engine/resources.ts');
  const resources = loadResources(folders);
  if (!archive) return resources;
  const { loadAddedGazetteers } = await import('../engine/gazetteer/add.ts');
  const added = await loadAddedGazetteers(placesFolder(archive));
  return { ...resources, models: new Map([...resources.models, ...added]) };
}

/** Where the places are that were added for an archive: a folder beside its file, or named like its database. */
export function placesFolder(archive: string): string {
  const address = parseAddress(archive);
  if (address.kind === 'sqlite') return `${address.file.replace(/\.db$/, '')}.places`;
  const database = /^[^?#]*\/\/[^/?#]*\/([\w.-]+)/.exec(address.shown)?.[1];
  return `${database ?? 'onrecord'}.places`;
}
