import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { chronology } from '../src/archive/chronology.ts';
import { collect, examine } from '../src/collect/collect.ts';
import { contentOfAnswer } from '../src/collect/fetch.ts';
import { parseRobots, verdictOf } from '../src/collect/robots.ts';
import type { Collected } from '../src/collect/types.ts';
import { exportFormat } from '../src/publish/export.ts';
import { kindOfFile, verifyFile } from '../src/publish/verify/file.ts';
import { writeWacz, writeWarc } from '../src/publish/wacz.ts';
import { damagerOf } from './fixtures/damage.ts';
import { ninjsCases } from './fixtures/ninjs.ts';
import { fixtures } from './fixtures/pages.ts';
import { archiveOf } from './sample-archive.ts';
import { sampleReading } from './sample-reading.ts';
import { below, writePdf } from './write-pdf.ts';
import { zip } from './write-zip.ts';

/** Inputs for each parser; more with ONRECORD_FUZZ=100000. */
const RUNS = Number(process.env['ONRECORD_FUZZ'] ?? 60);
/** No input takes longer, in milliseconds, with others at work on the same machine. */
const LONGEST = 20_000;
// warcio says there what it makes the best of.
vi.spyOn(console, 'warn').mockImplementation(() => {});
const megabytes = (bytes: number) => (bytes / 2 ** 20).toFixed(0);
const folder = mkdtempSync(join(tmpdir(), 'onrecord-fuzz-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const STORY =
  'ORRIN, 8 February 2016 - Two soldiers were killed near Orrin on Friday when a convoy struck a mine, the defence ministry said.\n\nResidents told reporters that they heard two explosions shortly after dawn.';
const HTML = STORY.split('\n\n')
  .map((paragraph) => `<p>${paragraph}</p>`)
  .join('');
const item = `<title>Mine</title><link>https://ledger.example/1</link><description>${STORY}</description>`;
const newsItem = `<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:1" version="2"><itemMeta><provider literal="L"/><versionCreated>2016-02-08T10:00:00Z</versionCreated><pubStatus qcode="stat:usable"/><edNote>n</edNote></itemMeta><contentMeta><headline>Mine</headline></contentMeta><contentSet><inlineXML><html><body>${HTML}</body></html></inlineXML></contentSet></newsItem>`;
const cases = ninjsCases();
const pages = fixtures();
const mail = `From: d@l.example\r\nSubject: =?utf-8?Q?Mine_kills?=\r\nDate: Mon, 08 Feb 2016 10:00:00 +0300\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${STORY.replace('=', '=3D')}\r\n--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(HTML).toString('base64')}\r\n--b--\r\n`;

const response = (body: string) => {
  const http = `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n${body}`;
  return `WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2020-01-01T00:00:00Z\r\nWARC-Target-URI: https://l.example/1\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: ${Buffer.byteLength(http)}\r\n\r\n${http}\r\n\r\n`;
};
const warc = Buffer.from(response(`<article>${HTML}</article>`).repeat(2));
const listing = JSON.stringify({
  profile: 'data-package',
  resources: [
    {
      path: 'archive/a.warc',
      hash: `sha256:${createHash('sha256').update(warc).digest('hex')}`,
      bytes: warc.length,
    },
  ],
});
const wacz = zip([
  ['archive/a.warc', warc],
  ['datapackage.json', listing],
]);

async function found(bytes: Uint8Array): Promise<Collected[]> {
  const all: Collected[] = [];
  for await (const one of examine({ bytes, address: 'x', part: null, way: 'file', exchanges: null }))
    all.push(one);
  return all;
}
async function streamed(bytes: Uint8Array): Promise<Collected[]> {
  const all: Collected[] = [];
  for await (const one of collect(['-'], {
    stdin: Readable.from([bytes.subarray(0, 100), bytes.subarray(100)].filter((p) => p.length)),
  }))
    all.push(one);
  return all;
}

/** A report, or a reason: never a fault of the program. */
function expectAnswered(all: Collected[], bytes: Uint8Array): void {
  for (const one of all)
    if ('problem' in one) {
      if (one.problem.code === 'reader')
        expect.fail(`${one.problem.reason}: ${Buffer.from(bytes).toString('base64').slice(0, 4000)}`);
    } else if (!one.report.text.trim())
      expect.fail(`no words: ${Buffer.from(bytes).toString('base64').slice(0, 4000)}`);
}

interface Target {
  name: string;
  originals: (string | Uint8Array)[];
  take: (bytes: Buffer) => Promise<void>;
}

const examined = async (bytes: Buffer) => expectAnswered(await found(bytes), bytes);
const asStream = async (bytes: Buffer) => expectAnswered(await streamed(bytes), bytes);
const TARGETS: Target[] = [
  {
    name: 'text',
    originals: [STORY, Buffer.from(`\ufeff${STORY}`, 'utf16le'), Buffer.from(`${STORY} Bélgara`, 'latin1')],
    take: examined,
  },
  {
    name: 'JSON lines',
    originals: [
      JSON.stringify({
        id: 1,
        text: STORY,
        published: '2016-02-08',
        title: 'Mine',
        url: 'https://l.example/1',
      }),
    ],
    take: examined,
  },
  {
    name: 'ninjs',
    originals: [cases[2]!, cases[3]!, cases[120]!, cases[200]!].map(({ document }) =>
      JSON.stringify(document),
    ),
    take: examined,
  },
  {
    name: 'RSS',
    originals: [
      `<rss version="2.0"><channel><title>L</title><item>${item}</item><item>${item}</item></channel></rss>`,
    ],
    take: examined,
  },
  {
    name: 'RDF',
    originals: [
      `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>L</title></channel><item>${item}</item></rdf:RDF>`,
    ],
    take: examined,
  },
  {
    name: 'Atom',
    originals: [
      `<feed xmlns="http://www.w3.org/2005/Atom"><title>L</title><entry><title>Mine</title><id>urn:1</id><link href="https://l.example/1"/><updated>2016-02-08T10:00:00Z</updated><content type="html">${HTML.replaceAll('<', '&lt;')}</content></entry></feed>`,
    ],
    take: examined,
  },
  {
    name: 'JSON Feed',
    originals: [
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        title: 'L',
        items: [{ id: '1', title: 'Mine', content_html: HTML }],
      }),
    ],
    take: examined,
  },
  {
    name: 'NITF',
    originals: [
      `<?xml version="1.0"?><nitf><head><docdata><doc-id id-string="n1"/><date.issue norm="20160208T100000Z"/></docdata></head><body><body.head><hedline><hl1>Mine</hl1></hedline></body.head><body.content>${HTML}</body.content></body></nitf>`,
    ],
    take: examined,
  },
  {
    name: 'NewsML-G2',
    originals: [
      newsItem,
      `<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>${newsItem}${newsItem}</itemSet></newsMessage>`,
    ],
    take: examined,
  },
  {
    name: 'sitemap',
    originals: [
      '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://l.example/1</loc><lastmod>2016-02-08</lastmod></url></urlset>',
    ],
    take: examined,
  },
  {
    name: 'table',
    originals: [
      `id,title,text,published\n1,Mine,"${STORY}",2016-02-08\n2,"A ""b""",${STORY.replaceAll(',', '').replaceAll('\n', ' ')},x\n`,
    ],
    take: examined,
  },
  {
    name: 'list of addresses',
    originals: ['https://l.example/1\nhttps://l.example/2\n# x\nhttps://l.example/3\n'],
    take: examined,
  },
  {
    name: 'mail',
    originals: [
      mail,
      `From x Mon Feb  8 10:00:00 2016\n${mail.replaceAll('\r\n', '\n')}\nFrom y Mon Feb  8 10:00:00 2016\n${mail}`,
    ],
    take: examined,
  },
  { name: 'HTML', originals: pages.map(({ html }) => html), take: examined },
  {
    name: 'PDF',
    originals: [writePdf({ pages: [below([STORY.slice(0, 90), STORY.slice(90, 180)])] })],
    take: examined,
  },
  { name: 'gzip', originals: [gzipSync(STORY), gzipSync(`<article>${HTML}</article>`)], take: examined },
  {
    name: 'ZIP',
    originals: [zip([['a.txt', STORY]]), zip([['b.html', `<article>${HTML}</article>`]])],
    take: examined,
  },
  {
    name: 'WARC',
    originals: [warc, gzipSync(warc)],
    take: asStream,
  },
  { name: 'WACZ', originals: [wacz], take: asStream },
  {
    name: 'robots.txt',
    originals: [
      'User-agent: *\nDisallow: /private/*.html$\nAllow: /private/a\nCrawl-delay: 5\n\nUser-agent: onrecord\nDisallow:\nSitemap: https://l.example/s.xml\n',
    ],
    take: async (bytes) => {
      const robots = parseRobots(bytes.toString());
      for (const path of ['/', '/private/a.html', '/%zz', `/${'a'.repeat(300)}`])
        verdictOf(robots, 'onrecord', path);
    },
  },
  {
    name: 'bodies of answers',
    originals: [gzipSync(HTML), brotliCompressSync(HTML), `5\r\n<p>ab\r\n3;x=y\r\n</p\r\n0\r\n\r\n`],
    take: async (bytes) => {
      for (const encoding of ['gzip', 'br', 'deflate', 'gzip, br', ''])
        try {
          contentOfAnswer({
            bytes,
            address: 'x',
            part: null,
            way: 'file',
            exchanges: [
              {
                url: 'https://l.example/',
                method: 'GET',
                requestHeaders: [],
                status: 200,
                statusText: '',
                httpVersion: '1.1',
                ip: null,
                responseHeaders: [
                  ['content-encoding', encoding],
                  ['transfer-encoding', 'chunked'],
                  ['content-type', 'text/html; charset="'],
                ],
              },
            ],
          });
        } catch (error) {
          expect((error as Error).name).toBe('NotAReport');
        }
    },
  },
];

