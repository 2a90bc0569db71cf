import { spawnSync } from 'node:child_process';
import { createReadStream, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CDXIndexer, WARCParser } from 'warcio';
import { openArchive } from '../src/archive/archive.ts';
import { unzip } from '../src/collect/zip.ts';
import { onrecord } from './program.ts';
import { temporaryFolder } from './sample-archive.ts';

const folder = temporaryFolder();
const path = join(folder.path, 'a.db');
let server: Server;
let site: string;

const STORY = (town: string, count = 'Two') =>
  `${town.toUpperCase()}, 8 February 2016 - ${count} soldiers were killed near ${town} on Friday, the defence ministry said. Residents of ${town} told reporters that they heard an explosion shortly after dawn.`;
const page = (town: string) =>
  `<!doctype html><html><head><title>Mine near ${town}</title><meta property="article:published_time" content="2016-02-08T10:00:00Z"></head><body><article><h1>Mine near ${town}</h1><p>${STORY(town)}</p></article></body></html>`;

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/robots.txt') response.writeHead(404).end();
    else if (request.url === '/old')
      response.writeHead(302, { location: '/new', 'x-note': 'moved' }).end('gone');
    else if (request.url === '/packed')
      response
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-encoding': 'gzip' })
        .end(gzipSync(page('Kesh')));
    else {
      // Without a length: the answer comes in chunks.
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.write(page('Orrin').slice(0, 80));
      response.end(page('Orrin').slice(80));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const files = join(folder.path, 'files');
  mkdirSync(files);
  writeFileSync(join(files, 'report.txt'), STORY('Belmar'));
  writeFileSync(join(files, 'page é.html'), page('Dorn'));
  writeFileSync(
    join(files, 'latin.txt'),
    Buffer.from(`${STORY('Bélgara')} It was the third in a week.`, 'latin1'),
  );
  writeFileSync(
    join(files, 'lines.jsonl'),
    ['Vess', 'Tarn']
      .map((town, id) => JSON.stringify({ id, text: STORY(town), publisher: 'Wire' }))
      .join('\n'),
  );
  writeFileSync(
    join(files, 'story.json'),
    JSON.stringify({
      uri: 'urn:a:1',
      versioncreated: '2016-02-08T10:00:00Z',
      body_text: STORY('Lorn'),
      version: '2',
    }),
  );
  writeFileSync(
    join(files, 'feed.xml'),
    `<rss version="2.0"><channel><title>Coast</title>${['Selm', 'Odra'].map((town) => `<item><title>At ${town}</title><guid>${town}</guid><description>${STORY(town)}</description></item>`).join('')}</channel></rss>`,
  );
  writeFileSync(join(files, 'packed.txt.gz'), gzipSync(STORY('Ulm', 'Nine')));
  const added = await onrecord([
    'add',
    '-a',
    path,
    '--allow-private',
    files,
    `${site}/old`,
    `${site}/packed`,
    `${site}/new`,
  ]);
  expect(added.stderr).toMatch(/11 added/);
}, 180_000);
afterAll(() => {
  server?.close();
  folder.dispose();
});

const exported = async (format: string, name: string, ...more: string[]) => {
  const out = join(folder.path, name);
  const ran = await onrecord(['export', '-a', path, '--format', format, '--out', out, ...more]);
  expect(ran).toMatchObject({ code: 0, stdout: '' });
  expect(ran.stderr).toMatch(/^note: .*private persons\n$/);
  return out;
};

interface Seen {
  type: string;
  url: string;
  headers: Record<string, string>;
  status: string;
  http: [string, string][];
  body: Buffer;
}

async function recordsOf(file: string): Promise<Seen[]> {
  const seen: Seen[] = [];
  for await (const record of WARCParser.iterRecords(createReadStream(file), { keepHeadersCase: true })) {
    const body = Buffer.from(await record.readFully(false));
    seen.push({
      type: record.warcType!,
      url: record.warcTargetURI ?? '',
      headers: Object.fromEntries(record.warcHeaders.headers.entries()),
      status: record.httpHeaders?.statusline ?? '',
      http: [...(record.httpHeaders?.headers.entries() ?? [])],
      body,
    });
  }
  return seen;
}

