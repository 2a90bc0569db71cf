/**
 * Reports and their readings, as they are asked for.
 *
 * @module
 */
import { inflateRawSync } from 'node:zlib';
import { type ExpressionBuilder, sql } from 'kysely';
import type { Published, Reading } from '../record/reading.ts';
import type { Archive } from './archive.ts';
import { type Filter, reportCondition } from './filter.ts';
import { limitOf, type Page, type PlacedRequest, pageOf, positionOf } from './pages.ts';
import { publishedOf } from './rows.ts';
import type { Tables } from './schema.ts';

/** A report in a list. */
export interface ReportLine {
  /** The report's key. */
  id: string;
  /** `sha256:` and the hash of its text. */
  text: string;
  title: string | null;
  publisher: string | null;
  url: string | null;
  published: Published;
  events: number;
  /** Statements on somebody's word; the publisher's own voice is not counted. */
  claims: number;
  /** The text that it carries: copies of one text are one origin. Null before it was reconciled. */
  origin: { id: string; outlet: string | null; reports: number } | null;
}

export interface ListOptions {
  /** One line an origin: the first of its reports that the filter finds. */
  fold?: boolean | undefined;
  /** Only the reports that carry the text of this origin. */
  origin?: string | undefined;
}

/** Newest first, undated last. */
export async function listReports(
  archive: Archive,
  filter: Filter,
  request: PlacedRequest,
  { fold = false, origin }: ListOptions = {},
): Promise<Page<ReportLine>> {
  const limit = limitOf(request);
  const before = positionOf(request);
  const base = archive.db
    .selectFrom('reports')
    .where((eb) => reportCondition(archive.backend, eb, filter))
    .$if(fold, (query) => query.where('reports.n', 'in', firstOfOrigins(archive, filter)))
    .$if(Boolean(origin), (query) =>
      query.where('reports.n', 'in', (eb) =>
        eb.selectFrom('origins').select('origins.report').where('origins.origin', '=', origin!),
      ),
    );
  const { total } = await base
    .select(sql<number>`cast(count(*) as integer)`.as('total'))
    .executeTakeFirstOrThrow();
  const rows = await base
    .leftJoin('origins', 'origins.report', 'reports.n')
    .select(['key', 'id', 'title', 'publisher', 'url', 'published', 'published_method', 'published_why'])
    .select(['events', 'claims', 'reports.position', 'origins.origin', 'origins.outlet'])
    .select((eb) =>
      eb
        .selectFrom('origins as copies')
        .select(sql<number>`cast(count(*) as integer)`.as('count'))
        .whereRef('copies.origin', '=', 'origins.origin')
        .as('copies'),
    )
    .$if(before !== null, (query) => query.where('reports.position', '<', before!))
    .orderBy('reports.position', 'desc')
    .limit(limit + 1)
    .$if(Boolean(request.offset) && before === null, (query) => query.offset(request.offset!))
    .execute();
  return pageOf(rows, limit, total, (row) => ({
    id: row.key,
    text: row.id,
    title: row.title,
    publisher: row.publisher,
    url: row.url,
    published: publishedOf(row),
    events: row.events,
    claims: row.claims,
    origin: row.origin === null ? null : { id: row.origin, outlet: row.outlet, reports: row.copies ?? 1 },
  }));
}

/** Of each origin the first report that a filter finds. */
function firstOfOrigins({ db, backend }: Archive, filter: Filter) {
  const found = db
    .selectFrom('reports')
    .innerJoin('origins', 'origins.report', 'reports.n')
    .where((eb) => reportCondition(backend, eb as unknown as ExpressionBuilder<Tables, 'reports'>, filter))
    .select([
      'reports.n as n',
      sql<number>`row_number() over (partition by origins.origin order by origins.position)`.as('nth'),
    ]);
  return db.selectFrom(found.as('found')).select('found.n').where('found.nth', '=', 1);
}

/** The current reading of a report, by its key or the hash of its text; null when there is no such report. */
export async function readingOf(archive: Archive, id: string): Promise<Reading | null> {
  const row = await archive.db
    .selectFrom('readings')
    .innerJoin('reports', 'reports.n', 'readings.report')
    .select('readings.body')
    .where('readings.current', '=', 1)
    .where(id.startsWith('sha256:') ? 'reports.id' : 'reports.key', '=', id)
    .orderBy('reports.n')
    .executeTakeFirst();
  return row ? unpackReading(row.body) : null;
}

export function unpackReading(body: Uint8Array | ArrayBuffer): Reading {
  return JSON.parse(inflateRawSync(new Uint8Array(body)).toString()) as Reading;
}

/** Where a report came from, for its page: one line a capture. */
export interface CaptureLine {
  /** Number of the capture in this archive. */
  n: number;
  at: string;
  way: string;
  address: string;
  part: string | null;
  /** SHA-256 of the bytes as received. */
  blob: string;
  /** Null when the bytes went with the removal of another report that was in them. */
  size: number | null;
}

export async function capturesOf(archive: Archive, key: string): Promise<CaptureLine[]> {
  const rows = await archive.db
    .selectFrom('report_captures')
    .innerJoin('reports', 'reports.n', 'report_captures.report')
    .innerJoin('captures', 'captures.n', 'report_captures.capture')
    .leftJoin('blobs', 'blobs.sha256', 'captures.blob')
    .select([
      'captures.n',
      'captures.at',
      'captures.way',
      'captures.address',
      'captures.part',
      'captures.blob',
      'blobs.size',
    ])
    .where('reports.key', '=', key)
    .orderBy('captures.n')
    .execute();
  return rows.map((row) => ({ ...row, part: row.part || null }));
}
