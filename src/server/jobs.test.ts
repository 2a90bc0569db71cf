import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../test/sample-archive.ts';
import { type Archive, openArchive } from '../archive/archive.ts';
import { loadResources } from '../engine/resources.ts';
import { createApp } from './app.ts';
import { Jobs } from './jobs.ts';

const folder = temporaryFolder();
let archive: Archive;
let jobs: Jobs;
let app: ReturnType<typeof createApp>;
let csrf: string;
const limit = { burst: 1e6, perMinute: 1e6 };

beforeAll(async () => {
  archive = await openArchive(join(folder.path, 'a.db'), { create: true });
  jobs = new Jobs(archive, { resources: async () => loadResources(), mostWaiting: 3, mostKept: 6 });
  app = createApp(archive, { token: null, hosts: null, jobs, limits: { costly: limit, changes: limit } });
  csrf = (await json('/api/me')).csrf;
});
afterAll(async () => {
  await jobs.close();
  await archive.close();
  folder.dispose();
});

const get = (path: string) => app.request(`http://localhost${path}`);
const json = async (path: string) => (await get(path)).json();
const post = (path: string, body?: string | FormData, headers: Record<string, string> = {}) =>
  app.request(`http://localhost${path}`, {
    method: 'POST',
    headers: { 'x-onrecord-csrf': csrf, ...headers },
    ...(body === undefined ? {} : { body }),
  });
const ask = (value: unknown) =>
  post('/api/jobs', JSON.stringify(value), { 'content-type': 'application/json' });
/** What the stream of a job tells, once it is at its end. */
const told = async (answer: Response) => {
  expect(answer.status).toBe(202);
  const { id } = await answer.json();
  const stream = await get(`/api/jobs/${id}/events`);
  expect(stream.headers.get('content-type')).toContain('text/event-stream');
  return [...(await stream.text()).matchAll(/^data: (.*)$/gm)].map((line) => JSON.parse(line[1]!));
};

const report = {
  text: 'Gunmen killed three soldiers near the bridge at Homs on Monday, the governor said. The army sent more troops to the town.',
  title: 'Three soldiers killed at bridge',
  publisher: 'Bridge Courier',
  published: '2016-02-09',
};

test('a pasted report is read and kept, and is known the second time', async () => {
  const first = await told(await ask(report));
  expect(first.map(({ kind }) => kind)).toEqual(['added', 'done']);
  expect(first[1].job).toMatchObject({ kind: 'text', by: 'local', state: 'done', added: 1, error: null });
  const reading = await json(`/api/reports/${first[0].report}`);
  expect(reading.report).toMatchObject({ publisher: 'Bridge Courier', title: report.title });
  expect(reading.events.length).toBeGreaterThan(0);
  expect((await told(await ask(report))).map(({ kind }) => kind)).toEqual(['known', 'done']);
});

