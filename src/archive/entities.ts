/**
 * Who and what takes part in the events of a filter, over all reports: those of one name and kind are listed as one.
 *
 * @module
 */
import { sql } from 'kysely';
import type { EntityKind } from '../record/reading.ts';
import type { Archive } from './archive.ts';
import { chronologyEvents } from './chronology.ts';
import type { Filter } from './filter.ts';
import type { Page, PageRequest } from './pages.ts';
import { rankedPage } from './ranked.ts';

export interface EntityLine {
  name: string;
  kind: EntityKind;
  country: string | null;
  /** PLOVER sector code. */
  sector: string | null;
  wikidata: string | null;
  /** Events of the filter in which it takes part, and the reports that they stand in. */
  events: number;
  reports: number;
  /** Statements on its word, in all reports. */
  claims: number;
}

/** Those with most events first. */
export async function listEntities(
  archive: Archive,
  filter: Filter,
  request: PageRequest,
): Promise<Page<EntityLine>> {
  const grouped = chronologyEvents(archive, filter)
    .innerJoin('participants', (join) =>
      join.onRef('participants.report', '=', 'events.report').onRef('participants.event', '=', 'events.id'),
    )
    .innerJoin('entities', (join) =>
      join.onRef('entities.report', '=', 'events.report').onRef('entities.id', '=', 'participants.entity'),
    )
    .select(['entities.name', 'entities.kind'])
    .select(({ fn }) => [
      fn.min('entities.country').as('country'),
      fn.min('entities.sector').as('sector'),
      fn.min('entities.wikidata').as('wikidata'),
    ])
    .select([
      sql<number>`cast(count(distinct events.n) as integer)`.as('rank'),
      sql<number>`cast(count(distinct events.report) as integer)`.as('reports'),
      sql<string>`min(events.position || ' ' || participants.entity)`.as('key'),
    ])
    .groupBy(['entities.name', 'entities.kind']);
  const page = await rankedPage(archive, grouped, request);
  const claims = await claimsOf(archive, page.items);
  const items = page.items.map(({ rank, key: _, kind, ...row }) => ({
    ...row,
    kind: kind as EntityKind,
    events: rank,
    claims: claims.get(`${kind} ${row.name}`) ?? 0,
  }));
  return { ...page, items };
}

async function claimsOf(
  archive: Archive,
  rows: { name: string; kind: string }[],
): Promise<Map<string, number>> {
  const names = [...new Set(rows.map(({ name }) => name))];
  const kinds = [...new Set(rows.map(({ kind }) => kind))];
  const counts = new Map<string, number>();
  for (let at = 0; at < names.length; at += 200) {
    const found = await archive.db
      .selectFrom('entities')
      .innerJoin('claims', (join) =>
        join.onRef('claims.report', '=', 'entities.report').onRef('claims.source_entity', '=', 'entities.id'),
      )
      .select(['entities.name', 'entities.kind', sql<number>`cast(count(*) as integer)`.as('count')])
      .where('entities.kind', 'in', kinds)
      .where('entities.name', 'in', names.slice(at, at + 200))
      .groupBy(['entities.name', 'entities.kind'])
      .execute();
    for (const { name, kind, count } of found) counts.set(`${kind} ${name}`, count);
  }
  return counts;
}
