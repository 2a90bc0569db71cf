import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { added, archiveOf, temporaryFolder, ticking } from '../../test/sample-archive.ts';
import { sampleReading } from '../../test/sample-reading.ts';
import { addBatch, beginRun } from '../archive/add.ts';
import type { Archive } from '../archive/archive.ts';
import { createApp } from './app.ts';

const folder = temporaryFolder();
let archive: Archive;
let app: ReturnType<typeof createApp>;
beforeAll(async () => {
  archive = await archiveOf(
    join(folder.path, 'a.db'),
    Array.from({ length: 20 }, (_, i) => sampleReading(i)),
  );
  app = createApp(archive, { token: null, hosts: null });
});
afterAll(async () => {
  await archive.close();
  folder.dispose();
});

const LISTS = [
  'chronology',
  'reports',
  'facets',
  'search?q=villagers',
  'stats',
  'claims',
  'entities',
  'places',
  'sources',
  'outlets',
  'incidents',
];
const get = (path: string, headers: Record<string, string> = {}) =>
  app.request(`http://localhost/api/${path}`, { headers });

test.each(LISTS)('%s: the second answer is the first, and is not sent to whoever has it', async (path) => {
  const first = await get(path);
  const etag = first.headers.get('etag')!;
  expect(etag).toMatch(/^"[\w-]{27}"$/);
  expect(first.headers.get('cache-control')).toBe('private, no-cache');
  const text = await first.text();
  const second = await get(path);
  expect([second.headers.get('etag'), await second.text()]).toEqual([etag, text]);
  expect(second.headers.get('content-type')).toBe(first.headers.get('content-type'));
  expect(second.headers.get('content-security-policy')).toBe(first.headers.get('content-security-policy'));
  const third = await get(path, { 'if-none-match': `"x", ${etag}` });
  expect([third.status, await third.text()]).toEqual([304, '']);
});

test('another query is another answer; one that was not understood is not kept', async () => {
  const [all, some] = await Promise.all([get('chronology'), get('chronology?type=ASSAULT')]);
  expect(all.headers.get('etag')).not.toBe(some.headers.get('etag'));
  expect((await get('chronology?from=x')).headers.get('etag')).toBeNull();
});

test('what is added is in the next answer', async () => {
  const before = await get('reports');
  const { total } = await before.json();
  const run = await beginRun(archive, 'test', 'engine-1', ticking());
  await addBatch(archive, run, [added(sampleReading(99))]);
  const after = await get('reports', { 'if-none-match': before.headers.get('etag')! });
  expect(after.status).toBe(200);
  expect((await after.json()).total).toBe(total + 1);
});

test('a reader is not given what was kept for others', async () => {
  const reader = createApp(archive, { token: 'secret', tokenRole: 'reader', hosts: null });
  const editor = createApp(archive, { token: 'secret', tokenRole: 'editor', hosts: null });
  const etagOf = async (of: typeof app) =>
    (
      await of.request('http://localhost/api/claims', { headers: { authorization: 'Bearer secret' } })
    ).headers.get('etag');
  expect(await etagOf(reader)).not.toBe(await etagOf(editor));
});