describe('damaged documents: a report or a reason; no crash, no hang, no memory without bound', () => {
  test.each(TARGETS.map((target) => [target.name, target] as const))(
    '%s',
    { timeout: 200_000 + RUNS * 500 },
    async (name, { originals, take }) => {
      const damagers = originals.map((original, i) =>
        damagerOf(Buffer.from(original as Uint8Array), 31 * i + RUNS),
      );
      const begin = process.cpuUsage();
      const before = process.memoryUsage().rss;
      let longest = 0;
      let peak = before;
      for (let i = 0; i < RUNS; i++) {
        const bytes = damagers[i % damagers.length]!();
        const start = performance.now();
        await take(bytes);
        const took = performance.now() - start;
        if (took > LONGEST) expect.fail(`${took} ms: ${bytes.toString('base64').slice(0, 4000)}`);
        longest = Math.max(longest, took);
        // As between reports: zlib gives its memory back when the event loop turns, not between promises.
        if (i % 100 === 0) {
          await setImmediate();
          peak = Math.max(peak, process.memoryUsage().rss);
        }
      }
      if (RUNS >= 1000) {
        const { user, system } = process.cpuUsage(begin);
        const columns = [name, RUNS, ((user + system) / 1e6).toFixed(0), longest.toFixed(0), megabytes(peak)];
        process.stderr.write(`| ${columns.join(' | ')} |\n`);
      }
      expect(peak - before).toBeLessThan(1500 * 2 ** 20);
    },
  );

  test('exports that were damaged: a finding, or nothing wrong', {
    timeout: 200_000 + RUNS * 500,
  }, async () => {
    const archive = await archiveOf(
      join(folder, 'a.db'),
      Array.from({ length: 5 }, (_, i) => sampleReading(i)),
    );
    const originals: Buffer[] = [];
    for (const pieces of [
      writeWarc(archive, {}),
      writeWacz(archive, {}),
      exportFormat('jsonl').write(chronology(archive, {})),
    ]) {
      const parts: Buffer[] = [];
      for await (const piece of pieces) parts.push(Buffer.from(piece));
      originals.push(Buffer.concat(parts));
    }
    await archive.close();
    const damagers = originals.map((original, i) => damagerOf(original, i));
    const file = join(folder, 'damaged');
    for (let i = 0; i < RUNS; i++) {
      const bytes = damagers[i % 3]!();
      writeFileSync(file, bytes);
      const kind = await kindOfFile(file);
      if (kind === 'archive' || kind === 'other') continue;
      const { findings, unchecked } = await verifyFile(file, kind);
      const isOriginal = bytes.equals(originals[i % 3]!);
      // A JSON-lines file that only lost lines at its end says so itself.
      const isShort =
        kind === 'json-lines' &&
        unchecked.length > 0 &&
        originals[2]!.subarray(0, bytes.length).equals(bytes);
      if (!isOriginal && !isShort)
        expect(findings.length, bytes.toString('base64').slice(0, 2000)).toBeGreaterThan(0);
    }
  });
});

