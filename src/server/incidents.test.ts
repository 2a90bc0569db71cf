import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { archiveOf, temporaryFolder } from '../../test/sample-archive.ts';
import { retold } from '../../test/sample-retold.ts';
import type { Archive } from '../archive/archive.ts';
import { reportKey } from '../archive/rows.ts';
import { INCIDENT_FORMS } from '../publish/incident-export.ts';
import { createApp } from './app.ts';
import {
  DecidedAnswer,
  DoubtfulPairAnswer,
  ExplainedIncidentAnswer,
  IncidentAnswer,
  IncidentLineAnswer,
  StorylineAnswer,
} from './incident-answers.ts';

const folder = temporaryFolder();
let archive: Archive;
let app: ReturnType<typeof createApp>;
const readings = Array.from({ length: 40 }, (_, i) => retold(i));

beforeAll(async () => {
  archive = await archiveOf(join(folder.path, 'a.db'), readings);
  app = createApp(archive, { token: null, hosts: ['localhost'] });
});
afterAll(async () => {
  await archive.close();
  folder.dispose();
});

const ask = (path: string, init: RequestInit = {}) => app.request(`http://localhost${path}`, init);
const json = async (path: string) => {
  const answer = await ask(path);
  expect(answer.status, path).toBe(200);
  return answer.json();
};
const post = async (path: string, body: object) => {
  const { csrf } = await json('/api/me');
  return ask(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-onrecord-csrf': csrf },
    body: JSON.stringify(body),
  });
};

test('incidents, page by page, as the schema says; each says how many reports and origins', async () => {
  const first = await json('/api/incidents?limit=5');
  for (const item of first.items) IncidentLineAnswer.strict().parse(item);
  const next = await json(`/api/incidents?limit=1000&cursor=${first.next}`);
  expect(first.items.length + next.items.length).toBe(first.total);
  const { items } = await json('/api/incidents?origins=2&limit=1000');
  expect(items.length).toBeGreaterThan(0);
  expect(items.every(({ origins }: { origins: number }) => origins >= 2)).toBe(true);
  expect((await ask('/api/incidents?origins=none')).status).toBe(400);
  const one = await json(`/api/incidents/${items[0].id}`);
  IncidentAnswer.strict().parse(one);
  expect(one.sentence).toBe(items[0].sentence);
  expect((await ask('/api/incidents/nothing')).status).toBe(404);
});

test.each(INCIDENT_FORMS)('all of them as %s', async (name) => {
  const answer = await ask(`/api/incidents.${name}`);
  expect(answer.status).toBe(200);
  const text = await answer.text();
  const { items } = await json('/api/incidents?limit=1000');
  for (const { id } of items) expect(text).toContain(id);
  if (name === 'geojson') expect(JSON.parse(text).features).toHaveLength(items.length);
  expect((await ask(`/api/incidents.${name}?from=soon`)).status).toBe(400);
});

test('reports say whose text they carry; folded, each text has one line', async () => {
  const { items, total } = await json('/api/reports?limit=1000');
  expect(total).toBe(40);
  const copies = items.filter(({ origin }: { origin: { reports: number } }) => origin.reports > 1);
  expect(copies.length).toBeGreaterThan(10);
  const folded = await json('/api/reports?fold=1&limit=1000');
  const origins = new Set(items.map(({ origin }: { origin: { id: string } }) => origin.id));
  expect(folded.total).toBe(origins.size);
  expect(folded.items).toHaveLength(origins.size);
});

test('review, explanations, storylines, and incidents of a report', async () => {
  for (const item of (await json('/api/review')).items) DoubtfulPairAnswer.strict().parse(item);
  const { items } = await json('/api/incidents?origins=2');
  ExplainedIncidentAnswer.parse(await json(`/api/incidents/${items[0].id}/explain`));
  const { items: lines } = await json('/api/storylines');
  for (const line of lines) StorylineAnswer.strict().parse(line);
  expect((await json(`/api/storylines/${lines[0].id}`)).items).toHaveLength(lines[0].incidents);
  const key = reportKey(readings[0]!);
  const of = await json(`/api/reports/${key}/incidents`);
  expect(of.items.length).toBeGreaterThan(0);
});

describe('decisions', () => {
  test('a merge, its history, where the other id leads, and its undoing', async () => {
    const { items } = await json('/api/incidents?limit=2');
    const ids = items.map(({ id }: { id: string }) => id);
    const before = await json(`/api/incidents/${ids[1]}`);
    const made = await (
      await post('/api/decisions', { kind: 'merge', reason: 'one', incidents: ids })
    ).json();
    DecidedAnswer.parse(made);
    const [survivor] = made.incidents;
    const gone = ids.find((id: string) => id !== survivor);
    const answer = await ask(`/api/incidents/${gone}`);
    expect(answer.status).toBe(301);
    expect(answer.headers.get('location')).toBe(`/api/incidents/${survivor}`);
    expect((await json(`/api/incidents/${survivor}/history`)).items).toMatchObject([
      { kind: 'merge', by: 'local' },
    ]);
    const undone = await post(`/api/decisions/${made.decision.n}/undo`, { reason: 'two' });
    expect((await undone.json()).incidents.sort()).toEqual([...ids].sort());
    expect(await json(`/api/incidents/${ids[1]}`)).toEqual(before);
  });

  test('what cannot be decided is refused with its reason', async () => {
    for (const [body, status] of [
      [{ kind: 'merge', reason: 'x', incidents: ['nothing', 'more'] }, 404],
      [{ kind: 'merge', reason: '', incidents: [] }, 400],
      [{ kind: 'unknown', reason: 'x' }, 400],
      [{ kind: 'grade', reason: 'x', incident: 'nothing', grade: 'fair' }, 404],
    ] as const) {
      const answer = await post('/api/decisions', body);
      expect(answer.status).toBe(status);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
    }
    expect((await ask('/api/decisions', { method: 'POST', body: '{}' })).status).toBe(403);
    expect((await post('/api/decisions/999/undo', {})).status).toBe(404);
  });
});

test('what people decide is in what leaves: a rejected telling nowhere, a correction in the incidents', async () => {
  const { items } = await json('/api/incidents?limit=1000');
  const { mentions } = await json(`/api/incidents/${items[0].id}`);
  const { report, event } = mentions[0];
  const told = async () =>
    JSON.parse(await (await ask(`/api/chronology.json?report=${report}`)).text()).some(
      (record: { event: string }) => record.event === event,
    );
  const listed = await told();
  const rejection = { kind: 'reject', mentions: mentions.map((one: { mention: string }) => one.mention) };
  const { decision } = await (await post('/api/decisions', { ...rejection, reason: 'no event' })).json();
  expect(listed).toBe(true);
  expect(await told()).toBe(false);
  await post(`/api/decisions/${decision.n}/undo`, { reason: 'it was' });
  expect(await told()).toBe(true);
  const value = { name: 'Élsewhere', geonames: null, lat: null, lon: null, country: null, admin1: null };
  const correction = { kind: 'correct', incident: items[0].id, field: 'place', value, reason: 'read it' };
  expect((await post('/api/decisions', correction)).status).toBe(200);
  const csv = await (await ask('/api/incidents.csv')).text();
  const row = csv.split('\r\n').find((line) => line.startsWith(items[0].id))!;
  expect(row).toContain(',Élsewhere,');
  expect(row).toContain(`place (read as ${items[0].place.name})`);
});
