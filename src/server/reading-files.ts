/**
 * What a browser needs to read a report by itself: the lists as one file, and the weights and the gazetteer each as one.
 * `/reading/files.json` names them with size and hash; a file's address holds its hash, so that it is fetched once.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { loadResources } from '../engine/resources.ts';
import { version } from '../record/version.ts';
import { problem } from './problem.ts';

export interface ReadingFile {
  /** Path below `models/`, or `knowledge.json`: an array of pairs of path and text. */
  name: string;
  address: string;
  size: number;
  /** SHA-256, hexadecimal. */
  sha256: string;
}

interface Kept extends ReadingFile {
  bytes: Uint8Array<ArrayBuffer>;
}

/** Answers `/reading/*`. Nothing is read from the disk before somebody asks. */
export function readingFiles(): (context: Context) => Response {
  let kept: Map<string, Kept> | undefined;
  return (context) => {
    kept ??= filesOf();
    const { path } = context.req;
    if (path === '/reading/files.json') {
      const files = [...kept.values()].map(({ bytes: _, ...file }) => file);
      return context.json({ version, files }, 200, { 'cache-control': 'no-cache' });
    }
    const file = kept.get(path);
    if (!file) return problem(context, 404, `There is nothing at ${path}.`);
    return context.body(file.bytes, 200, {
      'content-type': 'application/octet-stream',
      'content-length': String(file.size),
      'cache-control': 'private, max-age=31536000, immutable',
    });
  };
}

function filesOf(): Map<string, Kept> {
  const { knowledge, models } = loadResources();
  const lists = new TextEncoder().encode(JSON.stringify([...knowledge]));
  const files = new Map<string, Kept>();
  for (const [name, bytes] of [['knowledge.json', lists] as const, ...models]) {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const address = `/reading/${sha256.slice(0, 16)}/${name}`;
    files.set(address, { name, address, size: bytes.length, sha256, bytes: new Uint8Array(bytes) });
  }
  return files;
}
