/**
 * Asking a feed, or a sitemap for news, what is new: once, by what is remembered of the last time.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { examine, fromLink } from './collect.ts';
import type { Piece } from './pieces.ts';
import { settled } from './settle.ts';
import { type Capture, type Collected, type Exchange, type Link, NotAReport, type Problem } from './types.ts';
import type { Visitor } from './visitor.ts';

/** What is remembered of a feed. It holds no words of a report: items go by hashes of their names and contents. */
export interface FeedMemory {
  etag: string | null;
  lastModified: string | null;
  /** What was taken: hash of an item's name to hash of its content; with `~2` where a page is to be tried again. */
  items: Record<string, string>;
}

export const NO_MEMORY: FeedMemory = { etag: null, lastModified: null, items: {} };

/** What came of one poll. */
export interface Polled {
  outcome: 'changed' | 'unchanged' | 'failed';
  /** New and changed reports, and what was wrong with others; those of the same bytes follow each other. */
  found: Collected[];
  /** To be remembered once all that was found is kept. */
  memory: FeedMemory;
  /** Why the feed itself could not be had or read. */
  problem: Problem | null;
  /** Seconds that the server asks to be left alone (Retry-After). */
  wait: number | null;
  /** HTTP status of the last answer; null when there was none. */
  status: number | null;
  /** Where the feed moved for good (301, 308); null when it did not. */
  moved: string | null;
}

export interface PollOptions {
  /** Fetch what items link to: always, never, or (undefined) where the feed has but a summary. */
  articles?: boolean | undefined;
  /** When it is aborted, pages that were not fetched yet are left for the next poll. */
  signal?: AbortSignal | undefined;
}

type ReportPiece = Extract<Piece, { summary?: boolean }>;
/** An item whose page is to be fetched. */
interface Wanted {
  link: Link;
  name: string;
  /** The item itself, where the feed has some of its words. */
  item: ReportPiece | null;
  tries: number;
}

/** Items that are remembered at most: more than any feed holds at a time. */
const MOST_ITEMS = 20_000;
/** How often a page that did not come is asked for. */
const MOST_TRIES = 3;

/** Never throws. */
export async function poll(
  address: string,
  before: FeedMemory,
  visitor: Visitor,
  { articles, signal }: PollOptions = {},
): Promise<Polled> {
  const answer = await visitor.get(address, before);
  const exchanges = answer.exchanges ?? [];
  const told = {
    status: exchanges.at(-1)?.status ?? null,
    moved: movedTo(exchanges),
    found: [],
    memory: before,
    problem: null,
    wait: null,
  };
  if ('problem' in answer)
    return { ...told, outcome: 'failed', problem: answer.problem, wait: answer.wait ?? null };
  if ('unchanged' in answer) return { ...told, outcome: 'unchanged' };

  const items: Record<string, string> = {};
  const wanted: Wanted[] = [];
  let listed = 0;
  const sift = (piece: Piece): Piece | null => {
    if ('error' in piece || ('link' in piece && piece.link.list)) return piece;
    if ('report' in piece && piece.format !== 'feed') return { ...piece, error: notAFeed(answer) };
    const { name, content } = hashesOf(piece);
    const [known, tries = '0'] = before.items[name]?.split('~') ?? [];
    items[name] = before.items[name] ?? content;
    if (++listed > MOST_ITEMS) return null;
    if (known === content && tries === '0') return null;
    items[name] = content;
    const link = 'link' in piece ? piece.link : articles === false ? null : linkOf(piece, articles);
    if (!link) return piece;
    wanted.push({
      link,
      name,
      item: 'link' in piece ? null : piece,
      tries: known === content ? Number(tries) : 0,
    });
    return null;
  };
  const fromFeed: Collected[] = [];
  for await (const item of examine(answer, { visit: async () => visitor, sift })) fromFeed.push(item);
  const first = fromFeed[0];
  if (listed === 0 && first && 'problem' in first) {
    const hint = notAFeed(answer);
    const problem = { ...first.problem, part: null, id: null };
    if (problem.code === 'no-article') problem.advice = hint.advice;
    return { ...told, outcome: 'failed', problem };
  }

  const fromPages: Collected[] = [];
  let isWhole = true;
  for (const { link, name, item, tries } of wanted) {
    if (signal?.aborted) {
      isWhole = false;
      delete items[name];
      continue;
    }
    const page = await pageOf(link, visitor);
    fromPages.push(...page.found);
    if (page.isReport) continue;
    if (item) {
      const summary = await settled(item, answer);
      if ('report' in summary) fromFeed.push(summary);
    }
    if (page.mayComeLater && tries + 1 < MOST_TRIES) {
      isWhole = false;
      items[name] = `${items[name]}~${tries + 1}`;
    }
  }
  const memory = { ...validatorsOf(isWhole ? exchanges : []), items: remembered(items, before.items) };
  return { ...told, outcome: 'changed', found: [...fromFeed, ...fromPages], memory };
}

