/**
 * Captures from a WARC file (ISO 28500), plain or gzip, read as a stream: the pages and documents that its response and
 * resource records hold. Images, scripts, redirects and errors are passed over: a crawl is full of them.
 *
 * @module
 */
import { pipeline } from 'node:stream';
import { constants, createGunzip, gunzipSync } from 'node:zlib';
import { LimitReader, WARCParser, type WARCRecord } from 'warcio';
import { type Exchange, NotAReport } from './types.ts';

/** One record: its body as received, still in the encodings of its HTTP headers. */
export interface WarcCapture {
  bytes: Uint8Array;
  /** "record 12", counted from 1 over all records of the file. */
  part: string;
  exchanges: Exchange[];
  problem?: NotAReport;
}

/** Longest body of one record. */
const MOST_BYTES = 32 << 20;
const READABLE =
  /^\s*(?:text\/(?:html|plain|xml|csv|tab-separated-values)|message\/rfc822|application\/(?:pdf|zip|gzip|x-gzip|xhtml\+xml|xml|json|rss\+xml|atom\+xml|rdf\+xml|feed\+json|ld\+json|x?-?ndjson|jsonl))\b/i;

/** Whether a file that begins like this is a WARC, or one in gzip. */
export function looksLikeWarc(head: Uint8Array): boolean {
  const begins = (bytes: Uint8Array) => Buffer.from(bytes.subarray(0, 7)).toString('latin1') === 'WARC/1.';
  if (head[0] !== 0x1f || head[1] !== 0x8b) return begins(head);
  try {
    // The first of many members; what of it is here is enough.
    return begins(
      gunzipSync(head.subarray(0, 4096), { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 1 << 20 }),
    );
  } catch {
    return false;
  }
}

/**
 * Yields the records that may hold a report.
 *
 * @throws {NotAReport} `encoding` when the file is damaged; other errors of the reader likewise mean that.
 */
export async function* readWarc(source: AsyncIterable<Uint8Array>): AsyncGenerator<WarcCapture> {
  let number = 0;
  const plain = new Plain(source);
  for await (const record of WARCParser.iterRecords(plain, { keepHeadersCase: false })) {
    number++;
    if (!record.warcType) throw damaged('what should be a record is none');
    const exchange = exchangeOf(record);
    if (!exchange) {
      await passOver(record);
      continue;
    }
    const part = `record ${number}`;
    const bytes = await bodyOf(record);
    if (bytes) yield { bytes, part, exchanges: [exchange] };
    else {
      const problem = new NotAReport('too-large', `a body of more than ${MOST_BYTES >> 20} MB`, 'split it');
      yield { bytes: new Uint8Array(), part, exchanges: [exchange], problem };
    }
  }
  if (number === 0) throw damaged('it has no records');
  // warcio takes a head that is cut off for the end of the file.
  if (!plain.isEnded) throw damaged('it breaks off in the head of a record');
}

/** A WARC without gzip: unpacked here, so that a member that is cut off is noticed, and three times as fast. */
class Plain implements AsyncIterable<Uint8Array> {
  #tail = '';
  constructor(readonly source: AsyncIterable<Uint8Array>) {}

  /** Whether what was read ends as a record does: with an empty line. */
  get isEnded(): boolean {
    return /\r?\n\r?\n$/.test(this.#tail);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    const { head, all } = await peeked(this.source);
    const isGzip = head?.[0] === 0x1f && head[1] === 0x8b;
    try {
      for await (const piece of isGzip ? gunzipped(all) : all) {
        this.#tail = (this.#tail + Buffer.from(piece.subarray(-4)).toString('latin1')).slice(-4);
        yield piece;
      }
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'Z_BUF_ERROR') throw damaged('its gzip data break off');
      if (code?.startsWith('Z_')) throw damaged('its gzip data are not valid');
      throw error;
    }
  }
}

function gunzipped(source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: 1 << 18 });
  pipeline(source, gunzip, () => {}); // What goes wrong is thrown where it is read.
  return gunzip;
}

/** The first piece of a stream, and the stream with it. */
async function peeked(source: AsyncIterable<Uint8Array>) {
  const iterator = source[Symbol.asyncIterator]();
  const first = await iterator.next();
  async function* all() {
    try {
      for (let next = first; !next.done; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  }
  return { head: first.done ? null : first.value, all: all() };
}

/** warcio's own skipping does not come to an end where the file does. */
async function passOver(record: WARCRecord): Promise<void> {
  for await (const _ of record.reader);
  mustBeWhole(record);
}

function mustBeWhole({ reader }: WARCRecord): void {
  if (reader instanceof LimitReader && reader.limit > 0) throw damaged('it breaks off');
}

const damaged = (what: string) => new NotAReport('encoding', `a damaged WARC file: ${what}`, 'get it again');

/** What was asked and answered; null for a record that holds no document. */
function exchangeOf(record: WARCRecord): Exchange | null {
  const url = record.warcTargetURI?.replace(/^<|>$/g, '');
  if (!url) return null;
  const common = {
    url,
    method: 'GET',
    requestHeaders: [],
    httpVersion: '1.1',
    ip: record.warcHeader('WARC-IP-Address') ?? null,
  };
  if (record.warcType === 'resource') {
    const type = record.warcContentType ?? '';
    return READABLE.test(type)
      ? { ...common, status: 200, statusText: '', responseHeaders: [['content-type', type]] }
      : null;
  }
  if (record.warcType !== 'response' || !record.httpHeaders) return null;
  const status = Number(record.httpHeaders.statusCode);
  const headers: [string, string][] = [...record.httpHeaders.headers.entries()];
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? 'text/html';
  if (status !== 200 || !READABLE.test(type)) return null;
  return { ...common, status, statusText: record.httpHeaders.statusText ?? '', responseHeaders: headers };
}

/** The body as it is in the file; null when it is too long, and then it was passed over. */
async function bodyOf(record: WARCRecord): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of record.reader) {
    size += part.length;
    if (size <= MOST_BYTES) parts.push(part);
  }
  mustBeWhole(record);
  return size > MOST_BYTES ? null : Buffer.concat(parts);
}
