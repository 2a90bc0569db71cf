/**
 * Reports from mail: messages (RFC 5322, MIME) alone, and many in a mailbox (mbox, RFC 4155). postal-mime takes a
 * message apart.
 *
 * @module
 */
import PostalMime, { type Email } from 'postal-mime';
import type { IncomingReport } from '../report/types.ts';
import { isoDate } from './date.ts';
import { withoutC1 } from './decode.ts';
import { parseHtml, textOfFragment } from './html.ts';
import { NotAReport } from './types.ts';

export interface Message {
  /** The message's own name, Message-ID. */
  id: string | null;
  /** `html` for a page that a browser saved as a message (MHTML, RFC 2557). */
  format: 'mail' | 'html';
  /** Null when only what is attached has words. */
  report: IncomingReport | null;
  attachments: { name: string; bytes: Uint8Array }[];
}

/** Fields that mail has and other texts of lines with colons have not. */
const FIELDS = new Set(
  'from to cc date subject message-id received mime-version return-path delivered-to content-type reply-to sender'.split(
    ' ',
  ),
);
const TELLING = ['from', 'message-id', 'received', 'return-path', 'mime-version'];
/** How much is looked at to tell a message. */
const HEAD = 16 << 10;

/** Whether bytes begin with the head of a message: lines of fields, three of them that mail has, one that says who. */
export function looksLikeMail(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, HEAD)).toString('latin1');
  const seen = new Set<string>();
  for (const [i, line] of head.split(/\r?\n/).entries()) {
    if (line === '') break;
    if (i === 0 && line.startsWith('>From ')) continue;
    const name = /^([\x21-\x39\x3b-\x7e]{1,76}):/.exec(line)?.[1];
    if (name) seen.add(name.toLowerCase());
    // A line that begins with white space belongs to the field before it.
    else if (i === 0 || !/^[ \t]/.test(line)) return false;
  }
  const known = [...seen].filter((name) => FIELDS.has(name)).length;
  return known >= 3 && TELLING.some((name) => seen.has(name));
}

/** Whether bytes begin like a mailbox: a line "From ADDRESS DATE", then a message. */
export function looksLikeMailbox(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x46 || bytes[4] !== 0x20) return false;
  const end = bytes.indexOf(10);
  if (end < 0 || end > 300) return false;
  const line = Buffer.from(bytes.subarray(0, end)).toString('latin1').trimEnd();
  return SEPARATOR.test(line) && looksLikeMail(bytes.subarray(end + 1));
}

const SEPARATOR = /^From \S.{0,200}\d\d:\d\d.{0,40}$/;

/** The messages of a mailbox in their order, without the quoting that a mailbox needs (`>From`). */
export function* messagesOf(bytes: Uint8Array): Generator<Uint8Array> {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const starts: number[] = [];
  for (let at = 0; at >= 0; at = nextFrom(text, at)) {
    const end = text.indexOf('\n', at);
    if (SEPARATOR.test(text.slice(at, end < 0 ? undefined : end).trimEnd())) starts.push(at);
  }
  for (const [i, start] of starts.entries()) {
    const begin = text.indexOf('\n', start) + 1;
    if (begin === 0) return;
    yield Buffer.from(text.slice(begin, starts[i + 1]).replace(/^>(>*From )/gm, '$1'), 'latin1');
  }
}

/** Where the next line that begins with "From " is, after an empty line; -1 when there is none. */
function nextFrom(text: string, after: number): number {
  for (let at = text.indexOf('\nFrom ', after); at >= 0; at = text.indexOf('\nFrom ', at + 1))
    if (text[at - 1] === '\n' || text.slice(at - 2, at) === '\n\r') return at + 1;
  return -1;
}

