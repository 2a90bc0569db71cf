/**
 * On whose word: those of one name and kind are listed as one source.
 *
 * @module
 */
import { sql } from 'kysely';
import type { Claim } from '../record/reading.ts';
import type { Archive } from './archive.ts';
import { type ClaimLine, claimsOf, listClaims, type OfSource, SOURCE_NAME } from './claims.ts';
import type { Filter } from './filter.ts';
import type { Page, PageRequest } from './pages.ts';
import { rankedPage } from './ranked.ts';
import { sourceId } from './source-id.ts';

export interface SourceLine {
  id: string;
  /** Null: all those of this kind that the reports do not name at all. */
  name: string | null;
  kind: Claim['source']['kind'];
  claims: number;
  reports: number;
  outlets: number;
  /** First and last publication of a statement. */
  first: string | null;
  last: string | null;
}

export interface SourcePage extends Omit<SourceLine, 'claims'> {
  claims: Page<ClaimLine>;
  /** Who prints what it says, most first. */
  quotedBy: { outlet: string | null; claims: number }[];
  /** Events that rest on its word, by type, most first. */
  events: { type: string; count: number }[];
}

const count = sql<number>`cast(count(*) as integer)`;
/** A day without a year stands before and after nothing. */
const dated = sql<string | null>`case when reports.published < 'X' then reports.published end`;

/** Those with most statements first. */
export async function listSources(
  archive: Archive,
  filter: Filter,
  request: PageRequest,
): Promise<Page<SourceLine>> {
  const grouped = grouping(archive, filter);
  const page = await rankedPage(archive, grouped, request);
  return { ...page, items: page.items.map(lineOf) };
}

function grouping(archive: Archive, filter: Filter, of?: OfSource) {
  return claimsOf(archive, filter, of)
    .select([SOURCE_NAME.as('name'), 'claims.source_kind as kind', count.as('rank')])
    .select([
      sql<number>`cast(count(distinct claims.report) as integer)`.as('reports'),
      sql<number>`cast(count(distinct reports.publisher) as integer)`.as('outlets'),
      sql<string | null>`min(${dated})`.as('first'),
      sql<string | null>`max(${dated})`.as('last'),
      sql<string>`min(reports.key || ' ' || claims.id)`.as('key'),
    ])
    .groupBy([SOURCE_NAME, 'claims.source_kind']);
}

interface Row {
  name: string | null;
  kind: string;
  rank: number;
  reports: number;
  outlets: number;
  first: string | null;
  last: string | null;
}

const lineOf = ({ name, kind, rank, reports, outlets, first, last }: Row): SourceLine => ({
  id: sourceId(kind, name),
  name,
  kind: kind as SourceLine['kind'],
  claims: rank,
  reports,
  outlets,
  first,
  last,
});

/** Null when there is no such source. */
export async function sourceOf(
  archive: Archive,
  id: string,
  filter: Filter,
  request: PageRequest,
): Promise<SourcePage | null> {
  const of = await sourceWith(archive, id);
  if (!of) return null;
  const row = await archive.db
    .selectFrom(grouping(archive, {}, of).as('g'))
    .selectAll()
    .executeTakeFirst();
  if (!row) return null;
  const quotedBy = await claimsOf(archive, filter, of)
    .select(['reports.publisher as outlet', count.as('claims')])
    .groupBy('reports.publisher')
    .orderBy('claims', 'desc')
    .orderBy('outlet')
    .limit(100)
    .execute();
  const events = await claimsOf(archive, filter, of)
    .innerJoin('event_claims', (join) =>
      join.onRef('event_claims.report', '=', 'claims.report').onRef('event_claims.claim', '=', 'claims.id'),
    )
    .innerJoin('events', (join) =>
      join.onRef('events.report', '=', 'event_claims.report').onRef('events.id', '=', 'event_claims.event'),
    )
    .select(['events.type', sql<number>`cast(count(distinct events.n) as integer)`.as('count')])
    .groupBy('events.type')
    .orderBy('count', 'desc')
    .orderBy('type')
    .execute();
  const claims = await listClaims(archive, filter, request, of);
  return { ...lineOf(row), claims, quotedBy, events };
}

/** An id is a hash, so that it tells no name: it is found by making those of all sources. */
async function sourceWith(archive: Archive, id: string): Promise<OfSource | null> {
  const rows = await archive.db
    .selectFrom('claims')
    .leftJoin('entities', (join) =>
      join.onRef('entities.report', '=', 'claims.report').onRef('entities.id', '=', 'claims.source_entity'),
    )
    .select([SOURCE_NAME.as('name'), 'claims.source_kind as kind'])
    .where('claims.source_kind', '!=', 'publisher')
    .distinct()
    .execute();
  return rows.find(({ kind, name }) => sourceId(kind, name) === id) ?? null;
}
