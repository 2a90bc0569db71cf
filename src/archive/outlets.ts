/**
 * Outlets: how much each publishes of its own, how much of others, and how long after them.
 *
 * @module
 */
import { sql } from 'kysely';
import type { Archive } from './archive.ts';
import { type Filter, reportCondition } from './filter.ts';
import type { Page, PageRequest } from './pages.ts';
import { rankedPage } from './ranked.ts';

export interface OutletLine {
  name: string;
  reports: number;
  /** Texts among its reports: copies of one count once. */
  origins: number;
  /** Reports whose text another report carried before. */
  copies: number;
  /** From the first report of a text to the outlet's copy of it, where both are dated; null when it has no such copy. */
  medianDelayHours: number | null;
}

/** Those with most reports first. */
export async function listOutlets(
  archive: Archive,
  filter: Filter,
  request: PageRequest,
): Promise<Page<OutletLine>> {
  const grouped = archive.db
    .selectFrom('reports')
    .where('reports.publisher', 'is not', null)
    .where((eb) => reportCondition(archive.backend, eb, filter))
    .select(({ fn }) => [
      'reports.publisher as name',
      sql<number>`cast(count(*) as integer)`.as('rank'),
      fn.min('reports.key').as('key'),
    ])
    .groupBy('reports.publisher');
  const page = await rankedPage(archive, grouped, request);
  const copying = await copyingOf(
    archive,
    filter,
    page.items.map(({ name }) => name!),
  );
  const items = page.items.map(({ name, rank }) => ({
    name: name!,
    reports: rank,
    ...(copying.get(name!) ?? { origins: rank, copies: 0, medianDelayHours: null }),
  }));
  return { ...page, items };
}

type Copying = Pick<OutletLine, 'origins' | 'copies' | 'medianDelayHours'>;

async function copyingOf(archive: Archive, filter: Filter, names: string[]): Promise<Map<string, Copying>> {
  const found = new Map<string, { origins: Set<string>; copies: number; delays: number[] }>();
  for (let at = 0; at < names.length; at += 100) {
    const rows = await archive.db
      .selectFrom('reports')
      .innerJoin('origins', 'origins.report', 'reports.n')
      .innerJoin('reports as first', 'first.key', 'origins.origin')
      .where('reports.publisher', 'in', names.slice(at, at + 100))
      .where((eb) => reportCondition(archive.backend, eb, filter))
      .select(['reports.publisher as outlet', 'reports.key', 'reports.published'])
      .select(['first.key as origin', 'first.published as began'])
      .execute();
    for (const { outlet, key, published, origin, began } of rows) {
      const of = found.get(outlet!) ?? { origins: new Set(), copies: 0, delays: [] };
      found.set(outlet!, of);
      of.origins.add(origin);
      if (origin === key) continue;
      of.copies++;
      const hours = (Date.parse(published ?? '') - Date.parse(began ?? '')) / 3_600_000;
      if (hours >= 0) of.delays.push(hours);
    }
  }
  return new Map(
    [...found].map(([outlet, { origins, copies, delays }]) => [
      outlet,
      { origins: origins.size, copies, medianDelayHours: median(delays) },
    ]),
  );
}

function median(numbers: number[]): number | null {
  if (numbers.length === 0) return null;
  const sorted = numbers.sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
