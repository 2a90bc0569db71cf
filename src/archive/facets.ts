/**
 * How the events of a filter spread over types, places, outlets and years: what could be asked next.
 *
 * @module
 */
import { type RawBuilder, sql } from 'kysely';
import type { Archive } from './archive.ts';
import { chronologyEvents } from './chronology.ts';
import type { Filter } from './filter.ts';

export interface Facet {
  value: string;
  count: number;
}

/** Each with the most frequent values first, of equals the first by code units; what has no value is not counted. */
export interface Facets {
  types: Facet[];
  statuses: Facet[];
  countries: Facet[];
  places: Facet[];
  outlets: Facet[];
  years: Facet[];
}

const MOST_VALUES = 50;

export async function facetsOf(archive: Archive, filter: Filter): Promise<Facets> {
  const count = async (value: RawBuilder<string | null>): Promise<Facet[]> => {
    const rows = await chronologyEvents(archive, filter)
      .select([value.as('value'), sql<number>`cast(count(*) as integer)`.as('count')])
      .where(value, 'is not', null)
      .groupBy(value)
      .orderBy('count', 'desc')
      .orderBy('value')
      .limit(MOST_VALUES)
      .execute();
    return rows.map((row) => ({ value: row.value!, count: row.count }));
  };
  return {
    types: await count(sql`events.type`),
    statuses: await count(sql`events.status`),
    countries: await count(sql`events.country`),
    places: await count(sql`events.place_name`),
    years: await count(sql`substr(events.first_day, 1, 4)`),
    outlets: await outlets(archive, filter),
  };
}

async function outlets(archive: Archive, filter: Filter): Promise<Facet[]> {
  const rows = await chronologyEvents(archive, filter)
    .innerJoin('reports', 'reports.n', 'events.report')
    .select(['reports.publisher as value', sql<number>`cast(count(*) as integer)`.as('count')])
    .where('reports.publisher', 'is not', null)
    .groupBy('reports.publisher')
    .orderBy('count', 'desc')
    .orderBy('value')
    .limit(MOST_VALUES)
    .execute();
  return rows.map((row) => ({ value: row.value!, count: row.count }));
}
