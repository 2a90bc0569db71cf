/**
 * Answers that are the same as long as nothing was written: told from the archive's last entries, given with an ETag,
 * and kept for the next who asks the same.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { sql } from 'kysely';
import type { Archive } from '../archive/archive.ts';

/** Lists and counts: what they say depends on the archive, the address and who asks, and on nothing else. */
const LISTS =
  /^\/api\/(?:reports|chronology|facets|search|stats|claims|entities|places|sources|outlets|incidents|storylines)(?:\/[\w-]+)?$/;

/** Bytes of answers that are kept, and of the longest one. */
const MOST_KEPT = 32 << 20;
const LONGEST = 1 << 20;

interface Kept {
  body: ArrayBuffer;
  type: string;
}

/** Stands around all that makes an answer, masking too. */
export function fresh(archive: Archive): MiddlewareHandler {
  const kept = new Map<string, Kept>();
  let bytes = 0;
  const keep = (key: string, answer: Kept) => {
    kept.set(key, answer);
    bytes += answer.body.byteLength;
    for (const [oldest, { body }] of kept) {
      if (bytes <= MOST_KEPT) return;
      kept.delete(oldest);
      bytes -= body.byteLength;
    }
  };

  return async (context, next) => {
    const { method, path, url } = context.req;
    const who = context.get('who');
    if (method !== 'GET' || !who || !LISTS.test(path)) return next();
    const query = url.slice(url.indexOf('/', 8));
    const version = await versionOf(archive);
    const key = createHash('sha256')
      .update(`${version} ${who.masked} ${query}`)
      .digest('base64url')
      .slice(0, 27);
    const etag = `"${key}"`;
    // Whoever asks again must be told whether it is still so, and nobody between may keep it.
    const headers = { etag, 'cache-control': 'private, no-cache', vary: 'Cookie, Authorization' };
    if ((context.req.header('if-none-match') ?? '').split(/, */).includes(etag))
      return context.body(null, 304, headers);
    const known = kept.get(key);
    if (known) return context.body(known.body, 200, { ...headers, 'content-type': known.type });
    await next();
    const { res } = context;
    const type = res.headers.get('content-type') ?? '';
    if (res.status !== 200 || !/^application\/json\b/.test(type)) return undefined;
    const body = await res.arrayBuffer();
    // What was written meanwhile may be in it or not: such an answer is good for once.
    const still = (await versionOf(archive)) === version;
    if (still && body.byteLength <= LONGEST) keep(key, { body, type });
    const { etag: _, ...once } = headers;
    context.res = new Response(body, {
      status: 200,
      headers: { ...(still ? headers : once), 'content-type': type },
    });
    return undefined;
  };
}

/** Another after everything that is added, removed, decided or brought together anew. */
async function versionOf({ db }: Archive): Promise<string> {
  const row = await db
    .selectNoFrom((eb) => [
      eb.selectFrom('log').select(sql<number>`max(seq)`.as('seq')).as('log'),
      eb.selectFrom('decisions').select(sql<number>`max(n)`.as('n')).as('decisions'),
      eb.selectFrom('reconciled').select(sql<number>`max(version)`.as('version')).as('reconciled'),
    ])
    .executeTakeFirstOrThrow();
  return `${row.log} ${row.decisions} ${row.reconciled}`;
}
