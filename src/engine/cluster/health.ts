/**
 * Whether a worker is well, and what it counts: on a small HTTP port of its own.
 *
 * @module
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Archive } from '../../archive/archive.ts';
import { ledgerStatus } from '../../archive/ledger.ts';
import type { Metrics } from './metrics.ts';
import type { Queue } from './queue.ts';

export interface HealthOptions {
  archive: Archive;
  queue: Queue;
  engine: string;
  metrics: Metrics;
  clock: () => Date;
}

/** A question to a server that takes longer counts as no answer, in milliseconds. */
const PATIENCE = 3_000;

/** Serves `/health` (200, or 503 with the reason) and `/metrics`. */
export async function serveHealth(
  { host, port }: { host: string; port: number },
  { archive, queue, engine, metrics, clock }: HealthOptions,
): Promise<{ url: string; close(): Promise<void> }> {
  const ask = () =>
    Promise.allSettled([within(queue.status()), within(ledgerStatus(archive, clock()))] as const);
  const health = async () => {
    const [inQueue, ledger] = await ask();
    const wrong = [
      ...(ledger.status === 'rejected' ? [`the database: ${ledger.reason.message}`] : []),
      ...(inQueue.status === 'rejected' ? [`the queue: ${inQueue.reason.message}`] : []),
    ].join('; ');
    return { ok: !wrong, wrong: wrong || null };
  };
  const counted = async () => {
    const [inQueue, ledger] = await ask();
    const known = <T>(answer: PromiseSettledResult<T>) =>
      answer.status === 'fulfilled' ? answer.value : null;
    return metrics.text(engine, known(inQueue), known(ledger), clock());
  };

  const server = createServer((request, response) => {
    const answer = (status: number, type: string, body: string) =>
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
    const answered = async () => {
      if (request.method !== 'GET') return answer(405, 'text/plain', 'GET only\n');
      if (request.url === '/health') {
        const found = await health();
        return answer(found.ok ? 200 : 503, 'application/json', `${JSON.stringify(found)}\n`);
      }
      if (request.url === '/metrics')
        return answer(200, 'text/plain; version=0.0.4; charset=utf-8', await counted());
      return answer(404, 'text/plain', 'there are /health and /metrics\n');
    };
    answered().catch((error: Error) => answer(503, 'text/plain', `${error.message}\n`));
  });
  server.requestTimeout = 5_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { port: listening } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${listening}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function within<T>(promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), PATIENCE);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
