import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { archiveOf, temporaryFolder, ticking } from '../../test/sample-archive.ts';
import { sampleReading } from '../../test/sample-reading.ts';
import type { Archive } from '../archive/archive.ts';
import { removeReports } from '../archive/removal.ts';
import { reportKey } from '../archive/rows.ts';
import { createApp } from './app.ts';

const folder = temporaryFolder();
afterAll(folder.dispose);
let archive: Archive;
let app: ReturnType<typeof createApp>;
const url = 'https://ledger.example/mine';
const [first, second, gone] = [sampleReading(1, { url }), sampleReading(2, { url }), sampleReading(3)];

beforeAll(async () => {
  archive = await archiveOf(join(folder.path, 'a.db'), [first!, second!, gone!]);
  await removeReports(archive, [reportKey(gone!)], { reason: 'a secret reason', by: 'b', clock: ticking() });
  app = createApp(archive, { token: null, hosts: ['localhost'] });
});
const get = (path: string) => app.request(path, { headers: { host: 'localhost' } });

describe('versions of a report', () => {
  test('are listed, whichever of them is asked for', async () => {
    const answer = await get(`/api/reports/${reportKey(second!)}/versions`);
    expect(answer.status).toBe(200);
    const { items } = await answer.json();
    expect(items.map(({ key }: { key: string }) => key)).toEqual([reportKey(first!), reportKey(second!)]);
    expect(await (await get(`/api/reports/${reportKey(first!)}/versions`)).json()).toEqual({ items });
  });

  test('differ in blocks that make up both texts', async () => {
    const answer = await get(`/api/reports/${reportKey(first!)}/diff?with=${reportKey(second!)}`);
    expect(answer.status).toBe(200);
    const { blocks } = (await answer.json()) as { blocks: { kind: string; text: string }[] };
    const without = (kind: string) =>
      blocks
        .filter((block) => block.kind !== kind)
        .map(({ text }) => text)
        .join('');
    expect(without('added')).toBe(first!.report.text);
    expect(without('removed')).toBe(second!.report.text);
  });

  test('of no report are not there; of a removed one no longer', async () => {
    for (const path of ['versions', 'diff?with=x', ''])
      expect((await get(`/api/reports/none/${path}`.replace(/\/$/, ''))).status).toBe(404);
    for (const path of ['/versions', '']) {
      const answer = await get(`/api/reports/${reportKey(gone!)}${path}`);
      expect(answer.status).toBe(410);
      expect(await answer.text()).not.toContain('secret');
    }
    expect((await get(`/api/reports/${reportKey(first!)}/diff`)).status).toBe(400);
  });
});
