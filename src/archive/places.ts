/**
 * Where the events of a filter are said to have been: one line a place of the gazetteer, or a name without one.
 *
 * @module
 */
import { sql } from 'kysely';
import type { Place } from '../record/reading.ts';
import type { Archive } from './archive.ts';
import { chronologyEvents } from './chronology.ts';
import type { Filter } from './filter.ts';
import type { Page, PageRequest } from './pages.ts';
import { rankedPage } from './ranked.ts';

export interface PlaceLine
  extends Pick<Place, 'name' | 'geonames' | 'lat' | 'lon' | 'country' | 'admin1' | 'feature'> {
  precision: Place['precision'];
  events: number;
  reports: number;
}

/** Those with most events first. */
export async function listPlaces(
  archive: Archive,
  filter: Filter,
  request: PageRequest,
): Promise<Page<PlaceLine>> {
  const grouped = chronologyEvents(archive, filter)
    .innerJoin('places', (join) =>
      join.onRef('places.report', '=', 'events.report').onRef('places.id', '=', 'events.place'),
    )
    .select(['places.name', 'places.country', 'places.geonames'])
    .select(({ fn }) => [
      fn.min('places.lat').as('lat'),
      fn.min('places.lon').as('lon'),
      fn.min('places.admin1').as('admin1'),
      fn.min('places.feature').as('feature'),
      fn.min('places.precision').as('precision'),
    ])
    .select([
      sql<number>`cast(count(*) as integer)`.as('rank'),
      sql<number>`cast(count(distinct events.report) as integer)`.as('reports'),
      sql<string>`min(events.position)`.as('key'),
    ])
    .groupBy(['places.name', 'places.country', 'places.geonames']);
  const page = await rankedPage(archive, grouped, request);
  const items = page.items.map(({ rank, reports, key: _, precision, ...row }) => ({
    ...row,
    precision: precision as Place['precision'],
    events: rank,
    reports,
  }));
  return { ...page, items };
}
