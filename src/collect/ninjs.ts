/**
 * Reports in ninjs, the IPTC's News in JSON: versions 1 (body_text, body_html, …), 2 and 3 (bodies, headlines).
 *
 * @module
 */
import type { IncomingReport } from '../report/types.ts';
import { isoDate } from './date.ts';
import { textOfFragment } from './html.ts';
import { type Edition, NotAReport } from './types.ts';

type Json = Record<string, unknown>;

const CONTENT = [
  'headline',
  'headlines',
  'bodies',
  'versioncreated',
  'versionCreated',
  'pubstatus',
  'pubStatus',
  'representationtype',
  'representationType',
];

/**
 * Whether a JSON object is ninjs: it names itself by a URI and has one of the standard's own properties; or it lacks
 * the URI, which the standard asks for, and has two of them.
 */
export function isNinjs(value: Json): boolean {
  if (typeof value['text'] === 'string') return false;
  const own = Object.keys(value).filter((name) => CONTENT.includes(name) || name.startsWith('body_'));
  return own.length >= (typeof value['uri'] === 'string' ? 1 : 2);
}

/**
 * Reads as far as is safe: what is not as the standard has it is left out where the report can be told without it
 * (names, dates, headline), and refused where it cannot (its words, and whether it may be used).
 *
 * @throws {NotAReport} `withdrawn` when its publisher took it back; `no-text` when it has no body; `json` when it does
 *   not say in the standard's words whether it may be used.
 */
export function parseNinjs(value: Json): { id: string | null; report: IncomingReport; edition: Edition } {
  const status = statusOf(value);
  const edition = {
    version: numberOf(value['version']),
    signal: null,
    note: text(value['ednote']) ?? text(value['edNote']),
  };
  if (status === 'canceled' || status === 'withheld') throw withdrawn(status, edition);
  const body = bodyOf(value);
  if (!body) throw new NotAReport('no-text', `ninjs ${bodyFault(value)}`, 'give items that carry their text');
  return {
    id: text(value['uri']),
    report: {
      text: body,
      title: text(value['headline']) ?? roleValue(value['headlines'], ['main', 'headline']),
      byline: text(value['byline']) ?? text(value['by']),
      publisher: publisherOf(value),
      url: addressOf(value['uri']),
      published: dateOf(value),
    },
    edition,
  };
}

const STATUSES = ['usable', 'withheld', 'canceled'];

/** Null stands for usable. The code may have its scheme before it, as in NewsML-G2. */
function statusOf(value: Json): string | null {
  const given = value['pubstatus'] ?? value['pubStatus'];
  if (given === undefined || given === null) return null;
  const status = text(given)?.toLowerCase().split(':').at(-1) ?? '';
  if (STATUSES.includes(status)) return status;
  throw new NotAReport(
    'json',
    `ninjs with the publication status ${JSON.stringify(given).slice(0, 50)}, which is none of ${STATUSES.join(', ')}`,
    'ask its sender whether it may be used',
  );
}

/** What is wrong with the body of an item that has none. */
function bodyFault(value: Json): string {
  const wrong = Object.keys(value).find(
    (name) => (name.startsWith('body_') || name === 'bodies') && typeof value[name] !== 'string',
  );
  if (!wrong) return 'without a body';
  if (wrong !== 'bodies') return `whose ${wrong} is no text`;
  return Array.isArray(value[wrong])
    ? 'whose bodies have no "value" that is text'
    : 'whose bodies are no list';
}

/** @param edition the version that takes back, whose note may say why. */
export const withdrawn = (status: string, { version, note }: Edition) =>
  new NotAReport(
    'withdrawn',
    `taken back by its publisher (${[status, version && `version ${version}`].filter(Boolean).join(', ')})${note ? `: ${note.slice(0, 500)}` : ''}`,
    'nothing to do',
  );

/** The number of a version: text by the standard, but some senders write a number. */
const numberOf = (value: unknown): string | null => (typeof value === 'number' ? String(value) : text(value));

/** 1.x: body_text before body_html and others; 2.x and later: the first body that is text or HTML. */
function bodyOf(value: Json): string | null {
  const plain = text(value['body_text']);
  if (plain) return plain;
  for (const name of Object.keys(value).sort()) {
    const body = name.startsWith('body_') && name !== 'body_text' ? text(value[name]) : null;
    if (body) return textOfFragment(body);
  }
  const bodies = objects(value['bodies']);
  const main = bodies.filter(({ role }) => role === undefined || role === 'main');
  for (const body of main.length ? main : bodies) {
    const words = text(body['value']);
    if (!words) continue;
    const type = text(body['contenttype']) ?? text(body['contentType']) ?? '';
    return /html|xml/i.test(type) || (type === '' && /^\s*</.test(words)) ? textOfFragment(words) : words;
  }
  return null;
}

/** The value of the item with one of these roles; else of the first. */
function roleValue(list: unknown, roles: string[]): string | null {
  const items = objects(list);
  const chosen = items.find(({ role }) => roles.includes(String(role))) ?? items[0];
  return chosen ? text(chosen['value']) : null;
}

function publisherOf(value: Json): string | null {
  const sources = objects(value['infosource'] ?? value['infosources'] ?? value['infoSources']);
  const named = sources.map((source) => text(source['name'])).find((name) => name !== null);
  return (
    named ??
    text(value['copyrightholder']) ??
    text(value['copyrightHolder']) ??
    text((value['rightsinfo'] as Json)?.['copyrightholder'])
  );
}

function dateOf(value: Json): string | null {
  for (const name of [
    'versioncreated',
    'versionCreated',
    'firstcreated',
    'firstCreated',
    'contentcreated',
    'contentCreated',
  ]) {
    const date = isoDate(text(value[name]) ?? '');
    if (date) return date;
  }
  return null;
}

const addressOf = (uri: unknown) => (typeof uri === 'string' && /^https?:\/\//.test(uri) ? uri : null);
const text = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() ? value.trim() : null;
const objects = (value: unknown): Json[] =>
  Array.isArray(value) ? value.filter((item): item is Json => typeof item === 'object' && item !== null) : [];
