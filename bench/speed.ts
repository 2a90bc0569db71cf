/**
 * How fast reports are read: over the wire reports of MUC-4, on one core, in threads, and beside other programs.
 *
 * What is compared takes turns on the same slices of the reports, so that a busy machine is as busy for all of them.
 *
 * @module
 */
import { performance } from 'node:perf_hooks';
import { readHere } from '../src/engine/reader.ts';
import { readInThreads } from '../src/engine/threads/pool.ts';
import { createReader, loadResources } from '../src/index.ts';
import { memoryOf } from './memory.ts';
import { allMuc4Reports, MUC4 } from './muc4-reports.ts';
import { PEERS } from './peers.ts';

type Report = ReturnType<typeof allMuc4Reports>[number];

/** Reports that threads and other programs are compared on, and how many of them make a turn. */
const COMPARED = 288;
const TURN = 96;
const BATCH = 16;
const WARM_UP = 64;

export async function speed({ peers }: { peers: boolean }) {
  const reports = allMuc4Reports();
  const resources = loadResources();
  const reader = createReader(resources);
  for (const report of reports.slice(0, 100)) reader.read(report);
  const layers: Record<string, number> = {};
  let words = 0;
  let bytes = 0;
  const begin = performance.now();
  for (const report of reports) {
    let last = performance.now();
    const { tokens } = reader.analyse(report, (layer) => {
      const now = performance.now();
      layers[layer] = (layers[layer] ?? 0) + now - last;
      last = now;
    });
    words += tokens.length;
    bytes += Buffer.byteLength(report.text);
  }
  const seconds = (performance.now() - begin) / 1000;
  const peak = Math.round(process.resourceUsage().maxRSS / 1024);
  const rates = (s: number) => ({
    reports_per_second: Math.round(reports.length / s),
    words_per_second: Math.round(words / s),
    mb_per_second: Math.round((bytes / s / 1e6) * 100) / 100,
  });
  return {
    layer: 'speed',
    gold: MUC4,
    items: reports.length,
    scores: {
      ...rates(seconds),
      peak_mb: peak,
      layers: Object.fromEntries(Object.entries(layers).map(([layer, ms]) => [layer, rates(ms / 1000)])),
      threads: await threads(reports.slice(0, COMPARED)),
      ...(peers ? { peers: await besidePeers(reports.slice(0, COMPARED)) } : {}),
    },
    seconds: Math.round(seconds * 1000) / 1000,
    words,
  };
}

interface Contender {
  name: string;
  read(reports: Report[]): Promise<unknown>;
}

/** Seconds of wall clock and of processor that each took for all of `reports`, in turns. */
async function inTurns(reports: Report[], contenders: Contender[]) {
  const taken = contenders.map(() => ({ wall: 0, processor: 0 }));
  for (const { read } of contenders) await read(reports.slice(0, WARM_UP));
  for (let at = 0; at < reports.length; at += TURN) {
    const turn = reports.slice(at, at + TURN);
    // Another goes first each time.
    for (let k = 0; k < contenders.length; k++) {
      const i = (k + at / TURN) % contenders.length;
      const [wall, processor] = [performance.now(), process.cpuUsage()];
      await contenders[i]!.read(turn);
      const used = process.cpuUsage(processor);
      taken[i]!.wall += (performance.now() - wall) / 1000;
      taken[i]!.processor += (used.user + used.system) / 1e6;
    }
  }
  return taken;
}

const rounded = (value: number) => Math.round(value * 100) / 100;

/** One reader in this process, one thread, two threads: reports a second, processor time a report, memory. */
async function threads(reports: Report[]) {
  const resources = loadResources();
  const readers = [
    { name: 'here', reader: readHere(resources) },
    { name: '1 thread', reader: readInThreads(resources, { threads: 1 }) },
    { name: '2 threads', reader: readInThreads(resources, { threads: 2 }) },
  ];
  const contenders = readers.map(({ name, reader }) => ({
    name,
    async read(turn: Report[]) {
      const batches: Promise<unknown>[] = [];
      for (let i = 0; i < turn.length; i += BATCH) batches.push(reader.read(turn.slice(i, i + BATCH)));
      await Promise.all(batches);
    },
  }));
  const taken = await inTurns(reports, contenders);
  for (const { reader } of readers) await reader.close();
  const of = ({ name }: { name: string }, i: number) => [
    name,
    {
      reports_per_second: rounded(reports.length / taken[i]!.wall),
      cpu_ms_a_report: rounded((taken[i]!.processor * 1000) / reports.length),
      peak_mb: memoryOf(name),
    },
  ];
  return {
    ...Object.fromEntries(readers.map(of)),
    speedup_2_threads: rounded(taken[1]!.wall / taken[2]!.wall),
    reports: reports.length,
  };
}

/** The whole of Onrecord, and others on what they do. */
async function besidePeers(reports: Report[]) {
  const reader = createReader(loadResources());
  const contenders: Contender[] = [
    {
      name: 'onrecord',
      async read(turn) {
        for (const report of turn) reader.read(report);
      },
    },
  ];
  for (const { name, open } of PEERS) {
    const read = await open();
    contenders.push({
      name,
      async read(turn) {
        for (const { text } of turn) read(text);
      },
    });
  }
  const taken = await inTurns(reports, contenders);
  const does = new Map(PEERS.map(({ name, does }) => [name, does]));
  return Object.fromEntries(
    contenders.map(({ name }, i) => [
      name,
      {
        does: does.get(name) ?? 'the whole reading',
        reports_per_second: rounded(reports.length / taken[i]!.wall),
        cpu_ms_a_report: rounded((taken[i]!.processor * 1000) / reports.length),
        peak_mb: memoryOf(name === 'onrecord' ? 'here' : name),
      },
    ]),
  );
}