describe('values of every kind where a report should be', () => {
  const runs = { numRuns: Math.min(RUNS * 3, 100_000), seed: 5 };
  const key = fc.constantFrom(
    'uri',
    'text',
    'version',
    'versioncreated',
    'versionCreated',
    'headline',
    'headlines',
    'bodies',
    'body_text',
    'body_html',
    'pubstatus',
    'pubStatus',
    'items',
    'title',
    'published',
    'url',
    'id',
    'value',
    'role',
    'contenttype',
    '__proto__',
    'constructor',
  );
  const value = fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(
        STORY,
        HTML,
        'usable',
        'canceled',
        '2016-02-08',
        'https://jsonfeed.org/version/1.1',
        'urn:a',
      ),
      fc.jsonValue(),
      fc.array(tie('node'), { maxLength: 4 }),
      fc.dictionary(key, tie('node'), { maxKeys: 6 }),
    ),
  })).node;

  test('as JSON', { timeout: 200_000 + RUNS * 300 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(key, value, { maxKeys: 8 }), async (object) => {
        const bytes = Buffer.from(JSON.stringify(object));
        expectAnswered(await found(bytes), bytes);
      }),
      runs,
    );
  });

  test('as text and bytes', { timeout: 200_000 + RUNS * 300 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 600 }),
          fc.string({ unit: 'binary', maxLength: 300 }).map((text) => Buffer.from(text)),
        ),
        async (bytes) => {
          expectAnswered(await found(bytes), bytes);
        },
      ),
      runs,
    );
  });
});

