/**
 * Writes the lines of incidents, and fetches all that is told of one.
 *
 * @module
 */
import type { Kysely, Transaction } from 'kysely';
import type { Archive } from './archive.ts';
import type { EventRecord } from './event-record.ts';
import { assembleIncident, lineOf, type Told1 } from './incidents-record.ts';
import type { Ruling } from './incidents-rulings.ts';
import { threadOf } from './incidents-storylines.ts';
import { MOST_VALUES } from './origins.ts';
import { portionsOf } from './portions.ts';
import type { Tables } from './schema.ts';

const SIZES = [MOST_VALUES, 64, 16, 4, 1];
/** Sorts after every date. */
const UNDATED = '~';

/** All that is told of some incidents, by incident. */
export async function toldOf(
  db: Kysely<Tables>,
  incidents: readonly string[],
): Promise<Map<string, Told1[]>> {
  const told = new Map<string, Told1[]>();
  for (const part of portionsOf(incidents, SIZES)) {
    const rows = await db
      .selectFrom('incident_events')
      .innerJoin('events', (join) =>
        join
          .onRef('events.report', '=', 'incident_events.report')
          .onRef('events.id', '=', 'incident_events.event'),
      )
      .innerJoin('reports', 'reports.n', 'incident_events.report')
      .innerJoin('origins', 'origins.report', 'incident_events.report')
      .select(['incident_events.incident', 'mention', 'incident_events.position', 'incident_events.listed'])
      .select(['officials', 'reports.key', 'reports.title', 'reports.url', 'reports.published'])
      .select(['origins.origin', 'origins.outlet', 'events.record'])
      .where('incident_events.incident', 'in', part)
      .execute();
    for (const row of rows) {
      const one: Told1 = {
        mention: row.mention,
        order: row.position,
        listed: row.listed === 1,
        report: row.key,
        origin: row.origin,
        outlet: row.outlet,
        published: row.published,
        title: row.title,
        url: row.url,
        record: JSON.parse(row.record) as EventRecord,
        officials: row.officials === '[]' ? [] : (JSON.parse(row.officials) as string[]),
      };
      const list = told.get(row.incident!);
      if (list) list.push(one);
      else told.set(row.incident!, [one]);
    }
  }
  return told;
}

/** Makes the lines of these incidents again; those that nothing is told of any more are gone. */
export async function writeLines(
  archive: Archive,
  transaction: Transaction<Tables>,
  incidents: ReadonlySet<string>,
  rulings: readonly Ruling[],
): Promise<void> {
  if (incidents.size === 0) return;
  const ids = [...incidents];
  const told = await toldOf(transaction, ids);
  const hung = rulings.filter(({ kind }) => kind === 'correct' || kind === 'grade');
  const rows = [...told.values()].map((tellings) => {
    const line = lineOf(assembleIncident(tellings, hung));
    return {
      id: line.id,
      position: `${line.firstDay ?? line.lastDay ?? UNDATED} ${line.lastDay ?? UNDATED} ${line.id}`,
      type: line.type,
      mode: line.mode,
      status: line.status,
      first_day: line.firstDay,
      last_day: line.lastDay,
      country: line.place?.country ?? null,
      place_name: line.place?.name ?? null,
      lat: line.place?.lat ?? null,
      lon: line.place?.lon ?? null,
      reports: line.reports,
      origins: line.origins,
      contradictions: line.contradictions,
      grade: line.grade?.grade ?? null,
      storyline: null,
      thread: threadOf(line),
      record: JSON.stringify(line),
    };
  });
  for (const part of portionsOf(ids, SIZES))
    await transaction.deleteFrom('incidents').where('id', 'in', part).execute();
  for (const part of portionsOf(rows, archive.backend.portions))
    await transaction.insertInto('incidents').values(part).execute();
}
