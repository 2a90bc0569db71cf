import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { type Answer, misbehave, reply } from '../../test/misbehaving-server.ts';
import { MISBEHAVIOURS, STORY } from '../../test/misbehaviours.ts';
import { collect } from './collect.ts';
import { NO_MEMORY, poll } from './poll.ts';
import type { Collected, CollectedReport } from './types.ts';
import { createVisitor } from './visitor.ts';

const LIMITS = { mostBytes: 1 << 20, timeout: 10_000, pause: 0 };
/** For those that take until the limit; the others have time on a busy machine. */
const SHORT = 700;
const begun = performance.now();

describe.concurrent('a server that', () => {
  test.each(MISBEHAVIOURS)(
    '$does: $made',
    async ({ answers, ask = ['/'], gives, asks = {}, slow, othersArePrivate }) => {
      const server = await misbehave(answers);
      let time = Date.now();
      const found: Collected[] = [];
      try {
        const options = {
          ...LIMITS,
          ...(slow && { timeout: SHORT }),
          allowPrivate: othersArePrivate ? (url: URL) => url.origin === server.base : true,
          now: () => time,
          sleep: async (milliseconds: number) => {
            time += milliseconds;
          },
        };
        for await (const item of collect(
          ask.map((path) => server.base + path),
          options,
        ))
          found.push(item);
      } finally {
        await server.close();
      }
      expect(found.map((item) => ('report' in item ? 'report' : item.problem.code))).toEqual(
        gives.map(([what]) => what),
      );
      for (const [i, [, words]] of gives.entries()) {
        const item = found[i]!;
        if (words) expect('report' in item ? item.report.text : item.problem.reason).toMatch(words);
      }
      for (const [path, count] of Object.entries(asks))
        expect([path, server.asked.filter((one) => one.path === path).length]).toEqual([path, count]);
    },
  );
});

describe.concurrent('a watched server that', () => {
  const item = `<item><guid>1</guid><title>Mine</title><description>${STORY} ${'More words. '.repeat(60)}</description></item>`;
  const feed = `<rss version="2.0"><channel><title>L</title>${item}</channel></rss>`;
  const twice = async (answer: Answer) => {
    const server = await misbehave({ '/': answer });
    try {
      const visitor = createVisitor({ ...LIMITS, allowPrivate: true });
      const first = await poll(`${server.base}/`, NO_MEMORY, visitor);
      const second = await poll(`${server.base}/`, first.memory, visitor);
      return { first, second, headers: server.asked.filter(({ path }) => path === '/').at(-1)!.headers };
    } finally {
      await server.close();
    }
  };
  test('answers 304 to its own weak ETag: nothing new, the tag sent back as it came', async () => {
    const { first, second, headers } = await twice((socket, { headers }) =>
      headers['if-none-match'] === 'W/"a"'
        ? reply('304 Not Modified')(socket)
        : reply('200 OK', { ETag: 'W/"a"', 'Last-Modified': 'Mon, 08 Feb 2016 10:00:00 GMT' }, feed)(socket),
    );
    expect([first.found.length, second.found.length, second.outcome]).toEqual([1, 0, 'unchanged']);
    expect(headers['if-modified-since']).toBe('Mon, 08 Feb 2016 10:00:00 GMT');
  });
  test('gives the same feed a new ETag each time: nothing new', async () => {
    const { second } = await twice((socket, { before }) =>
      reply('200 OK', { ETag: `"${before}"` }, feed)(socket),
    );
    expect([second.found.length, second.outcome]).toEqual([0, 'changed']);
  });
  test('changes an item and keeps its ETag: 304 is believed', async () => {
    const { second } = await twice((socket, { before }) =>
      reply(before ? '304 Not Modified' : '200 OK', { ETag: '"a"' }, before ? '' : feed)(socket),
    );
    expect(second.outcome).toBe('unchanged');
  });
  test('sends an ETag that cannot be sent back: it is left out', async () => {
    const { first, headers } = await twice(reply('200 OK', { ETag: '"\u00e9\u0080"' }, feed));
    expect(first.memory.etag).toBe(null);
    expect(headers).not.toHaveProperty('if-none-match');
  });
  test('answers 304 to a first question: a failure, nothing lost', async () => {
    const { first, second } = await twice((socket, { before }) =>
      before ? reply('200 OK', {}, feed)(socket) : reply('304 Not Modified')(socket),
    );
    expect([first.outcome, second.found.length]).toEqual(['failed', 1]);
  });
});

test('each request says who asks, and each capture what robots.txt said', async () => {
  const server = await misbehave({
    '/robots.txt': reply('200 OK', {}, 'user-agent: onrecord\nallow: /a\ndisallow: /'),
    '/a': reply('200 OK', {}, STORY),
  });
  try {
    const found: Collected[] = [];
    const options = { ...LIMITS, allowPrivate: true, contact: 'https://desk.example/bot' };
    for await (const item of collect([`${server.base}/a`], options)) found.push(item);
    expect(server.asked.map(({ headers }) => headers['user-agent'])).toEqual(
      Array(2).fill(expect.stringMatching(/^onrecord\/\d+\.\d+\.\d+ \(\+https:\/\/desk\.example\/bot\)$/)),
    );
    expect((found[0] as CollectedReport).capture.exchanges![0]!.robots).toMatchObject({
      file: 'read',
      status: 200,
      allowed: true,
      rule: 'Allow: /a',
      agent: 'onrecord',
    });
  } finally {
    await server.close();
  }
});

test('the manual has the same table', () => {
  const manual = readFileSync(new URL('../../docs/collecting.md', import.meta.url), 'utf8');
  const rows = MISBEHAVIOURS.map(({ does, made }) => `| ${does} | ${made} |`);
  expect(manual.match(/(?<=\| what it does \| what is made of it \|\n\|---\|---\|\n)(?:\|.*\n)+/)?.[0]).toBe(
    `${rows.join('\n')}\n`,
  );
});

test('there are more than thirty, and all of them take less than half a minute', () =>
  expect(MISBEHAVIOURS.length).toBeGreaterThanOrEqual(30));
afterAll(() => expect(performance.now() - begun).toBeLessThan(30_000));
