import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collect } from './collect.ts';
import { fetchCapture } from './fetch.ts';
import type { Capture, CollectedProblem } from './types.ts';

const STORY =
  'Two soldiers were killed and five others wounded on Friday when a convoy struck a mine near the town of Orrin, the defence ministry said.';

const answers: Record<string, (request: IncomingMessage, response: ServerResponse) => void> = {
  '/text': (_, response) => response.setHeader('content-type', 'text/plain; charset=utf-8').end(STORY),
  '/gzip': (_, response) => response.setHeader('content-encoding', 'gzip').end(gzipSync(STORY)),
  '/bomb': (_, response) =>
    response.setHeader('content-encoding', 'gzip').end(gzipSync(Buffer.alloc(4 << 20))),
  '/not-gzip': (_, response) => response.setHeader('content-encoding', 'gzip').end(STORY),
  '/cyrillic': (_, response) =>
    response
      .setHeader('content-type', 'text/plain; charset=windows-1251')
      .end(Buffer.from([0xcc, 0xee, 0xf1, 0xea, 0xe2, 0xe0])),
  '/moved': (_, response) => response.writeHead(302, { location: '/text' }).end(),
  '/loop': (_, response) => response.writeHead(302, { location: '/loop' }).end(),
  '/to-file': (_, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
  '/gone': (_, response) => response.writeHead(404).end('not here'),
  '/busy': (_, response) => response.writeHead(503).end(),
  '/endless': (_, response) => {
    const piece = Buffer.alloc(1 << 16, 'x');
    const more = () => {
      while (!response.destroyed && response.write(piece));
      if (!response.destroyed) response.once('drain', more);
    };
    more();
  },
  '/silent': () => {},
  '/short': (_, response) => {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('Troops');
    setTimeout(() => response.destroy(), 50);
  },
};

let server: Server;
let base: string;
beforeAll(async () => {
  server = createServer((request, response) =>
    (answers[request.url!] ?? answers['/gone']!)(request, response),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const get = (path: string, options = {}) =>
  fetchCapture(path.startsWith('http') ? path : base + path, {
    allowPrivate: true,
    mostBytes: 1 << 20,
    timeout: 1500,
    ...options,
  });
const problem = async (path: string, options = {}) =>
  ((await get(path, options)) as CollectedProblem).problem;

describe('what it fetches', () => {
  test('bytes as received, with request and answer', async () => {
    const capture = (await get('/text')) as Capture;
    expect(Buffer.from(capture.bytes).toString()).toBe(STORY);
    expect(capture).toMatchObject({ address: `${base}/text`, way: 'fetch' });
    expect(capture.exchanges).toHaveLength(1);
    expect(capture.exchanges![0]).toMatchObject({ url: `${base}/text`, status: 200, ip: '127.0.0.1' });
    expect(capture.exchanges![0]!.responseHeaders).toContainEqual([
      'content-type',
      'text/plain; charset=utf-8',
    ]);
    expect(capture.exchanges![0]!.requestHeaders.find(([name]) => name === 'user-agent')![1]).toMatch(
      /^onrecord\/\d/,
    );
  });

  test('redirects, each recorded', async () => {
    const capture = (await get('/moved')) as Capture;
    expect(capture.exchanges!.map(({ status, url }) => [status, url])).toEqual([
      [302, `${base}/moved`],
      [200, `${base}/text`],
    ]);
  });

  test('compressed bodies are kept compressed and read plain', async () => {
    const capture = (await get('/gzip')) as Capture;
    expect([...capture.bytes.slice(0, 2)]).toEqual([0x1f, 0x8b]);
    const [found] = await all('/gzip');
    expect(found).toMatchObject({ report: { text: STORY } });
  });

  test('the character set of the header is followed', async () => {
    const [found] = await all('/cyrillic');
    expect(found).toMatchObject({
      problem: { code: 'language', reason: expect.stringContaining('not English') },
    });
  });
});

async function all(path: string) {
  const found = [];
  for await (const item of collect([base + path], { allowPrivate: true, timeout: 1500 })) found.push(item);
  return found;
}

describe('what it refuses', () => {
  test('addresses that are not public: given, redirected to, and looked up', async () => {
    const options = { allowPrivate: false };
    expect(await problem('/text', options)).toMatchObject({
      code: 'refused-address',
      advice: expect.stringContaining('--allow-private'),
    });
    expect((await problem('http://localhost:1/', options)).code).toBe('refused-address');
    expect((await problem('http://[::1]:1/', options)).code).toBe('refused-address');
    expect((await problem('http://0x7f000001/', options)).code).toBe('refused-address');
    expect((await problem('http://169.254.169.254/latest/meta-data', options)).code).toBe('refused-address');
  });
  test('other schemes and passwords', async () => {
    expect((await problem('/to-file')).code).toBe('refused-address');
    expect((await problem('http://user:secret@127.0.0.1/')).code).toBe('refused-address');
  });
  test.each([
    ['/gone', 'http-status', '404'],
    ['/busy', 'http-status', '503'],
    ['/loop', 'unreachable', 'redirects'],
    ['/endless', 'too-large', 'MB'],
    ['/silent', 'unreachable', 'no answer in time'],
    ['/short', 'unreachable', ''],
    ['http://127.0.0.1:1/', 'unreachable', 'nothing answers there'],
    ['http://no-such-host.invalid/', 'unreachable', 'no such host'],
    ['http://', 'unreachable', 'not an address'],
  ])('%s', async (path, code, reason) => {
    const found = await problem(path);
    expect(found).toMatchObject({ code, reason: expect.stringContaining(reason) });
    expect(found.address).toBe(path.startsWith('http') ? path : base + path);
  });
  test('what is no gzip, or far more than it seems', async () => {
    expect((await all('/not-gzip'))[0]).toMatchObject({ problem: { code: 'encoding' } });
    const bomb = (await get('/bomb')) as Capture;
    const { contentOfAnswer } = await import('./fetch.ts');
    expect(() => contentOfAnswer(bomb, 1 << 20)).toThrow(/more than 1 MB/);
  });
});
