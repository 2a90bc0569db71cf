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
import {
  type Capture,
  type CollectedProblem,
  type Exchange,
  NotAReport,
  type RobotsDecision,
} from './types.ts';

export interface FetchOptions {
  /** Fetch from private and loopback addresses too: from all, or from those that it says yes to. */
  allowPrivate?: boolean | ((url: URL) => boolean) | undefined;
  /** Longest body, in bytes, as received and after decompression. */
  mostBytes?: number | undefined;
  /** Longest time for the whole exchange with redirects, in milliseconds; waiting for one's turn is not counted. */
  timeout?: number | undefined;
  mostRedirects?: number | undefined;
  /** How the person who runs this can be reached: an address of a page or of mail, told to the servers. */
  contact?: string | undefined;
}

/** How one address is asked for. */
export interface Asking extends FetchOptions {
  /** What is had already: the server is asked whether that has changed (RFC 9110, section 13). */
  have?: { etag: string | null; lastModified: string | null } | undefined;
  /** Take the beginning of a longer body and leave the rest. */
  cut?: boolean | undefined;
  /** Ask for the body as it is, not compressed. */
  plain?: boolean | undefined;
  /** Stands before every request, those of redirects too: waits for its turn, or throws when it may not be sent. */
  gate?: ((url: URL) => Promise<Passage>) | undefined;
}

/** Leave to send one request. */
export interface Passage {
  robots: RobotsDecision | null;
  /** To be called when the answer is here, or none. */
  done(answer: { retryAfter: number | null }): void;
}

/** The server says that what we have is what it has. */
export interface Unchanged {
  unchanged: true;
  exchanges: Exchange[];
}

const DEFAULTS = { mostBytes: 32 << 20, timeout: 30_000, mostRedirects: 5 };

/** The name by which robots.txt files speak of us. */
export const PRODUCT = 'onrecord';

/** "onrecord/0.1.0 (+https://desk.example/about)" */
export const userAgent = (contact?: string) =>
  `${PRODUCT}/${version} (${contact ? `+${contact.replace(/[^\x21-\x7e]|[()]/g, '')}` : 'reads news reports for research'})`;

/** The capture of what an address gives, or the problem; never throws. */
export async function fetchCapture(
  address: string,
  options: FetchOptions = {},
): Promise<Capture | CollectedProblem> {
  // Nothing that is had already was named, so the answer is never that it is unchanged.
  return (await ask(address, options)) as Capture | CollectedProblem;
}

/** Likewise; and whether what is had already is unchanged. */
export async function ask(address: string, options: Asking): Promise<Capture | Unchanged | CollectedProblem> {
  const exchanges: Exchange[] = [];
  try {
    const bytes = await follow(address, options, exchanges);
    if (!bytes) return { unchanged: true, exchanges };
    return { bytes, address, part: null, way: 'fetch', exchanges };
  } catch (error) {
    const { code, reason, advice } =
      error instanceof NotAReport
        ? error
        : new NotAReport('unreachable', reasonOf(error), 'check the address and the connection');
    const last = exchanges.at(-1);
    const wait = last && code === 'http-status' ? retryAfterOf(last) : null;
    return {
      capture: null,
      problem: { code, address, part: null, id: null, reason, advice },
      wait,
      exchanges,
    };
  }
}

