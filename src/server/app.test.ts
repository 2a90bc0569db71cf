import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { archiveOf, temporaryFolder } from '../../test/sample-archive.ts';
import { sampleReading } from '../../test/sample-reading.ts';
import type { Archive } from '../archive/archive.ts';
import { reportKey } from '../archive/rows.ts';
import { Reading } from '../record/reading.ts';
import { FacetsAnswer, RecordAnswer, ReportLineAnswer, StatsAnswer } from './answers.ts';
import { createApp } from './app.ts';

const folder = temporaryFolder();
let archive: Archive;
let app: ReturnType<typeof createApp>;
const readings = Array.from({ length: 60 }, (_, i) => sampleReading(i));

beforeAll(async () => {
  archive = await archiveOf(join(folder.path, 'a.db'), readings);
  app = createApp(archive, { token: null, hosts: ['localhost'] });
});
afterAll(async () => {
  await archive.close();
  folder.dispose();
});

const get = (path: string, headers = {}) => app.request(`http://localhost${path}`, { headers });
const json = async (path: string) => {
  const answer = await get(path);
  expect(answer.status, path).toBe(200);
  return answer.json();
};
const problem = async (path: string, status: number) => {
  const answer = await get(path);
  expect(answer.status, path).toBe(status);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  const body = await answer.json();
  expect(body).toMatchObject({ status, title: expect.any(String), detail: expect.any(String) });
  return body.detail as string;
};