async function contentsOf(archivePath: string) {
  const archive = await openArchive(archivePath);
  const rows = await archive.db
    .selectFrom('readings')
    .innerJoin('reports', 'reports.n', 'readings.report')
    .select(['reports.key', 'readings.sha256'])
    .where('current', '=', 1)
    .orderBy('reports.key')
    .execute();
  await archive.close();
  return rows;
}

describe('a WARC', { timeout: 180_000 }, () => {
  test('holds requests, answers, redirects and files as they were', async () => {
    const records = await recordsOf(await exported('warc', 'a.warc.gz'));
    const types = records.map(({ type }) => type);
    expect(types[0]).toBe('warcinfo');
    expect(types.at(-1)).toBe('metadata');
    const redirect = records.find(({ url, type }) => url === `${site}/old` && type === 'response');
    expect(redirect).toMatchObject({
      status: 'HTTP/1.1 302 Found',
      headers: { 'WARC-Truncated': 'unspecified' },
    });
    expect(redirect!.http).toContainEqual(['x-note', 'moved']);
    const request = records.find(({ url, type }) => url === `${site}/old` && type === 'request');
    expect(request!.http.map(([name]) => name)).toContain('User-Agent');
    const response = records.find(({ url, type }) => url === `${site}/new` && type === 'response');
    expect(response!.body.toString()).toBe(page('Orrin'));
    expect(response!.http).toContainEqual(['X-Orig-Transfer-Encoding', 'chunked']);
    const packed = records.find(({ url, type }) => url === `${site}/packed` && type === 'response');
    expect(packed!.body).toEqual(gzipSync(page('Kesh')));
    // The same body from the same address again.
    expect(records.find(({ type }) => type === 'revisit')).toMatchObject({
      url: `${site}/new`,
      body: Buffer.alloc(0),
    });
    const resources = records.filter(({ type }) => type === 'resource');
    expect(resources.map(({ headers }) => headers['Content-Type']).sort()).toEqual(
      [
        'application/gzip',
        'application/json',
        'application/json',
        'application/json',
        'application/xml',
        'text/html',
        'text/plain',
        'text/plain',
      ].sort(),
    );
    expect(resources.find(({ url }) => url.includes('page%20%C3%A9.html'))!.body.toString()).toBe(
      page('Dorn'),
    );
  });

  test('is the same, byte by byte, from run to run', async () => {
    const files = await Promise.all([exported('warc', 'one.warc.gz'), exported('warc', 'two.warc.gz')]);
    const [one, two] = files.map((file) => readFileSync(file));
    expect(one!.equals(two!)).toBe(true);
  });

  test('read into a new archive gives the same reports and the same readings', async () => {
    const other = join(folder.path, 'from-warc.db');
    const ran = await onrecord(['add', '-a', other, await exported('warc', 'trip.warc.gz')]);
    expect(ran.stderr).toMatch(/11 added/);
    expect(await contentsOf(other)).toEqual(await contentsOf(path));
  });

  test('of a filter holds the captures of those reports alone', async () => {
    const records = await recordsOf(await exported('warc', 'some.warc.gz', '--outlet', 'wire'));
    expect(records.filter(({ type }) => type === 'resource')).toHaveLength(2);
  });
});

