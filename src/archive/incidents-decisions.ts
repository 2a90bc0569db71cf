/**
 * What people decide about incidents: written into the log, heeded by every later reconciling, undone by a decision of
 * its own and never changed.
 *
 * @module
 */
import type { Kysely, Transaction } from 'kysely';
import { edtfDays } from '../record/edtf.ts';
import { GRADES, type IncidentPlace } from '../record/incident.ts';
import { EVENT_STATUSES, EVENT_TYPES } from '../record/vocabulary.ts';
import type { Archive } from './archive.ts';
import type { Json } from './canonical.ts';
import { SaidError } from './errors.ts';
import { rowHash } from './hashes.ts';
import { resettle } from './incidents-reconcile.ts';
import {
  CORRECTABLE,
  type CorrectableField,
  DECISION_KINDS,
  type DecisionKind,
  neededBy,
  type Target,
} from './incidents-rulings.ts';
import { appendLog } from './log.ts';
import type { Tables } from './schema.ts';
import { transact } from './transact.ts';

export interface Decision {
  n: number;
  at: string;
  by: string;
  kind: DecisionKind | 'undo';
  reason: string;
  target: Target & { undoes?: number };
  /** Number of the decision that undid it. */
  undone: number | null;
  /** Whether the words that it is about are no longer read as they were: it is kept, and has no effect. */
  orphaned: boolean;
}

/** What is asked for; tellings by their id, or as "report/event". */
export interface DecisionRequest {
  kind: DecisionKind;
  reason: string;
  a?: string | undefined;
  b?: string | undefined;
  incidents?: string[] | undefined;
  incident?: string | undefined;
  mentions?: string[] | undefined;
  report?: string | undefined;
  /** The incident that something is moved to; null for one of its own. */
  to?: string | null | undefined;
  field?: string | undefined;
  value?: unknown;
  grade?: string | undefined;
}

/** A decision that cannot be made: what is wrong with it. */
export class DecisionError extends SaidError {
  override name = 'DecisionError';
  constructor(
    message: string,
    /** There is no such incident, telling or decision. */
    readonly missing = false,
  ) {
    super(message);
  }
}

export interface Who {
  by: string;
  clock?: (() => Date) | undefined;
}

export interface Decided {
  decision: Decision;
  /** The incidents that its tellings are in now. */
  incidents: string[];
}

type Db = Kysely<Tables> | Transaction<Tables>;

/** @throws {DecisionError} */
export async function decide(archive: Archive, request: DecisionRequest, who: Who): Promise<Decided> {
  if (!request.reason?.trim()) throw new DecisionError('reason: say why');
  return transact(archive, async (transaction) => {
    const target = await targetOf(transaction, request);
    return record(archive, transaction, request.kind, request.reason.trim(), target, who);
  });
}

/** Undoes a decision: from then on things are as if it had not been made. @throws {DecisionError} */
export async function undo(archive: Archive, n: number, reason: string, who: Who): Promise<Decided> {
  return transact(archive, async (transaction) => {
    const row = await transaction.selectFrom('decisions').selectAll().where('n', '=', n).executeTakeFirst();
    if (!row) throw new DecisionError(`there is no decision ${n}`, true);
    if (row.kind === 'undo') throw new DecisionError(`decision ${n} undid another: make that decision again`);
    if (row.undone !== null) throw new DecisionError(`decision ${n} is undone already, by ${row.undone}`);
    return record(
      archive,
      transaction,
      'undo',
      reason.trim() || 'undone',
      { undoes: n },
      who,
      JSON.parse(row.target),
    );
  });
}

async function record(
  archive: Archive,
  transaction: Transaction<Tables>,
  kind: Decision['kind'],
  reason: string,
  target: Decision['target'],
  { by, clock = () => new Date() }: Who,
  undone?: Target,
): Promise<Decided> {
  const at = clock().toISOString();
  const row = { at, by, kind, reason, target: JSON.stringify(target), undone: null };
  const { n } = await transaction
    .insertInto('decisions')
    .values(row)
    .returning('n')
    .executeTakeFirstOrThrow();
  const body: { [name: string]: Json } = { decision: n, row: rowHash('decisions', row) };
  if (target.undoes !== undefined) {
    body['undoes'] = target.undoes;
    await transaction.updateTable('decisions').set({ undone: n }).where('n', '=', target.undoes).execute();
  }
  await appendLog(transaction, [{ kind: 'decision', body }], at);
  const incidents = await resettle(archive, transaction, mentionsOf(undone ?? target));
  return { decision: { n, at, by, kind, reason, target, undone: null, orphaned: false }, incidents };
}

/** All tellings that a decision names. */
export function mentionsOf({ a, b, mention, mentions = [], rest = [], with: others = [] }: Target): string[] {
  return [...new Set([a, b, mention, ...mentions, ...rest, ...others].flatMap((id) => id ?? []))];
}

