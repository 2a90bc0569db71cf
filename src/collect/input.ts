/**
 * Bytes from a file or standard input: the whole of them, or line by line where they are JSON lines, so that a file
 * of any length can be read in little memory.
 *
 * @module
 */
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { looksLikeJson, MOST_LINE_BYTES } from './json-lines.ts';
import { NotAReport } from './types.ts';

/** Longest file that is taken as one report, in bytes. */
export const MOST_FILE_BYTES = 64 << 20;

/** Bytes that belong together; `line` counts from 1 and is null when they are the whole input. */
export interface Chunk {
  bytes: Uint8Array;
  line: number | null;
  /** Why the bytes were left unread. */
  problem?: NotAReport;
}

export const openFile = (path: string): Readable => createReadStream(path, { highWaterMark: 1 << 18 });

/** A file whose records are read by another hand, from the same stream. */
export interface Records {
  warc: AsyncIterable<Uint8Array>;
}

/** Yields JSON lines one by one, a WARC as a stream of its own, anything else in one piece. */
export async function* chunksOf(stream: Readable): AsyncGenerator<Chunk | Records> {
  const iterator = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const first: Buffer[] = [];
  let size = 0;
  let lines: boolean | null = null;
  while (lines === null) {
    const { done, value } = await iterator.next();
    if (done) break;
    first.push(value);
    size += value.length;
    if (first.length === 1 && (await beginsWarc(value))) {
      yield { warc: rest(first, iterator) };
      return;
    }
    lines = isJsonLines(Buffer.concat(first));
    if (lines === null && size > MOST_LINE_BYTES) lines = false;
  }
  if (lines) yield* linesOf(first, iterator);
  else yield await whole(first, iterator);
}

/** The WARC reader is loaded only for what could be one. */
export async function beginsWarc(head: Uint8Array): Promise<boolean> {
  if (head[0] !== 0x57 && head[0] !== 0x1f) return false;
  return (await import('./warc.ts')).looksLikeWarc(head);
}

async function* rest(first: Buffer[], iterator: AsyncIterator<Buffer>): AsyncGenerator<Uint8Array> {
  yield* first;
  for (let piece = await next(iterator); piece; piece = await next(iterator)) yield piece;
}

/** Null while more must be seen: JSON whose first line has not ended yet. */
function isJsonLines(head: Buffer): boolean | null {
  const begin = head[0] === 0xef ? 3 : 0;
  const start = head.subarray(begin, begin + 200).toString('latin1');
  if (!looksLikeJson(start)) return /^\s*\{?\s*$/.test(start) && head.length < 200 ? null : false;
  const newline = head.indexOf(10);
  if (newline < 0) return null;
  // One object over many lines begins with a line that is not yet JSON, and goes on with no other object.
  const line = head.subarray(begin, newline).toString('utf8').trim();
  return line.endsWith('}') || /^[^\n]{2,}\n\s*\{/.test(head.subarray(begin).toString('latin1'));
}

async function whole(first: Buffer[], iterator: AsyncIterator<Buffer>): Promise<Chunk> {
  const parts = [...first];
  let size = parts.reduce((sum, part) => sum + part.length, 0);
  for (;;) {
    const { done, value } = await iterator.next();
    if (done) break;
    size += value.length;
    if (size <= MOST_FILE_BYTES) parts.push(value);
    else {
      await iterator.return?.();
      return { bytes: new Uint8Array(), line: null, problem: tooLarge(MOST_FILE_BYTES) };
    }
  }
  return { bytes: Buffer.concat(parts), line: null };
}

async function* linesOf(first: Buffer[], iterator: AsyncIterator<Buffer>): AsyncGenerator<Chunk> {
  let parts: Buffer[] = [];
  let size = 0;
  let line = 0;
  const finish = (): Chunk | null => {
    line++;
    const bytes = Buffer.concat(parts);
    const long = size > MOST_LINE_BYTES;
    parts = [];
    size = 0;
    if (long) return { bytes: new Uint8Array(), line, problem: tooLarge(MOST_LINE_BYTES) };
    return /\S/.test(bytes.subarray(0, 100).toString('latin1')) ? { bytes, line } : null;
  };
  const add = (part: Buffer) => {
    size += part.length;
    if (size <= MOST_LINE_BYTES) parts.push(part);
  };
  const queue = [...first];
  for (;;) {
    const piece = queue.shift() ?? (await next(iterator));
    if (!piece) break;
    let from = 0;
    for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, from)) {
      add(piece.subarray(from, at));
      from = at + 1;
      const chunk = finish();
      if (chunk) yield chunk;
    }
    add(piece.subarray(from));
  }
  if (size > 0) {
    const chunk = finish();
    if (chunk) yield chunk;
  }
}

async function next(iterator: AsyncIterator<Buffer>): Promise<Buffer | null> {
  const { done, value } = await iterator.next();
  return done ? null : value;
}

const tooLarge = (limit: number) =>
  new NotAReport('too-large', `more than ${limit >> 20} MB in one piece`, 'split it into its reports');
