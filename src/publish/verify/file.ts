/**
 * Checks a file that left an archive, alone: tells what it is by its first bytes.
 *
 * @module
 */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { looksLikeWarc } from '../../collect/warc.ts';
import { verifyLines } from './lines.ts';
import type { VerifiedFile } from './types.ts';
import { verifyWacz } from './wacz.ts';
import { type Bytes, verifyWarc } from './warc.ts';

export type FileKind = 'archive' | 'warc' | 'wacz' | 'json-lines' | 'other';

/** What a file is, by its first bytes. An empty file is an archive that was just begun. */
export async function kindOfFile(path: string): Promise<FileKind> {
  const file = await open(path, 'r');
  try {
    const head = Buffer.alloc(1 << 16);
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    const begin = head.subarray(0, bytesRead);
    if (begin.length === 0 || begin.subarray(0, 15).equals(Buffer.from('SQLite format 3'))) return 'archive';
    if (begin.length < 4) return 'other';
    if (begin.readUInt32LE(0) === 0x04034b50) return 'wacz';
    if (looksLikeWarc(begin)) return 'warc';
    return /^\s*\{/.test(begin.subarray(0, 20).toString('latin1')) ? 'json-lines' : 'other';
  } finally {
    await file.close();
  }
}

/** @throws {Error} of the file system when it cannot be read. */
export async function verifyFile(
  path: string,
  kind: Exclude<FileKind, 'archive' | 'other'>,
): Promise<VerifiedFile> {
  const file = await open(path, 'r');
  const { size } = await file.stat();
  await file.close();
  const bytes: Bytes = {
    size,
    read: (start, end) => (end > start ? createReadStream(path, { start, end: end - 1 }) : nothing()),
  };
  if (kind === 'warc') return verifyWarc(bytes);
  if (kind === 'wacz') return verifyWacz(bytes);
  return verifyLines(bytes.read(0, size));
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
