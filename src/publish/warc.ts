/**
 * Captures as a WARC file (ISO 28500, version 1.1), a gzip member a record: requests, answers and redirects as they
 * were, files that were never fetched as resources; what else is known of each as metadata.
 *
 * The same captures give the same bytes: record ids are made from what they name, and there is no clock.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { WARC_1_1, WARCRecord, type WARCRecordOpts, WARCSerializer } from 'warcio';
import type { StoredCapture } from '../archive/stored.ts';
import type { Exchange } from '../collect/types.ts';
import { version } from '../record/version.ts';
import { recordId, sealMember } from './warc-seal.ts';

/** How the log stood when the export was made. */
export interface LogHead {
  at: string;
  hash: string;
}

/** A record, packed, with what an index of the file needs to know of it. */
export interface PackedRecord {
  member: Uint8Array;
  index: IndexLine | null;
}

export interface IndexLine {
  url: string;
  /** UTC, ISO 8601. */
  at: string;
  /** Null where the answer does not say. */
  mime: string | null;
  status: number | null;
  /** Of the payload: `sha256:` and hexadecimal. */
  digest: string;
}

/** Yields the file record by record. */
export async function* warcRecords(
  captures: AsyncIterable<StoredCapture>,
  head: LogHead,
): AsyncGenerator<PackedRecord> {
  const hash = createHash('sha256');
  let bytes = 0;
  let records = 0;
  const count = (record: PackedRecord): PackedRecord => {
    hash.update(record.member);
    bytes += record.member.length;
    records++;
    return record;
  };
  yield count(await packed(await infoRecord(head)));
  /** Bytes that are in the file already, by hash and address: when they first came. */
  const written = new Map<string, string>();
  for await (const capture of captures)
    for await (const record of recordsOf(capture, written)) yield count(record);
  const seal = { records, bytes, sha256: hash.digest('hex'), at: head.at, head: head.hash };
  yield { member: sealMember(seal), index: null };
}

async function infoRecord(head: LogHead): Promise<WARCRecord> {
  return WARCRecord.createWARCInfo(
    {
      date: head.at,
      warcVersion: WARC_1_1,
      filename: 'onrecord.warc.gz',
      warcHeaders: { 'WARC-Record-ID': recordId(`warcinfo ${head.hash}`) },
    },
    {
      software: `Onrecord/${version}`,
      format: 'WARC File Format 1.1',
      conformsTo: 'http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/',
      description: 'Captures of an Onrecord archive. The last record vouches for all bytes before it.',
      'onrecord-log-head': head.hash,
    },
  );
}

async function* recordsOf(
  capture: StoredCapture,
  written: Map<string, string>,
): AsyncGenerator<PackedRecord> {
  const { bytes, blob, address, at, way } = capture;
  if (!bytes) return; // Removed by law; the log says so.
  const last = capture.exchanges?.at(-1);
  const isWeb = last !== undefined && /^https?:/i.test(last.url);
  const uri = isWeb ? last.url : resourceUri(capture);
  const same = `${blob} ${isWeb ? last.url : address}`;
  const before = written.get(same);
  // A file of many reports was captured once for each of them; it stands here once.
  if (before && way !== 'fetch') return;
  written.set(same, before ?? at);

  const id = recordId(`capture ${capture.n} ${blob}`);
  const concurrent: [string, string][] = [['WARC-Concurrent-To', id]];
  if (isWeb)
    for (const [i, exchange] of capture.exchanges!.entries()) {
      const isLast = exchange === last;
      const own = isLast ? id : recordId(`capture ${capture.n} ${blob} redirect ${i}`);
      if (exchange.requestHeaders.length)
        yield await packed(
          requestRecord(exchange, at, [
            ['WARC-Record-ID', recordId(`request ${own}`)],
            ['WARC-Concurrent-To', own],
          ]),
        );
      yield await answer(exchange, capture, own, isLast, isLast ? (before ?? null) : null);
    }
  else
    yield await packed(
      create(
        { url: uri, date: at, type: 'resource' },
        [
          ['Content-Type', mediaTypeOf(capture)],
          ['WARC-Record-ID', id],
        ],
        bytes,
      ),
      { url: uri, at, mime: mediaTypeOf(capture), status: null, digest: `sha256:${blob}` },
    );
  const facts = Buffer.from(factsOf(capture));
  yield await packed(
    create(
      { url: uri, date: at, type: 'metadata' },
      [
        ['Content-Type', 'application/warc-fields'],
        ['WARC-Record-ID', recordId(`facts ${id}`)],
        ['WARC-Refers-To', id],
        ...concurrent,
      ],
      facts,
    ),
  );
}

function create(options: WARCRecordOpts, headers: [string, string][], bytes: Uint8Array): WARCRecord {
  return WARCRecord.create({ ...options, warcVersion: WARC_1_1, warcHeaders: headers }, [bytes]);
}

