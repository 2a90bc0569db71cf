/**
 * How the events of a filter spread over types, places, outlets and years: what could be asked next.
 *
 * @module
 */
import { sql } from 'kysely';
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

/**
 * Three passes over the events, each in the order of an index; what is counted together is added up here, which is
 * cheaper than a pass for each.
 */
export async function facetsOf(archive: Archive, filter: Filter): Promise<Facets> {
  const kinds = await chronologyEvents(archive, filter)
    .select(['events.type', 'events.status', sql<string | null>`substr(events.first_day, 1, 4)`.as('year')])
    .select(COUNT)
    .groupBy(['events.status', 'events.type', sql`substr(events.first_day, 1, 4)`])
    .execute();
  const places = await chronologyEvents(archive, filter)
    .select(['events.country', 'events.place_name as place'])
    .select(COUNT)
    .groupBy(['events.status', 'events.country', 'events.place_name'])
    .execute();
  const outlets = await chronologyEvents(archive, filter)
    .innerJoin('reports', 'reports.n', 'events.report')
    .select('reports.publisher')
    .select(COUNT)
    .groupBy('reports.publisher')
    .execute();
  return {
    types: mostFrequent(kinds, ({ type }) => type),
    statuses: mostFrequent(kinds, ({ status }) => status),
    countries: mostFrequent(places, ({ country }) => country),
    places: mostFrequent(places, ({ place }) => place),
    years: mostFrequent(kinds, ({ year }) => year),
    outlets: mostFrequent(outlets, ({ publisher }) => publisher),
  };
}

const COUNT = sql<number>`cast(count(*) as integer)`.as('count');

function mostFrequent<R extends { count: number }>(rows: R[], value: (row: R) => string | null): Facet[] {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const name = value(row);
    if (name !== null) counts.set(name, (counts.get(name) ?? 0) + row.count);
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, MOST_VALUES);
}
