/**
 * From paths and addresses to reports: what came in is captured, told by its content, and taken apart.
 *
 * One thing that cannot be read never stops the rest: it comes out as a problem in its place.
 *
 * @module
 */
import type { Readable } from 'node:stream';
import { isoDate } from './date.ts';
import type { FetchOptions } from './fetch.ts';
import { fileProblem, filesAt } from './files.ts';
import { chunksOf, openFile } from './input.ts';
import { mustBeEnglish } from './language.ts';
import { piecesOf } from './pieces.ts';
import { mustBeReadable } from './text.ts';
import { type Capture, type Collected, NotAReport, type Problem } from './types.ts';

export interface CollectOptions extends FetchOptions {
  /** ISO date of publication, for everything, over what the sender says. */
  published?: string | undefined;
  /** Where `-` is read from; `process.stdin` when not given. */
  stdin?: Readable | undefined;
}

/** Yields what is found at each of `paths` (files, folders, `-`, http and https addresses), in their order. */
export async function* collect(paths: string[], options: CollectOptions = {}): AsyncGenerator<Collected> {
  for (const path of paths) {
    if (/^https?:\/\//i.test(path)) {
      const { fetchCapture } = await import('./fetch.ts');
      const fetched = await fetchCapture(path, options);
      if ('problem' in fetched) yield fetched;
      else yield* examine(fetched, options);
    } else if (path === '-') {
      yield* fromStream(options.stdin ?? process.stdin, '-', 'stdin', options);
    } else
      for (const found of filesAt(path)) {
        if ('problem' in found) yield { capture: null, problem: found.problem };
        else yield* fromStream(openFile(found.path), found.path, 'file', options);
      }
  }
}

/** What is found in bytes that come from elsewhere than a path, such as an upload: `address` says how they are called. */
export async function* fromStream(
  stream: Readable,
  address: string,
  way: 'file' | 'stdin',
  options: CollectOptions,
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
      if (problem) yield { capture: null, problem: problemOf(problem, address, part, null) };
      else yield* examine({ ...origin, bytes, part }, options);
    }
  } catch (error) {
    yield {
      capture: null,
      problem:
        error instanceof NotAReport ? problemOf(error, address, null, null) : fileProblem(address, error),
    };
  }
}

async function* fromWarc(
  stream: AsyncIterable<Uint8Array>,
  address: string,
  way: 'file' | 'stdin',
  options: CollectOptions,
): AsyncGenerator<Collected> {
  const { readWarc } = await import('./warc.ts');
  try {
    for await (const { bytes, part, exchanges, problem } of readWarc(stream)) {
      if (problem) yield { capture: null, problem: problemOf(problem, address, part, null) };
      else yield* examine({ bytes, address, part, way, exchanges }, options);
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

/** Tells what a capture is and takes the reports out of it. Never throws: what goes wrong is a problem. */
export async function* examine(
  capture: Capture,
  options: Pick<CollectOptions, 'published'> = {},
): AsyncGenerator<Collected> {
  try {
    if (capture.bytes.length === 0)
      throw new NotAReport('empty', 'empty', 'give a file with the text of a report');
    const { bytes, charset } = await contentOf(capture);
    for await (const piece of piecesOf(
      { bytes, charset, address: capture.exchanges?.at(-1)?.url ?? null },
      capture.part,
    )) {
      const { part, id } = piece;
      const here = { ...capture, part };
      try {
        if ('error' in piece) throw piece.error;
        const { report } = piece;
        if (options.published) report.published = isoDate(options.published);
        mustBeReadable(report);
        await mustBeEnglish(report.text);
        const { format, charset } = piece;
        yield { capture: here, format, charset, id, report: { ...report, language: 'en' } };
      } catch (error) {
        yield { capture: here, problem: problemOf(error, capture.address, part, id) };
      }
    }
  } catch (error) {
    yield { capture, problem: problemOf(error, capture.address, capture.part, null) };
  }
}

async function contentOf(capture: Capture): Promise<{ bytes: Uint8Array; charset: string | null }> {
  if (!capture.exchanges) return { bytes: capture.bytes, charset: null };
  const { contentOfAnswer } = await import('./fetch.ts');
  return contentOfAnswer(capture);
}

function problemOf(
  error: unknown,
  address: string,
  part: string | null,
  id: string | number | null,
): Problem {
  const where = { address, part, id };
  if (error instanceof NotAReport) {
    const { code, reason, advice } = error;
    return { ...where, code, reason, advice };
  }
  const reason = `could not be taken apart: ${error instanceof Error ? error.message : String(error)}`;
  return { ...where, code: 'reader', reason, advice: 'report this as a bug, with the file' };
}
