import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Archive, openArchive } from '../archive/archive.ts';
import { verifyArchive } from '../archive/verify.ts';
import { watchedOf } from '../archive/watched.ts';
import type { Exchange } from '../collect/types.ts';
import { loadResources } from './resources.ts';
import { type PollTold, type WatchOptions, watch } from './watch.ts';

const resources = loadResources();
const TEXT = (place: string) =>
  `Two soldiers were killed on Friday when a convoy struck a mine near ${place}, the defence ministry said. Residents said that they heard an explosion shortly after dawn, and that the road was closed for hours.`;
const page = (title: string, text: string) =>
  `<!doctype html><html><head><title>${title}</title></head><body><article><h1>${title}</h1><p>${text}</p><p>${text.replace('Two', 'A day later two')}</p></article></body></html>`;
const item = (n: number, body: string, title = `Mine kills two, report ${n}`) =>
  `<item><title>${title}</title><link>/story/${n}</link><guid>g${n}</guid><pubDate>Mon, 08 Feb 2016 10:0${n}:00 GMT</pubDate>${body}</item>`;
const full = (text: string) => `<content:encoded><![CDATA[<p>${text}</p>]]></content:encoded>`;
const rss = (items: string) =>
  `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Ledger</title>${items}</channel></rss>`;

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
let answers: Record<string, Answer>;
let asked: string[];
let server: Server;
let base: string;
let folder: string;
let archive: Archive;
let time: number;

