/**
 * Who may ask for what.
 *
 * On this machine, as long as there are no users and no token, whoever sits at it is its administrator. Else one asks
 * as a user with a session, or as a program with the token. What changes something is refused to other web pages: it
 * must come from the server's own origin and hold a value that only a page of this server can read.
 *
 * @module
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import type { Archive } from '../archive/archive.ts';
import { hasUsers, type Role, userOfSession } from '../archive/users.ts';
import { clientOf, LIMITS, Limiter, type Limits, tooMany } from './limits.ts';
import { problem } from './problem.ts';
import { mayDo, type Who } from './who.ts';

export interface AccessOptions {
  /** Asked for with every request, as a bearer token or as the password of a browser's own form; null: nobody is asked. */
  token: string | null;
  /** What the bearer of the token may do; a reader may look. */
  tokenRole?: Role | undefined;
  /**
   * Names under which the server may be asked; another is refused, so that no web page can reach a server on this
   * machine through a name of its own (DNS rebinding). Null: any.
   */
  hosts: readonly string[] | null;
  /** Whether, without users and token, everybody who can ask is administrator: on loopback only. */
  local?: boolean | undefined;
  limits?: Partial<Limits> | undefined;
}

export const SESSION_COOKIE = 'onrecord_session';

/** Who needs which role; the first that fits. Else a reader may look, and an editor may change. */
const RIGHTS: readonly [method: RegExp, path: RegExp, role: Role][] = [
  [/./, /^\/api\/users\b/, 'admin'],
  [/DELETE/, /^\/api\/session$/, 'reader'],
  [/./, /^\/api\/(?:decisions|review|verify)\b/, 'reviewer'],
  // They show what came in, as it was: nothing in it is masked.
  [/GET/, /^\/api\/(?:captures|jobs|failures)\b/, 'reviewer'],
  [/GET/, /./, 'reader'],
];

export const roleFor = (method: string, path: string): Role =>
  RIGHTS.find(
    ([methods, paths]) => methods.test(method === 'HEAD' ? 'GET' : method) && paths.test(path),
  )?.[2] ?? 'editor';

/** What costs the server much. */
const COSTLY = /^\/api\/(?:[\w-]+\.\w+|jobs|verify|reports\/[^/]+\/(?:explain|diff))$/;

export function access(archive: Archive, options: AccessOptions): MiddlewareHandler {
  const { token, hosts, local = true } = options;
  const changes = new Limiter(options.limits?.changes ?? LIMITS.changes);
  const costly = new Limiter(options.limits?.costly ?? LIMITS.costly);
  /** Wrong tokens. */
  const guesses = new Limiter(options.limits?.guesses ?? LIMITS.guesses);
  /** What pages of this server, as long as it runs, prove themselves with where there is no session. */
  const here = randomBytes(24).toString('base64url');

  const identify = async (context: Context): Promise<Who | null> => {
    const authorization = context.req.header('authorization');
    if (authorization) {
      if (token === null || !holds(authorization, token)) return null;
      const role = options.tokenRole ?? 'reader';
      // A browser sends the password of its form by itself, also for other pages; a bearer token it does not.
      return {
        name: 'token',
        role,
        csrf: /^bearer /i.test(authorization) ? null : here,
        masked: role === 'reader',
      };
    }
    const secret = getCookie(context, SESSION_COOKIE);
    const user = secret ? await userOfSession(archive, secret) : null;
    if (user)
      return { name: user.name, role: user.role, csrf: csrfOf(secret!), masked: user.role === 'reader' };
    if (local && token === null && !(await hasUsers(archive)))
      return { name: 'local', role: 'admin', csrf: here, masked: false };
    return null;
  };

  return async (context, next) => {
    const { method, path } = context.req;
    const host = new URL(context.req.url).hostname.replace(/^\[|\]$/g, '');
    if (hosts && !hosts.includes(host))
      return problem(context, 403, `This server does not answer to the name ${host}.`);
    const looks = method === 'GET' || method === 'HEAD';
    if (fromElsewhere(context, looks))
      return problem(context, 403, 'This was asked by a page of another site.');
    if (path === '/api/session' && method === 'POST') return next();
    const who = await identify(context);
    if (!who) {
      const guessed = context.req.header('authorization') ? guesses.take(clientOf(context)) : 0;
      if (guessed) return tooMany(context, guessed);
      if (!isOurs(path) && !(token !== null && !(await hasUsers(archive)))) return next();
      return unknown(context, token !== null && !(await hasUsers(archive)));
    }
    context.set('who', who);
    if (!isOurs(path)) return next();
    const needed = roleFor(method, path);
    if (!mayDo(who.role, needed))
      return problem(context, 403, `This needs the role ${needed}; yours is ${who.role}.`);
    if (!looks && who.csrf !== null && !same(context.req.header('x-onrecord-csrf') ?? '', who.csrf))
      return problem(context, 403, 'Send the value csrf of /api/me in the header x-onrecord-csrf.');
    const wait =
      (looks ? 0 : changes.take(clientOf(context))) ||
      (COSTLY.test(path) ? costly.take(clientOf(context)) : 0);
    if (wait) return tooMany(context, wait);
    return next();
  };
}

/** Everything but the files of the web app, which hold nothing of the archive. */
const isOurs = (path: string) => /^\/(?:api|openapi\.json|docs|reading)(?:\/|$)/.test(path);

function unknown(context: Context, tokenOnly: boolean): Response {
  // A browser's own form only where there is no other way: a page with a form of its own must not be covered by it.
  if (tokenOnly) context.header('www-authenticate', 'Basic realm="Onrecord", charset="UTF-8"');
  return problem(
    context,
    401,
    tokenOnly
      ? 'Give the token: as bearer token, or as password with any name.'
      : 'Log in, or give the token.',
  );
}

/** Whether a browser says that a page of another site asks. Links from there may be followed. */
function fromElsewhere(context: Context, looks: boolean): boolean {
  const site = context.req.header('sec-fetch-site');
  if (site && site !== 'same-origin' && site !== 'none') {
    if (!looks) return true;
    if (isOurs(context.req.path) && context.req.header('sec-fetch-mode') !== 'navigate') return true;
  }
  const origin = context.req.header('origin');
  if (looks || origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== new URL(context.req.url).host;
}

/** What a session's pages prove themselves with: it tells nothing of the session's secret. */
export const csrfOf = (secret: string): string =>
  createHash('sha256').update(`csrf ${secret}`).digest('base64url');

function holds(header: string, token: string): boolean {
  const [, scheme = '', value = ''] = /^(\S+) +(.*)$/.exec(header) ?? [];
  if (/^bearer$/i.test(scheme)) return same(value, token);
  if (!/^basic$/i.test(scheme)) return false;
  const pair = Buffer.from(value, 'base64').toString();
  return same(pair.slice(pair.indexOf(':') + 1), token);
}

/** Compares in a time that does not depend on where they differ. */
function same(a: string, b: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(a), hash(b));
}
