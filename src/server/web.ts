/**
 * The built web app: its files, and its one page under every address that is not a file.
 *
 * @module
 */
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import type { Context, MiddlewareHandler } from 'hono';
import { problem } from './problem.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};

/**
 * The worker that reads reports in a browser sums on vectors in WebAssembly, which a page of this app may not; it may
 * fetch from this server, and nothing else. Put around all other headers, so that its own are the last word.
 */
export const readerPolicy: MiddlewareHandler = async (context, next) => {
  await next();
  context.res.headers.set(
    'content-security-policy',
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; frame-ancestors 'none'",
  );
};

/**
 * Only the files that were in `folder` at the start are served, so that no path leads out of it.
 */
export function webApp(folder: string): (context: Context) => Response {
  const files = new Map<string, Buffer<ArrayBuffer>>();
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(`/${relative(folder, path).split(sep).join('/')}`, readFileSync(path));
  }
  const page = files.get('/index.html');
  return (context) => {
    const { path } = context.req;
    const file = files.get(path);
    if (file) {
      // Vite puts a hash of the content into the names below /assets/.
      const cache = path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
      return context.body(file, 200, {
        'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
        'cache-control': cache,
      });
    }
    if (!page || extname(path)) return problem(context, 404, `There is nothing at ${path}.`);
    return context.body(page, 200, { 'content-type': TYPES['.html']!, 'cache-control': 'no-cache' });
  };
}
