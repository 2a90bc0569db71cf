/**
 * Faults under load: a cluster of three workers is given made-up reports, and something goes wrong all the time. What
 * comes out is compared with what one process makes of the same reports.
 *
 * @module
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type PostgresServer, startPostgres } from '../scripts/postgres.mjs';
import { type Archive, openArchive } from '../src/archive/archive.ts';
import { deadTasks, ledgerStatus } from '../src/archive/ledger.ts';
import { Queue } from '../src/engine/cluster/queue.ts';
import type { Resources } from '../src/read/resources.ts';
import { give, untilSettled, type WorkerSettings, Workers } from './cluster.ts';
import { type Content, contentOf } from './content-of.ts';
import { wireTo } from './cut.ts';
import { madeUpReports } from './made-up-reports.ts';
import { type NatsServers, startNats } from './nats.ts';
import { randomOf } from './sample-reading.ts';

export interface FaultResult {
  fault: string;
  reports: number;
  /** Reports of which nothing is in the archive in the end. */
  lost: number;
  /** Readings that are there more than once, and reports likewise. */
  doubled: number;
  /** Reports that were put aside as dead, with the reason. */
  dead: (string | null)[];
  /** How often the fault was done. */
  times: number;
  seconds: number;
  /** Whether readings, events, origins and incidents are those of one process, byte for byte. */
  identical: boolean;
}

/** What a fault can lay hands on. */
interface Scene {
  archive: Archive;
  postgres: PostgresServer;
  nats: NatsServers;
  workers: Workers;
  settings: WorkerSettings;
  cut(): void;
  mend(): void;
  /** How many wait. */
  waiting(): number;
}

interface Fault {
  /** Servers of the queue: one, or three that hold it together. */
  servers: 1 | 3;
  /** Done over and over while reports wait. @returns whether it was done: `false` does not count. */
  strike(scene: Scene, nth: number): Promise<boolean>;
  /** Put among the reports. */
  poison?: boolean;
}

const random = randomOf(5);
/** When the first blow falls, so that a short run has one too, in milliseconds. */
const SOON = 300;

export const FAULTS = {
  'kill -9 of a worker every second': {
    servers: 1,
    async strike({ workers }, nth) {
      await sleep(nth === 0 ? SOON : 1000);
      // Never the last one that is up: on a slow machine a new one takes longer to start than a second.
      const ready = workers.ready;
      if (ready.length > 1) await ready[random(ready.length)]!.kill();
      else await sleep(200);
      return ready.length > 1;
    },
  },
  'kill -9 of the JetStream leader': {
    servers: 3,
    async strike({ nats, settings }, nth) {
      await sleep(nth === 0 ? SOON : 2000);
      const queue = await Queue.open(settings);
      const { leader } = await queue.status().finally(() => queue.close());
      const server = nats.servers.find(({ name }) => name === leader);
      if (!server) return false;
      await server.kill();
      await sleep(3000);
      await server.start();
      await sleep(3000);
      return true;
    },
  },
  'restart of PostgreSQL, in the middle of transactions': {
    servers: 1,
    async strike({ postgres }, nth) {
      await sleep(nth === 0 ? SOON : 4000);
      // SIGQUIT: at once, without finishing anything; the server recovers from its log.
      await postgres.restart('SIGQUIT');
      return true;
    },
  },
  'network cut between a worker and NATS': {
    servers: 1,
    async strike({ cut, mend }, nth) {
      await sleep(nth === 0 ? SOON : 1500);
      cut();
      await sleep(3500);
      mend();
      return true;
    },
  },
  'a report that kills every worker that reads it': { servers: 1, poison: true, strike: async () => false },
  "the queue's storage wiped": {
    servers: 1,
    async strike({ nats, waiting }, nth) {
      await sleep(nth === 0 ? SOON : 4000);
      if (waiting() === 0) return false;
      const [server] = nats.servers;
      await server!.kill();
      server!.wipe();
      await server!.start();
      return true;
    },
  },
} satisfies Record<string, Fault>;

export type FaultName = keyof typeof FAULTS;

export interface FaultOptions {
  reports: number;
  resources: Resources;
  /** What one process makes of the same reports. */
  reference: Content;
  /** Milliseconds after which it is given up. */
  limit: number;
  told?: (words: string) => void;
}

const POISON = {
  id: 'poison',
  text: 'POISON: two soldiers were killed in Homs on Friday.',
  publisher: 'Nobody',
};

export async function underFault(name: FaultName, options: FaultOptions): Promise<FaultResult> {
  const { reports, resources, reference, limit, told = () => {} } = options;
  const { servers, strike, poison = false } = FAULTS[name] as Fault;
  const postgres = await startPostgres({ fsync: true });
  const nats = await startNats(servers);
  // Every worker but the last goes to the servers; the last over a wire that can be cut.
  const wire = await wireTo(nats.servers[0]!.port);
  const direct: WorkerSettings = {
    ...{ database: postgres.url, nats: nats.url, queue: 'faults', replicas: servers },
    ...{ ackWait: 4000, every: 2000 },
  };
  const overWire = { ...direct, nats: `nats://127.0.0.1:${wire.port}` };
  const archive = await openArchive(postgres.url, { create: true });
  const given = [...madeUpReports(reports)].flatMap((report, i) =>
    poison && i === Math.floor(reports / 2) ? [POISON, report] : [report],
  );
  // All are given before the first is read, so that something goes wrong for as long as any is.
  await give(archive, direct, resources, ['-'], given);
  const workers = new Workers((i) => (i === 2 && servers === 1 ? overWire : direct), 3);
  try {
    await workers.untilReady();
    const begun = performance.now();
    let waiting = given.length;
    let times = 0;
    let isOver = false;
    const scene = { archive, postgres, nats, workers, settings: direct, waiting: () => waiting, ...wire };
    const striking = (async () => {
      while (!isOver && !poison) {
        const isDone = await strike(scene, times).catch((error: Error) => told(error.message));
        if (isDone) times++;
      }
    })();
    try {
      await untilSettled(archive, limit, (now) => {
        if (now !== waiting) told(`${now} wait`);
        waiting = now;
      });
    } finally {
      isOver = true;
      await striking;
    }
    const seconds = (performance.now() - begun) / 1000;
    return {
      ...{ fault: name, reports: given.length, times: poison ? workers.deaths : times },
      seconds: Math.round(seconds * 10) / 10,
      ...(await accountOf(archive, given.length)),
      identical: (await contentOf(archive)).all === reference.all,
    };
  } finally {
    await workers.stop();
    await archive.close();
    await wire.close();
    await nats.stop();
    await postgres.stop();
  }
}

async function accountOf(archive: Archive, given: number) {
  const { db } = archive;
  const readings = await db.selectFrom('readings').select(['report', 'input', 'engine']).execute();
  const names = new Set(readings.map(({ input, engine }) => `${input} ${engine}`));
  const read = new Set(readings.map(({ input }) => input));
  const reports = await db.selectFrom('reports').select(['n', 'key']).execute();
  const doubledReports = reports.length - new Set(readings.map(({ report }) => report)).size;
  const dead = await deadTasks(archive, 100);
  const { done } = await ledgerStatus(archive, new Date());
  const inputs = await db
    .selectFrom('tasks')
    .select('input')
    .where('state', '=', 'done')
    .distinct()
    .execute();
  return {
    // Every task that was written down is done or dead, and every one that is done has its reading.
    lost: given - done - dead.length + inputs.filter(({ input }) => !read.has(input)).length,
    doubled: readings.length - names.size + doubledReports,
    dead: dead.map(({ reason }) => reason),
  };
}
