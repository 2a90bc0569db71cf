import { deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { randomOf } from '../../test/sample-reading.ts';
import { zip } from '../../test/write-zip.ts';
import { createStructure } from '../report/structure.ts';
import { examine } from './collect.ts';
import type { Collected, CollectedReport } from './types.ts';

const TITLE = 'Mine kills two near Orrin';
const PARAGRAPHS = [
  'ORRIN, 8 February 2016 - Two soldiers were killed & five others wounded on Friday when a convoy struck a mine near Orrin, the defence ministry said.',
  'A spokesman for the ministry, Colonel Peter Hale, told reporters that the convoy was carrying food to a garrison.',
  'Residents said they heard two explosions shortly after dawn. “The ground shook,” said one of them.',
];
const xml = (text: string) => text.replace(/&/g, '&amp;');
const PLAIN = PARAGRAPHS.join('\n\n');
const HTML = PARAGRAPHS.map((paragraph) => `<p>${xml(paragraph)}</p>`).join('');

async function found(bytes: Uint8Array | string, part: string | null = null): Promise<Collected[]> {
  const capture = {
    bytes: typeof bytes === 'string' ? Buffer.from(bytes) : bytes,
    address: 'x',
    part,
    way: 'file',
    exchanges: null,
  } as const;
  const all: Collected[] = [];
  for await (const item of examine(capture)) all.push(item);
  return all;
}
const one = async (bytes: Uint8Array | string) => {
  const all = await found(bytes);
  expect(all).toHaveLength(1);
  expect(all[0]).toHaveProperty('report');
  return all[0] as CollectedReport;
};
const problem = async (bytes: Uint8Array | string) => {
  const [first] = await found(bytes);
  expect(first).toHaveProperty('problem');
  return (first as { problem: { code: string } }).problem;
};

const rss = (items: string) =>
  `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Ledger</title>${items}</channel></rss>`;
const rssItem = (extra = '') =>
  `<item><title>${TITLE}</title><link>https://ledger.example/1</link><guid>g1</guid><pubDate>Mon, 08 Feb 2016 10:00:00 GMT</pubDate><description>Short.</description><content:encoded><![CDATA[${HTML}]]></content:encoded>${extra}</item>`;
const nitf = `<nitf><head><docdata><doc-id id-string="n1"/><date.issue norm="20160208T100000Z"/></docdata><pubdata name="The Ledger"/></head><body><body.head><hedline><hl1>${TITLE}</hl1></hedline></body.head><body.content>${HTML}</body.content></body></nitf>`;
const newsItem = (content: string, status = 'usable') =>
  `<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:1"><itemMeta><provider literal="The Ledger"/><versionCreated>2016-02-08T10:00:00Z</versionCreated><pubStatus qcode="stat:${status}"/></itemMeta><contentMeta><headline>${TITLE}</headline></contentMeta><contentSet>${content}</contentSet></newsItem>`;

const FORMATS: [string, string, Uint8Array | string][] = [
  ['text', 'text', `${TITLE}\n\n${PLAIN}`],
  [
    'HTML',
    'html',
    `<!doctype html><html><head><meta property="og:title" content="${TITLE}"></head><body><nav><a href="/">Home</a></nav><article><h1>${TITLE}</h1>${HTML}</article></body></html>`,
  ],
  ['JSON', 'json-lines', JSON.stringify({ title: TITLE, text: PLAIN })],
  ['RSS', 'feed', rss(rssItem())],
  [
    'RDF',
    'feed',
    `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>The Ledger</title></channel><item><title>${TITLE}</title><link>https://ledger.example/1</link><description>${HTML.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</description></item></rdf:RDF>`,
  ],
  [
    'Atom',
    'feed',
    `<feed xmlns="http://www.w3.org/2005/Atom"><title>The Ledger</title><entry><title>${TITLE}</title><id>urn:1</id><link href="https://ledger.example/1"/><updated>2016-02-08T10:00:00Z</updated><content type="html">${HTML.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</content></entry></feed>`,
  ],
  [
    'JSON Feed',
    'feed',
    JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'The Ledger',
      items: [{ id: '1', title: TITLE, content_text: PLAIN }],
    }),
  ],
  [
    'ninjs 1.0',
    'ninjs',
    JSON.stringify({
      uri: 'https://ledger.example/1',
      headline: TITLE,
      versioncreated: '2016-02-08T10:00:00Z',
      body_html: HTML,
    }),
  ],
  [
    'ninjs 1.3',
    'ninjs',
    JSON.stringify({ uri: 'tag:1', headline: TITLE, body_text: PLAIN, infosource: [{ name: 'The Ledger' }] }),
  ],
  [
    'ninjs 2.0',
    'ninjs',
    JSON.stringify({
      uri: 'tag:1',
      versioncreated: '2016-02-08T10:00:00Z',
      headlines: [{ role: 'main', value: TITLE }],
      bodies: [{ role: 'main', contenttype: 'text/html', value: HTML }],
    }),
  ],
  [
    'ninjs 3.0',
    'ninjs',
    JSON.stringify({
      uri: 'tag:1',
      versionCreated: '2016-02-08T10:00:00Z',
      headlines: [{ value: TITLE }],
      bodies: [{ contentType: 'text/plain', value: PLAIN }],
    }),
  ],
  ['NITF', 'nitf', `<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf.dtd">${nitf}`],
  [
    'NewsML-G2 with XHTML',
    'newsml',
    `<?xml version="1.0"?>${newsItem(`<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>${HTML}</body></html></inlineXML>`)}`,
  ],
  [
    'NewsML-G2 with NITF',
    'newsml',
    `<newsMessage><itemSet>${newsItem(`<inlineXML>${nitf}</inlineXML>`)}</itemSet></newsMessage>`,
  ],
  ['gzip', 'text', gzipSync(`${TITLE}\n\n${PLAIN}`)],
  ['ZIP', 'text', zip([['folder/report.txt', `${TITLE}\n\n${PLAIN}`]])],
  ['a ZIP that is not packed', 'text', zip([['report', `${TITLE}\n\n${PLAIN}`]], { stored: true })],
  ['gzip in a ZIP', 'nitf', zip([['r.gz', gzipSync(nitf)]])],
];

