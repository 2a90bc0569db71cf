import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { archiveOf, temporaryFolder } from '../../test/sample-archive.ts';
import { sampleReading } from '../../test/sample-reading.ts';
import type { Archive } from '../archive/archive.ts';
import { createApp } from './app.ts';
import {
  ClaimLineAnswer,
  EntityLineAnswer,
  LogLineAnswer,
  OutletLineAnswer,
  PlaceLineAnswer,
  SourceAnswer,
  SourceLineAnswer,
} from './list-answers.ts';

const folder = temporaryFolder();
let archive: Archive;
let app: ReturnType<typeof createApp>;
const limit = { burst: 1e6, perMinute: 1e6 };

beforeAll(async () => {
  archive = await archiveOf(
    join(folder.path, 'a.db'),
    Array.from({ length: 60 }, (_, i) => sampleReading(i)),
  );
  app = createApp(archive, { token: null, hosts: null, limits: { costly: limit } });
});
afterAll(async () => {
  await archive.close();
  folder.dispose();
});

const text = async (path: string) => {
  const answer = await app.request(`http://localhost${path}`);
  expect(answer.status, path).toBe(200);
  return answer.text();
};
const json = async (path: string) => JSON.parse(await text(path));

const LINES = {
  claims: ClaimLineAnswer,
  entities: EntityLineAnswer,
  places: PlaceLineAnswer,
  sources: SourceLineAnswer,
  outlets: OutletLineAnswer,
  log: LogLineAnswer,
};
const FILTERS = [
  '',
  'from=2012&to=2016',
  'place=LB',
  'type=ASSAULT',
  'outlet=a',
  'source=the',
  'q=villagers',
  'actor=army',
];

describe.each(Object.keys(LINES) as (keyof typeof LINES)[])('%s', (name) => {
  test('every line is as the schema says', async () => {
    const { items, total } = await json(`/api/${name}`);
    expect(total).toBeGreaterThan(0);
    for (const item of items) LINES[name].strict().parse(item);
  });

  test.each(FILTERS)('with %s: pages, and files, hold the same in the same order', async (filter) => {
    const items: unknown[] = [];
    let next: string | null = '';
    let total = 0;
    while (next !== null) {
      const page: { items: unknown[]; next: string | null; total: number } = await json(
        `/api/${name}?limit=7&${filter}${next ? `&cursor=${next}` : ''}`,
      );
      items.push(...page.items);
      ({ next, total } = page);
    }
    expect(items).toHaveLength(total);
    expect(new Set(items.map((item) => JSON.stringify(item))).size).toBe(items.length);
    expect(await json(`/api/${name}.json?${filter}`)).toEqual(items);
    const rows = (await text(`/api/${name}.csv?${filter}`)).split('\r\n');
    expect(rows.length - 2).toBe(items.length);
    if (name !== 'places') return;
    const { features } = await json(`/api/places.geojson?${filter}`);
    expect(features).toHaveLength(items.length);
    for (const { geometry } of features) expect(geometry.type).toBe('Point');
  });

  test('a cursor of another list, or of nobody', async () => {
    for (const cursor of [
      '!!!',
      Buffer.from('12').toString('base64url'),
      Buffer.from('x y').toString('base64url'),
    ]) {
      const { status } = await app.request(`http://localhost/api/${name}?cursor=${cursor}`);
      expect([name === 'log' ? 200 : 400, 400]).toContain(status);
    }
  });
});

test('the counts of a list are those of the chronology and of the statements', async () => {
  const { items } = await json('/api/places?limit=1000');
  const { total } = await json('/api/chronology');
  expect(items.reduce((sum: number, { events }: { events: number }) => sum + events, 0)).toBe(total);
  const sources = await json('/api/sources?limit=1000');
  const claims = await json('/api/claims');
  expect(sources.items.reduce((sum: number, line: { claims: number }) => sum + line.claims, 0)).toBe(
    claims.total,
  );
});

test('a source: its statements, who prints them, what rests on them', async () => {
  const { items } = await json('/api/sources');
  for (const line of items) {
    const found = await json(`/api/sources/${line.id}`);
    SourceAnswer.strict().parse(found);
    expect(found).toMatchObject({ name: line.name, kind: line.kind, reports: line.reports });
    expect(found.claims.total).toBe(line.claims);
    for (const claim of found.claims.items) expect(claim.source.id).toBe(line.id);
    expect(found.quotedBy.reduce((sum: number, { claims }: { claims: number }) => sum + claims, 0)).toBe(
      line.claims,
    );
  }
  expect((await app.request('http://localhost/api/sources/none')).status).toBe(404);
});

test('copies of one text under another name are copies, and come later', async () => {
  const readings = [0, 1].map((i) => sampleReading(5, { publisher: ['Early Wire', 'Late Post'][i]! }));
  readings[0]!.report.published = { value: '2016-02-08T06:00:00Z', method: 'metadata', why: '' };
  readings[1]!.report.published = { value: '2016-02-08T09:00:00Z', method: 'metadata', why: '' };
  const copies = await archiveOf(join(folder.path, 'copies.db'), readings);
  const other = createApp(copies, { token: null, hosts: null });
  const ask = async (path: string) => (await other.request(`http://localhost/api/${path}`)).json();
  const { items } = await ask('outlets');
  const [folded] = (await ask('reports?fold=1')).items;
  expect(folded).toMatchObject({ publisher: 'Early Wire', origin: { outlet: 'Early Wire', reports: 2 } });
  const carriers = await ask(`reports?origin=${folded.origin.id}`);
  expect(carriers.items.map((line: { publisher: string }) => line.publisher)).toEqual([
    'Late Post',
    'Early Wire',
  ]);
  expect((await ask('reports?origin=none')).total).toBe(0);
  await copies.close();
  expect(Object.fromEntries(items.map((line: { name: string }) => [line.name, line]))).toMatchObject({
    'Early Wire': { reports: 1, origins: 1, copies: 0, medianDelayHours: null },
    'Late Post': { reports: 1, origins: 1, copies: 1, medianDelayHours: 3 },
  });
});
