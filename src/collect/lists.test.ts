import { describe, expect, test } from 'vitest';
import { parseAddressList } from './address-list.ts';
import { examine } from './collect.ts';
import { parseSitemap } from './sitemap.ts';
import { parseTable, separatorOf } from './table.ts';
import type { Collected } from './types.ts';
import type { Visitor } from './visitor.ts';

const STORY =
  'Two soldiers were killed on Friday when a convoy struck a mine near Orrin, the defence ministry said.';
const PAGE = `<!doctype html><title>A page</title><article><p>${STORY}</p><p>Residents said that they heard two explosions shortly after dawn on that day.</p></article>`;

/** What comes of a file, with these pages on the web. */
async function found(source: string, pages: Record<string, string> = {}): Promise<Collected[]> {
  const visitor: Visitor = {
    get: async (address) => {
      const exchange = {
        url: address,
        method: 'GET',
        requestHeaders: [],
        status: 200,
        statusText: 'OK',
        httpVersion: '1.1',
        responseHeaders: [],
        ip: null,
      };
      const page = pages[address];
      if (page !== undefined)
        return { bytes: Buffer.from(page), address, part: null, way: 'fetch', exchanges: [exchange] };
      const problem = { address, part: null, id: null, reason: '404', advice: '' };
      return { capture: null, problem: { ...problem, code: 'http-status' } };
    },
  };
  const all: Collected[] = [];
  const capture = {
    bytes: Buffer.from(source),
    address: 'list',
    part: null,
    way: 'file',
    exchanges: null,
  } as const;
  for await (const item of examine(capture, { visit: async () => visitor })) all.push(item);
  return all;
}

describe('a list of addresses', () => {
  test('each once, in order, with comments and empty lines passed over', () =>
    expect(
      parseAddressList('# mine\nhttps://a.example/1\n\n  https://a.example/2\r\nhttps://a.example/1\n'),
    ).toEqual([{ link: { address: 'https://a.example/1' } }, { link: { address: 'https://a.example/2' } }]));
  test('a line that is no address is named, and stops nothing', async () => {
    const addresses = [
      'https://a.example/2',
      'www.a.example/3',
      'https://a.example/4',
      'https://a.example/5',
    ];
    const all = await found(addresses.join('\n'), { 'https://a.example/2': PAGE });
    expect(all).toHaveLength(4);
    expect(all).toMatchObject([
      { report: { url: 'https://a.example/2' } },
      { problem: { code: 'refused-address', part: 'address 2', reason: 'no http address: www.a.example/3' } },
      { problem: { code: 'http-status' } },
      { problem: { code: 'http-status' } },
    ]);
  });
  test.each([
    'https://a.example/1 says that two soldiers were killed.',
    'See https://a.example/1',
    `https://a.example/1\n\n${STORY}`,
    '# A heading\n\nTwo soldiers were killed.',
    '',
  ])('%j is none', (text) => expect(parseAddressList(text)).toBe(null));
  test('is fetched; one that fails is named by its address and stops nothing', async () => {
    const all = await found('https://a.example/1\nhttps://a.example/2\n', { 'https://a.example/2': PAGE });
    expect(all).toMatchObject([
      { problem: { code: 'http-status', address: 'https://a.example/1' } },
      { capture: { address: 'https://a.example/2', way: 'fetch' }, report: { url: 'https://a.example/2' } },
    ]);
  });
  test('a list that a list names is not followed', async () => {
    const all = await found('https://a.example/1\n', { 'https://a.example/1': 'https://a.example/1\n' });
    expect(all).toMatchObject([{ problem: { code: 'list', address: 'https://a.example/1' } }]);
  });
  test('without somebody who fetches, it is said once to be a list', async () => {
    const all: Collected[] = [];
    const bytes = Buffer.from('https://a.example/1\nhttps://a.example/2\n');
    for await (const item of examine({ bytes, address: 'x', part: null, way: 'file', exchanges: null }))
      all.push(item);
    expect(all).toMatchObject([{ problem: { code: 'list' } }]);
  });
});

