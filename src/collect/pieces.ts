/**
 * Tells a document's format by its content and takes it apart: a report, or many in their order.
 *
 * @module
 */
import { gunzipSync } from 'node:zlib';
import type { IncomingReport } from '../report/types.ts';
import { decode } from './decode.ts';
import {
  idOfJson,
  itemsOfJson,
  looksLikeJson,
  looksLikeJsonArray,
  parseJsonObject,
  reportOfJson,
} from './json-lines.ts';
import { looksLikePdf as isPdf } from './pdf/mark.ts';
import { type Edition, type Format, type Link, NotAReport } from './types.ts';

interface Place {
  /** "line 17", "item 3", the name of a file in an archive, or several of these; null for the whole. */
  part: string | null;
  /** The sender's own name for it. */
  id: string | number | null;
}
/** A report, an address where one is, or what is wrong. */
export type Piece = Place &
  (
    | {
        report: IncomingReport;
        format: Format;
        charset: string;
        edition?: Edition;
        /** It is but a summary of what is at the report's `url`: an item of a feed. */
        summary?: boolean;
      }
    | { link: Link }
    | { error: unknown }
  );

export interface Document {
  bytes: Uint8Array;
  /** Character set that an HTTP header declares. */
  charset: string | null;
  /** Where it was fetched from. */
  address: string | null;
}

/** A packed file in a packed file in a packed file is enough. */
const DEEPEST = 3;
/** Bytes of one packed file, unpacked. */
const MOST_UNPACKED = 256 << 20;

/** @throws {NotAReport} when there is nothing to take apart. */
export async function* piecesOf(document: Document, part: string | null, depth = 0): AsyncGenerator<Piece> {
  const { bytes } = document;
  if (isGzip(bytes)) {
    mustNotBeDeep(depth);
    yield* piecesOf({ ...document, bytes: gunzip(bytes) }, part, depth + 1);
  } else if (isZip(bytes)) {
    mustNotBeDeep(depth);
    const { unzip } = await import('./zip.ts');
    mustBeArchive(bytes);
    for (const entry of unzip(bytes)) {
      const name = within(part, entry.name);
      if ('error' in entry) yield { part: name, id: null, error: entry.error };
      else yield* safely(piecesOf({ ...document, bytes: entry.bytes }, name, depth + 1), name);
    }
  } else if (isPdf(bytes)) {
    const { parsePdf } = await import('./pdf/pdf.ts');
    yield { part, id: null, report: await parsePdf(bytes), format: 'pdf', charset: 'pdf' };
  } else if (await isMail(bytes)) {
    mustNotBeDeep(depth);
    yield* mailPieces(document, part, depth + 1);
  } else {
    const { text, charset } = decode(bytes, document.charset ?? charsetOfPage(bytes));
    yield* textPieces(text.replace(/^\ufeff/, ''), charset, document, part);
  }
}

/** The reader of mail is loaded only for what could be one. */
async function isMail(bytes: Uint8Array): Promise<boolean> {
  if (!/^(?:From |>From |[A-Za-z][\w-]{0,40}:)/.test(Buffer.from(bytes.subarray(0, 64)).toString('latin1')))
    return false;
  const { looksLikeMail, looksLikeMailbox } = await import('./mail.ts');
  return looksLikeMailbox(bytes) || looksLikeMail(bytes);
}

/** A message, or the messages of a mailbox, each with what is attached to it. */
async function* mailPieces(document: Document, part: string | null, depth: number): AsyncGenerator<Piece> {
  const { looksLikeMailbox, messagesOf, parseMessage } = await import('./mail.ts');
  const isBox = looksLikeMailbox(document.bytes);
  let number = 0;
  for (const bytes of isBox ? messagesOf(document.bytes) : [document.bytes]) {
    const name = isBox ? within(part, `message ${++number}`) : part;
    try {
      const { id, format, report, attachments } = await parseMessage(bytes);
      if (report) yield { part: name, id, report, format, charset: 'mime' };
      else if (attachments.length === 0)
        throw new NotAReport('no-text', 'a message without words', 'nothing to do');
      for (const attached of attachments) {
        const inner = within(name, `attachment ${attached.name}`);
        const own = { bytes: attached.bytes, charset: null, address: null };
        yield* safely(piecesOf(own, inner, depth), inner);
      }
    } catch (error) {
      yield { part: name, id: null, error };
    }
  }
}

/** One bad file in a packed file does not spoil the others. */
async function* safely(pieces: AsyncGenerator<Piece>, part: string): AsyncGenerator<Piece> {
  try {
    yield* pieces;
  } catch (error) {
    yield { part, id: null, error };
  }
}

