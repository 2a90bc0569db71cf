/**
 * Statements: who is said to have said what, newest report first, in the order of the text.
 *
 * @module
 */
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { Claim, Published } from '../record/reading.ts';
import type { Archive } from './archive.ts';
import { eventCondition, type Filter, FilterError, reportCondition, termCondition } from './filter.ts';
import { limitOf, type Page, type PageRequest, pageOf, positionOf } from './pages.ts';
import { parseQuery } from './query-language.ts';
import { publishedOf } from './rows.ts';
import type { Tables } from './schema.ts';
import { wordsOf } from './search-query.ts';
import { sourceId } from './source-id.ts';

export interface ClaimLine {
  /** Key of the report, and the statement's id in its reading. */
  report: string;
  claim: string;
  start: number;
  end: number;
  text: string;
  mode: Claim['mode'];
  stance: Claim['stance'];
  source: { id: string; kind: Claim['source']['kind']; name: string | null };
  /** The words that report it; null in a quotation that runs on. */
  cue: string | null;
  /** The statement that this one is told in. */
  via: string | null;
  /** Events that rest on it. */
  events: string[];
  title: string | null;
  publisher: string | null;
  url: string | null;
  published: Published;
}

/** One source only: as `listSources` tells them apart. */
export interface OfSource {
  kind: string;
  name: string | null;
}

export async function listClaims(
  archive: Archive,
  filter: Filter,
  request: PageRequest,
  of?: OfSource,
): Promise<Page<ClaimLine>> {
  const limit = limitOf(request);
  const after = positionOf(request);
  const base = claimsOf(archive, filter, of);
  const { total } = await base
    .select(sql<number>`cast(count(*) as integer)`.as('total'))
    .executeTakeFirstOrThrow();
  const rows = await base
    .select(['claims.id', 'claims.report', 'claims.start', 'claims.end', 'claims.text'])
    .select(['claims.mode', 'claims.stance', 'claims.cue', 'claims.via', 'claims.source_kind as kind'])
    .select(SOURCE_NAME.as('name'))
    .select(['reports.key', 'reports.title', 'reports.publisher', 'reports.url', 'reports.position as place'])
    .select(['reports.published', 'reports.published_method', 'reports.published_why'])
    .$if(after !== null, (query) => query.where((eb) => afterPosition(eb, after!)))
    .orderBy('reports.position', 'desc')
    .orderBy('claims.start')
    .orderBy('claims.id')
    .limit(limit + 1)
    .execute();
  const events = await eventsOf(archive, rows);
  return pageOf(
    rows.map((row) => ({ ...row, position: `${row.start} ${row.id} ${row.place}` })),
    limit,
    total,
    (row): ClaimLine => ({
      report: row.key,
      claim: row.id,
      start: row.start,
      end: row.end,
      text: row.text,
      mode: row.mode as Claim['mode'],
      stance: row.stance as Claim['stance'],
      source: { id: sourceId(row.kind, row.name), kind: row.kind as Claim['source']['kind'], name: row.name },
      cue: row.cue,
      via: row.via,
      events: events.get(`${row.report} ${row.id}`) ?? [],
      title: row.title,
      publisher: row.publisher,
      url: row.url,
      published: publishedOf(row),
    }),
  );
}

/** "He said" goes under the name that stands elsewhere in the report. */
export const SOURCE_NAME = sql<string | null>`coalesce(claims.source_name, entities.name)`;

/** Statements that meet a filter, with their reports and the entities that made them. */
export function claimsOf(archive: Archive, filter: Filter, of?: OfSource) {
  return archive.db
    .selectFrom('claims')
    .innerJoin('reports', 'reports.n', 'claims.report')
    .leftJoin('entities', (join) =>
      join.onRef('entities.report', '=', 'claims.report').onRef('entities.id', '=', 'claims.source_entity'),
    )
    .where('claims.source_kind', '!=', 'publisher')
    .where((eb) => claimCondition(archive, eb as unknown as Builder, filter))
    .$if(of !== undefined, (query) =>
      query
        .where('claims.source_kind', '=', of!.kind)
        .where(SOURCE_NAME, of!.name === null ? 'is' : '=', of!.name),
    );
}

