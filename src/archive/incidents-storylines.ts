/**
 * Storylines: incidents that follow one another, with the same actor in the same area. One that stays alone is none.
 *
 * @module
 */
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Archive } from './archive.ts';
import { dayNumber } from './days.ts';
import type { IncidentRecord } from './incidents-record.ts';
import { limitOf, type Page, type PageRequest, pageOf, positionOf } from './pages.ts';
import { portionsOf } from './portions.ts';
import type { Tables } from './schema.ts';

const NAMED = /\p{Lu}/u;
/** Days without an incident after which what follows is another storyline. */
const PAUSE = 30;
/** An incident that is dated no better than this is no part of a storyline. */
const VAGUE = 31;

/** What the incidents of one storyline have in common: the first that is named of those who take part, and the area. */
export function threadOf({ actors, recipients, place, firstDay, lastDay }: IncidentRecord): string | null {
  if (!place?.country || firstDay === null || lastDay === null) return null;
  if (dayNumber(lastDay) - dayNumber(firstDay) > VAGUE) return null;
  const plain = (name: string) => !name.startsWith('“') && NAMED.test(name.slice(0, 1));
  const name = actors.find(plain) ?? recipients.find(plain);
  return name ? [place.country, place.admin1 ?? '', name].join('\t') : null;
}

/**
 * Cuts threads into storylines: named by their first incident, ended by a pause.
 *
 * @param threads those in which an incident changed.
 */
export async function tellStorylines(
  transaction: Transaction<Tables>,
  threads: ReadonlySet<string>,
): Promise<void> {
  for (const part of portionsOf([...threads], [256, 64, 16, 4, 1])) {
    const named = new Map<string | null, string[]>();
    for (const { id, storyline, told } of await storylinesIn(transaction, part))
      if (storyline !== told) named.set(told, [...(named.get(told) ?? []), id]);
    for (const [storyline, ids] of named)
      for (const some of portionsOf(ids, [256, 64, 16, 4, 1]))
        await transaction.updateTable('incidents').set({ storyline }).where('id', 'in', some).execute();
  }
}

/** The incidents of some threads: the storyline that each is in, and the one that it belongs to. */
export async function storylinesIn(db: Kysely<Tables>, threads: readonly string[]) {
  const rows = await db
    .selectFrom('incidents')
    .select(['id', 'thread', 'first_day', 'last_day', 'storyline'])
    .where('thread', 'in', threads)
    .orderBy('thread')
    .orderBy('position')
    .execute();
  const told: { id: string; storyline: string | null; told: string | null }[] = [];
  let run: typeof rows = [];
  let until = 0;
  const end = () => {
    const name = run.length > 1 ? run[0]!.id : null;
    for (const { id, storyline } of run) told.push({ id, storyline, told: name });
    run = [];
  };
  for (const row of rows) {
    const [first, last] = [dayNumber(row.first_day!), dayNumber(row.last_day!)];
    if (run.length && (run[0]!.thread !== row.thread || first - until > PAUSE)) end();
    until = run.length ? Math.max(until, last) : last;
    run.push(row);
  }
  end();
  return told;
}

export interface Storyline {
  /** Of its first incident. */
  id: string;
  actor: string;
  area: string | null;
  country: string | null;
  first: string | null;
  last: string | null;
  incidents: number;
  reports: number;
  origins: number;
}

const whole = (of: string) => sql<number>`cast(${sql.raw(of)} as integer)`;

function lines({ db }: Archive) {
  return db
    .selectFrom('incidents')
    .where('storyline', 'is not', null)
    .groupBy('storyline')
    .select(({ fn }) => [
      'storyline',
      fn.min('thread').as('thread'),
      fn.min('first_day').as('first'),
      fn.max('last_day').as('last'),
      whole('count(*)').as('incidents'),
      whole('sum(reports)').as('reports'),
      whole('sum(origins)').as('origins'),
    ]);
}

/** Longest first. Reports that tell of several of its incidents count for each. */
export async function storylinesPage(archive: Archive, request: PageRequest): Promise<Page<Storyline>> {
  const limit = limitOf(request);
  const after = positionOf(request);
  const [count, id] = after?.split(' ') ?? [];
  const { total } = await archive.db
    .selectFrom(lines(archive).as('lines'))
    .select(whole('count(*)').as('total'))
    .executeTakeFirstOrThrow();
  const rows = await archive.db
    .selectFrom(lines(archive).as('lines'))
    .selectAll()
    .$if(after !== null, (query) =>
      query.where((eb) =>
        eb.or([
          eb('incidents', '<', Number(count)),
          eb.and([eb('incidents', '=', Number(count)), eb('storyline', '>', id!)]),
        ]),
      ),
    )
    .orderBy('incidents', 'desc')
    .orderBy('storyline')
    .limit(limit + 1)
    .execute();
  return pageOf(
    rows.map((row) => ({ ...row, position: `${row.incidents} ${row.storyline}` })),
    limit,
    total,
    storylineFrom,
  );
}

/** A storyline and its incidents, oldest first; null when there is none of this id. */
export async function storylineOf(
  archive: Archive,
  id: string,
): Promise<(Storyline & { items: IncidentRecord[] }) | null> {
  const [row] = await lines(archive).where('storyline', '=', id).execute();
  if (!row) return null;
  const items = await archive.db
    .selectFrom('incidents')
    .select('record')
    .where('storyline', '=', id)
    .orderBy('position')
    .execute();
  return {
    ...storylineFrom(row),
    items: items.map(({ record }) => ({ ...(JSON.parse(record) as IncidentRecord), storyline: id })),
  };
}

type Row = Awaited<ReturnType<ReturnType<typeof lines>['execute']>>[number];

function storylineFrom({ storyline, thread, first, last, incidents, reports, origins }: Row): Storyline {
  const [country = '', area = '', actor = ''] = thread!.split('\t');
  return {
    id: storyline!,
    actor,
    area: area || null,
    country: country || null,
    first,
    last,
    incidents,
    reports,
    origins,
  };
}
