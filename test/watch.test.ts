import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openArchive } from '../src/archive/archive.ts';
import { verifyArchive } from '../src/archive/verify.ts';
import { type Misbehaving, misbehave, reply } from './misbehaving-server.ts';
import { STORY } from './misbehaviours.ts';
import { onrecord, start } from './program.ts';
import { temporaryFolder } from './sample-archive.ts';

const folder = temporaryFolder();
const archive = join(folder.path, 'a.db');
let server: Misbehaving;
const item = (n: number) =>
  `<item><guid>${n}</guid><title>Mine ${n}</title><content:encoded>${STORY} It was report number ${n}.</content:encoded></item>`;
const feed = `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>L</title>${item(1)}${item(2)}</channel></rss>`;

beforeAll(async () => {
  server = await misbehave({
    '/robots.txt': reply('200 OK', {}, 'user-agent: *\ndisallow: /private'),
    '/feed': (socket, { headers }) =>
      headers['if-none-match']
        ? reply('304 Not Modified')(socket)
        : reply('200 OK', { ETag: '"1"' }, feed)(socket),
    '/private': reply('200 OK', {}, STORY),
  });
});
afterAll(async () => {
  await server.close();
  folder.dispose();
});

describe('onrecord watch', () => {
  test('until Ctrl-C; then it keeps what it has and ends well', async () => {
    const child = start(['watch', `${server.base}/feed`, '--archive', archive, '--allow-private']);
    let said = '';
    child.stderr!.on('data', (part: Buffer) => {
      said += part.toString();
      if (said.includes('2 new') && !child.killed) child.kill('SIGINT');
    });
    const [code] = await once(child, 'close');
    expect(said).toMatch(/feed: 2 new; next at .* UTC\nending: [^\n]*\n2 added; \d+ events/);
    expect(code).toBe(0);
  }, 60_000);

  test('--once asks what is new since; the archive is sound', async () => {
    const { code, stdout, stderr } = await onrecord([
      'watch',
      `${server.base}/feed`,
      '--archive',
      archive,
      '--once',
      '--json',
      '--allow-private',
      '--contact',
      'https://desk.example',
    ]);
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toContain('nothing new');
    const last = server.asked.at(-1)!;
    expect(last.headers).toMatchObject({
      'if-none-match': '"1"',
      'user-agent': expect.stringMatching(/^onrecord\/.*\(\+https:\/\/desk\.example\)$/),
    });
    const opened = await openArchive(archive);
    expect((await verifyArchive(opened)).findings).toEqual([]);
    await opened.close();
  }, 60_000);

  test('a number of minutes that is none is not understood', async () => {
    const { code, stderr } = await onrecord(['watch', 'https://a.example', '--every', '0']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('minutes')]);
  });
});

test('add obeys robots.txt, and says so when it is told not to', async () => {
  const args = ['add', `${server.base}/private`, '--archive', archive, '--allow-private'];
  const refused = await onrecord(args);
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('Disallow: /private')]);
  const added = await onrecord([...args, '--ignore-robots']);
  expect([added.code, added.stderr]).toEqual([
    0,
    expect.stringMatching(/^warning: robots.txt[\s\S]*1 added/),
  ]);
}, 60_000);