type Builder = ExpressionBuilder<Tables, 'claims' | 'reports'>;

/** Dates and outlets are the report's; place, actor, type and status those of an event that rests on the statement. */
function claimCondition(archive: Archive, eb: Builder, filter: Filter): Expression<SqlBool> {
  const { q, from, to, outlet, report, source, place, actor, type, status } = filter;
  const all = [
    reportCondition(archive.backend, eb as unknown as ExpressionBuilder<Tables, 'reports'>, {
      from,
      to,
      outlet,
      report,
    }),
  ];
  /** An event of this kind rests on the statement. */
  const restedOn = (ofEvent: Filter) =>
    eb.exists(
      eb
        .selectFrom('event_claims')
        .innerJoin('events', (join) =>
          join
            .onRef('events.report', '=', 'event_claims.report')
            .onRef('events.id', '=', 'event_claims.event'),
        )
        .select(sql<number>`1`.as('one'))
        .whereRef('event_claims.report', '=', 'claims.report')
        .whereRef('event_claims.claim', '=', 'claims.id')
        .where((inner) =>
          eventCondition(archive.backend, inner as unknown as ExpressionBuilder<Tables, 'events'>, ofEvent),
        ),
    );
  for (const term of parseQuery(q ?? ''))
    all.push(
      termCondition(eb, term, (part) => {
        if (part.kind === 'words' && part.field === null) return contains(sql`claims.text`, part.words);
        if (part.kind === 'words' && part.field === 'source') return contains(SOURCE_NAME, part.words);
        const terms = [{ anyOf: [part], excluded: false }];
        return part.kind === 'outlet' || part.kind === 'published'
          ? reportCondition(archive.backend, eb as unknown as ExpressionBuilder<Tables, 'reports'>, { terms })
          : restedOn({ terms });
      }),
    );
  const named = wordsOf(source ?? '');
  if (named.length) all.push(contains(SOURCE_NAME, named));
  if (place || actor || type?.length || status?.length) all.push(restedOn({ place, actor, type, status }));
  return eb.and(all);
}

/** Words that stand one after another, whatever is between them. */
function contains(value: Expression<unknown>, words: string[]): Expression<SqlBool> {
  const pattern = `%${words.map((word) => word.toLowerCase()).join('_%')}%`;
  // `_%` is at least one character: a space, or more.
  return sql<SqlBool>`lower(coalesce(${value}, '')) like ${pattern}`;
}

function afterPosition(
  eb: ExpressionBuilder<Tables, 'claims' | 'reports'>,
  position: string,
): Expression<SqlBool> {
  const [, start, id, place] = /^(\d{1,10}) (c\d{1,10}) (.+)$/s.exec(position) ?? [];
  if (!start || !id || !place) throw new FilterError('cursor', 'is not one that this list gave');
  return eb.or([
    eb('reports.position', '<', place),
    eb.and([eb('reports.position', '=', place), eb('claims.start', '>', Number(start))]),
    eb.and([
      eb('reports.position', '=', place),
      eb('claims.start', '=', Number(start)),
      eb('claims.id', '>', id),
    ]),
  ]);
}

/** Ids of the events that rest on each of some statements, in their order. */
async function eventsOf(
  archive: Archive,
  rows: readonly { report: number; id: string }[],
): Promise<Map<string, string[]>> {
  const reports = [...new Set(rows.map(({ report }) => report))];
  const events = new Map<string, string[]>();
  for (let at = 0; at < reports.length; at += 200) {
    const found = await archive.db
      .selectFrom('event_claims')
      .innerJoin('events', (join) =>
        join.onRef('events.report', '=', 'event_claims.report').onRef('events.id', '=', 'event_claims.event'),
      )
      .select(['event_claims.report', 'event_claims.claim', 'event_claims.event'])
      .where('event_claims.report', 'in', reports.slice(at, at + 200))
      .orderBy('events.position')
      .execute();
    for (const { report, claim, event } of found) {
      const key = `${report} ${claim}`;
      const list = events.get(key);
      if (list) list.push(event);
      else events.set(key, [event]);
    }
  }
  return events;
}
