/** What docs/security.md says was tried: each test is named there. */
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { archiveOf, temporaryFolder } from '../../test/sample-archive.ts';
import { sampleReading } from '../../test/sample-reading.ts';
import type { Archive } from '../archive/archive.ts';
import { chronology } from '../archive/chronology.ts';
import {
  addUser,
  beginSession,
  changeUser,
  hashPassword,
  listUsers,
  ROLES,
  removeUser,
  userOfSession,
} from '../archive/users.ts';
import { EXPORT_NAMES, exportFormat } from '../publish/export.ts';
import { csrfOf, roleFor, SESSION_COOKIE } from './access.ts';
import { createApp } from './app.ts';
import { Limiter } from './limits.ts';
import { type Served, serve } from './serve.ts';

const folder = temporaryFolder();
const PASSWORD = 'correct horse battery';
const SCRIPT = '"><script>alert(1)</script><img src=x onerror=alert(2)>';
const many = { burst: 1e6, perMinute: 1e6 };
const limits = { login: many, guesses: many, changes: many, costly: many };
let archive: Archive;
let app: ReturnType<typeof createApp>;
let routes: { method: string; path: string }[];

beforeAll(async () => {
  const readings = Array.from({ length: 30 }, (_, i) =>
    sampleReading(
      i,
      i % 5 ? {} : { publisher: SCRIPT, url: `https://x.example/?q=${SCRIPT}\r\nset-cookie: a=b` },
    ),
  );
  for (const reading of readings.filter((_, i) => i % 5 === 0)) {
    reading.report.title = SCRIPT;
    reading.report.byline = SCRIPT;
    for (const entity of reading.entities) entity.name = SCRIPT;
    for (const claim of reading.claims) if (claim.source.name) claim.source.name = SCRIPT;
    for (const place of reading.places) place.name = SCRIPT;
  }
  archive = await archiveOf(join(folder.path, 'a.db'), readings);
  for (const role of ROLES) await addUser(archive, role, role, PASSWORD);
  app = createApp(archive, { token: 'a token for programs', hosts: null, limits });
  const { paths } = await (await bearer('/openapi.json')).json();
  routes = Object.entries(paths as Record<string, object>).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({
      method: method.toUpperCase(),
      path: path
        .replace('{format}', 'csv')
        .replace('{n}', '1')
        .replace(/\{\w+\}/g, 'x'),
    })),
  );
}, 30_000);
afterAll(async () => {
  await archive.close();
  folder.dispose();
});

const ask = (path: string, init: RequestInit = {}) => app.request(`http://localhost${path}`, init);
const bearer = (path: string) => ask(path, { headers: { authorization: 'Bearer a token for programs' } });

interface Visitor {
  cookie: string;
  csrf: string;
}
/** A session without the password, which takes long to check. */
async function login(name: string): Promise<Visitor> {
  const secret = await beginSession(archive, name);
  return { cookie: `${SESSION_COOKIE}=${secret}`, csrf: csrfOf(secret) };
}
const as = ({ cookie, csrf }: Visitor, path: string, init: RequestInit = {}) =>
  ask(path, { ...init, headers: { cookie, 'x-onrecord-csrf': csrf, ...init.headers } });

