/**
 * How the server answers many at once: `npx tsx bench/load.ts [CLIENTS] [SECONDS] [EVENTS]`. So many clients on
 * loopback ask one after another for what the web app asks for; every answer must be whole and right. The server runs
 * in a process of its own.
 *
 * @module
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { archiveOf, temporaryFolder } from '../test/sample-archive.ts';
import { sampleReading } from '../test/sample-reading.ts';

/** What is asked for, in turn: pages of every filter, one report, facets, search, lists. */
const PATHS = [
  '/api/chronology',
  '/api/chronology?type=ASSAULT&place=Kesh',
  '/api/chronology?from=2012&to=2014&limit=20',
  '/api/reports',
  '/api/reports/{id}',
  '/api/reports/{id}/captures',
  '/api/facets?place=LB',
  '/api/search?q=villagers&limit=10',
  '/api/claims?limit=20',
  '/api/incidents?limit=20',
  '/api/me',
  '/api/health',
];

export interface Load {
  requests: number;
  /** Answers that were not 200, not whole or no JSON; connections that failed. */
  errors: number;
  perSecond: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  longest: number;
}

/** Asks from `clients` at once, for so many seconds. */
export async function load(
  url: string,
  ids: readonly string[],
  clients: number,
  seconds: number,
): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const times: number[] = [];
  let errors = 0;
  const until = performance.now() + seconds * 1000;
  const client = async (number: number) => {
    for (let turn = number; performance.now() < until; turn++) {
      const path = PATHS[turn % PATHS.length]!.replace('{id}', ids[turn % ids.length]!);
      const begin = performance.now();
      if (!(await isRight(url + path, agent))) errors++;
      times.push(performance.now() - begin);
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: clients }, (_, number) => client(number)));
  const took = (performance.now() - began) / 1000;
  agent.destroy();
  times.sort((a, b) => a - b);
  const at = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0;
  return {
    requests: times.length,
    errors,
    perSecond: times.length / took,
    p50: at(0.5),
    p99: at(0.99),
    longest: times.at(-1) ?? 0,
  };
}

const isRight = (url: string, agent: Agent) =>
  new Promise<boolean>((resolve) => {
    const request = get(url, { agent, timeout: 30_000 }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('error', () => resolve(false));
      answer.on('end', () => {
        try {
          JSON.parse(Buffer.concat(parts).toString());
          resolve(answer.statusCode === 200 && answer.complete);
        } catch {
          resolve(false);
        }
      });
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(false));
  });

async function main(clients: number, seconds: number, events: number): Promise<void> {
  const folder = temporaryFolder();
  const path = join(folder.path, 'a.db');
  const archive = await archiveOf(
    path,
    Array.from({ length: Math.ceil(events / 4) }, (_, seed) => sampleReading(seed, { events: 4 })),
  );
  const ids = (await archive.db.selectFrom('reports').select('key').limit(200).execute()).map(
    ({ key }) => key,
  );
  await archive.close();
  const program = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));
  const server = spawn(process.execPath, ['--import', 'tsx', program, 'serve', '-a', path, '--port', '0']);
  try {
    const [line] = (await once(server.stdout, 'data')) as [Buffer];
    const url = /http:\/\/\S+/.exec(line.toString())![0];
    await load(url, ids, 10, 3); // Until everything is loaded and compiled.
    const { requests, errors, perSecond, p50, p99, longest } = await load(url, ids, clients, seconds);
    console.log(
      `${clients} at once for ${seconds} s over ${events} events: ${requests} requests, ${errors} errors, ${Math.round(perSecond)} a second; median ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms, longest ${longest.toFixed(0)} ms`,
    );
    process.exitCode = errors ? 1 : 0;
  } finally {
    server.kill();
    await once(server, 'exit');
    folder.dispose();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [clients = 200, seconds = 60, events = 20_000] = process.argv.slice(2).map(Number);
  await main(clients, seconds, events);
}
