/**
 * Starts the server.
 *
 * @module
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { serve as listen, type ServerType } from '@hono/node-server';
import type { Archive } from '../archive/archive.ts';
import { hasUsers, type Role } from '../archive/users.ts';
import { loadResources, packageFolder } from '../engine/resources.ts';
import type { Resources } from '../read/resources.ts';
import { createApp } from './app.ts';
import { Jobs } from './jobs.ts';
import type { Limits } from './limits.ts';

export interface ServeOptions {
  host: string;
  /** 0: any that is free. */
  port: number;
  token: string | null;
  /** What the bearer of the token may do; `reader` when not given. */
  tokenRole?: Role | undefined;
  /** Lists and models for reports that are added; those that came with the program when not given. */
  resources?: (() => Promise<Resources>) | undefined;
  limits?: Partial<Limits> | undefined;
  /** Milliseconds. */
  timeouts?: Partial<Timeouts> | undefined;
  onError?: (error: Error) => void;
}

export interface Timeouts {
  /** In which the head of a request must have come. */
  head: number;
  /** In which all of it must have come. */
  request: number;
  /** After which a connection on which nothing is sent either way is closed. */
  idle: number;
  /** How often connections are looked at. */
  check: number;
}

const TIMEOUTS: Timeouts = { head: 10_000, request: 120_000, idle: 60_000, check: 5_000 };
/** Connections at once; more are closed at once. */
const MOST_CONNECTIONS = 1000;

export interface Served {
  url: string;
  close(): Promise<void>;
}

/** A server that cannot be started: `message` says why and what to do. */
export class ServeError extends Error {
  override name = 'ServeError';
}

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

/** @throws {ServeError} when it would be open to others without a token or users, or the port is taken. */
export async function serve(archive: Archive, options: ServeOptions): Promise<Served> {
  const { host, token } = options;
  const loopback = LOOPBACK.includes(host);
  if (!loopback && !token && !(await hasUsers(archive)))
    throw new ServeError(
      `${host} can be reached from other machines: add users with onrecord users add, set a token in ONRECORD_TOKEN, or serve on 127.0.0.1`,
    );
  const jobs = new Jobs(archive, { resources: options.resources ?? (async () => loadResources()) });
  const web = join(packageFolder, 'dist', 'web');
  const app = createApp(archive, {
    token,
    tokenRole: options.tokenRole,
    hosts: loopback ? LOOPBACK : null,
    local: loopback,
    limits: options.limits,
    jobs,
    web: existsSync(join(web, 'index.html')) ? web : undefined,
    ...(options.onError ? { onError: options.onError } : {}),
  });
  const times = { ...TIMEOUTS, ...options.timeouts };
  const server = await new Promise<ServerType>((resolve, reject) => {
    const started = listen(
      {
        fetch: app.fetch,
        hostname: host,
        port: options.port,
        serverOptions: {
          headersTimeout: times.head,
          requestTimeout: times.request,
          connectionsCheckingInterval: times.check,
          maxHeaderSize: 16 << 10,
        },
      },
      () => resolve(started),
    );
    started.on('error', (error: NodeJS.ErrnoException) => reject(explain(error, options)));
  });
  if ('setTimeout' in server && 'maxConnections' in server) {
    server.setTimeout(times.idle);
    server.maxConnections = MOST_CONNECTIONS;
  }
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : options.port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    async close() {
      await jobs.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      });
    },
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
