/**
 * Fetching one address: within limits of size, time and redirects, and only from the public internet unless allowed.
 *
 * Every address that a name leads to is checked at the moment of connecting, so that neither a redirect nor a
 * name server can lead inside.
 *
 * @module
 */
import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { isIP } from 'node:net';
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { version } from '../record/version.ts';
import { isPublicAddress } from './address.ts';
import { type Capture, type CollectedProblem, type Exchange, NotAReport } from './types.ts';

export interface FetchOptions {
  /** Fetch from private and loopback addresses too. */
  allowPrivate?: boolean | undefined;
  /** Longest body, in bytes, as received and after decompression. */
  mostBytes?: number | undefined;
  /** Longest time for the whole exchange with redirects, in milliseconds. */
  timeout?: number | undefined;
  mostRedirects?: number | undefined;
}

const DEFAULTS = { mostBytes: 32 << 20, timeout: 30_000, mostRedirects: 5 };

export const USER_AGENT = `Onrecord/${version} (reads news reports for research)`;

/** The capture of what an address gives, or the problem; never throws. */
export async function fetchCapture(
  address: string,
  options: FetchOptions = {},
): Promise<Capture | CollectedProblem> {
  const exchanges: Exchange[] = [];
  try {
    const bytes = await follow(address, options, exchanges);
    return { bytes, address, part: null, way: 'fetch', exchanges };
  } catch (error) {
    const { code, reason, advice } =
      error instanceof NotAReport
        ? error
        : new NotAReport('unreachable', reasonOf(error), 'check the address and the connection');
    return { capture: null, problem: { code, address, part: null, id: null, reason, advice } };
  }
}

async function follow(address: string, options: FetchOptions, exchanges: Exchange[]): Promise<Uint8Array> {
  const { mostBytes = DEFAULTS.mostBytes, timeout = DEFAULTS.timeout } = options;
  const { mostRedirects = DEFAULTS.mostRedirects } = options;
  const signal = AbortSignal.timeout(timeout);
  let url = parseAddress(address);
  for (let hop = 0; hop <= mostRedirects; hop++) {
    const { exchange, response } = await ask(url, options.allowPrivate ?? false, signal);
    exchanges.push(exchange);
    const location = response.headers.location;
    if (exchange.status >= 300 && exchange.status < 400 && location) {
      response.destroy();
      url = parseAddress(location, url);
      continue;
    }
    if (exchange.status !== 200) {
      response.destroy();
      throw new NotAReport(
        'http-status',
        `the server answered ${exchange.status} ${exchange.statusText}`.trim(),
        exchange.status === 429 || exchange.status === 503 ? 'try again later' : 'check the address',
      );
    }
    return await bodyOf(response, mostBytes);
  }
  throw new NotAReport('unreachable', `more than ${mostRedirects} redirects`, 'check the address');
}

function parseAddress(address: string, base?: URL): URL {
  let url: URL;
  try {
    url = new URL(address, base);
  } catch {
    throw new NotAReport('unreachable', `not an address: ${address.slice(0, 200)}`, 'check the address');
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new NotAReport('refused-address', `an address of kind ${url.protocol}`, 'give http or https');
  if (url.username || url.password)
    throw new NotAReport(
      'refused-address',
      'a name or password in the address',
      'give the address without it',
    );
  url.hash = '';
  return url;
}

const refused = (host: string) =>
  new NotAReport(
    'refused-address',
    `${host} is not on the public internet`,
    'use --allow-private if you mean to fetch from there',
  );

function ask(
  url: URL,
  allowPrivate: boolean,
  signal: AbortSignal,
): Promise<{ exchange: Exchange; response: IncomingMessage }> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // A bare IP address is never looked up.
  if (!allowPrivate && isIP(host) && !isPublicAddress(host)) return Promise.reject(refused(host));
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  const headers = {
    'user-agent': USER_AGENT,
    accept: 'text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.5',
    'accept-language': 'en',
    'accept-encoding': 'gzip, deflate, br',
  };
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { headers, signal, agent: false, lookup: allowPrivate ? lookup : publicLookup },
      (response) => {
        const exchange: Exchange = {
          url: url.href,
          method: 'GET',
          requestHeaders: Object.entries(sent.getHeaders()).map(([name, value]) => [name, String(value)]),
          status: response.statusCode ?? 0,
          statusText: response.statusMessage ?? '',
          httpVersion: response.httpVersion,
          responseHeaders: pairs(response.rawHeaders),
          ip: response.socket.remoteAddress ?? null,
        };
        resolve({ exchange, response });
      },
    );
    sent.on('error', reject);
    sent.end();
  });
}

