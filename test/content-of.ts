/**
 * One hash for all that an archive says: readings, events, origins and incidents, without the numbers that only say in
 * which order they came.
 *
 * @module
 */
import type { Archive } from '../src/archive/archive.ts';
import { hashOf, type Json } from '../src/archive/canonical.ts';

export interface Content {
  reports: number;
  readings: string;
  events: string;
  origins: string;
  incidents: string;
  /** Of all the above together. */
  all: string;
}

export async function contentOf({ db }: Archive): Promise<Content> {
  const readings = await db
    .selectFrom('readings')
    .innerJoin('reports', 'reports.n', 'readings.report')
    .select(['reports.key', 'readings.sha256', 'readings.input', 'readings.engine'])
    .execute();
  const events = await db.selectFrom('events').select(['position', 'record', 'listed']).execute();
  const origins = await db
    .selectFrom('origins')
    .innerJoin('reports', 'reports.n', 'origins.report')
    .select(['reports.key', 'origins.origin', 'origins.outlet'])
    .execute();
  const incidents = await db.selectFrom('incidents').select(['id', 'position', 'record']).execute();
  const tellings = await db.selectFrom('incident_events').select(['mention', 'incident', 'listed']).execute();
  const parts = {
    readings: sorted(readings),
    events: sorted(events),
    origins: sorted(origins),
    incidents: hashOf([sorted(incidents), sorted(tellings)]),
  };
  return { reports: new Set(readings.map(({ key }) => key)).size, ...parts, all: hashOf(parts) };
}

/** A hash of rows that does not depend on their order; twice the same row counts. */
const sorted = (rows: readonly object[]): string => hashOf(rows.map((row) => hashOf(row as Json)).sort());
