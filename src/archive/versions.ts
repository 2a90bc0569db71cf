/**
 * Versions of one report: what stood at the same address, or came under the same name, before and after; corrections,
 * and what was taken back.
 *
 * @module
 */
import type { Kysely } from 'kysely';
import type { Edition } from '../collect/types.ts';
import type { Published } from '../record/reading.ts';
import type { Archive } from './archive.ts';
import { publishedOf } from './rows.ts';
import type { Tables } from './schema.ts';

/** One version, or the notice that takes the report back. */
export interface VersionLine {
  kind: 'version' | 'withdrawn';
  /** Key of the report; null for a notice, which has no text of its own. */
  key: string | null;
  /** `sha256:` and the hash of the text. */
  id: string | null;
  /** When it first came in, in UTC. */
  at: string;
  published: Published | null;
  title: string | null;
  /** What the sender said of this version. */
  version: string | null;
  signal: string | null;
  note: string | null;
}

/** A name that is the sender's own all over the world: what else comes under it is the same report. */
const isGlobalName = (id: string | number | null): id is string =>
  typeof id === 'string' && /^(?:urn|tag|https?):/i.test(id);

/** The newest report of the same address, or else of the same name, in the order in which they came. */
export async function versionBefore(
  db: Kysely<Tables>,
  url: string | null,
  id: string | number | null,
): Promise<{ n: number; key: string } | undefined> {
  if (url)
    return db
      .selectFrom('reports')
      .select(['n', 'key'])
      .where('url', '=', url)
      .orderBy('n', 'desc')
      .executeTakeFirst();
  if (!isGlobalName(id)) return undefined;
  return db
    .selectFrom('captures')
    .innerJoin('report_captures', 'report_captures.capture', 'captures.n')
    .innerJoin('reports', 'reports.n', 'report_captures.report')
    .select(['reports.n', 'reports.key'])
    .where('captures.sender_id', '=', JSON.stringify(id))
    .orderBy('reports.n', 'desc')
    .executeTakeFirst();
}

/** All versions of a report, oldest first, by the key of one of them; empty when there is no such report. */
export async function versionsOf({ db }: Archive, key: string): Promise<VersionLine[]> {
  const numbers = await lineOf(db, key);
  if (numbers.length === 0) return [];
  const reports = await db
    .selectFrom('reports')
    .select(['n', 'key', 'id', 'title', 'url', 'published', 'published_method', 'published_why'])
    .where('n', 'in', numbers)
    .orderBy('n')
    .execute();
  const captures = await db
    .selectFrom('report_captures')
    .innerJoin('captures', 'captures.n', 'report_captures.capture')
    .select(['report_captures.report', 'captures.at', 'captures.sender_id', 'captures.edition'])
    .where('report_captures.report', 'in', numbers)
    .orderBy('captures.n')
    .execute();
  const lines = reports.map((report): VersionLine => {
    const own = captures.filter((capture) => capture.report === report.n);
    return {
      kind: 'version',
      key: report.key,
      id: report.id,
      at: own[0]?.at ?? '',
      published: publishedOf(report),
      title: report.title,
      ...editionOf(own.map(({ edition }) => edition).find(Boolean)),
    };
  });
  const names = [
    ...captures.map(({ sender_id }) => sender_id && (JSON.parse(sender_id) as string | number)),
    ...reports.map(({ url }) => url),
  ].filter(isGlobalName);
  return [...lines, ...(await noticesOf(db, names))].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

const editionOf = (json: string | null | undefined): Edition =>
  json ? (JSON.parse(json) as Edition) : { version: null, signal: null, note: null };

async function noticesOf(db: Kysely<Tables>, names: string[]): Promise<VersionLine[]> {
  if (names.length === 0) return [];
  const rows = await db
    .selectFrom('failures')
    .select(['at', 'reason'])
    .where('code', '=', 'withdrawn')
    .where(
      'sender_id',
      'in',
      [...new Set(names)].map((name) => JSON.stringify(name)),
    )
    .orderBy('n')
    .execute();
  return rows.map(({ at, reason }) => ({
    kind: 'withdrawn',
    key: null,
    id: null,
    at,
    published: null,
    title: null,
    version: /\bversion ([^,)]+)/.exec(reason)?.[1] ?? null,
    signal: null,
    note: reason,
  }));
}

/** Numbers of all reports that lead to one another, whichever of them `key` names. */
async function lineOf(db: Kysely<Tables>, key: string): Promise<number[]> {
  const start = await db
    .selectFrom('reports')
    .select('n')
    .where(key.startsWith('sha256:') ? 'id' : 'key', '=', key)
    .orderBy('n')
    .executeTakeFirst();
  if (!start) return [];
  const seen = new Set([start.n]);
  const queue = [start.n];
  for (let n = queue.pop(); n !== undefined; n = queue.pop()) {
    const here = n;
    const rows = await db
      .selectFrom('reports')
      .select(['n', 'previous'])
      .where((eb) => eb.or([eb('n', '=', here), eb('previous', '=', here)]))
      .execute();
    for (const next of rows.flatMap((row) => [row.n, row.previous]))
      if (next !== null && !seen.has(next)) {
        seen.add(next);
        queue.push(next);
      }
  }
  return [...seen];
}

/** The text of a report; null when there is none. */
export async function textOfReport({ db }: Archive, key: string): Promise<string | null> {
  const row = await db
    .selectFrom('reports')
    .select('text')
    .where(key.startsWith('sha256:') ? 'id' : 'key', '=', key)
    .orderBy('n')
    .executeTakeFirst();
  return row?.text ?? null;
}