describe('a table', () => {
  const rows = (source: string) => [...parseTable(source, separatorOf(source)!)];
  test('of texts: quotes, doubled quotes, line ends within; columns by many names', () =>
    expect(
      rows(
        'ID;Headline;Body;Outlet;Publish_Date\r\n7;"Mine; kills";"He said ""no"".\nThen left.";The Ledger;2016-02-08\r\n8;;;;\r\n',
      ),
    ).toMatchObject([
      {
        number: 1,
        id: '7',
        found: {
          report: {
            title: 'Mine; kills',
            text: 'He said "no".\nThen left.',
            publisher: 'The Ledger',
            published: '2016-02-08',
          },
        },
      },
      { number: 2, found: { error: { code: 'no-text' } } },
    ]));
  test('of addresses', () =>
    expect(rows('title\turl\nMine\thttps://a.example/1\nMine\tftp://a.example/2\n')).toMatchObject([
      { found: { link: { address: 'https://a.example/1', report: { title: 'Mine' } } } },
      { found: { error: { reason: expect.stringContaining('ftp:') } } },
    ]));
  test('with one column of addresses, and a last line without an end', () =>
    expect(rows('url\nhttps://a.example/1')).toMatchObject([
      { found: { link: { address: 'https://a.example/1' } } },
    ]));
  test.each([
    `Text, they said, was sent.\n${STORY}`,
    `url\n${STORY}`,
    `${STORY}\ntext,title\n`,
    'text\nTwo soldiers were killed.',
    'name,age\nx,1\n',
  ])('%j is none', (text) => expect(separatorOf(text)).toBe(null));
  test('what it says stands in where a page does not say it', async () => {
    const source = 'url,title,published,publisher\nhttps://a.example/1,Another title,2016-02-08,The Ledger\n';
    expect(await found(source, { 'https://a.example/1': PAGE })).toMatchObject([
      { report: { title: 'A page', published: '2016-02-08', publisher: 'The Ledger' } },
    ]);
  });
  test('a row is named by its number', async () =>
    expect(await found(`text,title\n"${STORY}",Mine\nshort,\n`)).toMatchObject([
      { format: 'table', capture: { part: 'row 1' }, report: { text: STORY, title: 'Mine' } },
      { capture: { part: 'row 2' } },
    ]));
  test('hostile ones take no time', () => {
    const begun = performance.now();
    expect([...parseTable(`text,url\n${'"'.repeat(1_000_001)}`, ',')]).toHaveLength(1);
    expect([...parseTable(`text,url\n${',\n'.repeat(300_000)}`, ',')]).toHaveLength(0);
    expect(performance.now() - begun).toBeLessThan(3000);
  });
});

describe('a sitemap', () => {
  test('its addresses, entities decoded, pictures and films left alone', () =>
    expect(
      parseSitemap(
        '<?xml version="1.0"?><urlset xmlns:image="i"><url><image:image><image:loc>https://a.example/p.png</image:loc></image:image><loc>\nhttps://a.example/?a=1&amp;b=%20&#38;c </loc><lastmod>2016-02-08</lastmod></url><url><loc><![CDATA[https://a.example/2]]></loc></url></urlset>',
      ),
    ).toEqual([
      { address: 'https://a.example/?a=1&b=%20&c', changed: '2016-02-08' },
      { address: 'https://a.example/2', changed: null },
    ]));
  test('an index, whatever the prefix', () =>
    expect(
      parseSitemap(
        '<s:sitemapindex xmlns:s="x"><s:sitemap><s:loc>https://a.example/m.xml</s:loc></s:sitemap></s:sitemapindex>',
      ),
    ).toEqual([{ address: 'https://a.example/m.xml', list: true }]));
  test('news alone where there is news', () =>
    expect(
      parseSitemap(
        '<urlset xmlns:n="n"><url><loc>https://a.example/about</loc></url><url><loc>https://a.example/1</loc><n:news><n:publication><n:name>The Ledger</n:name></n:publication><n:publication_date>Feb 8</n:publication_date><n:title>Mine &lt;b&gt;</n:title></n:news></url></urlset>',
      ),
    ).toEqual([
      {
        address: 'https://a.example/1',
        changed: null,
        report: { title: 'Mine <b>', publisher: 'The Ledger', published: null },
      },
    ]));
  test.each(['<urlset></urlset>', '<urlset><url><loc>', '<urlset><url><loc></loc></url></urlset>'])(
    '%s has no addresses',
    (source) => expect(() => parseSitemap(source)).toThrow(/without addresses/),
  );
  test('hostile ones take no time', () => {
    const begun = performance.now();
    for (const piece of ['<url>', '<url ', '<url><loc>', '<loc><url></url>'])
      try {
        parseSitemap(`<urlset>${piece.repeat(200_000)}`);
      } catch {}
    expect(performance.now() - begun).toBeLessThan(3000);
  });
});