/** @throws {NotAReport} `encoding` when it cannot be taken apart. */
export async function parseMessage(bytes: Uint8Array): Promise<Message> {
  let mail: Email;
  try {
    mail = await PostalMime.parse(bytes, { forceRfc822Attachments: true, maxNestingDepth: 32 });
  } catch (error) {
    throw new NotAReport('encoding', `a damaged message: ${(error as Error).message}`, 'get it again');
  }
  const subject = withoutC1(mail.subject ?? '');
  const forwarded = FORWARDED.test(subject);
  const field = (name: string) => mail.headers.find(({ key }) => key === name)?.value.trim() ?? null;
  const page = pageIn(mail, field);
  if (page) return { id: null, format: 'html', report: parseHtml(page.html, page.address), attachments: [] };
  const text = bodyOf(mail);
  const archived = /^<?(https?:\/\/[^\s>]+)>?$/.exec(field('archived-at') ?? '')?.[1] ?? null;
  const published = isoDate((field('date') ?? '').replace(/\s*\([^()]*\)\s*$/, ''));
  return {
    id: mail.messageId ?? null,
    format: 'mail',
    report: text
      ? {
          text,
          title: subject.replace(REPLY, '').trim() || null,
          publisher: publisherOf(mail, field),
          url: archived,
          published,
          publishedDoubt: published && forwarded ? 'the date on which the message was forwarded' : null,
        }
      : null,
    attachments: attachmentsOf(mail),
  };
}

/** The page that a browser saved as a message, and its address: its other fields tell of the saving, not of the report. */
function pageIn(
  mail: Email,
  field: (name: string) => string | null,
): { html: string; address: string | null } | null {
  const location = field('snapshot-content-location') ?? field('content-location');
  if (!mail.html || (!location && !/^"?<?saved by /i.test(field('from') ?? ''))) return null;
  return { html: withoutC1(mail.html), address: /^https?:/i.test(location ?? '') ? location : null };
}

const REPLY = /^(?:\s*(?:re|fwd?|fw|aw|wg|tr)\s*:)+\s*/i;
const FORWARDED = /^\s*(?:fwd?|fw|wg|tr)\s*:/i;
/** With fewer words than this a plain text beside an HTML one says but to look at the other. */
const FEWEST_WORDS = 12;

function bodyOf(mail: Email): string {
  const plain = withoutSignature(withoutC1(mail.text ?? ''));
  if (!mail.html || countWords(plain) >= FEWEST_WORDS) return plain;
  const html = withoutC1(mail.html);
  const words = textOfHtml(html);
  return countWords(words) > countWords(plain) ? words : plain;
}

/** The article of the message where there is one; else all its words: a message is no page. */
function textOfHtml(html: string): string {
  try {
    return parseHtml(html, null).text;
  } catch (error) {
    if (!(error instanceof NotAReport)) throw error;
    return /<body[\s>]/i.test(html) ? textOfFragment(bodyIn(html)) : textOfFragment(html);
  }
}

const bodyIn = (html: string) =>
  html.slice(html.search(/<body[\s>]/i)).replace(/^<body[^>]*>|<\/body\s*>[^<]*(?:<\/html\s*>)?\s*$/gi, '');

const countWords = (text: string) => text.match(/\p{L}+/gu)?.length ?? 0;

/** Below a line of "-- " stands who wrote, not what (RFC 3676, section 4.3). */
function withoutSignature(text: string): string {
  const lines = text.replace(/\r\n/g, '\n').split('\n');
  const mark = lines.indexOf('-- ');
  return (mark > 0 ? lines.slice(0, mark) : lines).join('\n').trim();
}

/**
 * Whoever sends a message need not be the publisher of what is in it. Only a message of a mailing list or newsletter,
 * as its fields say, is published by the name that it is sent under.
 */
function publisherOf(mail: Email, field: (name: string) => string | null): string | null {
  const isList = ['list-id', 'list-unsubscribe', 'list-post'].some((name) => field(name) !== null);
  return (isList && withoutC1(mail.from?.name ?? '').trim()) || null;
}

/** What is attached and can hold a report. */
function attachmentsOf(mail: Email): Message['attachments'] {
  return mail.attachments
    .filter(({ mimeType, related }) => !related && !SILENT.test(mimeType))
    .map(({ filename, content, mimeType }, i) => ({
      name: (filename && withoutC1(filename).slice(0, 200)) || `${i + 1} (${mimeType})`,
      bytes: typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content),
    }))
    .filter(({ bytes }) => bytes.length > 0);
}

/** Pictures, sounds, signatures, invitations: nothing that is read. */
const SILENT =
  /^(?:image|audio|video|font|model)\/|^text\/(?:calendar|vcard|x-vcard|css)|^message\/(?!rfc822)|^application\/(?:pgp-|pkcs7-|x-pkcs7-|ics|ms-tnef)/;
