import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { zip } from '../../test/write-zip.ts';
import { collect } from './collect.ts';

const STORY =
  'Two soldiers were killed and five others wounded on Friday when a convoy struck a mine near Orrin, the ministry said.';
const record = (url: string, body: string) => {
  const block = `HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n${body}`;
  return gzipSync(
    `WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: ${url}\r\nWARC-Date: 2020-01-01T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http\r\nContent-Length: ${Buffer.byteLength(block)}\r\n\r\n${block}\r\n\r\n`,
  );
};
const sha256 = (bytes: Uint8Array | string) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

type Files = Record<string, Uint8Array | string>;
const WARCS: Files = {
  'archive/a.warc.gz': record('https://ledger.example/1', STORY),
  'archive/b.warc.gz': record('https://ledger.example/2', `${STORY} Again.`),
  'pages/pages.jsonl': '{"format":"json-pages-1.0","id":"pages","title":"All Pages"}\n',
};

/** A WACZ of these files; `change` makes it another than its digests say. */
function wacz(files: Files, change: Files = {}, { stored = true, without = [] as string[] } = {}): Buffer {
  const resources = Object.entries(files).map(([path, bytes]) => ({
    name: path.split('/').at(-1),
    path,
    hash: sha256(bytes),
    bytes: bytes.length,
  }));
  const listing = JSON.stringify({ profile: 'data-package', wacz_version: '1.1.1', resources });
  const all: Files = {
    ...files,
    'datapackage.json': listing,
    'datapackage-digest.json': JSON.stringify({ path: 'datapackage.json', hash: sha256(listing) }),
    ...change,
  };
  return zip(
    Object.entries(all).filter(([name]) => !without.includes(name)),
    { stored },
  );
}

const folder = mkdtempSync(join(tmpdir(), 'onrecord-wacz-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function brief(paths: string[], options = {}) {
  const all = [];
  for await (const item of collect(paths, options))
    all.push(
      'problem' in item
        ? [item.problem.part, item.problem.code, item.problem.reason]
        : [item.capture.part, item.report.text, item.capture.exchanges![0]!.url],
    );
  return all;
}
function ofFile(bytes: Uint8Array) {
  const path = join(folder, 'crawl');
  writeFileSync(path, bytes);
  return brief([path]);
}

const READ = [
  ['archive/a.warc.gz, record 1', STORY, 'https://ledger.example/1'],
  ['archive/b.warc.gz, record 1', `${STORY} Again.`, 'https://ledger.example/2'],
];

describe('a WACZ', () => {
  test('from a file, stored or deflated; from standard input; from the web', async () => {
    expect(await ofFile(wacz(WARCS))).toEqual(READ);
    expect(await ofFile(wacz(WARCS, {}, { stored: false }))).toEqual(READ);
    expect(await brief(['-'], { stdin: Readable.from([wacz(WARCS)]) })).toEqual(READ);
    const server = createServer((request, response) =>
      request.url === '/robots.txt' ? response.writeHead(404).end() : response.end(wacz(WARCS)),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/crawl.wacz`;
    expect(await brief([address], { allowPrivate: true, pause: 0 })).toEqual(READ);
    server.close();
  });

  test('a file that is not what its digest says is named and not read; the others are', async () => {
    const changed = record('https://ledger.example/1', STORY.replace('Two', 'Ten'));
    const found = await ofFile(wacz(WARCS, { 'archive/a.warc.gz': changed }));
    expect(found).toEqual([
      ['archive/a.warc.gz', 'encoding', expect.stringContaining(sha256(changed).slice(7))],
      READ[1],
    ]);
  });
  test('so is what is listed and not there, and a WARC that is not listed', async () => {
    expect(await ofFile(wacz(WARCS, {}, { without: ['archive/a.warc.gz'] }))).toEqual([
      ['archive/a.warc.gz', 'encoding', expect.stringContaining('not there')],
      READ[1],
    ]);
    const more = { 'archive/c.warc.gz': record('https://ledger.example/3', STORY) };
    expect(await ofFile(wacz(WARCS, more))).toEqual([
      ...READ,
      ['archive/c.warc.gz', 'encoding', expect.stringContaining('not listed')],
    ]);
  });
  test('a list that was changed is not what its own digest says', async () => {
    const listing = JSON.stringify({
      resources: Object.entries(WARCS).map(([path, bytes]) => ({ path, hash: sha256(bytes) })),
    });
    expect(await ofFile(wacz(WARCS, { 'datapackage.json': listing }))).toEqual([
      ['datapackage.json', 'encoding', expect.stringContaining('datapackage-digest.json')],
      ...READ,
    ]);
  });
  test('one that breaks off is a damaged ZIP', async () => {
    const bytes = wacz(WARCS);
    expect(await ofFile(bytes.subarray(0, bytes.length - 30))).toEqual([
      [null, 'encoding', expect.stringContaining('directory is missing')],
    ]);
  });
  test('a WARC within that breaks off is named', async () => {
    const cut = { ...WARCS, 'archive/a.warc.gz': Buffer.from(WARCS['archive/a.warc.gz']!).subarray(0, 60) };
    expect(await ofFile(wacz(cut))).toEqual([
      ['archive/a.warc.gz', 'encoding', expect.stringContaining('break')],
      READ[1],
    ]);
  });
  test('deflated data that are damaged are named', async () => {
    const bytes = wacz(WARCS, {}, { stored: false });
    bytes.fill(0xff, 60, 90); // Within the first WARC.
    expect(await ofFile(bytes)).toEqual([
      ['archive/a.warc.gz', 'encoding', expect.stringMatching(/unpacked|SHA256/)],
      READ[1],
    ]);
  });
  test('another ZIP is read as a ZIP', async () => {
    const path = join(folder, 'zip');
    writeFileSync(path, zip([['a.txt', STORY]]));
    for await (const item of collect([path]))
      expect(item).toMatchObject({ capture: { part: 'a.txt' }, report: { text: STORY } });
  });
});
