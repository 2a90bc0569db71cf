import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { archiveOf, temporaryFolder } from '../../test/sample-archive.ts';
import { sampleReading } from '../../test/sample-reading.ts';
import type { Archive } from '../archive/archive.ts';
import { createApp } from './app.ts';
import { ServeError, serve } from './serve.ts';

const folder = temporaryFolder();
let archive: Archive;
beforeAll(async () => {
  archive = await archiveOf(join(folder.path, 'a.db'), [sampleReading(1)]);
});
afterAll(async () => {
  await archive.close();
  folder.dispose();
});

test('answers where it says', async () => {
  const served = await serve(archive, { host: '127.0.0.1', port: 0, token: null });
  const health = await fetch(`${served.url}/api/health`);
  expect(health.status).toBe(200);
  await served.close();
  await expect(fetch(`${served.url}/api/health`)).rejects.toThrow();
});

test('a port that is taken, an address that is not ours, a door that would be open', async () => {
  const served = await serve(archive, { host: '127.0.0.1', port: 0, token: null });
  const port = Number(new URL(served.url).port);
  await expect(serve(archive, { host: '127.0.0.1', port, token: null })).rejects.toThrow(/port \d+ is taken/);
  await served.close();
  await expect(serve(archive, { host: '0.0.0.0', port: 0, token: null })).rejects.toThrow(ServeError);
  await expect(serve(archive, { host: '0.0.0.0', port: 0, token: null })).rejects.toThrow(/ONRECORD_TOKEN/);
  await expect(
    serve(archive, { host: '203.0.113.1', port: 0, token: 'a token that is long' }),
  ).rejects.toThrow(/no address of this machine/);
});

test('the web app: its files, its page under every other address, nothing beside it', async () => {
  const web = join(folder.path, 'web');
  mkdirSync(join(web, 'assets'), { recursive: true });
  writeFileSync(join(web, 'index.html'), '<!doctype html><title>app</title>');
  writeFileSync(join(web, 'assets', 'a-123.js'), 'export {};');
  writeFileSync(join(folder.path, 'secret.txt'), 'secret');
  const app = createApp(archive, { token: null, hosts: null, web });
  const get = (path: string) => app.request(`http://localhost${path}`);
  expect(await (await get('/')).text()).toContain('app');
  expect(await (await get('/report/abc')).text()).toContain('app');
  const script = await get('/assets/a-123.js');
  expect(script.headers.get('content-type')).toContain('text/javascript');
  expect(script.headers.get('cache-control')).toContain('immutable');
  for (const path of [
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/../../secret.txt',
    '/none.js',
  ]) {
    const answer = await get(path);
    expect(await answer.text()).not.toContain('secret\n');
    expect([404, 200]).toContain(answer.status);
    expect(answer.status === 200 ? answer.headers.get('content-type') : '').not.toContain('text/plain');
  }
});