describe('rights', () => {
  test('without them every route of the OpenAPI answers 401 or 403', async () => {
    expect(routes.length).toBeGreaterThan(40);
    for (const { method, path } of [
      ...routes,
      { method: 'GET', path: '/openapi.json' },
      { method: 'GET', path: '/docs' },
    ])
      for (const headers of [
        {},
        { authorization: 'Bearer wrong' },
        { authorization: `Basic ${btoa('admin:wrong')}` },
        { cookie: 'onrecord_session=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' },
        { cookie: "onrecord_session=' or 1=1 --" },
      ] as Record<string, string>[]) {
        const { status } = await ask(path, { method, headers });
        expect([401, 403], `${method} ${path} ${JSON.stringify(headers)}`).toContain(status);
      }
  });

  test('nobody may do what needs a higher role, and everybody what needs theirs', async () => {
    for (const role of ROLES) {
      const visitor = await login(role);
      for (const { method, path } of routes) {
        if (path === '/api/session') continue;
        const { status } = await as(visitor, path, { method });
        const needed = roleFor(method, path);
        if (ROLES.indexOf(role) < ROLES.indexOf(needed))
          expect(status, `${role} ${method} ${path}`).toBe(403);
        else expect([401, 403], `${role} ${method} ${path}`).not.toContain(status);
      }
    }
    expect(roleFor('POST', '/api/decisions')).toBe('reviewer');
    expect(roleFor('POST', '/api/jobs')).toBe('editor');
    expect(roleFor('PUT', '/api/anything/new')).toBe('editor');
    expect(roleFor('GET', '/api/users')).toBe('admin');
  });

  test('as soon as there is a user, nobody is let in without logging in, on this machine too', async () => {
    const path = join(folder.path, 'b.db');
    const other = await archiveOf(path, [sampleReading(1)]);
    const local = createApp(other, { token: null, hosts: null, limits });
    expect((await local.request('http://localhost/api/me')).status).toBe(200);
    await addUser(other, 'first', 'admin', PASSWORD);
    expect((await local.request('http://localhost/api/me')).status).toBe(401);
    await other.close();
  });

  test('elsewhere than on this machine, nobody is administrator because there are no users', async () => {
    const other = await archiveOf(join(folder.path, 'c.db'), [sampleReading(1)]);
    const open = createApp(other, { token: null, hosts: null, local: false, limits });
    expect((await open.request('http://host.example/api/reports')).status).toBe(401);
    await other.close();
  });
});

describe('sessions', () => {
  test('the cookie is out of reach of scripts and other sites; the archive holds only its hash', async () => {
    const answer = await ask('/api/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-proto': 'https' },
      body: JSON.stringify({ name: 'editor', password: PASSWORD }),
    });
    const set = answer.headers.get('set-cookie')!;
    expect(set).toMatch(/^onrecord_session=[\w-]{43};/);
    for (const part of ['HttpOnly', 'SameSite=Strict', 'Path=/', 'Secure']) expect(set).toContain(part);
    const secret = set.split(/[=;]/)[1]!;
    const rows = await archive.db.selectFrom('sessions').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect((await answer.json()).csrf).not.toContain(secret);
  });

  test('a session ends by logging out, by time, by being idle, and with the user', async () => {
    const now = new Date('2026-01-01T00:00:00Z');
    const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
    await addUser(archive, 'brief', 'reader', PASSWORD);
    const secret = await beginSession(archive, 'brief', now);
    expect(await userOfSession(archive, secret, later(1))).toMatchObject({ name: 'brief' });
    expect(await userOfSession(archive, secret, later(2.5))).toMatchObject({ name: 'brief' });
    expect(await userOfSession(archive, secret, later(5))).toBeNull();
    for (let at = 4; at < 12; at++) await userOfSession(archive, secret, later(at - 0.5));
    expect(await userOfSession(archive, secret, later(12))).toBeNull();

    const fresh = await beginSession(archive, 'brief');
    await changeUser(archive, 'brief', { role: 'editor' });
    expect(await userOfSession(archive, fresh)).toBeNull();
    const last = await beginSession(archive, 'brief');
    await removeUser(archive, 'brief');
    expect(await userOfSession(archive, last)).toBeNull();

    const visitor = await login('reader');
    expect((await as(visitor, '/api/me')).status).toBe(200);
    expect((await as(visitor, '/api/session', { method: 'DELETE' })).status).toBe(204);
    expect((await as(visitor, '/api/me')).status).toBe(401);
  });

  test('logging in gives a new session, whatever the browser brought', async () => {
    const before = await login('reader');
    const again = await ask('/api/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: before.cookie },
      body: JSON.stringify({ name: 'reader', password: PASSWORD }),
    });
    expect(again.headers.get('set-cookie')).not.toContain(before.cookie);
    expect((await as(before, '/api/me')).status).toBe(401);
  });

  test('a password cannot be guessed by trying, nor names by their time', async () => {
    const narrow = createApp(archive, {
      token: 'secret',
      hosts: null,
      limits: { login: { burst: 3, perMinute: 1 }, guesses: { burst: 3, perMinute: 1 } },
    });
    const attempt = (name: string) =>
      narrow.request('http://localhost/api/session', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name, password: 'wrong password' }),
      });
    for (const name of ['editor', 'nobody', 'editor']) expect((await attempt(name)).status).toBe(401);
    const refused = await attempt('admin');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    const statuses = [];
    for (let i = 0; i < 5; i++)
      statuses.push(
        (await narrow.request('http://localhost/api/me', { headers: { authorization: 'Bearer x' } })).status,
      );
    expect(statuses).toEqual([401, 401, 401, 429, 429]);
  });

  test('a bucket fills up again, and forgets the oldest of too many clients', () => {
    let now = 0;
    const limiter = new Limiter({ burst: 2, perMinute: 60 }, () => now);
    expect([1, 2, 3].map(() => limiter.take('a'))).toEqual([0, 0, 1]);
    expect(limiter.take('b')).toBe(0);
    now = 1000;
    expect(limiter.take('a')).toBe(0);
  });
});