async function* textPieces(
  text: string,
  charset: string,
  { address }: Document,
  part: string | null,
): AsyncGenerator<Piece> {
  const head = text.slice(0, 4096);
  const many = function* (
    format: Format,
    items: ({ id: string | null } & ({ report: IncomingReport } | { error: unknown }))[],
  ) {
    for (const [i, item] of items.entries())
      yield { ...item, part: items.length > 1 ? within(part, `item ${i + 1}`) : part, format, charset };
  };
  const isLine = /(?:^|, )line \d+$/.test(part ?? '');
  if (isLine || looksLikeJson(head)) {
    const lines = isLine ? [text] : jsonTexts(text);
    for (const [i, line] of lines.entries())
      yield* jsonPieces(line, charset, lines.length > 1 ? within(part, `line ${i + 1}`) : part, address);
    return;
  }
  if (looksLikeJsonArray(head)) {
    for (const [i, item] of itemsOfJson(text).entries())
      yield* jsonPieces(item, charset, within(part, `item ${i + 1}`), address);
    return;
  }
  switch (rootOf(head)) {
    case 'rss':
    case 'feed':
    case 'RDF':
      yield* many('feed', (await import('./feed.ts')).parseFeed(text, address));
      return;
    case 'urlset':
    case 'sitemapindex':
      for (const [i, link] of (await import('./sitemap.ts')).parseSitemap(text).entries())
        yield { part: within(part, `address ${i + 1}`), id: null, link };
      return;
    case 'nitf':
      yield* many('nitf', [(await import('./news-xml.ts')).parseNitf(text)]);
      return;
    case 'newsItem':
    case 'newsMessage':
    case 'packageItem':
      yield* many('newsml', (await import('./news-xml.ts')).parseNewsMl(text));
      return;
    case 'html': {
      const { parseHtml } = await import('./html.ts');
      yield { part, id: null, report: parseHtml(text, address), format: 'html', charset };
      return;
    }
    default:
      yield* plainPieces(text, charset, part);
  }
}

async function* plainPieces(text: string, charset: string, part: string | null): AsyncGenerator<Piece> {
  const { parseAddressList } = await import('./address-list.ts');
  const listed = parseAddressList(text);
  for (const [i, item] of listed?.entries() ?? [])
    yield { part: within(part, `address ${i + 1}`), id: null, ...item };
  if (listed) return;
  const { separatorOf, parseTable } = await import('./table.ts');
  const separator = separatorOf(text);
  // A file's last line ends with a line end, which is none of the report's words.
  if (!separator) yield { part, id: null, report: { text: text.trimEnd() }, format: 'text', charset };
  else
    for (const { number, id, found } of parseTable(text, separator))
      yield { part: within(part, `row ${number}`), id, format: 'table', charset, ...found };
}

async function* jsonPieces(
  source: string,
  charset: string,
  part: string | null,
  address: string | null,
): AsyncGenerator<Piece> {
  let id: string | number | null = null;
  try {
    const value = parseJsonObject(source);
    id = idOfJson(value);
    const { isNinjs, parseNinjs } = await import('./ninjs.ts');
    if (
      typeof value['version'] === 'string' &&
      value['version'].startsWith('https://jsonfeed.org/version/')
    ) {
      const items = (await import('./feed.ts')).parseFeed(source, address);
      for (const [i, item] of items.entries())
        yield {
          ...item,
          part: items.length > 1 ? within(part, `item ${i + 1}`) : part,
          format: 'feed',
          charset,
        };
    } else if (isNinjs(value)) {
      if (typeof value['uri'] === 'string') id ??= value['uri'];
      yield { ...parseNinjs(value), part, format: 'ninjs', charset };
    } else yield { part, id, report: reportOfJson(value), format: 'json-lines', charset };
  } catch (error) {
    yield { part, id, error };
  }
}

/** One object over many lines, or an object a line (such as in a packed file, which is not read line by line). */
function jsonTexts(text: string): string[] {
  const lines = text.split('\n').filter((line) => line.trim());
  const objects = lines.filter((line) => /^\s*\{.*\}\s*$/.test(line)).length;
  return objects > lines.length / 2 ? lines : [text];
}

const within = (part: string | null, inner: string) => (part === null ? inner : `${part}, ${inner}`);

/** Local name of the root element; 'html' for a page that begins with any element of HTML; null for other text. */
function rootOf(head: string): string | null {
  const name =
    /^\s*(?:<\?[^>]*>\s*|<!--[^>]*>\s*|<!doctype[^>[]*(?:\[[^\]]*\]\s*)?>\s*)*<(?:[\w.-]+:)?([\w.-]+)/i.exec(
      head,
    )?.[1];
  if (!name) return /^\s*<!doctype\s+html/i.test(head) ? 'html' : null;
  return HTML_ROOTS.has(name.toLowerCase()) || /^\s*<!doctype\s+html/i.test(head) ? 'html' : name;
}

const HTML_ROOTS = new Set([
  'html',
  'head',
  'body',
  'article',
  'meta',
  'title',
  'main',
  'div',
  'p',
  'h1',
  'section',
]);

/** The character set that an HTML page names in its first kilobyte, as browsers look for it. */
function charsetOfPage(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  return (
    /<meta[^>]{1,200}charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1] ??
    /^\s*<\?xml[^>]{1,200}encoding\s*=\s*["']([\w-]+)/i.exec(head)?.[1] ??
    null
  );
}

const isGzip = (bytes: Uint8Array) => bytes[0] === 0x1f && bytes[1] === 0x8b;
const isZip = (bytes: Uint8Array) =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;

function gunzip(bytes: Uint8Array): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST_UNPACKED });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw new NotAReport(
        'too-large',
        `more than ${MOST_UNPACKED >> 20} MB unpacked`,
        'unpack it and split it',
      );
    throw new NotAReport('encoding', 'gzip data that is damaged', 'get it again');
  }
}

/** Office documents and e-books are ZIP files too; what is in them is no report, but the parts of one. */
function mustBeArchive(bytes: Uint8Array): void {
  const name = Buffer.from(bytes.subarray(30, 110)).toString('latin1');
  if (!/^(?:\[Content_Types\]\.xml|_rels\/|mimetypeapplication\/(?:vnd\.oasis|epub))/.test(name)) return;
  throw new NotAReport('binary', 'an office document or e-book', 'save it as text, HTML or PDF');
}

function mustNotBeDeep(depth: number): void {
  if (depth >= DEEPEST) throw new NotAReport('too-large', 'packed files within packed files', 'unpack it');
}