describe('answers', () => {
  test('reports, page by page, as the schema says', async () => {
    const page = await json('/api/reports?limit=7');
    expect(page.items).toHaveLength(7);
    expect(page.total).toBe(60);
    for (const item of page.items) ReportLineAnswer.strict().parse(item);
    const next = await json(`/api/reports?limit=7&cursor=${page.next}`);
    expect(next.items[0].id).not.toBe(page.items[6].id);
    const placed = await json('/api/reports?limit=7&offset=7');
    expect(placed).toEqual(next);
  });

  test('a reading by key and by text, and where it came from', async () => {
    const reading = readings[3]!;
    const found = await json(`/api/reports/${reportKey(reading)}`);
    expect(Reading.parse(found)).toEqual(reading);
    expect(await json(`/api/reports/${encodeURIComponent(reading.report.id)}`)).toEqual(reading);
    const { items } = await json(`/api/reports/${reportKey(reading)}/captures`);
    expect(items).toMatchObject([{ way: 'file', part: null, size: Buffer.byteLength(reading.report.text) }]);
  });

  test('a reading that was not changed is not sent again', async () => {
    const path = `/api/reports/${reportKey(readings[3]!)}`;
    const etag = (await get(path)).headers.get('etag')!;
    expect(etag).toMatch(/^"/);
    const again = await get(path, { 'if-none-match': etag });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });

  test('the chronology, with a sentence and a source each', async () => {
    const page = await json('/api/chronology?limit=100&type=ASSAULT&place=B%C3%A9lgara');
    expect(page.items.length).toBeGreaterThan(0);
    for (const item of page.items) {
      RecordAnswer.strict().parse(item);
      expect(item.sentence).toMatch(/^Assault by .* in Bélgara.*: at least \d+ .*killed, according to .*\.$/);
    }
  });

  test('search, stats, failures, health', async () => {
    const found = await json('/api/search?q=villagers&limit=3');
    expect(found.events.total).toBeGreaterThan(0);
    expect(found.reports.items.length).toBeLessThanOrEqual(3);
    StatsAnswer.strict().parse(await json('/api/stats'));
    FacetsAnswer.strict().parse(await json('/api/facets?place=LB'));
    expect(await json('/api/failures')).toEqual({ items: [] });
    expect(await json('/api/health')).toMatchObject({ status: 'ok' });
  });

  test('every export holds what the same filter shows', async () => {
    const filter = 'from=2012&to=2018&type=ASSAULT,COERCE';
    const { items, total } = await json(`/api/chronology?limit=1000&${filter}`);
    expect(items).toHaveLength(total);
    const names = items.map(({ report, event }: { report: string; event: string }) => `${report}/${event}`);
    const text = async (name: string) => (await get(`/api/chronology.${name}?${filter}`)).text();
    const records = JSON.parse(await text('json')) as { report: string; event: string }[];
    expect(records.map(({ report, event }) => `${report}/${event}`)).toEqual(names);
    expect(
      (await text('jsonl'))
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
        .map(({ chain: _, ...record }) => record),
    ).toEqual(records);
    expect(JSON.parse(await text('geojson')).features.map(({ id }: { id: string }) => id)).toEqual(names);
    expect((await text('csv')).trimEnd().split('\r\n')).toHaveLength(total + 1);
  });

  test('what the archive gives is what the schemas say, word for word', async () => {
    const { paths } = await json('/openapi.json');
    for (const [path, methods] of Object.entries(paths as Record<string, object>))
      if ('get' in methods && !/\{|\.(?!json$)/.test(path)) await json(path);
  });

  test('OpenAPI describes every route', async () => {
    const { openapi, paths } = await json('/openapi.json');
    expect(openapi).toBe('3.1.0');
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining(['/api/reports', '/api/reports/{id}', '/api/chronology', '/api/search']),
    );
  });
});

describe('refusals', () => {
  test('what is not there', async () => {
    expect(await problem('/api/reports/none', 404)).toContain('none');
    await problem('/api/reports/none/captures', 404);
    await problem('/api/nothing', 404);
    await problem('/api/chronology.exe', 404);
  });

  test.each([
    '/api/chronology?from=yesterday',
    '/api/chronology.csv?from=yesterday',
    '/api/reports?to=2016-13',
    '/api/reports?limit=0',
    '/api/reports?limit=abc',
    '/api/reports?limit=100000',
    '/api/reports?cursor=!!!',
    `/api/search?q=${'x'.repeat(600)}`,
  ])('%s', async (path) => {
    await problem(path, 400);
  });

  test('what is meant for the database is only words', async () => {
    // What looks like a field that is none is not understood, and said so.
    for (const words of [
      `'; drop table reports; --`,
      '" OR 1=1',
      'NEAR(a b)',
      'title:*',
      '%',
      '_',
      '\\',
      '(',
      '^',
      '-',
    ])
      for (const name of ['q', 'place', 'actor', 'source', 'outlet', 'report', 'type', 'status'])
        expect([200, 400]).toContain(
          (await get(`/api/chronology?${name}=${encodeURIComponent(words)}`)).status,
        );
    expect((await json('/api/stats')).reports).toBe(60);
  });

  test('another host name: no page of another site may ask through a name of its own', async () => {
    const answer = await app.request('http://evil.example/api/reports');
    expect(answer.status).toBe(403);
  });

  test('without the token, where one is set', async () => {
    const closed = createApp(archive, { token: 'secret', hosts: null });
    const ask = (headers: Record<string, string>, path = '/api/reports') =>
      closed.request(`http://host${path}`, { headers });
    expect((await ask({})).status).toBe(401);
    expect((await ask({}, '/openapi.json')).status).toBe(401);
    expect((await ask({ authorization: 'Bearer secre' })).status).toBe(401);
    expect((await ask({ authorization: 'Bearer secret' })).status).toBe(200);
    expect((await ask({ authorization: `Basic ${btoa('me:secret')}` })).status).toBe(200);
    expect((await ask({ authorization: `Basic ${btoa('secret')}` })).status).toBe(200);
  });
});

test('every answer carries the headers that keep a page from being abused', async () => {
  for (const path of ['/api/reports', '/api/nothing', '/api/chronology.csv']) {
    const answer = await get(path);
    await answer.text();
    const { headers } = answer;
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
  }
});

test('only the worker that reads in a browser may compile, and it may ask nobody but this server', async () => {
  const policy = async (path: string) => (await get(path)).headers.get('content-security-policy');
  expect(await policy('/assets/reader/worker-1.js')).toMatch(/'wasm-unsafe-eval'; connect-src 'self'/);
  expect(await policy('/assets/index-1.js')).not.toContain('unsafe');
});
