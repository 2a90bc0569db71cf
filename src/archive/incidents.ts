/**
 * Incidents, as they are asked for.
 *
 * @module
 */
import { type ExpressionBuilder, sql } from 'kysely';
import { GRADES } from '../record/incident.ts';
import type { Archive } from './archive.ts';
import { HAPPENED } from './chronology.ts';
import { codesOfFilter, eventCondition, type Filter, knownCodes } from './filter.ts';
import { assembleIncident, type IncidentParts, type IncidentRecord } from './incidents-record.ts';
import { activeDecisions } from './incidents-rulings.ts';
import { toldOf } from './incidents-write.ts';
import { limitOf, type Page, type PageRequest, pageOf, positionOf } from './pages.ts';
import type { Tables } from './schema.ts';

/** The filters of a chronology: an incident is found when one of its events is; and what only incidents have. */
export interface IncidentFilter extends Filter {
  /** So many origins at least. */
  origins?: number | undefined;
  /** Any of these grades. */
  grade?: string[] | undefined;
  storyline?: string | undefined;
}

/** Oldest first, undated last. */
export async function incidentsPage(
  archive: Archive,
  filter: IncidentFilter,
  request: PageRequest,
): Promise<Page<IncidentRecord>> {
  const limit = limitOf(request);
  const { total } = await incidentsOf(archive, filter)
    .select(sql<number>`cast(count(*) as integer)`.as('total'))
    .executeTakeFirstOrThrow();
  const rows = await rowsAfter(archive, filter, positionOf(request), limit + 1);
  return pageOf(rows, limit, total, recordOf);
}

/** All of them, a page at a time. */
export async function* incidents(
  archive: Archive,
  filter: IncidentFilter,
  page = 1000,
): AsyncGenerator<IncidentRecord> {
  let after: string | null = null;
  for (;;) {
    const rows = await rowsAfter(archive, filter, after, page);
    for (const row of rows) yield recordOf(row);
    if (rows.length < page) return;
    after = rows.at(-1)!.position;
  }
}

function incidentsOf(archive: Archive, filter: IncidentFilter) {
  const { origins, grade, storyline, ...ofEvents } = filter;
  const { statuses } = codesOfFilter(filter);
  const status = statuses.length ? statuses : HAPPENED;
  knownCodes('grade', grade ?? [], GRADES);
  const asked = Object.values(ofEvents).some((value) =>
    Array.isArray(value) ? value.length > 0 : Boolean(value),
  );
  return archive.db
    .selectFrom('incidents')
    .$if(!asked, (query) => query.where('incidents.status', 'in', status))
    .$if(asked, (query) =>
      query.where(
        'incidents.id',
        'in',
        archive.db
          .selectFrom('events')
          .innerJoin('incident_events', (join) =>
            join
              .onRef('incident_events.report', '=', 'events.report')
              .onRef('incident_events.event', '=', 'events.id'),
          )
          .select('incident_events.incident')
          .where('incident_events.incident', 'is not', null)
          .where((eb) =>
            eventCondition(archive.backend, eb as unknown as ExpressionBuilder<Tables, 'events'>, {
              ...ofEvents,
              status,
            }),
          ) as never,
      ),
    )
    .$if(origins !== undefined, (query) => query.where('incidents.origins', '>=', origins!))
    .$if(Boolean(grade?.length), (query) => query.where('incidents.grade', 'in', grade!))
    .$if(storyline !== undefined, (query) => query.where('incidents.storyline', '=', storyline!));
}

function rowsAfter(archive: Archive, filter: IncidentFilter, after: string | null, limit: number) {
  return incidentsOf(archive, filter)
    .select(['incidents.position', 'incidents.record', 'incidents.storyline'])
    .$if(after !== null, (query) => query.where('incidents.position', '>', after!))
    .orderBy('incidents.position')
    .limit(limit)
    .execute();
}

const recordOf = ({ record, storyline }: { record: string; storyline: string | null }): IncidentRecord => ({
  ...(JSON.parse(record) as IncidentRecord),
  storyline,
});

/** An incident by its id; `moved` when it goes by another id now; null when there is none. */
export async function incidentOf(
  archive: Archive,
  id: string,
): Promise<{ incident: IncidentParts } | { moved: string } | null> {
  const { db } = archive;
  const row = await db.selectFrom('incidents').select(['storyline']).where('id', '=', id).executeTakeFirst();
  if (!row) {
    const moved = await survivorOf(archive, id);
    return moved ? { moved } : null;
  }
  const told = (await toldOf(db, [id])).get(id) ?? [];
  const parts = assembleIncident(told, await activeDecisions(db), await formerIds(archive, id, told));
  return { incident: { ...parts, storyline: row.storyline } };
}

/** Where a former id leads: the incident that its first telling is in now. */
async function survivorOf({ db }: Archive, id: string): Promise<string | null> {
  const alias = await db
    .selectFrom('incident_aliases')
    .select('mention')
    .where('id', '=', id)
    .executeTakeFirst();
  const row = await db
    .selectFrom('incident_events')
    .select('incident')
    .where('mention', '=', alias?.mention ?? id)
    .executeTakeFirst();
  return row?.incident ?? null;
}

/** Ids that lead to an incident: those of its tellings by which another incident would be called, and its aliases. */
async function formerIds(
  { db }: Archive,
  id: string,
  told: readonly { mention: string }[],
): Promise<string[]> {
  const mentions = told.map(({ mention }) => mention).filter((mention) => mention !== id);
  const aliases = await db
    .selectFrom('incident_aliases')
    .select('id')
    .where('mention', 'in', [id, ...mentions].slice(0, 500))
    .orderBy('id')
    .execute();
  return [...mentions.sort(), ...aliases.map((row) => row.id)];
}

/** In which incidents the events of a report are. */
export async function incidentsOfReport(
  { db }: Archive,
  key: string,
): Promise<{ event: string; incident: string }[]> {
  const rows = await db
    .selectFrom('incident_events')
    .innerJoin('reports', 'reports.n', 'incident_events.report')
    .select(['event', 'incident'])
    .where('reports.key', '=', key)
    .where('incident', 'is not', null)
    .orderBy('incident_events.position')
    .execute();
  return rows.map(({ event, incident }) => ({ event, incident: incident! }));
}
