/**
 * Writes the lines of incidents, and fetches all that is told of one.
 *
 * @module
 */
import type { Kysely, Transaction } from 'kysely';
import { type EventFacts, unpackFacts } from '../reconcile/facts.ts';
import type { EventRecord } from './event-record.ts';
import { assembleIncident, lineOf, type Told1 } from './incidents-record.ts';
import type { Ruling } from './incidents-rulings.ts';
import { tellStorylines, threadOf } from './incidents-storylines.ts';
import { MOST_VALUES } from './origins.ts';
import { portionsOf, ROWS } from './portions.ts';
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
  for (const part of portionsOf(incidents, SIZES))
    for (const row of await tellingRows(db).where('incident_events.incident', 'in', part).execute()) {
      const list = told.get(row.incident!);
      if (list) list.push(toldFrom(row));
      else told.set(row.incident!, [toldFrom(row)]);
    }
  return told;
}

/** Tellings by their ids, with their facts and the incident that they are in. */
export async function toldBy(db: Kysely<Tables>, mentions: readonly string[]) {
  const told = new Map<string, { told: Told1; facts: EventFacts; incident: string | null }>();
  for (const part of portionsOf(mentions, SIZES)) {
    const rows = await tellingRows(db)
      .select(['facts', 'origins.about'])
      .where('mention', 'in', part)
      .execute();
    for (const row of rows) {
      const about = new Set(row.about ? row.about.split(' ') : []);
      told.set(row.mention, {
        told: toldFrom(row),
        facts: unpackFacts(row.facts, about),
        incident: row.incident,
      });
    }
  }
  return told;
}

function tellingRows(db: Kysely<Tables>) {
  return db
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
    .select(['origins.origin', 'origins.outlet', 'events.record']);
}

type TellingRow = Awaited<ReturnType<ReturnType<typeof tellingRows>['execute']>>[number];

const toldFrom = (row: TellingRow): Told1 => ({
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
});

/** The rows of incidents, of all that is told of each; to which storyline they belong is told later. */
export function incidentRows(told: ReadonlyMap<string, Told1[]>, rulings: readonly Ruling[]) {
  const hung = rulings.filter(({ kind }) => kind === 'correct' || kind === 'grade');
  return [...told.values()].map((tellings) => {
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
}

/** Makes the lines of these incidents again; those that nothing is told of any more are gone. */
export async function writeLines(
  transaction: Transaction<Tables>,
  incidents: ReadonlySet<string>,
  rulings: readonly Ruling[],
): Promise<void> {
  if (incidents.size === 0) return;
  const ids = [...incidents];
  const told = await toldOf(transaction, ids);
  const rows = incidentRows(told, rulings);
  const threads = new Set(rows.flatMap(({ thread }) => thread ?? []));
  for (const part of portionsOf(ids, SIZES)) {
    const before = await transaction
      .selectFrom('incidents')
      .select('thread')
      .where('id', 'in', part)
      .execute();
    for (const { thread } of before) if (thread) threads.add(thread);
    await transaction.deleteFrom('incidents').where('id', 'in', part).execute();
  }
  for (const part of portionsOf(rows, ROWS)) await transaction.insertInto('incidents').values(part).execute();
  await tellStorylines(transaction, threads);
}
