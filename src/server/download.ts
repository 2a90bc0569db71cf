/**
 * Files that are written while they are sent, no faster than they are taken.
 *
 * @module
 */
import type { Context } from 'hono';
import { stream } from 'hono/streaming';

export function download(
  context: Context,
  { mediaType, name }: { mediaType: string; name: string },
  parts: AsyncIterable<string | Uint8Array>,
): Response {
  context.header('content-type', mediaType);
  context.header('content-disposition', `attachment; filename="${name}"`);
  return stream(context, async (out) => {
    for await (const part of parts) {
      if (out.aborted) return;
      await out.write(part);
    }
  });
}
