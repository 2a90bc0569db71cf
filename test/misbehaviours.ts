/**
 * What a server can do wrong, and what is made of it. The table in docs/collecting.md is this list.
 *
 * @module
 */
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { type Answer, again, reply } from './misbehaving-server.ts';

export const STORY =
  'Two soldiers were killed and five others wounded on Friday when a convoy struck a mine near Orrin, the defence ministry said. Residents heard “two explosions” shortly after dawn.';
export const PAGE = `<!doctype html><html><head><meta charset="utf-8"><title>Mine kills two</title></head><body><article><h1>Mine kills two</h1><p>${STORY}</p><p>${STORY.replace('Two', 'Earlier two')}</p></article></body></html>`;
const ASCII = STORY.replace(/[“”]/g, '"');
const BOMB = Buffer.alloc(3 << 20, 'a ');

export interface Misbehaviour {
  /** As the manual says it. */
  does: string;
  made: string;
  answers: Record<string, Answer>;
  /** What is asked for, in this order; "/" when not said. */
  ask?: string[];
  /** For each that comes out: "report", or the code of the problem, and words of its text or reason. */
  gives: [string, RegExp?][];
  /** How often paths are asked for. */
  asks?: Record<string, number>;
  /** It takes until the time limit. */
  slow?: true;
  /** Private addresses are those of another server than this one. */
  othersArePrivate?: true;
}

const text = { 'Content-Type': 'text/plain; charset=utf-8' };
const good = reply('200 OK', text, STORY);
const html = (body: string | Uint8Array = PAGE, headers: Record<string, string> = {}) =>
  reply('200 OK', { 'Content-Type': 'text/html; charset=utf-8', ...headers }, body);
const to =
  (location: string, status = '302 Found'): Answer =>
  (socket, { base }) =>
    reply(status, { Location: location.replace('BASE', base) })(socket);
const raw =
  (answer: string | Uint8Array, end = true): Answer =>
  (socket) =>
    end ? void socket.end(answer) : void socket.write(answer);
const xml = (body: string): Answer => {
  return (socket, { base }) =>
    reply('200 OK', { 'Content-Type': 'application/xml' }, body.replaceAll('BASE', base))(socket);
};
const report = (words = /./): [string, RegExp] => ['report', words];
const whole = report(/“two explosions” shortly after dawn\.$/);
const packed = (encoding: string, body: Uint8Array): Answer =>
  reply('200 OK', { ...text, 'Content-Encoding': encoding }, body);
const robots = (file: string | Answer): Record<string, Answer> => ({
  '/robots.txt': typeof file === 'string' ? reply('200 OK', { 'Content-Type': 'text/plain' }, file) : file,
  '/': good,
});

