/**
 * NATS servers of one's own, with JetStream, on ports of this machine that are free; alone or three together.
 *
 * @module
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '@nats-io/transport-node';

/** Whether Debian's package `nats-server` is there. */
export const hasNats = spawnSync('nats-server', ['--version']).status === 0;

export interface NatsServer {
  readonly name: string;
  readonly port: number;
  readonly url: string;
  start(): Promise<void>;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
  /** Takes its storage away. Only when it is ended. */
  wipe(): void;
}

export interface NatsServers {
  readonly servers: NatsServer[];
  /** Addresses of all, comma-separated. */
  readonly url: string;
  stop(): Promise<void>;
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

/** Starts `count` servers; more than one are a cluster, and wait until it has a leader. */
export async function startNats(count: 1 | 3): Promise<NatsServers> {
  const folder = mkdtempSync(join(tmpdir(), 'onrecord-nats-'));
  const ports = await Promise.all(Array.from({ length: count * 2 }, freePort));
  const clients = ports.slice(0, count);
  const routes = ports.slice(count).map((port) => `nats://127.0.0.1:${port}`);
  const servers = clients.map((port, i) =>
    serverOf({
      name: `n${i + 1}`,
      port,
      storage: join(folder, `n${i + 1}`),
      args:
        count === 1 ? [] : ['--cluster_name', 'test', '--cluster', routes[i]!, '--routes', routes.join(',')],
    }),
  );
  await Promise.all(servers.map((server) => server.start()));
  const url = servers.map((server) => server.url).join(',');
  await untilJetStream(url);
  return {
    servers,
    url,
    async stop() {
      await Promise.all(servers.map((server) => server.kill()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function serverOf(given: { name: string; port: number; storage: string; args: string[] }): NatsServer {
  const { name, port, storage, args } = given;
  let child: ChildProcess | null = null;
  const url = `nats://127.0.0.1:${port}`;
  return {
    name,
    port,
    url,
    async start() {
      mkdirSync(storage, { recursive: true });
      const own = ['-n', name, '-a', '127.0.0.1', '-p', String(port), '-js', '-sd', storage];
      child = spawn('nats-server', [...own, ...args], { stdio: 'ignore' });
      for (let i = 0; i < 200; i++) {
        const connection = await connect({ servers: url, reconnect: false, timeout: 500 }).catch(() => null);
        if (connection) return connection.close();
        await sleep(100);
      }
      throw new Error(`nats-server ${name} does not answer`);
    },
    async kill() {
      const ended = child;
      child = null;
      if (!ended || ended.exitCode !== null) return;
      await new Promise((resolve) => {
        ended.once('exit', resolve);
        ended.kill('SIGKILL');
      });
    },
    wipe: () => rmSync(storage, { recursive: true, force: true }),
  };
}

async function untilJetStream(url: string): Promise<void> {
  const { jetstreamManager } = await import('@nats-io/jetstream');
  const connection = await connect({ servers: url.split(',') });
  for (let i = 0; i < 100; i++) {
    try {
      const jsm = await jetstreamManager(connection, { timeout: 1000 });
      await jsm.getAccountInfo();
      await connection.close();
      return;
    } catch {
      await sleep(200);
    }
  }
  await connection.close();
  throw new Error('JetStream has no leader');
}
