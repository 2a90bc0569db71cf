/**
 * Events in the order of time.
 *
 * @module
 */
import { sql } from 'kysely';
import type { Published } from '../record/reading.ts';
import type { Archive } from './archive.ts';
import type { EventRecord } from './event-record.ts';
import { eventCondition, type Filter } from './filter.ts';
import { limitOf, type Page, type PageRequest, pageOf, positionOf } from './pages.ts';
import { portionsOf } from './portions.ts';
import { publishedOf } from './rows.ts';

/** An event and the report that it stands in. */
export interface ChronologyRecord extends EventRecord {
  report: string;
  title: string | null;
  publisher: string | null;
  url: string | null;
  published: Published;
  /** First and last day, YYYY-MM-DD, of its time. */
  firstDay: string | null;
  lastDay: string | null;
  /** The report's text, where it was asked for. */
  text?: string;
}

/** What a chronology shows when nothing is said about status: what was reported as having happened. */
export const HAPPENED = ['actual', 'ongoing'];

/** Oldest first, undated last. Of mentions of one event in one report, that which says most is listed. */
export async function chronologyPage(
  archive: Archive,
  filter: Filter,
  request: PageRequest,
): Promise<Page<ChronologyRecord>> {
  const limit = limitOf(request);
  const { total } = await chronologyEvents(archive, filter)
    .select(sql<number>`cast(count(*) as integer)`.as('total'))
    .executeTakeFirstOrThrow();
  const rows = await rowsAfter(archive, filter, positionOf(request), limit + 1);
  return pageOf(rows, limit, total, recordOf);
}

export interface ChronologyOptions {
  /** Events that are fetched at once. */
  page?: number;
  /** Give the text of each report too. */
  text?: boolean;
}

/** All of them, a page at a time, so that exports of any length need little memory. */
export async function* chronology(
  archive: Archive,
  filter: Filter,
  { page = 1000, text = false }: ChronologyOptions = {},
): AsyncGenerator<ChronologyRecord> {
  let after: string | null = null;
  for (;;) {
    const rows: Row[] = await rowsAfter(archive, filter, after, page);
    const texts = text ? await textsOf(archive, rows) : null;
    for (const row of rows) {
      const record = recordOf(row);
      const words = texts?.get(row.key);
      if (words !== undefined) record.text = words;
      yield record;
    }
    if (rows.length < page) return;
    after = rows.at(-1)!.position;
  }
}

/** The events that a chronology with this filter lists: not those whose telling a person rejected. */
export function chronologyEvents(archive: Archive, filter: Filter) {
  const withStatus = filter.status?.length ? filter : { ...filter, status: HAPPENED };
  return archive.db
    .selectFrom('events')
    .where('events.listed', '=', 1)
    .where((eb) =>
      eb.not(
        eb(
          eb.refTuple('events.report', 'events.id'),
          'in',
          eb
            .selectFrom('incident_events')
            .select(['incident_events.report', 'incident_events.event'])
            .where('incident_events.incident', 'is', null)
            .$asTuple('report', 'event'),
        ),
      ),
    )
    .where((eb) => eventCondition(archive.backend, eb, withStatus));
}

function rowsAfter(archive: Archive, filter: Filter, after: string | null, limit: number) {
  return chronologyEvents(archive, filter)
    .innerJoin('reports', 'reports.n', 'events.report')
    .select(['events.position', 'events.record', 'events.first_day', 'events.last_day'])
    .select(['reports.key', 'reports.title', 'reports.publisher', 'reports.url'])
    .select(['reports.published', 'reports.published_method', 'reports.published_why'])
    .$if(after !== null, (query) => query.where('events.position', '>', after!))
    .orderBy('events.position')
    .limit(limit)
    .execute();
}

/** Reports that are looked up in one statement: few sizes, so that the statements can be kept ready. */
const KEYS_AT_ONCE = [256, 64, 16, 4, 1];

/** Texts of the reports of some rows, by key. */
async function textsOf(archive: Archive, rows: Row[]): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  const keys = [...new Set(rows.map(({ key }) => key))];
  for (const part of portionsOf(keys, KEYS_AT_ONCE))
    for (const { key, text } of await archive.db
      .selectFrom('reports')
      .select(['key', 'text'])
      .where('key', 'in', part)
      .execute())
      texts.set(key, text);
  return texts;
}

type Row = Awaited<ReturnType<typeof rowsAfter>>[number];

/** Adds to the object that was parsed: a copy of it would cost more than parsing it. */
function recordOf(row: Row): ChronologyRecord {
  const published = publishedOf(row);
  return Object.assign(JSON.parse(row.record) as EventRecord, {
    report: row.key,
    title: row.title,
    publisher: row.publisher,
    url: row.url,
    published,
    firstDay: row.first_day,
    lastDay: row.last_day,
  });
}
