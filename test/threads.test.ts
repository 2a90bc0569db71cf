import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openArchive } from '../src/archive/archive.ts';
import { collect } from '../src/collect/collect.ts';
import { readCollected } from '../src/engine/collected.ts';
import { type BatchReader, readHere } from '../src/engine/reader.ts';
import { loadResources } from '../src/engine/resources.ts';
import { addPaths } from '../src/engine/run.ts';
import { readInThreads, shared } from '../src/engine/threads/pool.ts';
import { madeUpReports } from './made-up-reports.ts';
import { temporaryFolder } from './sample-archive.ts';

const examples = fileURLToPath(new URL('../examples', import.meta.url));
const poisonThread = new URL('./poison-thread.ts', import.meta.url);
const folder = temporaryFolder();
const resources = loadResources();
let threads: BatchReader;

beforeAll(() => {
  threads = readInThreads(resources, { threads: 2 });
});
afterAll(async () => {
  await threads.close();
  folder.dispose();
});

const lines = (reports: Iterable<object>) =>
  Readable.from([...reports].map((report) => Buffer.from(`${JSON.stringify(report)}\n`)));

async function readingsOf(reader: BatchReader, paths: string[], stdin?: Readable): Promise<string[]> {
  const found: string[] = [];
  for await (const done of readCollected(collect(paths, { stdin }), reader))
    found.push('problem' in done ? `${done.problem.id}: ${done.problem.reason}` : done.json!);
  return found;
}

test('threads give the same bytes in the same order as one process', { timeout: 240_000 }, async () => {
  const paths = [examples, '-'];
  const here = await readingsOf(readHere(resources), paths, lines(madeUpReports(120)));
  const there = await readingsOf(threads, paths, lines(madeUpReports(120)));
  expect(here.length).toBeGreaterThan(130);
  expect(there).toEqual(here);
});

test('weights lie in shared memory, once', () => {
  for (const bytes of resources.models.values()) expect(bytes.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(shared(resources).models.get('syntax/weights.bin')).toBe(resources.models.get('syntax/weights.bin'));
  const own = { ...resources, models: new Map([['a', Uint8Array.of(1, 2, 3)]]) };
  expect(shared(own).models.get('a')).toEqual(Uint8Array.of(1, 2, 3));
  expect(shared(own).models.get('a')!.buffer).toBeInstanceOf(SharedArrayBuffer);
});

describe('a thread that dies', () => {
  test('is replaced; the report that it died of is named, all others are read', {
    timeout: 240_000,
  }, async () => {
    const limit = { base: 20_000, perCharacter: 0 };
    const reader = readInThreads(resources, { threads: 2, thread: poisonThread, limit });
    const reports = [...madeUpReports(40)].map((report) =>
      report.id === 'made-up-11' ? { ...report, text: `POISON: exit ${report.text}` } : report,
    );
    const found = await readingsOf(reader, ['-'], lines(reports));
    await reader.close();
    const here = await readingsOf(readHere(resources), ['-'], lines(madeUpReports(40)));
    expect(found[11]).toMatch(/^made-up-11: the thread that read it died/);
    expect(found.toSpliced(11, 1)).toEqual(here.toSpliced(11, 1));
  });

  test('one that does not come to an end is stopped', { timeout: 240_000 }, async () => {
    const limit = { base: 15_000, perCharacter: 0 };
    const reader = readInThreads(resources, { threads: 1, thread: poisonThread, limit });
    await reader.read([{ text: 'A first report, so that the reader is made before the clock runs.' }]);
    const [outcome] = await reader.read([{ text: 'POISON: hang' }]);
    expect(outcome).toEqual({ failure: 'the thread that read it did not come to an end and was stopped' });
    const [after] = await reader.read([{ text: 'Two soldiers were killed in Homs on Friday.' }]);
    expect(after).toHaveProperty('json');
    await reader.close();
  });

  test('lists that no reader can be made of are nobody else’s fault', async () => {
    const knowledge = new Map(resources.knowledge);
    const models = new Map(resources.models);
    models.delete('syntax/weights.bin');
    const reader = readInThreads({ knowledge, models }, { threads: 1 });
    await expect(reader.read([{ text: 'A report.' }])).rejects.toThrow('syntax/weights.bin is missing');
    await reader.close();
  });
});

test('an archive filled by threads is the same as one filled by one process', {
  timeout: 240_000,
}, async () => {
  const kept = await Promise.all(
    [1, 2].map(async (threads) => {
      const archive = await openArchive(join(folder.path, `${threads}.db`), { create: true });
      const told: (string | null)[] = [];
      const summary = await addPaths(archive, [examples, '-'], {
        resources,
        command: 'test',
        threads,
        stdin: lines([...madeUpReports(60), ...madeUpReports(30)]),
        onKept: ({ report, status }) => void told.push(`${status} ${report}`),
      });
      const rows = await archive.db
        .selectFrom('readings')
        .innerJoin('reports', 'reports.n', 'readings.report')
        .select(['reports.key', 'readings.sha256'])
        .orderBy('reports.n')
        .execute();
      await archive.close();
      return { summary, told, rows };
    }),
  );
  expect(kept[1]).toEqual(kept[0]);
  expect(kept[0]!.summary.known).toBe(30);
});