function requestRecord(exchange: Exchange, at: string, headers: [string, string][]): WARCRecord {
  const { url, method, requestHeaders, httpVersion } = exchange;
  const { pathname, search } = new URL(url);
  return create(
    {
      url,
      date: at,
      type: 'request',
      statusline: `${method} ${pathname}${search} HTTP/${httpVersion}`,
      httpHeaders: requestHeaders.map(([name, value]): [string, string] => [
        headerName(name),
        oneLine(value),
      ]),
    },
    [...headers, ...ipOf(exchange)],
    Buffer.alloc(0),
  );
}

/** The answer: with its body if it is the last, as a revisit if the same body came from there before. */
async function answer(
  exchange: Exchange,
  { at, blob, bytes, way }: StoredCapture,
  id: string,
  isLast: boolean,
  before: string | null,
): Promise<PackedRecord> {
  const { url, status, statusText, httpVersion, responseHeaders } = exchange;
  const headers = responseHeaders.map(([name, value]): [string, string] => [
    // The chunks of a body were taken away as it came in; what is here is the body itself.
    way === 'fetch' && name.toLowerCase() === 'transfer-encoding' ? 'X-Orig-Transfer-Encoding' : name,
    oneLine(value),
  ]);
  const type = before ? 'revisit' : 'response';
  const record = create(
    {
      url,
      date: at,
      type,
      statusline: `HTTP/${httpVersion} ${status} ${statusText}`.trim(),
      httpHeaders: headers,
      ...(before ? { refersToUrl: url, refersToDate: before } : {}),
    },
    [
      ['WARC-Record-ID', id],
      ...ipOf(exchange),
      // Bodies of redirects are not read.
      ...(isLast ? [] : [['WARC-Truncated', 'unspecified'] as [string, string]]),
      ...(before ? [['WARC-Payload-Digest', `sha256:${blob}`] as [string, string]] : []),
    ],
    isLast && !before ? bytes! : Buffer.alloc(0),
  );
  const declared = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  return packed(record, {
    url,
    at,
    mime: before ? 'warc/revisit' : declared.split(';')[0]!.trim() || null,
    status,
    digest: `sha256:${isLast ? blob : createHash('sha256').digest('hex')}`,
  });
}

const ipOf = ({ ip }: Exchange): [string, string][] => (ip ? [['WARC-IP-Address', ip]] : []);
const oneLine = (value: string) => value.replace(/[\r\n]+/g, ' ');
/** Node gives the names of a request's headers in small letters. */
const headerName = (name: string) =>
  name.replace(/(^|-)([a-z])/g, (_, dash, letter) => dash + letter.toUpperCase());

/** A file has no address on the web: its path, and its place in a file of many. */
function resourceUri({ address, part, isShared, blob }: StoredCapture): string {
  if (address === '-') return `urn:onrecord:stdin:${blob}`;
  if (/^[a-z][a-z0-9+.-]+:/i.test(address)) return encodeURI(address);
  const path = address.replaceAll('\\', '/').replace(/^\/+/, '');
  const fragment = part && !isShared ? `#${encodeURIComponent(part)}` : '';
  return `file:///${path.split('/').map(encodeURIComponent).join('/')}${fragment}`;
}

const TYPES: Record<string, string> = {
  html: 'text/html',
  'json-lines': 'application/json',
  ninjs: 'application/json',
  feed: 'application/xml',
  nitf: 'application/xml',
  newsml: 'application/xml',
  table: 'text/csv',
  mail: 'message/rfc822',
  pdf: 'application/pdf',
  text: 'text/plain',
};

/** By what the bytes are where that is not what was found in them: packed files. */
function mediaTypeOf({ bytes, format, exchanges }: StoredCapture): string {
  const begins = (...head: number[]) => head.every((byte, i) => bytes?.[i] === byte);
  if (begins(0x1f, 0x8b)) return 'application/gzip';
  if (begins(0x50, 0x4b, 3, 4)) return 'application/zip';
  if (begins(0x25, 0x50, 0x44, 0x46)) return 'application/pdf';
  const declared = exchanges?.at(-1)?.responseHeaders.find(([name]) => name.toLowerCase() === 'content-type');
  if (format === 'feed' && (begins(0x7b) || begins(0xef, 0xbb, 0xbf, 0x7b))) return 'application/json';
  return declared?.[1] ?? TYPES[format ?? ''] ?? 'application/octet-stream';
}

function factsOf(capture: StoredCapture): string {
  const { n, way, address, part, format, charset, edition, blob, reports, exchanges } = capture;
  const robots = exchanges?.at(-1)?.robots;
  const facts: [string, string | null | undefined][] = [
    ['onrecord-capture', String(n)],
    ['way', way],
    ['address', address],
    ['part', part],
    ['format', format],
    ['charset', charset],
    ['sha256', blob],
    ['edition', edition && JSON.stringify(edition)],
    ['robots', robots && JSON.stringify(robots)],
    ...reports.map((key): [string, string] => ['report', key]),
  ];
  return facts
    .filter(([, value]) => value)
    .map(([name, value]) => `${name}: ${oneLine(value!)}\r\n`)
    .join('');
}

async function packed(record: WARCRecord, index: IndexLine | null = null): Promise<PackedRecord> {
  const member = gzipSync(await WARCSerializer.serialize(record, { gzip: false }));
  member[9] = 0xff; // No word of the system that it was made on.
  return { member, index };
}
