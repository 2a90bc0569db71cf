/**
 * Logging in and out, and who one is.
 *
 * @module
 */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Archive } from '../../archive/archive.ts';
import { beginSession, endSession, listUsers, ROLES, SESSION_HOURS, userWith } from '../../archive/users.ts';
import { csrfOf, SESSION_COOKIE } from '../access.ts';
import { clientOf, LIMITS, Limiter, type Limits, tooMany } from '../limits.ts';
import { problem } from '../problem.ts';
import { whoOf } from '../who.ts';
import { allowed, json, limited, understood } from './describe.ts';

const Me = z
  .object({
    name: z
      .string()
      .openapi({ description: '`local` on this machine without users; `token` for a program.' }),
    role: z.enum(ROLES),
    csrf: z.string().nullable().openapi({
      description: 'To be sent in `x-onrecord-csrf` with what changes something; null: not needed.',
    }),
    masked: z.boolean().openapi({ description: 'Whether private persons are masked in what this one sees.' }),
  })
  .openapi('Me');

const User = z.object({ name: z.string(), role: z.enum(ROLES), created: z.string() }).openapi('User');
const Login = z.object({ name: z.string().min(1).max(64), password: z.string().min(1).max(1000) });

const me = createRoute({
  method: 'get',
  path: '/api/me',
  responses: { 200: json(Me, 'Who asks.'), ...allowed },
});
const session = createRoute({
  method: 'get',
  path: '/api/session',
  responses: { 200: json(Me, 'Who is logged in.'), ...allowed },
});
const login = createRoute({
  method: 'post',
  path: '/api/session',
  request: { body: { required: true, content: { 'application/json': { schema: Login } } } },
  responses: { 200: json(Me, 'Logged in; the session is a cookie.'), ...understood, ...allowed, ...limited },
});
const logout = createRoute({
  method: 'delete',
  path: '/api/session',
  responses: { 204: { description: 'Logged out.' }, ...allowed },
});
const users = createRoute({
  method: 'get',
  path: '/api/users',
  responses: { 200: json(z.object({ items: z.array(User) }), 'Who may use the archive.'), ...allowed },
});

/** Passwords that are checked at once: each takes 64 MiB and a fifth of a second. */
const MOST_CHECKS = 4;

export function registerSession(app: OpenAPIHono, archive: Archive, limits: Partial<Limits> = {}): void {
  const clients = new Limiter(limits.login ?? LIMITS.login);
  const names = new Limiter(limits.login ?? LIMITS.login);
  let checks = 0;

  for (const route of [me, session])
    app.openapi(route, (context) => context.json(whoOf(context), 200, { 'cache-control': 'no-store' }));

  // A form of another site cannot send this type without being asked first.
  app.use('/api/session', async (context, next) => {
    if (
      context.req.method === 'POST' &&
      !/^application\/json\b/i.test(context.req.header('content-type') ?? '')
    )
      return problem(context, 403, 'Send name and password as application/json.');
    return next();
  });
  app.openapi(login, async (context) => {
    const { name, password } = context.req.valid('json');
    const client = clientOf(context);
    const wait =
      clients.take(client) || names.take(`${name} from ${client}`) || (checks >= MOST_CHECKS ? 2 : 0);
    if (wait) return tooMany(context, wait) as never;
    checks++;
    const user = await userWith(archive, name, password).finally(() => checks--);
    if (!user) return problem(context, 401, 'There is no user with this name and password.') as never;
    const before = getCookie(context, SESSION_COOKIE);
    if (before) await endSession(archive, before);
    const secret = await beginSession(archive, user.name);
    setCookie(context, SESSION_COOKIE, secret, {
      httpOnly: true,
      sameSite: 'Strict',
      path: '/',
      maxAge: SESSION_HOURS * 3600,
      secure: context.req.header('x-forwarded-proto') === 'https',
    });
    const { role } = user;
    return context.json({ name: user.name, role, csrf: csrfOf(secret), masked: role === 'reader' }, 200, {
      'cache-control': 'no-store',
    });
  });
  app.openapi(logout, async (context) => {
    const secret = getCookie(context, SESSION_COOKIE);
    if (secret) await endSession(archive, secret);
    deleteCookie(context, SESSION_COOKIE, { path: '/' });
    return context.body(null, 204) as never;
  });
  app.openapi(users, async (context) => context.json({ items: await listUsers(archive) }, 200));
}
