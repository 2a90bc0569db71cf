/**
 * How much memory a program takes that reads the same texts, each in a process of its own.
 *
 * @module
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import { readHere } from '../src/engine/reader.ts';
import { readInThreads } from '../src/engine/threads/pool.ts';
import { loadResources } from '../src/index.ts';
import { allMuc4Reports } from './muc4-reports.ts';
import { PEERS } from './peers.ts';

const me = fileURLToPath(import.meta.url);
const REPORTS = 160;
const BATCH = 16;

/** Peak memory of a process in MB that reads 160 reports with `program`: a peer's name, `here` or `N threads`. */
export function memoryOf(program: string): number {
  const loader = ['--import', import.meta.resolve('tsx')];
  return Number(execFileSync(process.execPath, [...loader, me, program], { encoding: 'utf8' }));
}

async function run(program: string): Promise<void> {
  const reports = allMuc4Reports().slice(0, REPORTS);
  const peer = PEERS.find(({ name }) => name === program);
  if (peer) {
    const read = await peer.open();
    for (const { text } of reports) read(text);
    return;
  }
  const resources = loadResources();
  const reader =
    program === 'here'
      ? readHere(resources)
      : readInThreads(resources, { threads: Number.parseInt(program, 10) });
  const batches: Promise<unknown>[] = [];
  for (let i = 0; i < REPORTS; i += BATCH) batches.push(reader.read(reports.slice(i, i + BATCH)));
  await Promise.all(batches);
  await reader.close();
}

/** Where the system says it, not `maxRSS`: that begins with what the parent had when it made this process. */
function peakOf(): number {
  const status = '/proc/self/status';
  const kilobytes = existsSync(status) && /VmHWM:\s+(\d+)/.exec(readFileSync(status, 'utf8'))?.[1];
  return Math.round((kilobytes ? Number(kilobytes) : process.resourceUsage().maxRSS) / 1024);
}

if (isMainThread && process.argv[1] === me) {
  await run(process.argv[2]!);
  console.log(peakOf());
}