/** The body; null when it is unchanged. */
async function follow(address: string, options: Asking, exchanges: Exchange[]): Promise<Uint8Array | null> {
  const { mostBytes = DEFAULTS.mostBytes, timeout = DEFAULTS.timeout } = options;
  const { mostRedirects = DEFAULTS.mostRedirects } = options;
  let left = timeout;
  let url = parseAddress(address);
  for (let hop = 0; hop <= mostRedirects; hop++) {
    const passage = await options.gate?.(url);
    const begun = performance.now();
    let retryAfter: number | null = null;
    const signal = AbortSignal.timeout(Math.max(1, Math.ceil(left)));
    try {
      const { exchange, response } = await send(
        url,
        options,
        AbortSignal.timeout(Math.max(1, Math.ceil(left))),
      );
      if (passage?.robots) exchange.robots = passage.robots;
      exchanges.push(exchange);
      const { status } = exchange;
      const location = response.headers.location;
      if (status >= 300 && status < 400 && status !== 304 && location) {
        response.destroy();
        url = parseAddress(location, url);
        continue;
      }
      if (status === 304 && isConditional(options)) {
        response.destroy();
        return null;
      }
      if (status !== 200) {
        response.destroy();
        if (isBusy(status)) retryAfter = retryAfterOf(exchange);
        throw statusProblem(exchange);
      }
      return await bodyOf(response, mostBytes, options.cut ?? false);
    } catch (error) {
      // A body that is given up looks like one that was cut.
      throw signal.aborted ? signal.reason : error;
    } finally {
      left -= performance.now() - begun;
      passage?.done({ retryAfter });
    }
  }
  throw new NotAReport('unreachable', `more than ${mostRedirects} redirects`, 'check the address');
}

const isConditional = ({ have }: Asking) => Boolean(have?.etag || have?.lastModified);
const isBusy = (status: number) => status === 429 || status === 503;

function statusProblem({ status, statusText }: Exchange): NotAReport {
  const reason = `the server answered ${status} ${statusText}`.trim();
  if (status === 304)
    return new NotAReport('http-status', `${reason} without having been asked for changes`, 'try again');
  return new NotAReport('http-status', reason, isBusy(status) ? 'try again later' : 'check the address');
}

/** Longest time that a server is left alone because it asked for that: a day. */
const LONGEST_WAIT = 86_400;

/** Retry-After in seconds from now, given as seconds or as a date (RFC 9110, section 10.2.3); null for anything else. */
export function retryAfterOf({ responseHeaders }: Exchange, now = Date.now()): number | null {
  const value = responseHeaders.find(([name]) => name.toLowerCase() === 'retry-after')?.[1]?.trim() ?? '';
  let seconds = Number.NaN;
  if (/^\d{1,10}$/.test(value)) seconds = Number(value);
  else if (/^[a-z]{3,9},? \d{1,2}[ -][a-z]{3}[ -]\d{2,4} \d{2}:\d{2}:\d{2} GMT$/i.test(value))
    seconds = Math.ceil((Date.parse(value) - now) / 1000);
  return Number.isNaN(seconds) ? null : Math.min(LONGEST_WAIT, Math.max(0, seconds));
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

function send(
  url: URL,
  { allowPrivate: allowed = false, contact, have, plain }: Asking,
  signal: AbortSignal,
): Promise<{ exchange: Exchange; response: IncomingMessage }> {
  const allowPrivate = typeof allowed === 'function' ? allowed(url) : allowed;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // A bare IP address is never looked up.
  if (!allowPrivate && isIP(host) && !isPublicAddress(host)) return Promise.reject(refused(host));
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  const headers = {
    'user-agent': userAgent(contact),
    accept:
      'text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,text/plain;q=0.9,*/*;q=0.5',
    'accept-language': 'en',
    'accept-encoding': plain ? 'identity' : 'gzip, deflate, br',
    ...(have?.etag && { 'if-none-match': have.etag }),
    ...(have?.lastModified && { 'if-modified-since': have.lastModified }),
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

async function bodyOf(response: IncomingMessage, mostBytes: number, cut: boolean): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > mostBytes) {
      response.destroy();
      if (!cut) throw tooLarge(mostBytes);
      parts.push(part.subarray(0, part.length - (size - mostBytes)));
      return Buffer.concat(parts);
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
  if (code === 'HPE_HEADER_OVERFLOW') return 'the headers of the answer are too long';
  if (code?.startsWith('HPE_')) return 'the answer is not HTTP';
  return message || code || 'it could not be fetched';
}
