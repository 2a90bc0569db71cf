/** What exports promise: the same bytes everywhere, and exactly what the same filters show. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Archive } from '../src/archive/archive.ts';
import { createApp } from '../src/server/app.ts';
import { archiveOf, temporaryFolder } from './sample-archive.ts';
import { sampleReading } from './sample-reading.ts';

const folder = temporaryFolder();
const forwards = join(folder.path, 'a.db');
const backwards = join(folder.path, 'b.db');
const readings = Array.from({ length: 80 }, (_, i) => sampleReading(i));
let archive: Archive;
let app: ReturnType<typeof createApp>;

beforeAll(async () => {
  archive = await archiveOf(forwards, readings);
  await (await archiveOf(backwards, [...readings].reverse(), 7)).close();
  const many = { burst: 1e9, perMinute: 1e9 };
  app = createApp(archive, { token: null, hosts: null, limits: { costly: many } });
}, 30_000);
afterAll(async () => {
  await archive.close();
  folder.dispose();
});

const hashesOf = (path: string, environment: Record<string, string>) =>
  new Promise<{ zone: number; hashes: Record<string, string> }>((resolve, reject) => {
    const child = fileURLToPath(new URL('export-hashes.ts', import.meta.url));
    execFile('npx', ['tsx', child, path], { env: { ...process.env, ...environment } }, (error, stdout) =>
      error ? reject(error) : resolve(JSON.parse(stdout)),
    );
  });

test('every export has the same bytes in every time zone and locale, whatever the order of coming in', async () => {
  const first = await hashesOf(forwards, { TZ: 'UTC', LC_ALL: 'C' });
  const east = await hashesOf(forwards, {
    TZ: 'Pacific/Kiritimati',
    LC_ALL: 'tr_TR.UTF-8',
    LANG: 'tr_TR.UTF-8',
  });
  const west = await hashesOf(backwards, {
    TZ: 'America/St_Johns',
    LC_ALL: 'de_DE.UTF-8',
    LANG: 'de_DE.UTF-8',
  });
  expect(new Set([first.zone, east.zone, west.zone]).size).toBe(3);
  expect(Object.keys(first.hashes).length).toBeGreaterThan(25);
  expect(east.hashes).toEqual(first.hashes);
  expect(west.hashes).toEqual(first.hashes);
}, 120_000);

const text = async (path: string) => {
  const answer = await app.request(`http://localhost${path}`);
  expect(answer.status, path).toBe(200);
  return answer.text();
};

/** `report/event` of every record that a form holds, in its order. */
const NAMES_IN: Record<string, (source: string) => string[]> = {
  json: (source) => JSON.parse(source).map(nameOf),
  jsonl: (source) =>
    source
      .split('\n')
      .filter(Boolean)
      .map((line) => nameOf(JSON.parse(line))),
  geojson: (source) => JSON.parse(source).features.map(({ id }: { id: string }) => id),
  csv: (source) =>
    // Key and id stand near the end of a row, before the offsets.
    [...source.matchAll(/,([0-9a-f]{20}),(v\d+),\d+,\d+\r\n/g)].map((row) => `${row[1]}/${row[2]}`),
  kml: (source) =>
    [...source.matchAll(/<Placemark id="r([0-9a-f]{20})-(v\d+)"/g)].map((row) => `${row[1]}/${row[2]}`),
  jsonld: (source) =>
    JSON.parse(source)['@graph'].map((event: { '@id': string }) =>
      event['@id'].replace(/^urn:onrecord:(\w+):/, '$1/'),
    ),
  annotations: (source) =>
    JSON.parse(source).items.map(({ id }: { id: string }) => id.replace(/^urn:onrecord:(\w+):/, '$1/')),
};
const nameOf = ({ report, event }: { report: string; event: string }) => `${report}/${event}`;

const filters = fc.record(
  {
    from: fc.constantFrom('2010', '2012-06', '2015-01-01'),
    to: fc.constantFrom('2015', '2016', '2018-12-31'), // None is before a `from`: that is refused.
    place: fc.constantFrom('LB', 'Orrin', 'Bélgara', 'Kesh', 'nowhere'),
    actor: fc.constantFrom('gunmen', 'soldiers', 'Northern Front'),
    source: fc.constantFrom('ministry', 'television', 'Hale'),
    type: fc.constantFrom('ASSAULT', 'COERCE,THREATEN', 'AID'),
    status: fc.constantFrom('actual', 'actual,planned,denied', 'possible'),
    outlet: fc.constantFrom('wire', 'Coast Telegraph'),
    q: fc.constantFrom('villagers', '"at least"', 'soldiers OR people', '-villagers'),
  },
  { requiredKeys: [] },
);

test('whatever the filters, a file holds exactly what they show, in the same order', async () => {
  await fc.assert(
    fc.asyncProperty(filters, fc.constantFrom(...Object.keys(NAMES_IN)), async (filter, form) => {
      const query = new URLSearchParams(filter as Record<string, string>).toString();
      const shown: string[] = [];
      let next: string | null = '';
      while (next !== null) {
        const page: { items: { report: string; event: string }[]; next: string | null; total: number } =
          JSON.parse(await text(`/api/chronology?limit=50&${query}${next ? `&cursor=${next}` : ''}`));
        shown.push(...page.items.map(nameOf));
        next = page.next;
        if (next === null) expect(shown).toHaveLength(page.total);
      }
      expect(NAMES_IN[form]!(await text(`/api/chronology.${form}?${query}`)), form).toEqual(shown);
    }),
    { seed: 20_161_124, numRuns: 100 },
  );
}, 120_000);