describe('another page', () => {
  const changing = () => routes.filter(({ method, path }) => method !== 'GET' && path !== '/api/session');

  test('cannot have anything changed: no header, another value, another origin', async () => {
    const visitor = await login('admin');
    expect(changing().length).toBeGreaterThan(3);
    for (const { method, path } of changing())
      for (const headers of [
        { 'x-onrecord-csrf': '' },
        { 'x-onrecord-csrf': 'x'.repeat(43) },
        { origin: 'https://evil.example' },
        { origin: 'null' },
        { origin: 'http://localhost.evil.example' },
        { 'sec-fetch-site': 'cross-site' },
        { 'sec-fetch-site': 'same-site' },
      ] as Record<string, string>[])
        expect((await as(visitor, path, { method, headers })).status, `${method} ${path}`).toBe(403);
    const right = await as(visitor, '/api/verify', {
      method: 'POST',
      headers: { origin: 'http://localhost', 'sec-fetch-site': 'same-origin' },
    });
    expect(right.status).toBe(202);
  });

  test('cannot log somebody in or out', async () => {
    const body = JSON.stringify({ name: 'reader', password: PASSWORD });
    for (const headers of [
      { 'content-type': 'text/plain' },
      { 'content-type': 'application/x-www-form-urlencoded' },
      { 'content-type': 'application/json', origin: 'https://evil.example' },
    ] as Record<string, string>[])
      expect((await ask('/api/session', { method: 'POST', headers, body })).status).toBe(403);
    const visitor = await login('reader');
    expect(
      (await as(visitor, '/api/session', { method: 'DELETE', headers: { 'x-onrecord-csrf': '' } })).status,
    ).toBe(403);
  });

  test('cannot use whoever sits at this machine, by their name or by one of its own', async () => {
    const other = await archiveOf(join(folder.path, 'd.db'), [sampleReading(1)]);
    const local = createApp(other, { token: null, hosts: ['127.0.0.1', 'localhost', '::1'], limits });
    const post = (url: string, headers: Record<string, string>) =>
      local.request(url, { method: 'POST', headers });
    expect((await post('http://localhost/api/verify', {})).status).toBe(403);
    expect((await post('http://localhost/api/verify', { origin: 'https://evil.example' })).status).toBe(403);
    expect((await local.request('http://evil.example/api/me')).status).toBe(403);
    expect((await local.request('http://127.0.0.1.evil.example/api/me')).status).toBe(403);
    const { csrf } = await (await local.request('http://localhost/api/me')).json();
    expect(
      (await post('http://localhost/api/verify', { 'x-onrecord-csrf': csrf, origin: 'http://localhost:81' }))
        .status,
    ).toBe(403);
    expect(
      (await post('http://localhost/api/verify', { 'x-onrecord-csrf': csrf, origin: 'http://localhost' }))
        .status,
    ).toBe(202);
    await other.close();
  });

  test('cannot read: no answer allows another origin, none may be framed or sniffed', async () => {
    for (const { method, path } of routes.filter(
      ({ method, path }) => method === 'GET' && !path.includes('/jobs'),
    )) {
      const answer = await ask(path, {
        method,
        headers: { authorization: 'Bearer a token for programs', origin: 'https://evil.example' },
      });
      await answer.text();
      expect(answer.headers.get('access-control-allow-origin'), path).toBeNull();
      expect(answer.headers.get('x-frame-options'), path).toBe('DENY');
      expect(answer.headers.get('x-content-type-options'), path).toBe('nosniff');
      expect(answer.headers.get('cross-origin-resource-policy'), path).toBe('same-origin');
      const policy = answer.headers.get('content-security-policy')!;
      expect(policy, path).not.toMatch(/unsafe-inline|'unsafe-eval'|\*/);
    }
  });
});

