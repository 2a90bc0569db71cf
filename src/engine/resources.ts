/**
 * Reads `knowledge/` and `models/` from disk.
 *
 * @module
 */
import { closeSync, fstatSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Resources } from '../read/resources.ts';

/** The folder that holds `knowledge/` and `models/`: the package, whether run from `src/` or from `dist/`. */
export const packageFolder = findPackage(dirname(fileURLToPath(import.meta.url)));

function findPackage(folder: string): string {
  try {
    const names = readdirSync(folder);
    if (names.includes('models') && names.includes('package.json')) return folder;
  } catch {
    // Not a folder that can be read: look further up.
  }
  const up = dirname(folder);
  if (up === folder) throw new Error('the folders knowledge/ and models/ are not there: reinstall onrecord');
  return findPackage(up);
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

const pathBelow = (folder: string, file: string) => relative(folder, file).split(sep).join('/');

/**
 * The lists and weights that came with the program, a user's own lists laid over them.
 *
 * @param knowledgeFolders folders of lists; a file with the same path as one of ours replaces it.
 */
export function loadResources(knowledgeFolders: string[] = []): Resources {
  const knowledge = new Map<string, string>();
  for (const folder of [join(packageFolder, 'knowledge'), ...knowledgeFolders])
    for (const file of filesBelow(folder)) knowledge.set(pathBelow(folder, file), readFileSync(file, 'utf8'));
  const models = new Map<string, Uint8Array>();
  const folder = join(packageFolder, 'models');
  for (const file of filesBelow(folder))
    if (!file.endsWith('.md')) models.set(pathBelow(folder, file), readShared(file));
  return { knowledge, models };
}

/** The bytes of a file, in memory that threads can share. */
function readShared(file: string): Uint8Array {
  const opened = openSync(file, 'r');
  try {
    const bytes = new Uint8Array(new SharedArrayBuffer(fstatSync(opened).size));
    let at = 0;
    while (at < bytes.length) {
      const read = readSync(opened, bytes, at, bytes.length - at, at);
      if (read === 0) throw new Error(`${file} changed while it was read`);
      at += read;
    }
    return bytes;
  } finally {
    closeSync(opened);
  }
}
