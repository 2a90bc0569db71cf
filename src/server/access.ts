/**
 * Who may ask: on this machine anybody, from elsewhere only who has the token.
 *
 * @module
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { problem } from './problem.ts';

export interface AccessOptions {
  /** Asked for with every request, as a bearer token or as the password of a browser's own form; null: nobody is asked. */
  token: string | null;
  /**
   * Names under which the server may be asked; another is refused, so that no web page can reach a server on this
   * machine through a name of its own (DNS rebinding). Null: any.
   */
  hosts: readonly string[] | null;
}

export function access({ token, hosts }: AccessOptions): MiddlewareHandler {
  return async (context, next) => {
    const host = new URL(context.req.url).hostname.replace(/^\[|\]$/g, '');
    if (hosts && !hosts.includes(host))
      return problem(context, 403, `This server does not answer to the name ${host}.`);
    if (token !== null && !holds(context.req.header('authorization'), token)) {
      context.header('www-authenticate', 'Basic realm="Onrecord", charset="UTF-8"');
      return problem(context, 401, 'Give the token: as bearer token, or as password with any name.');
    }
    await next();
    return undefined;
  };
}

function holds(header: string | undefined, token: string): boolean {
  const [scheme, value = ''] = (header ?? '').split(' ');
  if (/^bearer$/i.test(scheme!)) return same(value, token);
  if (!/^basic$/i.test(scheme!)) return false;
  const pair = Buffer.from(value, 'base64').toString();
  return same(pair.slice(pair.indexOf(':') + 1), token);
}

/** Compares in a time that does not depend on where they differ. */
function same(a: string, b: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(a), hash(b));
}