describe('what reports say', () => {
  test('is never a page: a script in every field is text wherever it is shown', async () => {
    const visitor = await login('admin');
    const ids = (
      await archive.db.selectFrom('reports').select('key').where('title', '=', SCRIPT).execute()
    ).map(({ key }) => key);
    const paths = routes
      .filter(({ method, path }) => method === 'GET' && !/\/events$/.test(path))
      .flatMap(({ path }) =>
        path.startsWith('/api/reports/x')
          ? ids.slice(0, 2).map((id) => path.replace('/x', `/${id}`))
          : [path],
      );
    let seen = 0;
    for (const path of [...paths, '/docs']) {
      const answer = await as(visitor, path);
      const type = answer.headers.get('content-type') ?? '';
      const text = await answer.text();
      if (text.includes('<script>alert')) {
        seen++;
        expect(type, path).not.toMatch(/html|xml|svg/);
        expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      }
    }
    expect(seen).toBeGreaterThan(5);
  });

  test('is escaped in every form that is marked up', async () => {
    for (const name of EXPORT_NAMES.filter((name) => /kml|rss|markdown/.test(name))) {
      let text = '';
      for await (const part of exportFormat(name).write(chronology(archive, {})))
        text += Buffer.from(part).toString();
      // In Markdown a backslash takes the meaning of what follows.
      expect(text, name).not.toMatch(/(?<!\\)<(?:script|img)/);
    }
  });

  test('comes back from no query, path or header as a page', async () => {
    const visitor = await login('admin');
    const bad = encodeURIComponent(SCRIPT);
    const names = [
      'q',
      'from',
      'to',
      'place',
      'actor',
      'source',
      'type',
      'status',
      'outlet',
      'report',
      'cursor',
      'limit',
      'unmasked',
    ];
    for (const { path } of routes.filter(({ method, path }) => method === 'GET' && !path.includes('/jobs/')))
      for (const target of [
        `${path}?${names.map((name) => `${name}=${bad}`).join('&')}`,
        path.replace('/x', `/${bad}`),
      ]) {
        const answer = await as(visitor, target);
        expect(answer.headers.get('content-type') ?? '', target).not.toMatch(/text\/html/);
        await answer.text();
      }
  });
});

