/**
 * A server on this machine that does to the letter what it is told, right or wrong: it writes bytes, not HTTP.
 *
 * @module
 */

import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';

export interface Asked {
  path: string;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** How often this path was asked for before. */
  before: number;
  base: string;
}
export type Answer = (socket: Socket, asked: Asked) => void;

/** An answer as it should be, with the length of its body unless the headers say another. */
export function reply(status: string, headers: Record<string, string> = {}, body: string | Uint8Array = '') {
  const bytes = Buffer.from(body as Uint8Array);
  const own = Object.keys(headers).map((name) => name.toLowerCase());
  const framed = own.includes('content-length') || own.includes('transfer-encoding');
  const all = framed ? headers : { ...headers, 'Content-Length': String(bytes.length) };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = Buffer.from(`HTTP/1.1 ${status}\r\n${lines.join('')}\r\n`, 'latin1');
  return (socket: Socket) => void socket.end(Buffer.concat([head, bytes]));
}

/** Writes a piece again and again until the other side goes away. */
export function again(socket: Socket, piece: string | Uint8Array, every: number): void {
  const timer = setInterval(() => {
    if (socket.destroyed) clearInterval(timer);
    else if (!socket.writableNeedDrain) socket.write(piece);
  }, every);
  socket.on('close', () => clearInterval(timer));
}

export interface Misbehaving {
  base: string;
  /** Paths in the order in which they were asked for. */
  asked: Asked[];
  close(): Promise<void>;
}

/** A server with an answer for each path; others are not there (404). */
export async function misbehave(answers: Record<string, Answer>): Promise<Misbehaving> {
  const asked: Asked[] = [];
  const sockets = new Set<Socket>();
  let base = '';
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    let head = '';
    const read = (bytes: Buffer) => {
      head += bytes.toString('latin1');
      if (!head.includes('\r\n\r\n')) return;
      socket.off('data', read);
      const [first, ...lines] = head.split('\r\n');
      const path = first!.split(' ')[1]!;
      const headers = Object.fromEntries(
        lines.filter(Boolean).map((line) => {
          const colon = line.indexOf(':');
          return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
        }),
      );
      const request = { path, headers, before: asked.filter((one) => one.path === path).length, base };
      asked.push(request);
      (answers[path] ?? reply('404 Not Found'))(socket, request);
    };
    socket.on('data', read);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    base,
    asked,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
