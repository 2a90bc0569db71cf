import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serverPrograms } from '../scripts/postgres.mjs';
import { type Archive, openArchive } from '../src/archive/archive.ts';
import { deadTasks, ledgerStatus } from '../src/archive/ledger.ts';
import { verifyArchive } from '../src/archive/verify.ts';
import { Queue } from '../src/engine/cluster/queue.ts';
import { republish } from '../src/engine/cluster/republish.ts';
import { runWorker } from '../src/engine/cluster/run.ts';
import { type BatchReader, readHere } from '../src/engine/reader.ts';
import { loadResources } from '../src/engine/resources.ts';
import { addPaths } from '../src/engine/run.ts';
import { give, linesOf, untilSettled, Workers } from './cluster.ts';
import { type Content, contentOf } from './content-of.ts';
import { FAULTS, type FaultName, underFault } from './faults.ts';
import { madeUpReports } from './made-up-reports.ts';
import { hasNats, type NatsServers, startNats } from './nats.ts';
import { temporaryDatabases, testServer } from './postgres.ts';
import { onrecord, start } from './program.ts';

const examples = fileURLToPath(new URL('../examples', import.meta.url));
const missing = [hasNats ? '' : 'nats-server', testServer && serverPrograms() ? '' : 'PostgreSQL'].filter(
  Boolean,
);
const skipped = missing.length ? ` (skipped: no ${missing.join(', no ')})` : '';

/** More with ONRECORD_CLUSTER_REPORTS=2000. */
const REPORTS = Number(process.env['ONRECORD_CLUSTER_REPORTS'] ?? 120);

