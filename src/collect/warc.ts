/**
 * Captures from a WARC file (ISO 28500), plain or gzip, read as a stream: the pages and documents that its response and
 * resource records hold. Images, scripts, redirects and errors are passed over: a crawl is full of them.
 *
 * @module
 */
import { constants, gunzipSync } from 'node:zlib';
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
 * Yields the records that may hold a report. A last gzip member that was cut off within the record's headers is not
 * noticed: warcio ends there as at the end of the file.
 *
 * @throws {NotAReport} `encoding` when the file is damaged; other errors of the reader likewise mean that.
 */
export async function* readWarc(source: AsyncIterable<Uint8Array>): AsyncGenerator<WarcCapture> {
  let number = 0;
  for await (const record of WARCParser.iterRecords(source, { keepHeadersCase: false })) {
    number++;
    if (!record.warcType) throw damaged('what should be a record is none');
    const exchange = exchangeOf(record);
    if (!exchange) {
      await record.skipFully();
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
  if (record.reader instanceof LimitReader && record.reader.limit > 0) throw damaged('it breaks off');
  return size > MOST_BYTES ? null : Buffer.concat(parts);
}