test('what is wrong with a request is said: which field, or that it is no JSON', async () => {
  const detail = async (answer: Response) => {
    expect(answer.status).toBe(400);
    return (await answer.json()).detail;
  };
  expect(await detail(await ask({ ...report, published: 'last week' }))).toBe(
    'published: a date is written as 2016-02-08',
  );
  expect(await detail(await ask({ address: 'ftp://x.example' }))).toMatch(/^address: /);
  expect(await detail(await ask({ title: 'x' }))).toMatch(/^Send \{"text"/);
  const spoiled = { 'content-type': 'application/json' };
  expect(await detail(await post('/api/decisions', '{bad', spoiled))).toMatch(/could not be taken apart/);
});

test('files: their bytes are kept as they came; one that is no report does not stop the rest', async () => {
  const form = new FormData();
  const bytes =
    '<!doctype html><title>x</title><article><p>Protesters marched to the ministry in Beirut on Friday and demanded that the minister resign.</p><script>alert(1)</script></article>';
  form.append('files', new File([bytes], '../../etc/march\u001b[31m.html'));
  form.append('files', new File(['\u0000\u0001\u0002'], 'junk.bin'));
  form.append('files', new File([`${report.text} Shops stayed closed.`], 'closed.txt'));
  form.append('published', '2016-02-10');
  const events = await told(await post('/api/jobs', form));
  expect(events.map(({ kind }) => kind)).toEqual(['added', 'failed', 'added', 'done']);
  expect(events[0].address).toBe('march[31m.html');
  const { items } = await json(`/api/reports/${events[0].report}/captures`);
  expect(items[0]).toMatchObject({ blob: createHash('sha256').update(bytes).digest('hex') });
  expect((await json(`/api/reports/${events[0].report}`)).report.published.value).toBe('2016-02-10');

  const answer = await get(`/api/captures/${items[0].n}/bytes`);
  expect(await answer.text()).toBe(bytes);
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
  expect(answer.headers.get('content-security-policy')).toMatch(/^sandbox;/);
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
});

test('an address on this machine or in the private network is not fetched', async () => {
  for (const address of ['http://127.0.0.1:1/x', 'http://192.168.0.1/', 'http://[::1]/']) {
    const events = await told(await ask({ address }));
    expect(events[0].kind).toBe('failed');
    // Already the question after robots.txt is not asked there.
    expect(['refused-address', 'robots']).toContain(events[0].problem.code);
  }
});

test('checking the archive', async () => {
  const [done] = await told(await post('/api/verify'));
  expect(done.job).toMatchObject({ kind: 'verify', state: 'done' });
  expect(done.job.verified.findings).toEqual([]);
  expect(done.job.verified.checked.reports).toBe(3);
});

test('a job can be asked for, and followed from where one was', async () => {
  const { items } = await json('/api/jobs');
  const { id } = items.at(-1);
  expect(await json(`/api/jobs/${id}`)).toEqual(items.at(-1));
  const rest = await app.request(`http://localhost/api/jobs/${id}/events`, {
    headers: { 'last-event-id': '1' },
  });
  expect((await rest.text()).match(/^id: /gm)?.length ?? 0).toBe(items.at(-1).kind === 'verify' ? 0 : 1);
  expect((await get('/api/jobs/none')).status).toBe(404);
  expect((await get('/api/jobs/none/events')).status).toBe(404);
});

test('those that are over are forgotten after a while, and no more wait than can be done', async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, () => post('/api/verify')));
  expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThan(0);
  expect(answers.every(({ status }) => status === 202 || status === 429)).toBe(true);
  await Promise.all(answers.filter(({ status }) => status === 202).map(told));
  expect((await json('/api/jobs')).items.length).toBeLessThanOrEqual(6);
});

describe('refused', () => {
  test.each([
    {},
    { text: '' },
    { text: 1 },
    { text: 'x', more: 1 },
    { text: 'x', published: 'yesterday' },
    { text: 'x', url: 'javascript:alert(1)' },
    { address: 'file:///etc/passwd' },
    { address: '/etc/passwd' },
    { address: 'ftp://example.org/' },
    { text: 'x', address: 'https://example.org/' },
  ])('%j', async (body) => {
    expect((await ask(body)).status).toBe(400);
  });

  test('what is no JSON, no form, or of another type', async () => {
    expect((await post('/api/jobs', '{', { 'content-type': 'application/json' })).status).toBe(400);
    expect(
      (await post('/api/jobs', '--x', { 'content-type': 'multipart/form-data; boundary=y' })).status,
    ).toBe(400);
    expect((await post('/api/jobs', 'x', { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await post('/api/jobs', new FormData())).status).toBe(400);
  });

  test('captures that are not there, and what is no number', async () => {
    expect((await get('/api/captures/9999/bytes')).status).toBe(404);
    for (const n of ['0', '-1', 'x', '1e99', '..%2f..%2fetc%2fpasswd'])
      expect((await get(`/api/captures/${n}/bytes`)).status, n).toBe(400);
  });
});
