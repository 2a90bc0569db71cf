import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { collect } from './collect.ts';

const STORY =
  'Two soldiers were killed and five others wounded on Friday when a convoy struck a mine near Orrin, the ministry said.';
const HTML = `<!doctype html><title>Mine kills two</title><article><p>${STORY}</p><p>Residents said that they heard two explosions shortly after dawn on that day.</p></article>`;

interface Written {
  type?: string;
  url?: string;
  status?: string;
  headers?: Record<string, string>;
  body: string | Buffer;
}

/** A WARC record, by the letter of ISO 28500. */
function record({
  type = 'response',
  url = 'https://ledger.example/1',
  status = '200 OK',
  headers = { 'Content-Type': 'text/html; charset=utf-8' },
  body,
}: Written): Buffer {
  const http =
    type === 'response'
      ? `HTTP/1.1 ${status}\r\n${Object.entries(headers)
          .map(([name, value]) => `${name}: ${value}\r\n`)
          .join('')}\r\n`
      : '';
  const block = Buffer.concat([Buffer.from(http), Buffer.from(body)]);
  const own = type === 'response' ? 'application/http; msgtype=response' : headers['Content-Type'];
  const head = `WARC/1.0\r\nWARC-Type: ${type}\r\nWARC-Target-URI: ${url}\r\nWARC-Date: 2020-01-01T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\nContent-Type: ${own}\r\nContent-Length: ${block.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), block, Buffer.from('\r\n\r\n')]);
}

async function read(bytes: Buffer, piece = 1000) {
  const pieces = Array.from({ length: Math.ceil(bytes.length / piece) }, (_, i) =>
    bytes.subarray(i * piece, (i + 1) * piece),
  );
  const all = [];
  for await (const item of collect(['-'], { stdin: Readable.from(pieces) })) all.push(item);
  return all;
}
const brief = async (bytes: Buffer, piece?: number) =>
  (await read(bytes, piece)).map((item) => [
    'problem' in item ? item.problem.part : item.capture.part,
    'problem' in item ? item.problem.code : 'read',
  ]);

const chunked = (text: string) => {
  const half = Buffer.byteLength(text.slice(0, 40)).toString(16);
  return `${half}\r\n${text.slice(0, 40)}\r\n${Buffer.byteLength(text.slice(40)).toString(16)};x=y\r\n${text.slice(40)}\r\n0\r\n\r\n`;
};

const RECORDS = [
  record({
    type: 'warcinfo',
    headers: { 'Content-Type': 'application/warc-fields' },
    body: 'software: x\r\n',
  }),
  record({ body: HTML }),
  record({
    url: 'https://ledger.example/2',
    headers: { 'Content-Type': 'text/html', 'Content-Encoding': 'gzip' },
    body: gzipSync(HTML),
  }),
  record({
    url: 'https://ledger.example/3',
    headers: { 'Content-Type': 'text/html', 'Transfer-Encoding': 'chunked' },
    body: chunked(HTML),
  }),
  record({ url: 'https://ledger.example/old', status: '301 Moved', headers: { Location: '/1' }, body: '' }),
  record({
    url: 'https://ledger.example/x.png',
    headers: { 'Content-Type': 'image/png' },
    body: Buffer.from([1, 2, 3]),
  }),
  record({ url: 'https://ledger.example/empty', body: '<html><body>Sign in</body></html>' }),
  record({
    type: 'resource',
    url: 'file:///report.txt',
    headers: { 'Content-Type': 'text/plain' },
    body: STORY,
  }),
];
const EXPECTED = [
  ['record 2', 'read'],
  ['record 3', 'read'],
  ['record 4', 'read'],
  ['record 7', 'no-article'],
  ['record 8', 'read'],
];

describe('documents of a WARC', () => {
  test('plain, whatever the pieces in which it comes', async () => {
    expect(await brief(Buffer.concat(RECORDS))).toEqual(EXPECTED);
    expect(await brief(Buffer.concat(RECORDS), 97)).toEqual(EXPECTED);
  });

  test('in gzip, a member a record', async () => {
    expect(await brief(Buffer.concat(RECORDS.map((bytes) => gzipSync(bytes))), 5000)).toEqual(EXPECTED);
  });

  test('with the bytes as received, the address, and no date from the crawl', async () => {
    const all = await read(Buffer.concat(RECORDS));
    const packed = all[1]!;
    expect(Buffer.from(packed.capture!.bytes)).toEqual(gzipSync(HTML));
    expect(packed).toMatchObject({
      capture: { exchanges: [{ url: 'https://ledger.example/2', status: 200 }] },
      report: { url: 'https://ledger.example/2', published: null, text: expect.stringContaining(STORY) },
    });
    expect(all[2]).toMatchObject({ report: { text: (all[0] as { report: { text: string } }).report.text } });
  });

  test('what is damaged is said, after what could be read', async () => {
    const broken = Buffer.concat(RECORDS);
    const said = await brief(broken.subarray(0, broken.length - 50), 5000);
    expect(said).toEqual([...EXPECTED.slice(0, 4), [null, 'encoding']]);
    const alone = await brief(Buffer.from('WARC/1.0\r\nnonsense'));
    expect(alone).toEqual([[null, 'encoding']]);
  });

  test('a file that is cut anywhere within its last record', async () => {
    const last = record({ url: 'https://ledger.example/last', body: HTML });
    const before = RECORDS.slice(0, 2);
    const whole = Buffer.concat([...before, last]);
    const packed = Buffer.concat([...before, last].map((bytes) => gzipSync(bytes)));
    const start = packed.length - gzipSync(last).length;
    for (const cut of [1, 5, 12, 40, 100, 200, 400, 1000].filter((n) => n < whole.length - packed.length))
      if (start + cut < packed.length)
        expect([cut, (await brief(packed.subarray(0, start + cut))).at(-1)]).toEqual([
          cut,
          [null, 'encoding'],
        ]);
    for (const cut of [3, 15, 60, 150, 300, 500, last.length - 3]) {
      const said = await brief(whole.subarray(0, whole.length - last.length + cut));
      expect([cut, said.at(-1)]).toEqual([cut, [null, 'encoding']]);
    }
    expect((await brief(packed)).at(-1)).toEqual(['record 3', 'read']);
  });

  test('a file that is cut within a record that is passed over', async () => {
    const picture = record({ headers: { 'Content-Type': 'image/png' }, body: Buffer.alloc(500) });
    const cut = Buffer.concat([record({ body: HTML }), picture.subarray(0, picture.length - 100)]);
    expect(await brief(cut)).toEqual([
      ['record 1', 'read'],
      [null, 'encoding'],
    ]);
  });

  test('gzip data that are changed', async () => {
    const packed = Buffer.concat(RECORDS.map((bytes) => gzipSync(bytes)));
    packed[packed.length - 5]! ^= 0xff; // Of the last member's checksum and length.
    expect((await brief(packed)).at(-1)).toEqual([null, 'encoding']);
  });
});
