/**
 * A client that is generated from /openapi.json by a public generator (openapi-typescript, with openapi-fetch): its
 * types hold, and it can do what the API is for.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Archive } from '../src/archive/archive.ts';
import { type Served, serve } from '../src/server/serve.ts';
import { archiveOf, temporaryFolder } from './sample-archive.ts';
import { sampleReading } from './sample-reading.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = temporaryFolder();
let archive: Archive;
let served: Served;
/** Within the project, so that the generated client finds its library. */
let generated: string;

beforeAll(async () => {
  const readings = Array.from({ length: 30 }, (_, i) => sampleReading(i));
  archive = await archiveOf(join(folder.path, 'a.db'), readings);
  served = await serve(archive, { host: '127.0.0.1', port: 0, token: null });
  mkdirSync(join(root, 'node_modules', '.cache'), { recursive: true });
  generated = mkdtempSync(join(root, 'node_modules', '.cache', 'onrecord-client-'));
  const schema = await (await fetch(`${served.url}/openapi.json`)).json();
  writeFileSync(join(generated, 'schema.ts'), astToString(await openapiTS(schema)));
  writeFileSync(join(generated, 'client.mts'), CLIENT);
}, 60_000);
afterAll(async () => {
  await served.close();
  await archive.close();
  folder.dispose();
  rmSync(generated, { recursive: true, force: true });
});

const CLIENT = `
import createClient from 'openapi-fetch';
import type { components, paths } from './schema.ts';

const client = createClient<paths>({ baseUrl: process.argv[2]! });
const need = <T,>(value: T | undefined): T => {
  if (value === undefined) throw new Error('no answer');
  return value;
};

const me = need((await client.GET('/api/me')).data);
const reports: components['schemas']['ReportLine'][] = [];
let cursor: string | undefined;
do {
  const page = need((await client.GET('/api/reports', { params: { query: { limit: 7, ...(cursor ? { cursor } : {}) } } })).data);
  reports.push(...page.items);
  cursor = page.next ?? undefined;
} while (cursor);
const id = reports[0]!.id;
const reading = need((await client.GET('/api/reports/{id}', { params: { path: { id } } })).data);
const events = need((await client.GET('/api/chronology', { params: { query: { type: 'ASSAULT' } } })).data);
const sentence: string = events.items[0]!.sentence;
const claims = need((await client.GET('/api/claims')).data);
const sources = need((await client.GET('/api/sources')).data);
const source = need((await client.GET('/api/sources/{id}', { params: { path: { id: sources.items[0]!.id } } })).data);
const places = need((await client.GET('/api/places')).data);
const entities = need((await client.GET('/api/entities')).data);
const outlets = need((await client.GET('/api/outlets')).data);
const facets = need((await client.GET('/api/facets')).data);
const incidents = need((await client.GET('/api/incidents')).data);
const csv = need((await client.GET('/api/claims.csv', { parseAs: 'text' })).data);

const refused = await client.POST('/api/verify');
const headers = { 'x-onrecord-csrf': me.csrf ?? '' };
const asked = need((await client.POST('/api/verify', { headers })).data);
let job = need((await client.GET('/api/jobs/{id}', { params: { path: { id: asked.id } } })).data);
while (job.state === 'waiting' || job.state === 'running') {
  await new Promise((resolve) => setTimeout(resolve, 50));
  job = need((await client.GET('/api/jobs/{id}', { params: { path: { id: asked.id } } })).data);
}
const missing = await client.GET('/api/reports/{id}', { params: { path: { id: 'none' } } });
const wrong = await client.GET('/api/chronology', { params: { query: { from: 'yesterday' } } });

console.log(JSON.stringify({
  role: me.role,
  reports: reports.length,
  text: reading.report.text.length,
  sentence,
  claims: claims.total,
  ofSource: source.claims.total,
  places: places.total,
  entities: entities.total,
  outlets: outlets.total,
  types: facets.types.length,
  incidents: incidents.total,
  rows: csv.trimEnd().split('\\n').length - 1,
  refused: refused.response.status,
  state: job.state,
  findings: job.verified?.findings.length,
  missing: missing.error?.detail,
  wrong: wrong.error?.status,
}));
`;

/** Not in step with this process, which has to answer meanwhile. */
const run = (command: string, ...words: string[]) =>
  new Promise<{ stdout: string; stderr: string }>((resolve) => {
    execFile('npx', [command, ...words], { cwd: generated, timeout: 60_000 }, (_error, stdout, stderr) =>
      resolve({ stdout, stderr }),
    );
  });

test('its types are right', async () => {
  const options =
    '--noEmit --strict --skipLibCheck --target es2022 --module nodenext --moduleResolution nodenext --allowImportingTsExtensions --types node';
  const { stdout } = await run('tsc', ...options.split(' '), 'client.mts');
  expect(stdout).toBe('');
}, 120_000);

test('it reads all lists, follows pages, asks for what takes time, and is told what is wrong', async () => {
  const { stdout, stderr } = await run('tsx', 'client.mts', served.url);
  expect(stderr).toBe('');
  const said = JSON.parse(stdout);
  expect(said).toMatchObject({
    role: 'admin',
    reports: 30,
    refused: 403,
    state: 'done',
    findings: 0,
    wrong: 400,
  });
  expect(said.missing).toContain('none');
  expect(said.sentence).toMatch(/\.$/);
  expect(said.rows).toBe(said.claims);
  for (const name of ['text', 'claims', 'ofSource', 'places', 'entities', 'outlets', 'types'])
    expect(said[name], name).toBeGreaterThan(0);
}, 120_000);
