/**
 * Whether the tables of origins and incidents hold what the readings and the decisions say. They are worked out and not
 * vouched for by the log: what is wrong there, `onrecord reconcile` makes again.
 *
 * Which tellings are one incident is not decided again. But each is in one with all that hangs on it: a row that was
 * changed no longer fits the others.
 *
 * @module
 */
import type { Kysely } from 'kysely';
import { compareEvents } from '../reconcile/same-event.ts';
import { pagesInTurn } from './in-turn.ts';
import { positionOfDoubt } from './incidents-doubts.ts';
import { tellingRows } from './incidents-reconcile.ts';
import { activeDecisions, rejectedBy } from './incidents-rulings.ts';
import { storylinesIn } from './incidents-storylines.ts';
import { incidentRows, toldBy, toldOf } from './incidents-write.ts';
import { bytesOf, originRow, type Reconciled, shinglesOf } from './origins.ts';
import type { Report } from './replay.ts';
import { sameRows } from './same-rows.ts';
import type { Tables } from './schema.ts';

const PAGE = 64;
const AGAIN = '(onrecord reconcile makes it again)';

/** Whether no reading waits to be brought into incidents, as on a cluster one may. */
export async function isSettled(db: Kysely<Tables>): Promise<boolean> {
  const waiting = await db.selectFrom('tasks').select('n').where('state', '=', 'read').limit(1).execute();
  return waiting.length === 0;
}

/** Compares what the tables of origins and tellings hold of a report with its reading. */
export async function checkTellings(db: Kysely<Tables>, read: Reconciled, report: Report): Promise<void> {
  const what = `report ${read.key}`;
  const tellings = await db
    .selectFrom('incident_events')
    .select(['report', 'event', 'mention', 'position', 'listed', 'same_as', 'bucket', 'facts', 'officials'])
    .where('report', '=', read.n)
    .execute();
  if (!sameRows(tellings, tellingRows(read)))
    report(what, `what it tells of incidents is not what its reading says ${AGAIN}`);
  const origins = await db
    .selectFrom('origins')
    .select(['report', 'own_outlet', 'agency', 'day', 'position', 'about', 'sketch'])
    .where('report', '=', read.n)
    .execute();
  const made = originRow(read);
  const { key: _, origin: __, outlet: ___, ...row } = made;
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
  const stored = origins.map((one) => ({ ...one, sketch: hex(new Uint8Array(one.sketch)) }));
  if (!sameRows(stored, [{ ...row, sketch: hex(bytesOf(made.sketch)) }]))
    report(what, `its row of origins is not what its reading says ${AGAIN}`);
  const shingles = await db.selectFrom('shingles').selectAll().where('report', '=', read.n).execute();
  if (!sameRows(shingles, shinglesOf(made)))
    report(what, `its shingles are not what its reading says ${AGAIN}`);
}

/** Compares incidents with what is told of them. */
export async function checkIncidents(db: Kysely<Tables>, report: Report): Promise<void> {
  await checkOrigins(db, report);
  await checkBelonging(db, report);
  await checkLines(db, report);
  await checkStorylines(db, report);
  await checkDoubts(db, report);
}

/** An origin is named by the first report of those that carry its text, and has that one's outlet. */
async function checkOrigins(db: Kysely<Tables>, report: Report): Promise<void> {
  const rows = await db
    .selectFrom('origins')
    .innerJoin('reports', 'reports.n', 'origins.report')
    .leftJoin('reports as named', 'named.key', 'origins.origin')
    .leftJoin('origins as first', 'first.report', 'named.n')
    .select('reports.key')
    .where(({ eb, ref, or }) =>
      or([
        eb('first.report', 'is', null),
        eb('first.origin', '!=', ref('origins.origin')),
        eb('first.position', '>', ref('origins.position')),
        eb('first.own_outlet', 'is distinct from', ref('origins.outlet')),
      ]),
    )
    .execute();
  for (const { key } of rows)
    report(`report ${key}`, `its origin is not the first report of its text ${AGAIN}`);
}