describe('a WACZ', { timeout: 180_000 }, () => {
  const entriesOf = (file: string) =>
    new Map(
      [...unzip(readFileSync(file))].map((entry) => {
        if ('error' in entry) throw entry.error;
        return [entry.name, Buffer.from(entry.bytes)];
      }),
    );

  test('lists every file with its hash, the readings among them', async () => {
    const entries = entriesOf(await exported('wacz', 'a.wacz'));
    const { resources, wacz_version } = JSON.parse(entries.get('datapackage.json')!.toString());
    expect(wacz_version).toBe('1.1.1');
    const { createHash } = await import('node:crypto');
    const hash = (bytes: Buffer) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
    for (const { path: name, hash: said, bytes } of resources) {
      expect(hash(entries.get(name)!), name).toBe(said);
      expect(entries.get(name)!.length).toBe(bytes);
    }
    expect(resources).toHaveLength(entries.size - 2);
    expect(JSON.parse(entries.get('datapackage-digest.json')!.toString()).hash).toBe(
      hash(entries.get('datapackage.json')!),
    );
    const readings = [...entries.keys()].filter((name) => name.startsWith('readings/'));
    expect(readings).toHaveLength(11);
    expect(entries.get('onrecord/log.jsonl')!.toString().split('\n').length).toBeGreaterThan(30);
    const pages = entries
      .get('pages/pages.jsonl')!
      .toString()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(pages[0].format).toBe('json-pages-1.0');
    expect(pages.slice(1).map(({ url }) => url)).toEqual([`${site}/new`, `${site}/packed`, `${site}/new`]);
  });

  test('has the index that warcio makes of it', async () => {
    const entries = entriesOf(await exported('wacz', 'b.wacz'));
    const file = join(folder.path, 'onrecord.warc.gz');
    writeFileSync(file, entries.get('archive/onrecord.warc.gz')!);
    const made: string[] = [];
    const indexer = new CDXIndexer({ format: 'cdxj' });
    for await (const line of indexer.iterIndex([
      { filename: 'onrecord.warc.gz', reader: createReadStream(file) },
    ]))
      made.push(indexer.serialize(line));
    const fields = (line: string) => {
      const [key, time] = line.split(' ', 2);
      const { url, offset, length, status, mime } = JSON.parse(line.slice(line.indexOf('{')));
      return {
        key,
        time,
        url,
        offset: Number(offset),
        length: Number(length),
        status: status ? Number(status) : undefined,
        mime,
      };
    };
    const order = (a: { offset: number }, b: { offset: number }) => a.offset - b.offset;
    const ours = entries.get('indexes/index.cdxj')!.toString().trim().split('\n');
    expect([...ours]).toEqual([...ours].sort((a, b) => (a < b ? -1 : 1)));
    expect(ours.map(fields).sort(order)).toEqual(made.map(fields).sort(order));
  });

  test('is the same from run to run, and holds what the filter keeps', async () => {
    const files = await Promise.all([exported('wacz', 'one.wacz'), exported('wacz', 'two.wacz')]);
    const [one, two] = files.map((file) => readFileSync(file));
    expect(one!.equals(two!)).toBe(true);
    const some = entriesOf(await exported('wacz', 'some.wacz', '--outlet', 'wire'));
    expect([...some.keys()].filter((name) => name.startsWith('readings/'))).toHaveLength(2);
  });

  test('read into a new archive gives the same reports and the same readings', async () => {
    const other = join(folder.path, 'from-wacz.db');
    const ran = await onrecord(['add', '-a', other, await exported('wacz', 'trip.wacz')]);
    expect(ran.stderr).toMatch(/11 added/);
    expect(await contentsOf(other)).toEqual(await contentsOf(path));
  });
});

/** Other people's programs, where they are installed (`pip install warcio wacz`). */
const has = (module: string) => spawnSync('python3', ['-c', `import ${module}`]).status === 0;

describe('other programs read them', { timeout: 180_000 }, () => {
  test.skipIf(!has('warcio'))('warcio for Python: digests hold (skipped without it)', async () => {
    const ran = spawnSync(
      'python3',
      ['-m', 'warcio.cli', 'check', '-v', await exported('warc', 'py.warc.gz')],
      { encoding: 'utf8' },
    );
    expect(ran.stdout + ran.stderr).not.toMatch(/digest failed|error/i);
    expect(ran.status).toBe(0);
  });

  test.skipIf(!has('wacz'))('py-wacz: the package is valid (skipped without it)', async () => {
    const ran = spawnSync(
      'python3',
      ['-m', 'wacz.main', 'validate', '-f', await exported('wacz', 'py.wacz')],
      { encoding: 'utf8' },
    );
    expect(ran.status, ran.stdout + ran.stderr).toBe(0);
  });
});