describe('bombs', () => {
  const answered = async (bytes: Buffer) => {
    const begin = performance.now();
    const before = process.memoryUsage().rss;
    const all = await found(bytes);
    expectAnswered(all, bytes);
    expect(performance.now() - begin).toBeLessThan(60_000);
    expect((process.memoryUsage().rss - before) / 2 ** 20).toBeLessThan(1500);
    return all;
  };
  const codes = (all: Collected[]) => all.map((one) => ('problem' in one ? one.problem.code : 'read'));

  test.each([
    [
      'rss',
      '<rss version="2.0"><channel><item><title>x</title><description>&i;</description></item></channel></rss>',
    ],
    ['nitf', `<nitf><body><body.content><p>&i; ${STORY}</p></body.content></body></nitf>`],
    ['newsItem', newsItem.replace('ORRIN', '&i;')],
    ['urlset', '<urlset><url><loc>&i;</loc></url></urlset>'],
    ['html', `<html><body><article><p>&i; ${STORY}</p></article></body></html>`],
  ])('XML entities that hold ten of one another (%s)', async (root, rest) => {
    const entities = 'abcdefghi'
      .split('')
      .map(
        (name, i, all) => `<!ENTITY ${name} "${i === 0 ? 'lol'.repeat(10) : `&${all[i - 1]};`.repeat(10)}">`,
      );
    const all = await answered(
      Buffer.from(
        `<?xml version="1.0"?><!DOCTYPE ${root} [${entities.join('')}<!ENTITY x SYSTEM "file:///etc/passwd">]>${rest}`,
      ),
    );
    for (const one of all) if ('report' in one) expect(one.report.text).not.toMatch(/lollol|root:/);
  });

  test('gzip, a thousandfold, also in one another', async () => {
    const zeros = gzipSync(Buffer.alloc(400 << 20));
    expect(codes(await answered(zeros))).toEqual(['too-large']);
    expect(codes(await answered(gzipSync(gzipSync(gzipSync(gzipSync(STORY))))))).toEqual(['too-large']);
  });

  test('ZIP, a thousandfold, also many at once', async () => {
    const bomb = zip([['a.txt', Buffer.alloc(300 << 20)]]);
    expect(codes(await answered(bomb))).toEqual(['too-large']);
    expect(
      codes(
        await answered(
          ['d.txt', 'c.zip', 'b.zip', 'a.zip'].reduce<string | Buffer>(
            (inner, name) => zip([[name, inner]]),
            STORY,
          ) as Buffer,
        ),
      ),
    ).toEqual(['too-large']);
  });

  test('JSON and HTML of great depth', async () => {
    const deep = `{"uri":"urn:a","headline":"x","bodies":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
    await answered(Buffer.from(deep));
    await answered(
      Buffer.from(`{"text":${JSON.stringify(STORY)},"x":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`),
    );
    await answered(Buffer.from(`<html><body>${'<div>'.repeat(300_000)}${STORY}`));
    await answered(Buffer.from(`<nitf><body>${'<b>'.repeat(300_000)}${STORY}`));
    await answered(Buffer.from(`<rss><channel><item>${'<a>'.repeat(300_000)}${STORY}`));
  });

  test('bodies of answers that unpack without end', () => {
    const bodies: [string, Buffer][] = [
      ['gzip', gzipSync(Buffer.alloc(200 << 20))],
      ['br', brotliCompressSync(Buffer.alloc(100 << 20))],
    ];
    for (const [encoding, bytes] of bodies)
      expect(() =>
        contentOfAnswer({
          bytes,
          address: 'x',
          part: null,
          way: 'fetch',
          exchanges: [
            {
              url: 'https://l.example/',
              method: 'GET',
              requestHeaders: [],
              status: 200,
              statusText: '',
              httpVersion: '1.1',
              ip: null,
              responseHeaders: [['content-encoding', encoding]],
            },
          ],
        }),
      ).toThrow(/more than/);
  });

  test('one line without end, and lines without end', async () => {
    await answered(Buffer.from('a'.repeat(5_000_000)));
    await answered(Buffer.from('<p>'.repeat(1_000_000)));
    await answered(Buffer.from('\n'.repeat(5_000_000)));
    await answered(Buffer.from('x,y\n'.repeat(1_000_000)));
    await answered(Buffer.from(`Subject: ${'=?utf-8?Q?a?= '.repeat(200_000)}\r\nFrom: a@b\r\n\r\nx`));
  });
});