beforeEach(async () => {
  answers = {};
  asked = [];
  time = Date.parse('2016-02-09T10:00:00Z');
  server = createServer((request, response) => {
    asked.push(request.url!);
    const answer = answers[request.url!];
    if (answer) answer(request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  folder = mkdtempSync(join(tmpdir(), 'onrecord-watch-'));
  archive = await openArchive(join(folder, 'a.db'), { create: true });
});
afterEach(async () => {
  await archive.close();
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

const send = (body: string, headers: Record<string, string> = {}): Answer => {
  return (request, response) => {
    const { etag } = headers;
    if (etag && request.headers['if-none-match'] === etag) response.writeHead(304, { etag }).end();
    else response.writeHead(200, headers).end(body);
  };
};

async function once(options: Partial<WatchOptions> = {}, address = '/feed') {
  const told: PollTold[] = [];
  const summary = await watch(archive, [base + address], {
    resources,
    command: 'watch',
    every: 900,
    once: true,
    allowPrivate: true,
    pause: 0,
    clock: () => new Date(time),
    sleep: async () => {},
    onPolled: (poll) => told.push(poll),
    ...options,
  });
  return { ...summary, told };
}
const reports = () => archive.db.selectFrom('reports').selectAll().orderBy('n').execute();

test('what this program refused itself is asked as soon as it is allowed', async () => {
  answers['/feed'] = send(rss(item(1, full(TEXT('Orrin')))));
  expect(await once({ allowPrivate: false })).toMatchObject({ failed: 1, told: [{ outcome: 'failed' }] });
  expect(await once()).toMatchObject({ added: 1, told: [{ outcome: 'changed' }] });
});

describe('what is new', () => {
  test('is read once; an unchanged feed is not sent again, a changed item is a new version', async () => {
    answers['/feed'] = send(rss(item(1, full(TEXT('Orrin')))), { etag: 'W/"1"' });
    expect(await once()).toMatchObject({ added: 1, told: [{ outcome: 'changed', added: 1, failed: 0 }] });
    expect(await once()).toMatchObject({ added: 0, told: [{ outcome: 'unchanged' }] });
    answers['/feed'] = send(rss(item(2, full(TEXT('Sarn'))) + item(1, full(TEXT('Orrin')))), {
      etag: 'W/"2"',
    });
    expect(await once()).toMatchObject({ added: 1, known: 0 });
    answers['/feed'] = send(rss(item(2, full(TEXT('Sarn'))) + item(1, full(TEXT('Orrin Bridge')))));
    expect(await once()).toMatchObject({ added: 1, known: 0 });
    const [first, , third] = await reports();
    expect(third).toMatchObject({ previous: first!.n, url: `${base}/story/1`, publisher: 'The Ledger' });
    expect((await verifyArchive(archive)).findings).toEqual([]);
    expect(asked.filter((path) => path.startsWith('/story'))).toEqual([]);
  });

  test('pages are fetched where the feed has but a summary; feed and page say what they know', async () => {
    answers['/feed'] = send(rss(item(1, '<description>Two soldiers were killed …</description>')));
    answers['/story/1'] = send(page('Mine kills two near Orrin', TEXT('Orrin')));
    expect(await once()).toMatchObject({ added: 1, failed: 0 });
    const [report] = await reports();
    expect(report).toMatchObject({ published: '2016-02-08T10:01:00Z', publisher: 'The Ledger' });
    expect(report!.text).toContain('heard an explosion');
    const capture = await archive.db.selectFrom('captures').selectAll().executeTakeFirstOrThrow();
    expect(capture).toMatchObject({ address: `${base}/story/1`, way: 'fetch' });
    const [exchange] = JSON.parse(capture.exchanges!) as Exchange[];
    expect(exchange!.robots).toEqual({
      url: `${base}/robots.txt`,
      file: 'none',
      status: 404,
      at: '2016-02-09T10:00:00.000Z',
      allowed: true,
      rule: null,
      agent: null,
    });
  });

  test('--articles and --no-articles', async () => {
    const summary = `<description>${TEXT('Orrin')} …</description>`;
    answers['/feed'] = send(rss(item(1, summary)));
    answers['/story/1'] = send(page('Mine kills two', TEXT('Orrin')));
    await once({ articles: false });
    expect(asked).not.toContain('/story/1');
    answers['/feed'] = send(rss(item(2, full(TEXT('Sarn')))));
    answers['/story/2'] = send(page('Mine kills two', TEXT('Sarn')));
    await once({ articles: true });
    expect(asked).toContain('/story/2');
  });

  test('a page that may not be fetched is named, and the summary stands in', async () => {
    answers['/robots.txt'] = send('user-agent: *\ndisallow: /story/');
    answers['/feed'] = send(rss(item(1, `<description>${TEXT('Orrin')} …</description>`)));
    const { added, problems } = await once();
    expect(added).toBe(1);
    expect(problems).toMatchObject([
      { code: 'robots', address: `${base}/story/1`, reason: expect.stringContaining('Disallow: /story/') },
    ]);
    expect(asked).not.toContain('/story/1');
  });

  test('a page that did not come is asked for again at the next polls, three times in all', async () => {
    const feed = rss(item(1, `<description>${TEXT('Orrin')} …</description>`));
    answers['/feed'] = send(feed, { etag: '"1"' });
    answers['/story/1'] = (_, response) => response.writeHead(500).end();
    for (let i = 0; i < 5; i++) await once();
    expect(asked.filter((path) => path === '/story/1')).toHaveLength(3);
    expect(await reports()).toHaveLength(1);
  });

  test('sitemaps for news, also behind an index; no list is read twice', async () => {
    const entry = (n: number) =>
      `<url><loc>${base}/story/${n}</loc><news:news><news:publication><news:name>The Ledger &amp; Post</news:name><news:language>en</news:language></news:publication><news:publication_date>2016-02-0${n}</news:publication_date><news:title>Mine ${n}</news:title></news:news></url>`;
    answers['/feed'] = send(
      `<sitemapindex><sitemap><loc>${base}/feed</loc></sitemap><sitemap><loc>${base}/map</loc></sitemap></sitemapindex>`,
    );
    answers['/map'] = send(`<urlset xmlns:news="n">${entry(1)}<url><loc>${base}/about</loc></url></urlset>`);
    answers['/story/1'] = send(page('Mine kills two', TEXT('Orrin')));
    answers['/story/2'] = send(page('Mine kills two', TEXT('Sarn')));
    expect(await once()).toMatchObject({ added: 1, failed: 0 });
    answers['/map'] = send(`<urlset xmlns:news="n">${entry(2)}${entry(1)}</urlset>`);
    expect(await once()).toMatchObject({ added: 1, failed: 0 });
    expect(asked.filter((path) => path === '/story/1')).toHaveLength(1);
    expect((await reports())[1]).toMatchObject({ published: '2016-02-02', publisher: 'The Ledger & Post' });
  });
});

describe('feeds that fail', () => {
  const failed = async () => (await watchedOf(archive, `${base}/feed`))!;
  test('are left alone longer and longer, and told once', async () => {
    answers['/feed'] = (_, response) => response.writeHead(500).end();
    expect(await once()).toMatchObject({ failed: 1, told: [{ outcome: 'failed' }] });
    const first = Date.parse((await failed()).next) - time;
    expect(first).toBeGreaterThanOrEqual(900_000);
    expect(await once()).toMatchObject({ failed: 0, told: [{ outcome: 'waiting' }] });
    time += first;
    expect(await once()).toMatchObject({ failed: 0, told: [{ outcome: 'failed' }] });
    time = Date.parse((await failed()).next);
    await once();
    expect(Date.parse((await failed()).next) - time).toBeGreaterThanOrEqual(4 * 900_000);
    time = Date.parse((await failed()).next);
    answers['/feed'] = send(rss(item(1, full(TEXT('Orrin')))));
    expect(await once()).toMatchObject({ added: 1 });
    expect(await failed()).toMatchObject({ failures: 0, problem: null });
  });
  test('Retry-After is kept to, across runs', async () => {
    answers['/feed'] = (_, response) => response.writeHead(503, { 'retry-after': '7200' }).end();
    await once();
    expect(Date.parse((await failed()).next) - time).toBe(7_200_000);
  });
  test('a page in place of a feed is named with the feed that it names', async () => {
    answers['/feed'] = send(
      `<html><head><link rel="alternate" type="application/rss+xml" href="/rss.xml"></head><body><a href="/">Home</a></body></html>`,
    );
    const { problems } = await once();
    expect(problems).toMatchObject([{ advice: `its feed is at ${base}/rss.xml` }]);
  });
  test('410 ends it; a feed that moved for good is said to have', async () => {
    answers['/feed'] = (_, response) => response.writeHead(410).end();
    expect((await once({ once: false })).told).toMatchObject([{ outcome: 'gone', next: null }]);
    answers['/old'] = (_, response) => response.writeHead(301, { location: '/new' }).end();
    answers['/new'] = send(rss(item(1, full(TEXT('Orrin')))));
    expect((await once({}, '/old')).told).toMatchObject([{ moved: `${base}/new`, added: 1 }]);
  });
});

test('goes on until it is told to end, and keeps what it has', async () => {
  const ending = new AbortController();
  let polls = 0;
  answers['/feed'] = (_, response) => {
    polls++;
    response.end(rss(item(polls, full(TEXT(`Orrin ${polls}`)))));
    if (polls === 2) ending.abort();
  };
  const { added } = await once({
    once: false,
    every: 0.05,
    clock: () => new Date(),
    signal: ending.signal,
  });
  expect(added).toBe(2);
});

test('one request at a time to a host, whoever asks', async () => {
  let open = 0;
  let most = 0;
  const slow: Answer = (request, response) => {
    most = Math.max(most, ++open);
    setTimeout(() => {
      open--;
      response.end(rss(item(1, full(TEXT(`place ${request.url}`)))));
    }, 30);
  };
  const feeds = ['/a', '/b', '/c', '/d', '/e', '/f'];
  for (const path of feeds) answers[path] = slow;
  const options: WatchOptions = {
    resources,
    command: 'watch',
    every: 900,
    once: true,
    allowPrivate: true,
    pause: 0,
  };
  const { added } = await watch(
    archive,
    feeds.map((path) => base + path),
    options,
  );
  expect({ added, most }).toEqual({ added: 6, most: 1 });
});
