/**
 * Starts the server.
 *
 * @module
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { serve as listen, type ServerType } from '@hono/node-server';
import type { Archive } from '../archive/archive.ts';
import { packageFolder } from '../engine/resources.ts';
import { createApp } from './app.ts';

export interface ServeOptions {
  host: string;
  /** 0: any that is free. */
  port: number;
  token: string | null;
  onError?: (error: Error) => void;
}

export interface Served {
  url: string;
  close(): Promise<void>;
}

/** A server that cannot be started: `message` says why and what to do. */
export class ServeError extends Error {
  override name = 'ServeError';
}

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

/** @throws {ServeError} when it would be open to others without a token, or the port is taken. */
export async function serve(archive: Archive, options: ServeOptions): Promise<Served> {
  const { host, token } = options;
  const loopback = LOOPBACK.includes(host);
  if (!loopback && !token)
    throw new ServeError(
      `${host} can be reached from other machines: set a token in ONRECORD_TOKEN, or serve on 127.0.0.1`,
    );
  const web = join(packageFolder, 'dist', 'web');
  const app = createApp(archive, {
    token,
    hosts: loopback ? LOOPBACK : null,
    web: existsSync(join(web, 'index.html')) ? web : undefined,
    ...(options.onError ? { onError: options.onError } : {}),
  });
  const server = await new Promise<ServerType>((resolve, reject) => {
    const started = listen({ fetch: app.fetch, hostname: host, port: options.port }, () => resolve(started));
    started.on('error', (error: NodeJS.ErrnoException) => reject(explain(error, options)));
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : options.port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

function explain(error: NodeJS.ErrnoException, { host, port }: ServeOptions): Error {
  if (error.code === 'EADDRINUSE')
    return new ServeError(`port ${port} is taken; choose another with --port, or stop what runs there`);
  if (error.code === 'EACCES')
    return new ServeError(`port ${port} needs rights that you do not have; choose one above 1023`);
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    return new ServeError(`${host} is no address of this machine`);
  return error;
}
