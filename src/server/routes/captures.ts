/**
 * Bytes as they were received. A browser is given them as text, or to keep: nothing in them is ever run.
 *
 * @module
 */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import type { Archive } from '../../archive/archive.ts';
import { bytesOfCapture } from '../../archive/capture-bytes.ts';
import { problem } from '../problem.ts';
import { allowed, missing, problemAnswer, understood } from './describe.ts';

const bytes = createRoute({
  method: 'get',
  path: '/api/captures/{n}/bytes',
  request: {
    params: z.object({
      n: z.coerce
        .number()
        .int()
        .min(1)
        .max(2 ** 31),
    }),
  },
  responses: {
    200: {
      content: {
        'text/plain': { schema: z.string() },
        'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) },
      },
      description: 'The bytes as received, never as a page.',
    },
    ...understood,
    ...allowed,
    ...missing,
    410: problemAnswer('They were removed.'),
  },
});

/** Put around all other headers, so that its own is the last word. */
export const sandboxed: MiddlewareHandler = async (context, next) => {
  await next();
  context.res.headers.set('content-security-policy', "sandbox; default-src 'none'; frame-ancestors 'none'");
};

export function registerCaptures(app: OpenAPIHono, archive: Archive): void {
  app.openapi(bytes, async (context) => {
    const { n } = context.req.valid('param');
    const found = await bytesOfCapture(archive, n);
    if (!found) return problem(context, 404, `There is no capture ${n}.`) as never;
    if (!found.bytes) return problem(context, 410, 'The bytes of this capture were removed.') as never;
    const isText = found.charset !== null && !found.bytes.subarray(0, 4096).includes(0);
    const charset = /^[\w.:-]{1,40}$/.test(found.charset ?? '') ? found.charset : 'utf-8';
    return context.body(found.bytes as Uint8Array<ArrayBuffer>, 200, {
      'content-type': isText ? `text/plain; charset=${charset}` : 'application/octet-stream',
      ...(isText ? {} : { 'content-disposition': `attachment; filename="capture-${n}.bin"` }),
      'cache-control': 'private, max-age=86400',
      'x-onrecord-sha256': found.blob,
    }) as never;
  });
}
