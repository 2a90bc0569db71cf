/**
 * How fast a WARC is read as a stream, and in how much memory: `npx tsx bench/warc.ts [MB] [WAYS] [--json]` makes one of that
 * many megabytes (1,000 when not given; unpacked) and reads it three times, each in a process of its own: plain gunzip,
 * the records alone, and the reports in them (articles found, language told). Rates are of unpacked bytes.
 *
 * @module
 */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createGunzip, gzipSync } from 'node:zlib';
import { collect } from '../src/collect/collect.ts';
import { readWarc } from '../src/collect/warc.ts';
import { fixtures } from '../test/fixtures/pages.ts';
import { randomOf } from '../test/sample-reading.ts';
import { dressedPage } from './dressed-page.ts';

interface Measured {
  seconds: number;
  /** Of the processor, which other programs do not change. */
  busy: number;
  peakMb: number;
  found: number;
}

const WAYS = {
  async gunzip(path: string): Promise<number> {
    let bytes = 0;
    for await (const piece of createReadStream(path, { highWaterMark: 1 << 18 }).pipe(
      createGunzip(),
    ) as AsyncIterable<Buffer>)
      bytes += piece.length;
    return bytes;
  },
  async records(path: string): Promise<number> {
    let count = 0;
    for await (const _ of readWarc(createReadStream(path, { highWaterMark: 1 << 18 }))) count++;
    return count;
  },
  async reports(path: string): Promise<number> {
    let count = 0;
    for await (const found of collect([path])) if ('report' in found) count++;
    return count;
  },
};
type Way = keyof typeof WAYS;

const [first = '1000', path = ''] = process.argv.slice(2).filter((word) => word !== '--json');
if (first in WAYS) {
  const begin = performance.now();
  const found = await WAYS[first as Way](path);
  const seconds = (performance.now() - begin) / 1000;
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const busy = (userCPUTime + systemCPUTime) / 1e6;
  console.log(JSON.stringify({ seconds, busy, peakMb: Math.round(maxRSS / 1024), found } satisfies Measured));
} else {
  const folder = mkdtempSync(join(tmpdir(), 'onrecord-warc-'));
  try {
    const file = join(folder, 'crawl.warc.gz');
    const bytes = await makeWarc(file, Number(first) * 1e6);
    const ways = (path || Object.keys(WAYS).join()).split(',') as Way[];
    const rows = ways.map((way) => ({ way, ...measure(way, file) }));
    const table = rows.map(({ way, seconds, busy, peakMb, found }) => ({
      way,
      found,
      seconds: Math.round(seconds * 10) / 10,
      'MB/s': Math.round((bytes / 1e6 / seconds) * 10) / 10,
      'processor seconds': Math.round(busy * 10) / 10,
      'peak MB': peakMb,
    }));
    if (process.argv.includes('--json'))
      console.log(JSON.stringify({ layer: 'warc', bytes, packed: statSync(file).size, rows: table }));
    else {
      console.log(`${(bytes / 1e6).toFixed(0)} MB, packed ${(statSync(file).size / 1e6).toFixed(0)} MB`);
      console.table(table);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function measure(way: Way, file: string): Measured {
  const args = ['--import', import.meta.resolve('tsx'), fileURLToPath(import.meta.url), way, file];
  const ran = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 26 });
  if (ran.status !== 0) throw new Error(`${way}: ${ran.stderr}`);
  return JSON.parse(ran.stdout) as Measured;
}

/** Pages of news, pictures, redirects: as a crawl has them. A gzip member a record. */
async function makeWarc(file: string, most: number): Promise<number> {
  const pages = fixtures().filter(({ name }) => !/arabic|hebrew|persian/.test(name));
  const random = randomOf(3);
  const out = createWriteStream(file);
  let bytes = 0;
  for (let n = 0; bytes < most; n++) {
    const { html } = pages[n % pages.length]!;
    const records = [
      record(
        'response',
        n,
        `HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n`,
        Buffer.from(dressedPage(html, random)),
      ),
      record('response', n, `HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n\r\n`, randomBytes(30_000)),
      record('response', n, `HTTP/1.1 301 Moved\r\nLocation: /${n}\r\n\r\n`, Buffer.alloc(0)),
    ];
    for (const one of records) {
      bytes += one.length;
      if (!out.write(gzipSync(one, { level: 1 }))) await once(out, 'drain');
    }
  }
  out.end();
  await finished(out);
  return bytes;
}

function record(type: string, n: number, http: string, body: Buffer): Buffer {
  const length = Buffer.byteLength(http) + body.length;
  const head = `WARC/1.1\r\nWARC-Type: ${type}\r\nWARC-Record-ID: <urn:uuid:${n}>\r\nWARC-Date: 2020-01-01T00:00:00Z\r\nWARC-Target-URI: https://ledger.example/${n}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: ${length}\r\n\r\n${http}`;
  return Buffer.concat([Buffer.from(head), body, Buffer.from('\r\n\r\n')]);
}