describe('what is meant for something else', () => {
  test('SQL in every filter, cursor, id and name is only words', async () => {
    const visitor = await login('admin');
    const before = await (await as(visitor, '/api/stats')).json();
    const cursors = [
      "1 ' or 1=1 --",
      "5 c1 ' union select password from users --",
      "9' ; drop table users; --",
    ].map((text) => Buffer.from(text).toString('base64url'));
    for (const sql of [
      "'; drop table reports; --",
      '" or ""="',
      "x') union select name, password from users --",
      "\\'; --",
    ])
      for (const { path } of routes.filter(({ method, path }) => method === 'GET' && !path.includes('/jobs')))
        for (const target of [
          ...['q', 'place', 'actor', 'source', 'outlet', 'report', 'type', 'status'].map(
            (name) => `${path}?${name}=${encodeURIComponent(sql)}`,
          ),
          ...cursors.map((cursor) => `${path}?cursor=${cursor}`),
          path.replace('/x', `/${encodeURIComponent(sql)}`),
        ]) {
          const answer = await as(visitor, target);
          expect(answer.status, target).toBeLessThan(500);
          expect(await answer.text(), target).not.toContain('scrypt$');
        }
    const attempt = await ask('/api/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: "admin' --", password: "' or '1'='1" }),
    });
    expect(attempt.status).toBe(401);
    expect(await (await as(visitor, '/api/stats')).json()).toEqual(before);
    expect(await listUsers(archive)).toHaveLength(ROLES.length);
  }, 60_000);

  test('line ends in names and values put no header into an answer', async () => {
    const visitor = await login('admin');
    const bad = '%0d%0aset-cookie:%20evil=1%0d%0a%0d%0a<html>';
    for (const { path } of routes.filter(({ method, path }) => method === 'GET' && !path.includes('/jobs')))
      for (const target of [`${path}?q=${bad}&outlet=${bad}`, path.replace('/x', `/${bad}`)]) {
        const answer = await as(visitor, target);
        await answer.text();
        expect(answer.headers.get('set-cookie'), target).toBeNull();
        for (const [, value] of answer.headers) expect(value).not.toMatch(/[\r\n]/);
      }
  });

  test('paths lead nowhere: no file of the machine is reached', async () => {
    const visitor = await login('admin');
    for (const path of [
      '/../../etc/passwd',
      '/..%2f..%2fetc%2fpasswd',
      '/%2e%2e/%2e%2e/etc/passwd',
      '/api/reports/..%2f..%2f..%2fetc%2fpasswd',
      '/api/captures/..%2f1/bytes',
      '/api/chronology.csv%2f..%2f..%2fpackage.json',
      '/api/chronology.%2e%2e',
      '/reading/../../package.json',
      '/reading/%2e%2e/%2e%2e/package.json',
      '//etc/passwd',
      '/docs/../../etc/passwd',
    ]) {
      const answer = await as(visitor, path);
      expect(answer.status, path).toBeGreaterThanOrEqual(400);
      expect(await answer.text(), path).not.toMatch(/root:|"dependencies"/);
    }
  });

  test('deep, strange and enormous JSON is a bad request', async () => {
    const visitor = await login('admin');
    for (const body of [
      '',
      '[',
      '{"__proto__":{"role":"admin"}}',
      '['.repeat(50_000),
      '"x"',
      'null',
      '{"text":{"$ne":1}}',
    ]) {
      const answer = await as(visitor, '/api/jobs', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      expect(answer.status, body.slice(0, 40)).toBe(400);
    }
  });
});

describe('too much', () => {
  test('bodies that are too large are refused before they are taken', async () => {
    const visitor = await login('admin');
    for (const { method, path } of routes.filter(({ method }) => method === 'POST')) {
      const large = path === '/api/jobs' ? 65 << 20 : 300 << 10;
      const answer = await as(visitor, path, {
        method,
        headers: { 'content-type': 'application/json', 'content-length': String(large) },
        body: 'x',
      });
      expect(answer.status, path).toBe(413);
    }
  });

  test('a body without a length is counted while it comes', async () => {
    const visitor = await login('admin');
    let sent = 0;
    const body = new ReadableStream({
      pull(controller) {
        sent += 1 << 16;
        controller.enqueue(new Uint8Array(1 << 16));
      },
    });
    const answer = await as(visitor, '/api/decisions', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'transfer-encoding': 'chunked' },
      body,
      duplex: 'half',
    } as RequestInit);
    expect(answer.status).toBe(413);
    expect(sent).toBeLessThan(2 << 20);
  });

  test('changes and costly answers are given only so often', async () => {
    const narrow = createApp(archive, {
      token: 'secret',
      tokenRole: 'editor',
      hosts: null,
      limits: { changes: { burst: 2, perMinute: 1 }, costly: { burst: 2, perMinute: 1 } },
    });
    const statuses = async (method: string, path: string) => {
      const found = [];
      for (let i = 0; i < 3; i++) {
        const answer = await narrow.request(`http://localhost${path}`, {
          method,
          headers: { authorization: 'Bearer secret' },
        });
        await answer.text();
        found.push(answer.status);
      }
      return found;
    };
    expect(await statuses('GET', '/api/chronology.csv')).toEqual([200, 200, 429]);
    expect((await statuses('POST', '/api/decisions/1/undo')).at(-1)).toBe(429);
    expect(await statuses('GET', '/api/reports')).toEqual([200, 200, 200]);
  });
});