/** Looks a name up and refuses it when any of its addresses is not public. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error) return callback(error, '', 0);
    const inside = addresses.find(({ address }) => !isPublicAddress(address));
    if (inside) return callback(refused(`${hostname} (${inside.address})`), '', 0);
    if (options.all) return callback(null, addresses);
    const [first] = addresses;
    return callback(null, first!.address, first!.family);
  });
};

function pairs(raw: string[]): [string, string][] {
  const headers: [string, string][] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) headers.push([raw[i]!, raw[i + 1]!]);
  return headers;
}

async function bodyOf(response: IncomingMessage, mostBytes: number): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > mostBytes) {
      response.destroy();
      throw tooLarge(mostBytes);
    }
    parts.push(part);
  }
  if (!response.complete) throw new NotAReport('unreachable', 'the answer broke off', 'try again');
  return Buffer.concat(parts);
}

const tooLarge = (limit: number) =>
  new NotAReport(
    'too-large',
    `an answer of more than ${limit >> 20} MB`,
    'fetch it another way and split it',
  );

/** The bytes of an answer without its content encoding, and the character set that its header declares. */
export function contentOfAnswer(capture: Capture, mostBytes = DEFAULTS.mostBytes) {
  const headers = capture.exchanges?.at(-1)?.responseHeaders ?? [];
  const header = (name: string) => headers.find(([key]) => key.toLowerCase() === name)?.[1] ?? '';
  // Node takes the chunks away when it fetches; a WARC keeps them.
  const isChunked = capture.way !== 'fetch' && /\bchunked\b/i.test(header('transfer-encoding'));
  let bytes = isChunked ? withoutChunks(capture.bytes) : capture.bytes;
  const encodings = header('content-encoding').toLowerCase().split(',');
  for (const encoding of encodings.map((name) => name.trim()).reverse())
    bytes = decompress(bytes, encoding, mostBytes);
  const charset = /charset\s*=\s*["']?([^\s"';]+)/i.exec(header('content-type'))?.[1] ?? null;
  return { bytes, charset };
}

/** A body without the chunks of RFC 9112, section 7.1; as it is when it has none, as some writers leave it. */
function withoutChunks(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  let at = 0;
  for (;;) {
    const line = bytes.indexOf(10, at);
    const size =
      line < 0
        ? null
        : /^([0-9a-f]{1,8})\s*(?:;.*)?\r?$/i.exec(Buffer.from(bytes.subarray(at, line)).toString('latin1'));
    if (!size) return at === 0 ? bytes : Buffer.concat(parts);
    const length = Number.parseInt(size[1]!, 16);
    if (length === 0) return Buffer.concat(parts);
    parts.push(bytes.subarray(line + 1, line + 1 + length));
    at = line + 1 + length;
    while (bytes[at] === 13 || bytes[at] === 10) at++;
  }
}

function decompress(bytes: Uint8Array, encoding: string, maxOutputLength: number): Uint8Array {
  try {
    if (encoding === 'gzip' || encoding === 'x-gzip') return gunzipSync(bytes, { maxOutputLength });
    if (encoding === 'br') return brotliDecompressSync(bytes, { maxOutputLength });
    if (encoding === 'deflate')
      return (bytes[0]! & 0x0f) === 8
        ? inflateSync(bytes, { maxOutputLength })
        : inflateRawSync(bytes, { maxOutputLength });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(maxOutputLength);
    throw new NotAReport('encoding', `a body that is not valid ${encoding}`, 'try again');
  }
  if (encoding === '' || encoding === 'identity') return bytes;
  throw new NotAReport('encoding', `a body in the encoding ${encoding}`, 'fetch it another way');
}

function reasonOf(error: unknown): string {
  const { name, code, message } = error as NodeJS.ErrnoException;
  if (name === 'AbortError' || name === 'TimeoutError') return 'no answer in time';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'no such host';
  if (code === 'ECONNREFUSED') return 'nothing answers there';
  if (code === 'ECONNRESET') return 'the connection was cut';
  return message || code || 'it could not be fetched';
}
