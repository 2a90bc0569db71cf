/**
 * Files that are written while they are sent, no faster than they are taken.
 *
 * @module
 */
import type { Context } from 'hono';

/**
 * What fails before the first part is an error like any other; what fails later breaks the connection off, so that half
 * a file does not look like a whole one.
 */
export async function download(
  context: Context,
  { mediaType, name }: { mediaType: string; name: string },
  parts: AsyncIterable<string | Uint8Array>,
): Promise<Response> {
  const iterator = parts[Symbol.asyncIterator]();
  let part = await iterator.next();
  const body = new ReadableStream<Uint8Array>({
    async pull(out) {
      if (part.done) return out.close();
      out.enqueue(Buffer.from(part.value));
      part = await iterator.next();
    },
    async cancel() {
      await iterator.return?.();
    },
  });
  return context.body(body, 200, {
    'content-type': mediaType,
    'content-disposition': `attachment; filename="${name}"`,
  });
}