describe('the same article gives the same canonical text in every format', () => {
  const structure = createStructure(new Map());
  test.each(FORMATS)('%s', async (_, format, bytes) => {
    const item = await one(bytes);
    expect(item.format).toBe(format);
    expect(structure(item.report).text).toBe(`${TITLE}\n\n${PLAIN}`);
  });

  test('and what the format says about it', async () => {
    const dated = { published: '2016-02-08T10:00:00Z', publisher: 'The Ledger' };
    expect(
      await one(rss(rssItem('<dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">Ann</dc:creator>'))),
    ).toMatchObject({
      id: 'g1',
      report: { ...dated, title: TITLE, url: 'https://ledger.example/1', byline: 'Ann' },
    });
    expect(await one(nitf)).toMatchObject({ id: 'n1', report: dated });
    expect(await one(newsItem(`<inlineXML>${nitf}</inlineXML>`))).toMatchObject({
      id: 'urn:x:1',
      report: dated,
    });
    expect((await one(FORMATS[7]![2])).report).toMatchObject({
      published: dated.published,
      url: 'https://ledger.example/1',
    });
  });
});

describe('many in one', () => {
  test('items of a feed, each with its part and its own fate', async () => {
    const spanish =
      '<item><title>Una mina mata a dos soldados</title><description>Dos soldados murieron el viernes al pisar una mina, según el ministerio de Defensa.</description></item>';
    const all = await found(rss(rssItem() + spanish + rssItem()));
    expect(all.map((item) => [item.capture!.part, 'problem' in item ? item.problem.code : 'read'])).toEqual([
      ['item 1', 'read'],
      ['item 2', 'language'],
      ['item 3', 'read'],
    ]);
  });

  test('files of a ZIP, JSON lines among them; hidden ones left out', async () => {
    const lines = [{ id: 1, text: PLAIN }, { id: 2 }, { id: 3, text: PLAIN }]
      .map((line) => JSON.stringify(line))
      .join('\n');
    const all = await found(
      zip([
        ['a.txt', PLAIN],
        ['.hidden', 'x'],
        ['__MACOSX/a', 'x'],
        ['b.jsonl', lines],
        ['line 1', PLAIN],
        ['c.png', Buffer.from([0x89, 0x50, 0x4e, 0x47])],
      ]),
    );
    expect(all.map((item) => [item.capture!.part, 'problem' in item ? item.problem.code : 'read'])).toEqual([
      ['a.txt', 'read'],
      ['b.jsonl, line 1', 'read'],
      ['b.jsonl, line 2', 'no-text'],
      ['b.jsonl, line 3', 'read'],
      ['line 1', 'json'],
      ['c.png', 'binary'],
    ]);
  });

  test('a news message with one item that was taken back', async () => {
    const body = `<inlineXML>${nitf}</inlineXML>`;
    const all = await found(
      `<newsMessage><itemSet>${newsItem(body)}${newsItem(body, 'canceled')}</itemSet></newsMessage>`,
    );
    expect(all.map((item) => ('problem' in item ? item.problem.code : 'read'))).toEqual([
      'read',
      'withdrawn',
    ]);
  });
});

test('reports in one array of JSON, each with its place and its own fate', async () => {
  const all = await found(JSON.stringify([{ id: 'a', text: PLAIN }, 5, { text: `${PLAIN} Again.` }]));
  expect(
    all.map((one) => ('report' in one ? [one.capture.part, one.id] : [one.problem.part, one.problem.code])),
  ).toEqual([
    ['item 1', 'a'],
    ['item 2', 'json'],
    ['item 3', null],
  ]);
});

test('a correction in NITF says what it corrects', async () => {
  const told = '<docdata><du-key version="3"/><correction info="Two were killed, not three"/>';
  expect(await one(nitf.replace('<docdata>', told))).toMatchObject({
    edition: { version: '3', signal: 'correction', note: 'Two were killed, not three' },
  });
});