/** Every telling is in an incident, unless a person took it out; and an incident is all in one block. */
async function checkBelonging(db: Kysely<Tables>, report: Report): Promise<void> {
  const out = rejectedBy(await activeDecisions(db));
  const alone = await db
    .selectFrom('incident_events')
    .select('mention')
    .where('incident', 'is', null)
    .execute();
  for (const { mention } of alone)
    if (!out.delete(mention)) report(`telling ${mention}`, `is in no incident ${AGAIN}`);
  const astray = await db
    .selectFrom('incident_events as telling')
    .leftJoin('incident_events as first', 'first.mention', 'telling.block')
    .leftJoin('incident_events as head', 'head.mention', 'telling.incident')
    .select(['telling.mention', 'telling.incident'])
    .where(({ eb, ref, or, and }) =>
      or([
        eb('first.block', 'is distinct from', ref('telling.block')),
        and([
          eb('telling.incident', 'is not', null),
          or([
            eb('head.incident', 'is distinct from', ref('telling.incident')),
            eb('head.block', 'is distinct from', ref('telling.block')),
          ]),
        ]),
      ]),
    )
    .execute();
  for (const { mention, incident } of astray)
    report(`telling ${mention}`, `does not fit the others of incident ${incident} ${AGAIN}`);
}

async function checkLines(db: Kysely<Tables>, report: Report): Promise<void> {
  const rulings = await activeDecisions(db);
  const wrong = (id: string) => report(`incident ${id}`, `is not what is told of it ${AGAIN}`);
  const pages = pagesInTurn(
    '',
    (after) =>
      db
        .selectFrom('incident_events')
        .select('incident')
        .distinct()
        .where('incident', '>', after)
        .orderBy('incident')
        .limit(PAGE)
        .execute(),
    ({ incident }) => incident!,
  );
  for await (const page of pages) {
    const ids = page.map(({ incident }) => incident!);
    const made = new Map(incidentRows(await toldOf(db, ids), rulings).map((row) => [row.id, row]));
    const rows = await db.selectFrom('incidents').selectAll().where('id', 'in', ids).execute();
    const stored = new Map(rows.map((row) => [row.id, row]));
    for (const id of ids) {
      const row = stored.get(id);
      const again = made.get(id);
      if (!row || !again || !sameRows([{ ...row, storyline: null }], [again])) wrong(id);
    }
  }
  const untold = await db
    .selectFrom('incidents')
    .leftJoin('incident_events', 'incident_events.incident', 'incidents.id')
    .select('incidents.id')
    .where('incident_events.incident', 'is', null)
    .execute();
  for (const { id } of untold) wrong(id);
}

async function checkStorylines(db: Kysely<Tables>, report: Report): Promise<void> {
  const wrong = (id: string) =>
    report(`incident ${id}`, `is not in the storyline that it belongs to ${AGAIN}`);
  const pages = pagesInTurn(
    '',
    (after) =>
      db
        .selectFrom('incidents')
        .select('thread')
        .distinct()
        .where('thread', '>', after)
        .orderBy('thread')
        .limit(PAGE)
        .execute(),
    ({ thread }) => thread!,
  );
  for await (const page of pages) {
    const threads = page.map(({ thread }) => thread!);
    for (const { id, storyline, told } of await storylinesIn(db, threads)) if (storyline !== told) wrong(id);
  }
  const none = await db
    .selectFrom('incidents')
    .select('id')
    .where('thread', 'is', null)
    .where('storyline', 'is not', null)
    .execute();
  for (const { id } of none) wrong(id);
}

async function checkDoubts(db: Kysely<Tables>, report: Report): Promise<void> {
  const pages = pagesInTurn(
    '',
    (after) =>
      db
        .selectFrom('doubtful_pairs')
        .selectAll()
        .where('position', '>', after)
        .orderBy('position')
        .limit(PAGE)
        .execute(),
    ({ position }) => position,
  );
  for await (const pairs of pages) {
    const told = await toldBy(db, [...new Set(pairs.flatMap(({ a, b }) => [a, b]))]);
    for (const { a, b, score, position } of pairs) {
      const [one, other] = [told.get(a)?.facts, told.get(b)?.facts];
      const fits =
        one &&
        other &&
        [compareEvents(one, other), compareEvents(other, one)].some((compared) => compared.score === score) &&
        position === positionOfDoubt(a, b, score);
      if (!fits) report(`pair ${a} ${b}`, `is not as doubtful as it says ${AGAIN}`);
    }
  }
}