async function pageOf(link: Link, visitor: Visitor) {
  const found: Collected[] = [];
  let wait = false;
  // A page of a feed is one report: a list that is found there is not followed.
  for await (const item of fromLink(link, visitor, {}, { depth: 1, lists: new Set() })) {
    found.push(item);
    if ('problem' in item) wait ||= mayComeLater(item.problem, item.exchanges);
  }
  const reports = found.filter((item) => 'report' in item);
  return {
    found: reports.length ? reports : found,
    isReport: reports.length > 0,
    mayComeLater: wait,
  };
}

/** Whether it is worth while to ask again: nobody answered, or the server was in trouble. */
function mayComeLater({ code }: Problem, exchanges: Exchange[] = []): boolean {
  const status = exchanges.at(-1)?.status ?? 0;
  return code === 'unreachable' || (code === 'http-status' && (status === 429 || status >= 500));
}

function linkOf({ report, summary }: ReportPiece, articles: boolean | undefined): Link | null {
  if (!report.url || !(articles || summary)) return null;
  const { title, byline, publisher, published } = report;
  return { address: report.url, report: { title, byline, publisher, published } as Link['report'] & {} };
}

const hash = (...words: (string | number | null | undefined)[]) =>
  createHash('sha256').update(JSON.stringify(words)).digest('hex').slice(0, 16);

function hashesOf(piece: Extract<Piece, { link: Link } | { report: unknown }>) {
  if ('link' in piece) {
    const { address, changed, report } = piece.link;
    return { name: hash(address), content: hash(changed, report?.title, report?.published) };
  }
  const { title, text, url, published } = piece.report;
  return { name: hash(piece.id ?? url ?? title), content: hash(title, text, url, published) };
}

/** Those of now, and as many of before as there is room for: an item may come back. */
function remembered(items: Record<string, string>, before: Record<string, string>): Record<string, string> {
  const all = Object.entries(items);
  for (const [name, content] of Object.entries(before)) {
    if (all.length >= Math.max(500, 2 * Object.keys(items).length)) break;
    if (!(name in items)) all.push([name, content]);
  }
  return Object.fromEntries(all);
}

function validatorsOf(exchanges: Exchange[]): Pick<FeedMemory, 'etag' | 'lastModified'> {
  const headers = exchanges.at(-1)?.responseHeaders ?? [];
  const header = (name: string) => headers.find(([key]) => key.toLowerCase() === name)?.[1]?.trim() ?? '';
  // What could not be sent back as it came is not remembered.
  const sendable = (value: string) => (/^[\x21-\x7e][\x20-\x7e]{0,500}$/.test(value) ? value : null);
  return { etag: sendable(header('etag')), lastModified: sendable(header('last-modified')) };
}

/** Where permanent redirects alone lead to. */
function movedTo(exchanges: Exchange[]): string | null {
  let moved: string | null = null;
  for (const [i, { status }] of exchanges.slice(0, -1).entries()) {
    if (status !== 301 && status !== 308) break;
    moved = exchanges[i + 1]!.url;
  }
  return moved;
}

function notAFeed(capture: Capture): NotAReport {
  const page = Buffer.from(capture.bytes.subarray(0, 1 << 17)).toString('latin1');
  for (const [element] of page.matchAll(/<link\s[^<>]{1,1000}>/gi)) {
    if (!/type\s*=\s*["']?application\/(?:rss\+xml|atom\+xml|feed\+json)/i.test(element)) continue;
    const address = /href\s*=\s*["']?([^"'\s>]{1,500})/i.exec(element)?.[1];
    const url = address && URL.canParse(address, capture.exchanges?.at(-1)?.url ?? capture.address);
    if (!url) continue;
    const whole = new URL(address, capture.exchanges?.at(-1)?.url ?? capture.address).href;
    return new NotAReport('list', 'a page, not a feed', `its feed is at ${whole}`);
  }
  return new NotAReport('list', 'neither a feed nor a sitemap', 'give the address of a feed');
}
