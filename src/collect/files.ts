/**
 * Files below folders, in the same order on every machine; not what a README says of them.
 *
 * @module
 */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from './types.ts';

/** A file to read, or why there is none. */
export type Found = { path: string } | { problem: Problem };

/** The files at `path`: itself, or all below it but hidden ones and READMEs, by the code units of their names. */
export function* filesAt(path: string): Generator<Found> {
  let stats: ReturnType<typeof statSync>;
  try {
    stats = statSync(path);
  } catch (error) {
    yield { problem: fileProblem(path, error) };
    return;
  }
  if (!stats.isDirectory()) {
    yield { path };
    return;
  }
  yield* below(path);
}

function* below(folder: string): Generator<Found> {
  let entries: ReturnType<typeof readFolder>;
  try {
    entries = readFolder(folder);
  } catch (error) {
    yield { problem: fileProblem(folder, error) };
    return;
  }
  for (const { name, kind } of entries) {
    const path = join(folder, name);
    if (kind === 'folder') yield* below(path);
    else if (kind === 'file') yield { path };
  }
}

function readFolder(folder: string) {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.') && !/^readme(?:\.\w{1,8})?$/i.test(name))
    .map((entry) => ({
      name: entry.name,
      // A link to a folder may lead round in a circle: links lead to files only.
      kind: entry.isDirectory() ? 'folder' : entry.isFile() || isLinkToFile(folder, entry) ? 'file' : 'other',
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function isLinkToFile(folder: string, entry: { name: string; isSymbolicLink(): boolean }): boolean {
  if (!entry.isSymbolicLink()) return false;
  try {
    return statSync(join(folder, entry.name)).isFile();
  } catch {
    return true; // A dead link: reading it will say so.
  }
}

/** Whether there is a file, or a link to one, and not a pipe or the like. */
export function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false; // Reading it will say why.
  }
}

/** What a failed file operation says to a person. */
export function fileProblem(path: string, error: unknown): Problem {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const base = { address: path, part: null, id: null };
  if (code === 'ENOENT' && path.includes('\ufffd'))
    return {
      ...base,
      code: 'unreadable',
      reason: 'its name is not in UTF-8',
      advice: 'give it another name, or pipe it in: onrecord … - < FILE',
    };
  if (code === 'ENOENT')
    return { ...base, code: 'missing', reason: 'no such file or folder', advice: 'check the path' };
  if (code === 'ELOOP')
    return { ...base, code: 'unreadable', reason: 'a link that leads to itself', advice: 'remove it' };
  if (code === 'EACCES' || code === 'EPERM')
    return {
      ...base,
      code: 'unreadable',
      reason: 'no permission to read it',
      advice: 'check its permissions',
    };
  return {
    ...base,
    code: 'unreadable',
    reason: `cannot be read (${code || (error as Error).message})`,
    advice: 'check the file',
  };
}