async function targetOf(db: Db, request: DecisionRequest): Promise<Target> {
  const { kind } = request;
  if (!DECISION_KINDS.includes(kind)) throw new DecisionError(`kind: one of ${DECISION_KINDS.join(', ')}`);
  if (kind === 'same' || kind === 'different' || kind === 'unsure') {
    const [a, b] = await Promise.all([tellingOf(db, request.a, 'a'), tellingOf(db, request.b, 'b')]);
    if (a.mention === b.mention) throw new DecisionError('a and b are one telling');
    const pair = { a: a.mention, b: b.mention };
    if (kind !== 'same') return pair;
    return {
      ...pair,
      mentions: await tellingsIn(
        db,
        [a.incident, b.incident].flatMap((id) => id ?? []),
      ),
    };
  }
  if (kind === 'merge') {
    const incidents = [...new Set(request.incidents ?? [])];
    if (incidents.length < 2) throw new DecisionError('incidents: name two or more');
    for (const id of incidents) await incidentThere(db, id);
    return { incidents, mentions: await tellingsIn(db, incidents) };
  }
  if (kind === 'split') {
    const incident = await incidentThere(db, request.incident);
    const all = await tellingsIn(db, [incident]);
    const mentions = await tellings(db, request.mentions);
    for (const id of mentions)
      if (!all.includes(id)) throw new DecisionError(`mentions: ${id} is not in incident ${incident}`);
    const rest = all.filter((id) => !mentions.includes(id));
    if (rest.length === 0) throw new DecisionError('mentions: these are all; nothing would stay');
    return { incident, mentions, rest };
  }
  if (kind === 'move') return moveOf(db, request);
  if (kind === 'reject' || kind === 'accept') {
    if (!request.mentions?.length) {
      const incident = await incidentThere(db, request.incident);
      return { incident, mentions: await tellingsIn(db, [incident]) };
    }
    return { mentions: await tellings(db, request.mentions) };
  }
  const incident = await incidentThere(db, request.incident);
  if (kind === 'grade') {
    const grade = GRADES.find((grade) => grade === request.grade);
    if (!grade) throw new DecisionError(`grade: one of ${GRADES.join(', ')}`);
    return { incident, mention: incident, grade };
  }
  return { incident, mention: incident, ...correctionOf(request) };
}

/** Tellings of a report, or those that are named, go from where they are to another incident. */
async function moveOf(db: Db, { report, mentions: named, incident, to }: DecisionRequest): Promise<Target> {
  let mentions: string[];
  if (named?.length) mentions = await tellings(db, named);
  else {
    if (!report) throw new DecisionError('report: name the report to move, or mentions');
    const from = await incidentThere(db, incident);
    const rows = await db
      .selectFrom('incident_events')
      .innerJoin('reports', 'reports.n', 'incident_events.report')
      .select('mention')
      .where('reports.key', '=', report)
      .where('incident', '=', from)
      .orderBy('mention')
      .execute();
    mentions = rows.map(({ mention }) => mention);
    if (mentions.length === 0)
      throw new DecisionError(`report ${report} tells nothing of incident ${from}`, true);
  }
  const places = await db
    .selectFrom('incident_events')
    .select('incident')
    .distinct()
    .where('mention', 'in', mentions)
    .execute();
  const from = places.flatMap(({ incident }) => incident ?? []);
  const target = to ? await incidentThere(db, to) : null;
  const rest = (
    await tellingsIn(
      db,
      from.filter((id) => id !== target),
    )
  ).filter((id) => !mentions.includes(id));
  const others = target ? (await tellingsIn(db, [target])).filter((id) => !mentions.includes(id)) : [];
  if (!target && rest.length === 0)
    throw new DecisionError('nothing would stay: it is an incident of its own already');
  return {
    ...(report ? { report } : {}),
    ...(target ? { incident: target } : {}),
    mentions,
    rest,
    with: others,
  };
}

function correctionOf({ field, value }: DecisionRequest): { field: CorrectableField; value: unknown } {
  const known = CORRECTABLE.find((name) => name === field);
  if (!known) throw new DecisionError(`field: one of ${CORRECTABLE.join(', ')}`);
  const wrong = (what: string): never => {
    throw new DecisionError(`value: ${what}`);
  };
  if (known === 'type' && !EVENT_TYPES.includes(value as never)) wrong(`one of ${EVENT_TYPES.join(', ')}`);
  if (known === 'status' && !EVENT_STATUSES.includes(value as never))
    wrong(`one of ${EVENT_STATUSES.join(', ')}`);
  if (known === 'mode' && value !== null && (typeof value !== 'string' || !/^[\w-]{1,40}$/.test(value)))
    wrong('a mode of PLOVER, or null');
  if (known === 'when' && value !== null && (typeof value !== 'string' || !edtfDays(value)))
    wrong('a date or interval of EDTF, such as 2016-02-08 or 2016-02-01/2016-02-07, or null');
  if (known === 'actors' || known === 'recipients') {
    const names = value as unknown;
    if (
      !Array.isArray(names) ||
      names.length > 50 ||
      names.some((name) => typeof name !== 'string' || name.trim() === '' || name.length > 200)
    )
      wrong('a list of names');
  }
  if (known === 'place') return { field: known, value: value === null ? null : placeOf(value, wrong) };
  return { field: known, value };
}

