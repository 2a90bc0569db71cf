/**
 * Captures as they are kept, one after the other: what an export of the bytes themselves is made from.
 *
 * @module
 */
import type { Edition, Exchange } from '../collect/types.ts';
import type { Archive } from './archive.ts';
import { type Filter, reportCondition } from './filter.ts';

/** A capture with its bytes. */
export interface StoredCapture {
  n: number;
  at: string;
  way: string;
  address: string;
  /** Place in a file of many reports; '' for the whole. */
  part: string;
  format: string | null;
  charset: string | null;
  edition: Edition | null;
  /** SHA-256 of the bytes. */
  blob: string;
  /** Null when they went with the removal of a report that was in them. */
  bytes: Uint8Array | null;
  exchanges: Exchange[] | null;
  /** Keys of the reports that were found in it. */
  reports: string[];
  /** Whether another capture holds the same bytes from the same address: a file of many reports. */
  isShared: boolean;
}

/** Captures that gave one of the reports which a filter keeps, in the order in which they came. */
export async function* storedCaptures(archive: Archive, filter: Filter): AsyncGenerator<StoredCapture> {
  const { db, backend } = archive;
  let after = 0;
  for (;;) {
    const { n } =
      (await db
        .selectFrom('captures')
        .innerJoin('report_captures', 'report_captures.capture', 'captures.n')
        .select('captures.n')
        .where('captures.n', '>', after)
        .where('report_captures.report', 'in', (eb) =>
          eb
            .selectFrom('reports')
            .select('reports.n')
            .where((inner) => reportCondition(backend, inner, filter)),
        )
        .orderBy('captures.n')
        .limit(1)
        .executeTakeFirst()) ?? {};
    if (n === undefined) return;
    after = n;
    yield await storedCapture(archive, n);
  }
}

async function storedCapture({ db }: Archive, n: number): Promise<StoredCapture> {
  const row = await db
    .selectFrom('captures')
    .leftJoin('blobs', 'blobs.sha256', 'captures.blob')
    .selectAll('captures')
    .select('blobs.bytes')
    .where('captures.n', '=', n)
    .executeTakeFirstOrThrow();
  const reports = await db
    .selectFrom('report_captures')
    .innerJoin('reports', 'reports.n', 'report_captures.report')
    .select('reports.key')
    .where('capture', '=', n)
    .orderBy('reports.n')
    .execute();
  const other = await db
    .selectFrom('captures')
    .select('n')
    .where('blob', '=', row.blob)
    .where('address', '=', row.address)
    .where('n', '!=', n)
    .where('part', '!=', row.part)
    .executeTakeFirst();
  const { at, way, address, part, format, charset, blob } = row;
  return {
    ...{ n, at, way, address, part, format, charset, blob },
    edition: row.edition === null ? null : (JSON.parse(row.edition) as Edition),
    bytes: row.bytes && new Uint8Array(row.bytes),
    exchanges: row.exchanges === null ? null : (JSON.parse(row.exchanges) as Exchange[]),
    reports: reports.map(({ key }) => key),
    isShared: other !== undefined,
  };
}

/** The current reading of a report, as it is kept: JSON, deflated (RFC 1951), and the hash of the JSON. */
export interface StoredReading {
  key: string;
  title: string | null;
  sha256: string;
  body: Uint8Array;
}

/** Current readings of the reports which a filter keeps, by the key of the report. */
export async function* storedReadings(archive: Archive, filter: Filter): AsyncGenerator<StoredReading> {
  let after = '';
  for (;;) {
    const rows = await archive.db
      .selectFrom('reports')
      .innerJoin('readings', 'readings.report', 'reports.n')
      .select(['reports.key', 'reports.title', 'readings.sha256', 'readings.body'])
      .where('readings.current', '=', 1)
      .where('reports.key', '>', after)
      .where('reports.n', 'in', (eb) =>
        eb
          .selectFrom('reports')
          .select('reports.n')
          .where((inner) => reportCondition(archive.backend, inner, filter)),
      )
      .orderBy('reports.key')
      .limit(50)
      .execute();
    for (const row of rows) yield { ...row, body: new Uint8Array(row.body) };
    if (rows.length < 50) return;
    after = rows.at(-1)!.key;
  }
}

export interface LogLine {
  seq: number;
  at: string;
  kind: string;
  body: string;
  previous: string;
  hash: string;
}

/** The log up to an entry, in its order. */
export async function* logLines({ db }: Archive, last: number): AsyncGenerator<LogLine> {
  let after = 0;
  for (;;) {
    const rows = await db
      .selectFrom('log')
      .selectAll()
      .where('seq', '>', after)
      .where('seq', '<=', last)
      .orderBy('seq')
      .limit(1000)
      .execute();
    yield* rows;
    if (rows.length < 1000) return;
    after = rows.at(-1)!.seq;
  }
}