export const MISBEHAVIOURS: Misbehaviour[] = [
  // Time and size.
  {
    does: 'never answers',
    made: 'given up after the time limit: `unreachable`',
    answers: { '/': () => {} },
    slow: true,
    gives: [['unreachable', /in time/]],
  },
  {
    does: 'sends the head of its answer a byte at a time',
    made: 'given up after the time limit, however busy it is: `unreachable`',
    answers: { '/': (socket) => again(socket, 'X', 20) },
    slow: true,
    gives: [['unreachable', /in time|not HTTP/]],
  },
  {
    does: 'sends the body a byte at a time',
    made: 'given up after the time limit: `unreachable`',
    answers: {
      '/': (socket) => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n');
        again(socket, 'x', 20);
      },
    },
    slow: true,
    gives: [['unreachable', /in time/]],
  },
  {
    does: 'sends a body without end',
    made: 'given up at the size limit: `too-large`',
    answers: {
      '/': (socket) => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        again(socket, Buffer.alloc(1 << 16, 'x'), 1);
      },
    },
    gives: [['too-large', /more than/]],
  },
  {
    does: 'sends headers without end',
    made: '`unreachable`',
    answers: {
      '/': (socket) => {
        socket.write('HTTP/1.1 200 OK\r\n');
        again(socket, `X-Filler: ${'x'.repeat(2000)}\r\n`, 1);
      },
    },
    gives: [['unreachable', /headers .* too long/]],
  },
  {
    does: 'closes the connection at once',
    made: '`unreachable`',
    answers: { '/': (socket) => void socket.destroy() },
    gives: [['unreachable']],
  },
  {
    does: 'resets the connection in the middle of the body',
    made: '`unreachable`; half a report is no report',
    answers: {
      '/': (socket) => {
        socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n${ASCII}`);
        setTimeout(() => socket.resetAndDestroy(), 30);
      },
    },
    gives: [['unreachable']],
  },
  {
    does: 'sends an empty body',
    made: '`empty`',
    answers: { '/': reply('200 OK', text) },
    gives: [['empty']],
  },

  // Framing.
  {
    does: 'announces a longer body than it sends',
    made: '`unreachable`: it broke off',
    answers: { '/': reply('200 OK', { ...text, 'Content-Length': '5000' }, STORY) },
    gives: [['unreachable']],
  },
  {
    does: 'announces a shorter body than it sends',
    made: 'what was announced is read; the rest is no part of the answer',
    answers: { '/': reply('200 OK', { ...text, 'Content-Length': '125' }, ASCII) },
    gives: [report(/ministry said\.$/)],
  },
  {
    does: 'announces a length that is no number',
    made: '`unreachable`: not HTTP',
    answers: { '/': reply('200 OK', { ...text, 'Content-Length': 'many' }, STORY) },
    gives: [['unreachable', /not HTTP/]],
  },
  {
    does: 'announces two lengths',
    made: '`unreachable`: not HTTP',
    answers: { '/': raw('HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!') },
    gives: [['unreachable', /not HTTP/]],
  },
  {
    does: 'sends something else than HTTP',
    made: '`unreachable`: not HTTP',
    answers: { '/': raw('220 mail.ledger.example ESMTP ready\r\n') },
    gives: [['unreachable', /not HTTP/]],
  },
  {
    does: 'sends the body without a head (HTTP/0.9)',
    made: '`unreachable`: not HTTP',
    answers: { '/': raw(STORY) },
    gives: [['unreachable', /not HTTP/]],
  },
  {
    does: 'ends a chunked body before its last chunk',
    made: '`unreachable`: it broke off',
    answers: { '/': raw(`HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nTwo s\r\n`) },
    gives: [['unreachable']],
  },
  {
    does: 'sends a chunk whose size is no number',
    made: '`unreachable`',
    answers: { '/': raw(`HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfive\r\nTwo s\r\n`) },
    gives: [['unreachable']],
  },
  {
    does: 'sends 103 Early Hints before the answer',
    made: 'the answer is read',
    answers: {
      '/': raw(
        Buffer.from(
          `HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: ${Buffer.byteLength(STORY)}\r\n\r\n${STORY}`,
        ),
      ),
    },
    gives: [whole],
  },

  // Character sets.
  {
    does: 'says Windows-1252 and sends UTF-8',
    made: 'read as UTF-8, which no other text is by chance',
    answers: { '/': reply('200 OK', { 'Content-Type': 'text/plain; charset=windows-1252' }, STORY) },
    gives: [whole],
  },
  {
    does: 'says UTF-8 and sends Windows-1252',
    made: 'read as Windows-1252 if every byte makes sense there',
    answers: {
      '/': reply('200 OK', text, Buffer.from(STORY.replace('“', '\x93').replace('”', '\x94'), 'latin1')),
    },
    gives: [whole],
  },
  {
    does: 'says nothing of the character set',
    made: 'told by the bytes',
    answers: {
      '/': reply('200 OK', {}, Buffer.from(STORY.replace('“', '\x93').replace('”', '\x94'), 'latin1')),
    },
    gives: [whole],
  },
  {
    does: 'names a character set that does not exist',
    made: 'told by the bytes',
    answers: { '/': reply('200 OK', { 'Content-Type': 'text/plain; charset=utf-9' }, STORY) },
    gives: [whole],
  },
  {
    does: 'sends UTF-16 without saying so',
    made: 'told by the bytes',
    answers: { '/': reply('200 OK', { 'Content-Type': 'text/plain' }, Buffer.from(STORY, 'utf16le')) },
    gives: [whole],
  },
  {
    does: 'sends text in no character set at all',
    made: '`encoding`, with the byte where it goes wrong',
    answers: {
      '/': reply('200 OK', text, Buffer.concat([Buffer.from(STORY), Buffer.from([0x20, 0xff, 0x81, 0x20])])),
    },
    gives: [['encoding', /at byte/]],
  },

  // Redirects.
  {
    does: 'redirects in a circle',
    made: '`unreachable` after five redirects',
    answers: { '/': to('/a'), '/a': to('/') },
    gives: [['unreachable', /redirects/]],
  },
  {
    does: 'redirects on and on',
    made: '`unreachable` after five redirects',
    answers: Object.fromEntries(Array.from({ length: 9 }, (_, i) => [i ? `/${i}` : '/', to(`/${i + 1}`)])),
    gives: [['unreachable', /redirects/]],
    asks: { '/5': 1, '/6': 0 },
  },
  {
    does: 'redirects to an address of the private network',
    made: '`refused-address`',
    answers: { '/': to('http://10.0.0.1/secret') },
    othersArePrivate: true,
    gives: [['refused-address', /10\.0\.0\.1/]],
  },
  {
    does: 'redirects to a name that leads to this machine',
    made: '`refused-address`',
    answers: { '/': to('http://localhost:9/') },
    othersArePrivate: true,
    gives: [['refused-address', /localhost/]],
  },
  {
    does: 'redirects to a file',
    made: '`refused-address`',
    answers: { '/': to('file:///etc/passwd') },
    gives: [['refused-address', /file:/]],
  },
  {
    does: 'redirects to an address with a password',
    made: '`refused-address`',
    answers: { '/': to('http://user:secret@127.0.0.1/') },
    gives: [['refused-address', /password/]],
  },
  {
    does: 'redirects to nowhere (no Location)',
    made: '`http-status`',
    answers: { '/': reply('302 Found') },
    gives: [['http-status', /302/]],
  },
  {
    does: 'redirects to what is no address',
    made: '`unreachable`',
    answers: { '/': to('http://[') },
    gives: [['unreachable', /not an address/]],
  },
  {
    does: 'redirects to a relative address',
    made: 'followed',
    answers: { '/': to('../b?c'), '/b?c': good },
    gives: [whole],
  },
  {
    does: 'redirects to a page that robots.txt forbids',
    made: '`robots`: each step is looked up',
    answers: { ...robots('user-agent: *\ndisallow: /b'), '/': to('/b'), '/b': good },
    gives: [['robots', /Disallow: \/b/]],
    asks: { '/b': 0 },
  },

  // Status.
  ...(
    [
      ['401 Unauthorized', 'asks for a password'],
      ['404 Not Found', 'has no such page'],
      ['410 Gone', 'has taken the page away'],
      ['500 Internal Server Error', 'fails'],
      ['206 Partial Content', 'sends a part that nobody asked for'],
      ['204 No Content', 'answers that there is no content'],
    ] as const
  ).map(
    ([status, does]): Misbehaviour => ({
      does: `${does} (${status.slice(0, 3)})`,
      made: '`http-status`',
      answers: { '/': reply(status, text, status.startsWith('204') ? '' : STORY) },
      gives: [['http-status', new RegExp(status.slice(0, 3))]],
    }),
  ),
  {
    does: 'answers 304 without having been asked for changes',
    made: '`http-status`',
    answers: { '/': reply('304 Not Modified') },
    gives: [['http-status', /without having been asked/]],
  },
  {
    does: 'answers 429 with Retry-After in seconds',
    made: 'waited for, up to a minute, and asked again',
    answers: {
      '/': (socket, { before }) =>
        before ? good(socket) : reply('429 Too Many Requests', { 'Retry-After': '7' })(socket),
    },
    gives: [whole],
    asks: { '/': 2 },
  },
  {
    does: 'answers 503 with Retry-After as a date',
    made: 'likewise',
    answers: {
      '/': (socket, { before }) =>
        before
          ? good(socket)
          : reply('503 Service Unavailable', {
              'Retry-After': new Date(Date.now() + 9000).toUTCString(),
            })(socket),
    },
    gives: [whole],
    asks: { '/': 2 },
  },
  {
    does: 'answers 503 with Retry-After again and again',
    made: '`http-status` after the third time',
    answers: { '/': reply('503 Service Unavailable', { 'Retry-After': '1' }) },
    gives: [['http-status', /503/]],
    asks: { '/': 3 },
  },
  {
    does: 'answers 503 with a Retry-After that says nothing',
    made: '`http-status` at once',
    answers: { '/': reply('503 Service Unavailable', { 'Retry-After': 'soon' }) },
    gives: [['http-status', /503/]],
    asks: { '/': 1 },
  },
  {
    does: 'answers 429 and asks for an hour',
    made: '`http-status`; the host is asked nothing more until then',
    answers: { '/': reply('429 Too Many Requests', { 'Retry-After': '3600' }), '/b': good },
    ask: ['/', '/b'],
    gives: [
      ['http-status', /429/],
      ['http-status', /left alone until/],
    ],
    asks: { '/': 1, '/b': 0 },
  },

  // Content encodings.
  ...(
    [
      ['gzip', gzipSync(BOMB)],
      ['deflate', deflateSync(BOMB)],
      ['br', brotliCompressSync(BOMB)],
    ] as const
  ).map(
    ([encoding, body]): Misbehaviour => ({
      does: `sends a few bytes of ${encoding} that unpack to more than the size limit`,
      made: '`too-large`: unpacking ends at the limit',
      answers: { '/': packed(encoding, body) },
      gives: [['too-large', /more than/]],
    }),
  ),
  {
    does: 'says gzip and sends plain text',
    made: '`encoding`',
    answers: { '/': packed('gzip', Buffer.from(STORY)) },
    gives: [['encoding', /not valid gzip/]],
  },
  {
    does: 'sends half of a gzip body',
    made: '`encoding`',
    answers: { '/': packed('gzip', gzipSync(STORY).subarray(0, 80)) },
    gives: [['encoding', /not valid gzip/]],
  },
  {
    does: 'names an encoding that nobody knows',
    made: '`encoding`',
    answers: { '/': packed('rot13', Buffer.from(STORY)) },
    gives: [['encoding', /rot13/]],
  },
  {
    does: 'sends deflate without its wrapper',
    made: 'read',
    answers: { '/': packed('deflate', deflateRawSync(STORY)) },
    gives: [whole],
  },
  {
    does: 'packs twice',
    made: 'read',
    answers: { '/': packed('gzip, br', brotliCompressSync(gzipSync(STORY))) },
    gives: [whole],
  },

  // robots.txt.
  {
    does: 'has no robots.txt (404)',
    made: 'everything is allowed',
    answers: robots(reply('404 Not Found')),
    gives: [whole],
  },
  {
    does: 'refuses its robots.txt (403)',
    made: 'everything is allowed: RFC 9309 takes it for none',
    answers: robots(reply('403 Forbidden')),
    gives: [whole],
  },
  { does: 'has an empty robots.txt', made: 'everything is allowed', answers: robots(''), gives: [whole] },
  {
    does: 'has a robots.txt that forbids everything',
    made: '`robots`; nothing else is asked',
    answers: robots('User-agent: *\nDisallow: /'),
    gives: [['robots', /Disallow: \//]],
    asks: { '/': 0 },
  },
  {
    does: 'forbids everything to all but us',
    made: 'read',
    answers: robots('User-agent: *\nDisallow: /\n\nUser-agent: Onrecord\nAllow: /'),
    gives: [whole],
  },
  {
    does: 'forbids with wildcards',
    made: '`robots` where they match',
    answers: { ...robots('user-agent: *\ndisallow: /*.html$'), '/a.html': html(), '/a.html?b': html() },
    ask: ['/a.html', '/a.html?b'],
    gives: [['robots', /\*\.html\$/], report()],
  },
  {
    does: 'has a robots.txt with a byte order mark and old line ends',
    made: 'obeyed',
    answers: robots('\ufeffUser-agent: *\rDisallow: /\r'),
    gives: [['robots']],
  },
  {
    does: 'fails when asked for robots.txt (500)',
    made: '`robots`: nothing is allowed until it is there',
    answers: robots(reply('500 Internal Server Error')),
    gives: [['robots', /cannot be had \(500\)/]],
    asks: { '/': 0 },
  },
  {
    does: 'answers 429 when asked for robots.txt',
    made: '`robots`, likewise',
    answers: robots(reply('429 Too Many Requests')),
    gives: [['robots', /cannot be had \(429\)/]],
  },
  {
    does: 'does not answer when asked for robots.txt',
    made: '`robots`, likewise',
    answers: robots(() => {}),
    slow: true,
    gives: [['robots', /no answer/]],
  },
  {
    does: 'redirects robots.txt',
    made: 'followed, and obeyed for the site that was asked',
    answers: { ...robots(to('/r')), '/r': reply('200 OK', {}, 'user-agent: *\ndisallow: /') },
    gives: [['robots']],
  },
  {
    does: 'redirects robots.txt in a circle',
    made: 'everything is allowed: RFC 9309 takes it for none',
    answers: robots(to('/robots.txt')),
    gives: [whole],
  },
  {
    does: 'sends a web page as robots.txt',
    made: 'it says nothing: everything is allowed',
    answers: robots('<!doctype html><html><p style="color: red">Not: found</p></html>'),
    gives: [whole],
  },
  {
    does: 'has a robots.txt of megabytes',
    made: 'the first 500 KiB count',
    answers: robots(`user-agent: *\n${'disallow: /x\n'.repeat(60_000)}disallow: /\n`),
    gives: [whole],
  },
  {
    does: 'sends a robots.txt that unpacks to gigabytes',
    made: '`robots`: it cannot be had',
    answers: robots(reply('200 OK', { 'Content-Encoding': 'gzip' }, gzipSync(Buffer.alloc(8 << 20)))),
    gives: [['robots', /cannot be had/]],
  },

  // Contents.
  {
    does: 'labels a page as JSON',
    made: 'read as the page that it is',
    answers: { '/': html(PAGE, { 'Content-Type': 'application/json' }) },
    gives: [report(/^Two soldiers/)],
  },
  {
    does: 'labels JSON as a page',
    made: 'read as the JSON that it is',
    answers: { '/': html(JSON.stringify({ text: STORY })) },
    gives: [whole],
  },
  {
    does: 'labels a picture as a page',
    made: '`binary`',
    answers: { '/': html(Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0])) },
    gives: [['binary', /PNG/]],
  },
  {
    does: 'answers 200 with a page that says "not found"',
    made: '`no-article`',
    answers: { '/': html('<html><body><h1>Page not found</h1><a href="/">Home</a></body></html>') },
    gives: [['no-article']],
  },
  {
    does: 'nests elements a hundred thousand deep',
    made: '`no-article`',
    answers: { '/': html(`<html><body>${'<div>'.repeat(100_000)}${STORY}`) },
    gives: [['no-article', /deep/]],
  },
  {
    does: 'has a sitemap index that leads to ever new indexes',
    made: '`list` after three',
    answers: Object.fromEntries(
      Array.from({ length: 9 }, (_, i) => [
        i ? `/${i}` : '/',
        xml(`<sitemapindex><sitemap><loc>BASE/${i + 1}</loc></sitemap></sitemapindex>`),
      ]),
    ),
    gives: [['list', /without end/]],
    asks: { '/3': 1, '/4': 0 },
  },
  {
    does: 'has a sitemap index that names itself',
    made: 'each list is read once',
    answers: {
      '/': xml(
        '<sitemapindex><sitemap><loc>BASE/</loc></sitemap><sitemap><loc>BASE/m</loc></sitemap></sitemapindex>',
      ),
      '/m': xml('<urlset><url><loc>BASE/p</loc></url></urlset>'),
      '/p': html(),
    },
    gives: [report()],
    asks: { '/': 1 },
  },
  {
    does: 'has a sitemap that names private addresses',
    made: '`refused-address` for each',
    answers: { '/': xml('<urlset><url><loc>http://192.168.0.1/</loc></url></urlset>') },
    othersArePrivate: true,
    gives: [['refused-address', /192\.168/]],
  },
  {
    does: 'has a feed with relative links',
    made: 'made whole by the address of the feed',
    answers: {
      '/': xml(
        `<rss version="2.0"><channel><title>L</title><item><title>Mine</title><link>/a/1</link><description>${STORY}</description></item></channel></rss>`,
      ),
    },
    gives: [report(/^Two soldiers/)],
  },
  {
    does: 'has a feed that breaks off',
    made: 'the items that came are read',
    answers: {
      '/': xml(
        `<rss version="2.0"><channel><title>L</title><item><title>Mine</title><description>${STORY}</description></item><item><title>Sec`,
      ),
    },
    gives: [report(/^Two soldiers/)],
  },
  {
    does: 'has a feed whose entities unfold without end (a "billion laughs")',
    made: 'they are not unfolded',
    answers: {
      '/': xml(
        `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha ha ha ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><rss version="2.0"><channel><title>L</title><item><title>Mine</title><description>${STORY} &c;&c;&c;</description></item></channel></rss>`,
      ),
    },
    gives: [report(/^(?:(?!ha ha)[\s\S])*$/)],
  },
];