const PRECISIONS = ['exact', 'settlement', 'district', 'region', 'country', 'unknown'];

function placeOf(value: unknown, wrong: (what: string) => never): IncidentPlace {
  const place = value as Partial<IncidentPlace>;
  if (typeof value !== 'object' || typeof place.name !== 'string' || place.name.trim() === '')
    wrong('a place: {name, geonames, lat, lon, country, admin1, precision}, or null');
  const number = (n: unknown, most: number): number | null =>
    n === null || n === undefined
      ? null
      : typeof n === 'number' && Math.abs(n) <= most
        ? n
        : wrong('a place has degrees and numbers of GeoNames, or null');
  const words = (text: unknown) => (typeof text === 'string' && text.length <= 200 ? text : null);
  return {
    name: place.name!.slice(0, 200),
    geonames: number(place.geonames, 1e9),
    lat: number(place.lat, 90),
    lon: number(place.lon, 180),
    country: words(place.country),
    admin1: words(place.admin1),
    precision: PRECISIONS.includes(place.precision ?? '') ? place.precision! : 'unknown',
  };
}

async function incidentThere(db: Db, id: string | null | undefined): Promise<string> {
  if (!id) throw new DecisionError('incident: name it');
  const row = await db.selectFrom('incidents').select('id').where('id', '=', id).executeTakeFirst();
  if (!row) throw new DecisionError(`there is no incident ${id}`, true);
  return row.id;
}

async function tellingsIn(db: Db, incidents: readonly string[]): Promise<string[]> {
  if (incidents.length === 0) return [];
  const rows = await db
    .selectFrom('incident_events')
    .select('mention')
    .where('incident', 'in', [...new Set(incidents)])
    .orderBy('mention')
    .execute();
  return rows.map(({ mention }) => mention);
}

async function tellings(db: Db, named: readonly string[] | undefined): Promise<string[]> {
  if (!named?.length) throw new DecisionError('mentions: name one or more');
  const found = await Promise.all(named.map((name) => tellingOf(db, name, 'mentions')));
  return [...new Set(found.map(({ mention }) => mention))].sort();
}

async function tellingOf(db: Db, name: string | undefined, field: string) {
  if (!name) throw new DecisionError(`${field}: name a telling`);
  const [report, event] = name.split('/');
  const row = await db
    .selectFrom('incident_events')
    .innerJoin('reports', 'reports.n', 'incident_events.report')
    .select(['mention', 'incident'])
    .$if(event === undefined, (query) => query.where('mention', '=', name))
    .$if(event !== undefined, (query) => query.where('reports.key', '=', report!).where('event', '=', event!))
    .executeTakeFirst();
  if (!row) throw new DecisionError(`${field}: there is no telling ${name}`, true);
  return row;
}

/** All decisions about what an incident holds now, oldest first. */
export async function historyOf({ db }: Archive, incident: string): Promise<Decision[]> {
  const own = new Set(await tellingsIn(db, [incident]));
  const all = await decisions(db);
  const about = new Set(
    all.filter(({ target }) => mentionsOf(target).some((id) => own.has(id))).map(({ n }) => n),
  );
  return all.filter(({ n, target }) => about.has(n) || about.has(target.undoes ?? 0));
}

/** All decisions, oldest first. */
export async function decisions(db: Db): Promise<Decision[]> {
  const rows = await db.selectFrom('decisions').selectAll().orderBy('n').execute();
  const made = rows.map((row) => ({ ...row, target: JSON.parse(row.target) as Decision['target'] }));
  const named = [...new Set(made.flatMap(({ target }) => mentionsOf(target)))];
  const there = new Set<string>();
  for (let at = 0; at < named.length; at += 400) {
    const found = await db
      .selectFrom('incident_events')
      .select('mention')
      .where('mention', 'in', named.slice(at, at + 400))
      .execute();
    for (const { mention } of found) there.add(mention);
  }
  return made.map((row) => {
    const kind = row.kind as Decision['kind'];
    const orphaned =
      kind !== 'undo' &&
      neededBy({ kind, target: row.target }).some((ids) => !ids.some((id) => there.has(id)));
    return { ...row, kind, orphaned };
  });
}