test('XML with more empty elements than people nest', async () => {
  const subjects = '<subject qcode="medtop:1"/>'.repeat(2000);
  await one(
    newsItem(`<inlineXML><html><body>${HTML}</body></html></inlineXML>`).replace(
      '<headline>',
      `${subjects}<headline>`,
    ),
  );
});

describe('what is refused', () => {
  const bomb = Buffer.from(deflateRawSync(Buffer.alloc(300 << 20)));
  test.each<[string, Uint8Array | string, string]>([
    ['a feed that breaks off', '<rss version="2.0"><channel><item><title>x', 'no-text'],
    ['a feed without items', rss(''), 'no-text'],
    ['ninjs without a body', JSON.stringify({ uri: 'tag:1', headline: TITLE }), 'no-text'],
    [
      'ninjs that was taken back',
      JSON.stringify({ uri: 'tag:1', pubstatus: 'canceled', body_text: PLAIN }),
      'withdrawn',
    ],
    [
      'NITF that was taken back',
      nitf.replace('<docdata>', '<docdata management-status="canceled">'),
      'withdrawn',
    ],
    ['NITF without text', '<nitf><head/><body/></nitf>', 'no-text'],
    ['NewsML without items', '<newsMessage/>', 'no-text'],
    ['XML nested without end', `<nitf>${'<a>'.repeat(20_000)}`, 'no-article'],
    ['JSON that breaks off in an array', '[{"text":"a"},', 'json'],
    ['an RTF document', '{\\rtf1\\ansi Two soldiers were killed.}', 'binary'],
    ['a tar archive', `a.txt${'\0'.repeat(252)}ustar\0`, 'binary'],
    ['an empty ZIP', zip([]), 'binary'],
    ['damaged gzip', gzipSync(PLAIN).subarray(0, 30), 'encoding'],
    ['a ZIP that breaks off', zip([['a', PLAIN]]).subarray(0, 60), 'encoding'],
    ['packed within packed within packed', gzipSync(gzipSync(gzipSync(gzipSync(PLAIN)))), 'too-large'],
  ])('%s', async (_, bytes, code) => {
    expect((await problem(bytes)).code).toBe(code);
  });

  test('entities of a document type are never expanded', async () => {
    const laughs = `<!DOCTYPE nitf [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>${nitf.replace('on Friday', '&b;&c; on Friday')}`;
    const all = await found(laughs);
    expect(JSON.stringify(all)).not.toMatch(/haha|root:/);
  });

  test('a bomb', async () => {
    const packed = zip([['bomb', 'x']]);
    // The entry is made to hold 300 MB of zeros.
    const local = packed.subarray(0, 30 + 4);
    local.writeUInt32LE(bomb.length, 18);
    const central = Buffer.from(
      packed.subarray(packed.indexOf(Buffer.from([0x50, 0x4b, 1, 2])), packed.length - 22),
    );
    central.writeUInt32LE(bomb.length, 20);
    const end = Buffer.from(packed.subarray(packed.length - 22));
    end.writeUInt32LE(34 + bomb.length, 16);
    expect((await problem(Buffer.concat([local, bomb, central, end]))).code).toBe('too-large');
  });
});

describe('damaged documents: a report or a reason, never a crash', () => {
  /** More with ONRECORD_FUZZ=10000. */
  const runs = Number(process.env['ONRECORD_FUZZ'] ?? 40);
  const scraps = [
    '<',
    '>',
    '&',
    '"',
    '{',
    '}',
    '\0',
    '\ud800',
    ']]>',
    '<!--',
    '<p',
    '</',
    '\n',
    '{"uri":',
    'ÿ',
  ];

  test.each(FORMATS)('%s', async (_, __, source) => {
    const original = Buffer.from(source);
    const random = randomOf(original.length);
    for (let i = 0; i < runs; i++) {
      let bytes = Buffer.from(original);
      for (let k = 1 + random(4); k > 0; k--) {
        const at = random(bytes.length || 1);
        const kind = random(5);
        const scrap = Buffer.from(scraps[random(scraps.length)]!);
        if (kind === 0) bytes = bytes.subarray(0, at);
        else if (kind === 1) bytes = Buffer.concat([bytes.subarray(0, at), scrap, bytes.subarray(at)]);
        else if (kind === 2) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + random(50))]);
        else if (kind === 3) bytes = Buffer.concat([bytes, bytes.subarray(at)]);
        else if (bytes.length) bytes[at] = random(256);
      }
      for (const item of await found(bytes))
        if ('problem' in item)
          expect(item.problem.code, `${item.problem.reason}: ${bytes.toString('base64')}`).not.toBe('reader');
        else expect(item.report.text.trim()).not.toBe('');
    }
  });
});

test.each([
  ['[Content_Types].xml', '<Types/>'],
  ['mimetype', 'application/vnd.oasis.opendocument.text'],
])('an office document is named as such: %s', async (name, content) => {
  const bytes = zip(
    [
      [name, content],
      ['content.xml', '<a/>'],
    ],
    { stored: true },
  );
  expect(await problem(bytes)).toMatchObject({
    code: 'binary',
    reason: expect.stringContaining('office'),
  });
});
