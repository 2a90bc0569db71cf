/**
 * What the machine is not sure of, most doubtful first: pairs of tellings in two incidents.
 *
 * @module
 */
import { sql } from 'kysely';
import { compareEvents, type Features } from '../reconcile/same-event.ts';
import type { Archive } from './archive.ts';
import type { Told1 } from './incidents-record.ts';
import { activeDecisions } from './incidents-rulings.ts';
import { toldBy } from './incidents-write.ts';
import { limitOf, type Page, type PageRequest, pageOf, positionOf } from './pages.ts';

export interface DoubtfulPair {
  a: Told1;
  b: Told1;
  /** Log-odds that the two are one. */
  score: number;
  features: Features;
  incidentA: string | null;
  incidentB: string | null;
}

export async function reviewPage(archive: Archive, request: PageRequest): Promise<Page<DoubtfulPair>> {
  const { db } = archive;
  const limit = limitOf(request);
  const decided = new Set(
    (await activeDecisions(db)).flatMap(({ target: { a, b } }) =>
      a && b ? [a < b ? `${a} ${b}` : `${b} ${a}`] : [],
    ),
  );
  const apart = () =>
    db
      .selectFrom('doubtful_pairs')
      .innerJoin('incident_events as one', 'one.mention', 'doubtful_pairs.a')
      .innerJoin('incident_events as other', 'other.mention', 'doubtful_pairs.b')
      // Where others hold the two together, or a person took one out, there is nothing to decide.
      .whereRef('one.incident', '!=', 'other.incident');
  const { total } = await apart()
    .select(sql<number>`cast(count(*) as integer)`.as('total'))
    .executeTakeFirstOrThrow();
  const rows: { a: string; b: string; score: number; position: string }[] = [];
  let after = positionOf(request);
  let done = false;
  while (rows.length <= limit && !done) {
    const found = await apart()
      .select(['a', 'b', 'score', 'doubtful_pairs.position'])
      .$if(after !== null, (query) => query.where('doubtful_pairs.position', '>', after!))
      .orderBy('doubtful_pairs.position')
      .limit(limit + 1)
      .execute();
    done = found.length <= limit;
    after = found.at(-1)?.position ?? after;
    rows.push(...found.filter(({ a, b }) => !decided.has(`${a} ${b}`)));
  }
  const told = await toldBy(db, [...new Set(rows.slice(0, limit).flatMap(({ a, b }) => [a, b]))]);
  let known = 0;
  for (const pair of decided) {
    const [a, b] = pair.split(' ') as [string, string];
    const row = await apart().select('a').where('a', '=', a).where('b', '=', b).executeTakeFirst();
    if (row) known++;
  }
  return pageOf(rows.slice(0, limit + 1), limit, total - known, ({ a, b, score }) => {
    const [one, other] = [told.get(a)!, told.get(b)!];
    return {
      a: one.told,
      b: other.told,
      score,
      features: compareEvents(one.facts, other.facts).features,
      incidentA: one.incident,
      incidentB: other.incident,
    };
  });
}