describe.skipIf(missing.length > 0)(`a cluster${skipped}`, () => {
  const resources = loadResources();
  const databases = temporaryDatabases();
  const folder = mkdtempSync(join(tmpdir(), 'onrecord-cluster-'));
  let one: NatsServers;
  /** What one process makes of the made-up reports. */
  let reference: Content;

  async function contentOfOneProcess(paths: string[], threads: number): Promise<Content> {
    const archive = await openArchive(join(folder, `${paths.length}-${threads}.db`), { create: true });
    await addPaths(archive, paths, {
      ...{ resources, command: 'test', threads },
      stdin: linesOf(madeUpReports(REPORTS)),
    });
    const content = await contentOf(archive);
    await archive.close();
    return content;
  }

  beforeAll(async () => {
    one = await startNats(1);
    reference = await contentOfOneProcess(['-'], 1);
  }, 240_000);
  afterAll(async () => {
    await one?.stop();
    await databases.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  test('one process, threads, and three workers with three NATS servers: the same, byte for byte', {
    timeout: 900_000,
  }, async () => {
    const paths = [examples, '-'];
    const alone = await contentOfOneProcess(paths, 1);
    expect(await contentOfOneProcess(paths, 2)).toEqual(alone);

    const three = await startNats(3);
    const database = await databases.create();
    const archive = await openArchive(database, { create: true });
    const settings = {
      ...{ database, nats: three.url, queue: 'same', replicas: 3 },
      ...{ ackWait: 10_000, every: 5000 },
    };
    const workers = new Workers(() => settings, 3);
    try {
      await workers.untilReady();
      await give(archive, settings, resources, paths, madeUpReports(REPORTS));
      await untilSettled(archive, 600_000);
      expect(await contentOf(archive)).toEqual(alone);
      expect((await verifyArchive(archive)).findings).toEqual([]);
    } finally {
      await workers.stop();
      await archive.close();
      await three.stop();
    }
  });

  describe('under load, nothing is lost and nothing doubled', () => {
    test.each(Object.keys(FAULTS) as FaultName[])('%s', { timeout: 900_000 }, async (fault) => {
      const result = await underFault(fault, { reports: REPORTS, resources, reference, limit: 600_000 });
      const poisoned = 'poison' in FAULTS[fault];
      expect(result).toMatchObject({ lost: 0, doubled: 0, identical: true });
      expect(result.dead).toEqual(poisoned ? [expect.stringMatching(/workers died/)] : []);
      expect(result.times).toBeGreaterThan(0);
    });
  });

  async function open(name: string, ackWait = 5000) {
    const database = await databases.create();
    const archive = await openArchive(database, { create: true });
    const settings = { nats: one.url, queue: name, replicas: 1, ackWait };
    const queue = await Queue.open(settings);
    return { database, archive, settings, queue };
  }

  /** Writes incidents, as far as others can see, until it is released. */
  async function holdIncidents({ db, backend }: Archive) {
    let release = () => {};
    let ended: Promise<void> = Promise.resolve();
    await new Promise<void>((held) => {
      ended = db
        .transaction()
        .setAccessMode('read write')
        .execute(async (transaction) => {
          await backend.lockIncidents(transaction, true);
          const released = new Promise<void>((resolve) => {
            release = resolve;
          });
          held();
          await released;
        });
    });
    return { release: () => release(), ended };
  }

  const work = (
    { archive, queue }: Pick<Awaited<ReturnType<typeof open>>, 'archive' | 'queue'>,
    reader: BatchReader = readHere(resources),
    given = resources,
  ) =>
    runWorker({
      ...{ archive, queue, reader, resources: given, threads: 1, republishEvery: 500 },
      health: { host: '127.0.0.1', port: 0 },
    });

  test('what was written down and never queued is queued by a worker', { timeout: 120_000 }, async () => {
    const cluster = await open('never-queued');
    const { archive, queue, settings } = cluster;
    await give(archive, settings, resources, ['-'], madeUpReports(20));
    await queue.jsm.streams.purge(queue.name);
    expect(await republish(archive, queue, { age: 60_000 })).toBe(0);
    expect(await republish(archive, queue, { age: 0 })).toBe(20);
    expect(await republish(archive, queue, { age: 0 })).toBe(0);
    expect((await queue.status()).messages).toBe(20);
    const worker = await work(cluster);
    await untilSettled(archive, 60_000);
    await worker.stop();
    await queue.close();
    await archive.close();
  });

  test('readings are kept while others write incidents, and brought into them afterwards', {
    timeout: 240_000,
  }, async () => {
    const cluster = await open('later');
    const { archive, queue, settings } = cluster;
    await give(archive, settings, resources, ['-'], madeUpReports(REPORTS));
    const { release, ended } = await holdIncidents(archive);
    const worker = await work(cluster);
    while ((await ledgerStatus(archive, new Date())).waiting > 0) await sleep(100);
    expect(await ledgerStatus(archive, new Date())).toMatchObject({ read: REPORTS, done: 0 });
    expect((await contentOf(archive)).readings).toBe(reference.readings);
    expect(await archive.db.selectFrom('incidents').selectAll().execute()).toEqual([]);
    await worker.stop();
    release();
    await ended;
    const next = await work(cluster);
    await untilSettled(archive, 60_000);
    expect(await contentOf(archive)).toEqual(reference);
    await next.stop();
    await queue.close();
    await archive.close();
  });

  test('a report whose thread dies is dead, with the reason, and can be given again', {
    timeout: 120_000,
  }, async () => {
    const cluster = await open('dead');
    const { archive, queue, settings } = cluster;
    const here = readHere(resources);
    let isIll = true;
    const reader: BatchReader = {
      ...here,
      read: async (reports) =>
        isIll ? reports.map(() => ({ failure: 'the thread that read it died' })) : here.read(reports),
    };
    await give(archive, settings, resources, ['-'], madeUpReports(3));
    const worker = await work(cluster, reader);
    await untilSettled(archive, 60_000);
    expect((await deadTasks(archive, 10)).map(({ reason }) => reason)).toEqual(
      Array(3).fill('the thread that read it died'),
    );
    isIll = false;
    await give(archive, settings, resources, ['-'], madeUpReports(3));
    await untilSettled(archive, 60_000);
    expect(await ledgerStatus(archive, new Date())).toMatchObject({ waiting: 0, done: 3, dead: 0 });
    expect((await verifyArchive(archive)).findings).toEqual([]);
    await worker.stop();
    await queue.close();
    await archive.close();
  });

  test('workers of two engines, each reads what is its own', { timeout: 120_000 }, async () => {
    const cluster = await open('two');
    const { archive, queue, settings } = cluster;
    const knowledge = new Map([...resources.knowledge, ['other.tsv', '# Another list\n']]);
    const other = { ...resources, knowledge };
    await give(archive, settings, resources, ['-'], madeUpReports(12));
    await give(archive, settings, other, ['-'], madeUpReports(6));
    const first = await work(cluster);
    while ((await ledgerStatus(archive, new Date())).waiting > 6) await sleep(100);
    const { engines } = await ledgerStatus(archive, new Date());
    expect(engines.map(({ waiting }) => waiting)).toEqual([6]);
    expect(engines[0]!.engine).not.toBe(first.engine);
    const second = await work(cluster, readHere(other), other);
    await untilSettled(archive, 60_000);
    expect(second.metrics.reports).toMatchObject({ reread: 6 });
    await Promise.all([first.stop(), second.stop()]);
    await queue.close();
    await archive.close();
  });

  test('health and metrics', { timeout: 120_000 }, async () => {
    const cluster = await open('health');
    const { archive, queue, settings } = cluster;
    await give(archive, settings, resources, ['-'], madeUpReports(5));
    const worker = await work(cluster);
    await untilSettled(archive, 60_000);
    const health = await fetch(`${worker.url}/health`);
    expect([health.status, await health.json()]).toEqual([200, { ok: true, wrong: null }]);
    const metrics = await (await fetch(`${worker.url}/metrics`)).text();
    expect(metrics).toMatch(/^onrecord_reports_total\{status="added"\} [45]$/m);
    expect(metrics).toContain('onrecord_tasks{state="done"} 5');
    for (const line of metrics.trimEnd().split('\n'))
      expect(line).toMatch(/^(# (HELP|TYPE) onrecord_\w+ .+|onrecord_\w+(\{\w+="\w+"\})? [\d.e-]+)$/);
    expect((await fetch(`${worker.url}/other`)).status).toBe(404);
    expect((await fetch(`${worker.url}/metrics`, { method: 'POST' })).status).toBe(405);
    await archive.db.schema.dropTable('tasks').execute();
    expect((await fetch(`${worker.url}/health`)).status).toBe(503);
    await worker.stop();
    await queue.close();
    await archive.close();
  });

  test('the commands: add --cluster --wait, worker, status, SIGTERM', { timeout: 240_000 }, async () => {
    const database = await databases.create();
    const cluster = ['--nats', one.url, '--database', database, '--queue', 'commands'];
    const worker = start(['worker', ...cluster, '--threads', '1', '--health-port', '0']);
    let said = '';
    worker.stdout!.on('data', (text: Buffer) => {
      said += text;
    });
    const ended = new Promise<number | null>((resolve) => worker.once('close', resolve));
    const added = await onrecord(['add', '--cluster', ...cluster, '--wait', '--json', examples]);
    expect(added.code, added.stderr).toBe(0);
    const lines = added.stdout.trim().split('\n');
    expect(lines.map((line) => JSON.parse(line).status)).toEqual(lines.map(() => 'queued'));
    const status = await onrecord([
      ...['status', '--archive', database, '--nats', one.url, '--queue', 'commands', '--json'],
    ]);
    const { cluster: seen, reports } = JSON.parse(status.stdout);
    expect(reports).toBe(lines.length);
    expect(seen).toMatchObject({
      tasks: { waiting: 0, done: lines.length, dead: 0 },
      lag: 0,
      dead: [],
      queue: { messages: 0 },
    });
    worker.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(said).toMatch(/reading as engine [0-9a-f]{32}; http:\/\/127\.0\.0\.1:\d+\/health/);

    const nowhere = await onrecord(['worker', '--nats', 'nats://127.0.0.1:1', '--database', database]);
    expect(nowhere).toMatchObject({ code: 3, stdout: '' });
    expect(nowhere.stderr).toMatch(/^onrecord: no queue at nats:\/\/127\.0\.0\.1:1: /);
    const file = await onrecord(['worker', '--nats', one.url, '--database', 'news.db']);
    expect(file.code).toBe(2);
    expect(file.stderr).toContain('PostgreSQL');
  });
});