describe('on the wire', () => {
  let served: Served;
  let port: number;
  beforeAll(async () => {
    served = await serve(archive, {
      host: '127.0.0.1',
      port: 0,
      token: 'a token for programs',
      limits,
      timeouts: { head: 400, request: 800, idle: 1500, check: 100 },
    });
    port = Number(new URL(served.url).port);
  });
  afterAll(() => served.close());

  /** Sends pieces with pauses; gives what came back until the other end closed, and after how many milliseconds. */
  const talk = (pieces: string[], pause: number) =>
    new Promise<{ text: string; after: number }>((resolve) => {
      const began = Date.now();
      let text = '';
      const socket = connect(port, '127.0.0.1', async () => {
        for (const piece of pieces) {
          if (socket.destroyed) return;
          socket.write(piece);
          await new Promise((next) => setTimeout(next, pause));
        }
      });
      socket.on('data', (data) => {
        text += data;
      });
      socket.on('error', () => {});
      socket.on('close', () => resolve({ text, after: Date.now() - began }));
    });
  const head = 'Host: localhost\r\nAuthorization: Bearer a token for programs\r\n';

  test('a client that sends its head letter by letter is cut off', async () => {
    const letters = [...`GET /api/health HTTP/1.1\r\n${'x-slow: aaaaaaaaaaaaaaaaaaaa\r\n'.repeat(20)}`];
    const { text, after } = await talk(letters, 50);
    expect(text).toMatch(/^(?:HTTP\/1\.1 408|$)/);
    expect(after).toBeLessThan(5000);
  });

  test('a client that sends its body drop by drop is cut off', async () => {
    const drops = [
      `POST /api/jobs HTTP/1.1\r\n${head}content-type: application/json\r\ncontent-length: 1000\r\n\r\n`,
      ...'x'.repeat(500),
    ];
    const { after } = await talk(drops, 50);
    expect(after).toBeLessThan(6000);
  });

  test('a client that says nothing is cut off', async () => {
    const { after } = await talk([''], 10);
    expect(after).toBeLessThan(5000);
  });

  test('a client that takes nothing does not keep others waiting', async () => {
    const sockets = Array.from({ length: 20 }, () => {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => {});
      socket.pause();
      socket.write(`GET /api/chronology.json HTTP/1.1\r\n${head}\r\n`);
      return socket;
    });
    await new Promise((next) => setTimeout(next, 200));
    const answer = await fetch(`${served.url}/api/health`, {
      headers: { authorization: 'Bearer a token for programs' },
    });
    expect(answer.status).toBe(200);
    for (const socket of sockets) socket.destroy();
  });

  test('a head that is too long, two lengths, and what is no HTTP', async () => {
    expect(
      (await talk([`GET /api/health?q=${'x'.repeat(20_000)} HTTP/1.1\r\n${head}\r\n`], 10)).text,
    ).toMatch(/^HTTP\/1\.1 431/);
    expect(
      (await talk([`GET /api/health HTTP/1.1\r\n${head}x: ${'y'.repeat(20_000)}\r\n\r\n`], 10)).text,
    ).toMatch(/^HTTP\/1\.1 431/);
    expect(
      (await talk([`POST /api/jobs HTTP/1.1\r\n${head}content-length: 1\r\ncontent-length: 2\r\n\r\nxx`], 10))
        .text,
    ).toMatch(/^HTTP\/1\.1 400/);
    expect(
      (
        await talk(
          [
            `POST /api/jobs HTTP/1.1\r\n${head}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
          ],
          10,
        )
      ).text,
    ).toMatch(/^HTTP\/1\.1 400/);
    expect((await talk(['\u0016\u0003\u0001 hello\r\n\r\n'], 10)).text).toMatch(/^HTTP\/1\.1 400/);
  });

  test('a Host that is another name is refused, whatever else is said', async () => {
    for (const host of ['evil.example', 'localhost.evil.example', '127.0.0.1@evil.example']) {
      const { text } = await talk(
        [`GET /api/me HTTP/1.1\r\nHost: ${host}\r\nX-Forwarded-Host: localhost\r\nConnection: close\r\n\r\n`],
        10,
      );
      expect(text, host).toMatch(/^HTTP\/1\.1 40[03]/);
    }
  });
});

describe('secrets', () => {
  test('passwords are kept as scrypt with salt and stated cost, never in exports, answers or the log', async () => {
    const [first, second] = [await hashPassword(PASSWORD), await hashPassword(PASSWORD)];
    expect(first).toMatch(/^scrypt\$65536\$8\$2\$[\w-]{22}\$[\w-]{43}$/);
    expect(first).not.toBe(second);
    const visitor = await login('admin');
    const kept = (await archive.db.selectFrom('users').select('password').execute()).map(
      ({ password }) => password,
    );
    const users = await (await as(visitor, '/api/users')).text();
    const log = await (await as(visitor, '/api/log.json')).text();
    let exported = '';
    for (const name of EXPORT_NAMES)
      for await (const part of exportFormat(name).write(chronology(archive, {}, { text: true })))
        exported += Buffer.from(part).toString('latin1');
    for (const text of [users, log, exported])
      for (const secret of [...kept, PASSWORD]) expect(text.includes(secret)).toBe(false);
  });

  test('an error tells nothing of password, token or session, in the answer or on standard error', async () => {
    const told: string[] = [];
    const spy = vi
      .spyOn(console, 'error')
      .mockImplementation((...words) => void told.push(words.map(String).join(' ')));
    const broken = createApp(
      {
        ...archive,
        db: new Proxy(archive.db, {
          get: () => () => {
            throw new Error('the disk is on fire');
          },
        }),
      },
      {
        token: 'a token for programs',
        hosts: null,
        limits,
        onError: (error) => void told.push(error.stack ?? ''),
      },
    );
    const answer = await broken.request('http://localhost/api/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'admin', password: PASSWORD }),
    });
    const other = await broken.request('http://localhost/api/stats', {
      headers: { authorization: 'Bearer a token for programs' },
    });
    spy.mockRestore();
    const body = (await answer.text()) + (await other.text());
    expect([answer.status, other.status]).toEqual([500, 500]);
    expect(told.length).toBeGreaterThan(0);
    for (const text of [...told, body]) {
      expect(text).not.toContain(PASSWORD);
      expect(text).not.toContain('a token for programs');
    }
    expect(body).not.toContain('on fire');
  });
});

test('docs/security.md names tests that are there', () => {
  const root = new URL('../../', import.meta.url);
  const page = readFileSync(new URL('docs/security.md', root), 'utf8');
  const here = readFileSync(new URL(import.meta.url), 'utf8').replaceAll("\\'", "'");
  const rows = [...page.matchAll(/^\| ([^|]+) \| [^|]+ \| ([^|]+) \|$/gm)].filter(
    ([, , tests]) => !/^(?:test|-)/.test(tests!),
  );
  expect(rows.length).toBeGreaterThan(15);
  for (const [, tried, tests] of rows)
    for (const name of tests!.split('; ')) {
      const [, file, words = ''] = /^(?:`([\w/.-]+\.test\.ts)`:? ?)?(.*)$/.exec(name)!;
      const source = file
        ? readFileSync(new URL(file.includes('/') ? file : sourceOf(file), root), 'utf8')
        : here;
      for (const part of words.split('…').map((text) => text.replace(/ and the three after it/, '').trim()))
        expect(source.includes(part), `${tried}: ${name}`).toBe(true);
    }
});

const sourceOf = (file: string) => (file === 'export.test.ts' ? `src/publish/${file}` : `src/server/${file}`);
