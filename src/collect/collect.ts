/**
 * From paths and addresses to reports: what came in is captured, told by its content, and taken apart.
 *
 * One thing that cannot be read never stops the rest: it comes out as a problem in its place.
 *
 * @module
 */
import { Readable } from 'node:stream';
import { filesAt, isFile } from './files.ts';
import { beginsWarc, chunksOf, openFile } from './input.ts';
import { type Piece, piecesOf } from './pieces.ts';
import { contentOf, problemOf, settled, settledList, streamProblem } from './settle.ts';
import { type Capture, type Collected, type Link, NotAReport } from './types.ts';
import type { Visitor, VisitorOptions } from './visitor.ts';
import type { Bytes, PackedFile } from './zip-file.ts';

export interface CollectOptions extends VisitorOptions {
  /** ISO date of publication, for everything, over what the sender says. */
  published?: string | undefined;
  /** Where `-` is read from; `process.stdin` when not given. */
  stdin?: Readable | undefined;
}

/** Yields what is found at each of `paths` (files, folders, `-`, http and https addresses), in their order. */
export async function* collect(paths: string[], options: CollectOptions = {}): AsyncGenerator<Collected> {
  const visit = visits(options);
  const examining = { published: options.published, mostBytes: options.mostBytes, visit };
  for (const path of paths) {
    if (/^https?:\/\//i.test(path)) yield* fromLink({ address: path }, await visit(), examining);
    else if (path === '-') {
      yield* fromStream(options.stdin ?? process.stdin, '-', 'stdin', examining);
    } else
      for (const found of filesAt(path)) {
        if ('problem' in found) yield { capture: null, problem: found.problem };
        else yield* fromFile(found.path, examining);
      }
  }
}

/** One visitor for all addresses of a run, made when the first is asked for. */
function visits(options: VisitorOptions): () => Promise<Visitor> {
  let visitor: Promise<Visitor> | undefined;
  return () => {
    visitor ??= import('./visitor.ts').then(({ createVisitor }) => createVisitor(options));
    return visitor;
  };
}

/** A crawl in WACZ is read where it stands, whatever its size; all else as it comes. */
async function* fromFile(path: string, options: ExamineOptions): AsyncGenerator<Collected> {
  // What is no file, such as a pipe, can be read but once.
  if (!isFile(path)) return yield* fromStream(openFile(path), path, 'file', options);
  const { openBytes } = await import('./zip-file.ts');
  try {
    const bytes = await openBytes(path);
    try {
      const files = await waczIn(bytes);
      if (files) {
        yield* fromWacz(bytes, files, path, 'file', options);
        return;
      }
    } finally {
      await bytes.close();
    }
  } catch (error) {
    yield { capture: null, problem: streamProblem(error, path) };
    return;
  }
  yield* fromStream(openFile(path), path, 'file', options);
}

/** The reader of WACZ is loaded only for what could be one. */
async function waczIn(bytes: Bytes): Promise<PackedFile[] | null> {
  const [first, second] = await bytes.read(0, 2);
  return first === 0x50 && second === 0x4b ? (await import('./wacz.ts')).waczOf(bytes) : null;
}

async function* fromWacz(
  bytes: Bytes,
  files: PackedFile[],
  address: string,
  way: Capture['way'],
  options: ExamineOptions,
): AsyncGenerator<Collected> {
  const { partsOfWacz } = await import('./wacz.ts');
  for await (const part of partsOfWacz(bytes, files)) {
    if ('problem' in part)
      yield { capture: null, problem: problemOf(part.problem, address, part.name, null) };
    else
      try {
        yield* fromWarc(part.warc, address, way, options, part.name);
      } catch (error) {
        yield { capture: null, problem: { ...streamProblem(error, address), part: part.name } };
      }
  }
}

/** What is found in bytes that come from elsewhere than a path, such as an upload: `address` says how they are called. */
export async function* fromStream(
  stream: Readable,
  address: string,
  way: 'file' | 'stdin',
  options: ExamineOptions,
): AsyncGenerator<Collected> {
  const origin = { address, way, exchanges: null };
  try {
    for await (const chunk of chunksOf(stream)) {
      if ('warc' in chunk) {
        yield* fromWarc(chunk.warc, address, way, options);
        continue;
      }
      const { bytes, line, problem } = chunk;
      const part = line === null ? null : `line ${line}`;
      if (problem) {
        yield { capture: null, problem: problemOf(problem, address, part, null) };
        continue;
      }
      yield* fromBytes({ ...origin, bytes, part }, options);
    }
  } catch (error) {
    yield { capture: null, problem: streamProblem(error, address) };
  }
}

/** What is in bytes that came in one piece: a crawl, or what `examine` finds. */
async function* fromBytes(
  capture: Capture,
  options: ExamineOptions,
  ...rest: Rest
): AsyncGenerator<Collected> {
  try {
    const { bytesOf } = await import('./zip-file.ts');
    const bytes = bytesOf(capture.bytes);
    const files = await waczIn(bytes);
    if (files) yield* fromWacz(bytes, files, capture.address, capture.way, options);
    else if (capture.exchanges && (await beginsWarc(capture.bytes)))
      yield* fromWarc([capture.bytes], capture.address, capture.way, options);
    else yield* examine(capture, options, ...rest);
  } catch (error) {
    yield { capture, problem: streamProblem(error, capture.address) };
  }
}

/** @param file name of the WARC within a WACZ. */
async function* fromWarc(
  stream: AsyncIterable<Uint8Array> | Uint8Array[],
  address: string,
  way: Capture['way'],
  options: ExamineOptions,
  file: string | null = null,
): AsyncGenerator<Collected> {
  const { readWarc } = await import('./warc.ts');
  try {
    for await (const { bytes, part: record, exchanges, problem } of readWarc(Readable.from(stream))) {
      const part = file ? `${file}, ${record}` : record;
      if (problem) yield { capture: null, problem: problemOf(problem, address, part, null) };
      // A crawl holds lists of addresses too; what they lead to is in it, or was left out of it.
      else yield* examine({ bytes, address, part, way, exchanges }, { ...options, sift: withoutLinks });
    }
  } catch (error) {
    if (error instanceof NotAReport || (error as NodeJS.ErrnoException).code) throw error;
    throw new NotAReport(
      'encoding',
      `a damaged WARC file: ${(error as Error).message ?? error}`,
      'get it again',
    );
  }
}

export interface ExamineOptions {
  /** ISO date of publication, over what the sender says. */
  published?: string | undefined;
  /** Longest body of an answer, unpacked. */
  mostBytes?: number | undefined;
  /** Who fetches what a list of addresses leads to; without one a list is a problem. */
  visit?: (() => Promise<Visitor>) | undefined;
  /** Chooses among what a capture holds: gives a piece back, or another in its place, or null to pass it over. */
  sift?: ((piece: Piece, capture: Capture) => Piece | null) | undefined;
}

/** Lists that lead to lists that lead to lists: no deeper. */
const DEEPEST_LIST = 3;
/** Lists that one list may lead to. */
const MOST_LISTS = 1000;

/** How a list was come to. */
interface Trail {
  depth: number;
  /** Lists that were seen on the way, so that none is read twice. */
  lists: Set<string>;
}

const withoutLinks = (piece: Piece): Piece | null => ('link' in piece ? null : piece);

/** Where a page says it is; a file in a WARC has an address too, but not one on the web. */
const pageOf = ({ exchanges }: Capture): string | null => {
  const url = exchanges?.at(-1)?.url;
  return url && /^https?:/i.test(url) ? url : null;
};

type Rest = [trail?: Trail, known?: Partial<Link>];

/** Tells what a capture is and takes the reports out of it. Never throws: what goes wrong is a problem. */
export async function* examine(
  capture: Capture,
  options: ExamineOptions = {},
  trail: Trail = { depth: 0, lists: new Set([capture.address]) },
  known: Partial<Link> = {},
): AsyncGenerator<Collected> {
  try {
    if (capture.bytes.length === 0)
      throw new NotAReport('empty', 'empty', 'give a file with the text of a report');
    const { bytes, charset } = await contentOf(capture, options.mostBytes);
    let isTold = false;
    for await (const found of piecesOf({ bytes, charset, address: pageOf(capture) }, capture.part)) {
      const piece = options.sift ? options.sift(found, capture) : found;
      if (!piece) continue;
      if (!('link' in piece)) yield await settled(piece, capture, options.published, known.report);
      else if (options.visit) yield* fromListed(piece.link, capture, options, trail);
      else if (!isTold) {
        isTold = true;
        yield settledList(piece, capture);
      }
    }
  } catch (error) {
    yield { capture, problem: problemOf(error, capture.address, capture.part, null) };
  }
}

async function* fromListed(
  link: Link,
  capture: Capture,
  options: ExamineOptions,
  { depth, lists }: Trail,
): AsyncGenerator<Collected> {
  if (link.list) {
    if (lists.has(link.address)) return;
    if (depth >= DEEPEST_LIST || lists.size >= MOST_LISTS) {
      const reason = `a list that leads from list to list without end, at ${link.address}`;
      const endless = new NotAReport('list', reason, 'give one of the lists');
      yield { capture: null, problem: problemOf(endless, capture.address, capture.part, null) };
      return;
    }
    lists.add(link.address);
  }
  yield* fromLink(link, await options.visit!(), options, { depth: depth + 1, lists });
}

/** What is had at an address. */
export async function* fromLink(
  link: Link,
  visitor: Visitor,
  options: ExamineOptions,
  trail: Trail = { depth: 0, lists: new Set([link.address]) },
): AsyncGenerator<Collected> {
  const answer = await visitor.get(link.address);
  if ('problem' in answer) yield answer;
  else if ('bytes' in answer) {
    // Where a list names a report, another list is not followed, and nothing is chosen from.
    const { published, mostBytes } = options;
    const alone = { published, mostBytes };
    yield* fromBytes(answer, link.list || trail.depth === 0 ? options : alone, trail, link);
  }
}
