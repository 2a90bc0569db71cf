/**
 * Reports from a feed: RSS, Atom, RDF, JSON Feed (feedsmith reads all four, broken ones too).
 *
 * An item with its full text is that text; one with a summary alone is the summary, and is marked as such.
 *
 * @module
 */
import { parseFeed as parse } from 'feedsmith';
import type { IncomingReport } from '../report/types.ts';
import { isoDate } from './date.ts';
import { textOfFragment } from './html.ts';
import { NotAReport } from './types.ts';

export interface FeedItem {
  /** The feed's own name for the item. */
  id: string | null;
  report: IncomingReport;
  /** Whether its text is but a summary of what is at its address. */
  summary: boolean;
}

/** A value, or an object that holds it, as feeds have both. */
type Words = string | { value?: string | undefined } | undefined;
const words = (value: Words): string | null =>
  (typeof value === 'string' ? value : value?.value)?.replace(/\s+/g, ' ').trim() || null;
const plain = (value: Words): string | null => {
  const text = words(value);
  return text && /[<&]/.test(text) ? textOfFragment(text) || null : text;
};

/**
 * @param address where the feed was fetched from, to make the addresses of items whole; null when unknown.
 * @throws {NotAReport} `no-text` when it is no feed or has no items.
 */
export function parseFeed(source: string, address: string | null = null): FeedItem[] {
  const parsed = parsedAs(source) ?? parsedAs(untilLastItem(source));
  if (!parsed)
    throw new NotAReport('no-text', 'a feed that cannot be read', 'check the feed with its publisher');
  const items = itemsOf(parsed, address);
  if (items.length === 0) throw new NotAReport('no-text', 'a feed without items', 'try again later');
  return items;
}

function parsedAs(source: string): ReturnType<typeof parse> | null {
  try {
    return parse(source);
  } catch {
    return null;
  }
}

/** A feed that breaks off: as much of it as is whole. */
function untilLastItem(source: string): string {
  const [item, end] = source.includes('</entry>')
    ? ['</entry>', '</feed>']
    : ['</item>', /<(?:\w+:)?RDF[\s>]/.test(source.slice(0, 2000)) ? '</rdf:RDF>' : '</channel></rss>'];
  return source.slice(0, source.lastIndexOf(item) + item.length) + end;
}

function itemsOf(parsed: ReturnType<typeof parse>, address: string | null): FeedItem[] {
  const publisher = plain(parsed.feed.title as Words);
  const item = (
    id: string | null | undefined,
    fields: {
      title: Words;
      url: string | undefined;
      date: (string | undefined)[];
      by: (string | null)[];
      /** Full text, if the format has a place for it. */
      body: (string | undefined)[];
      summary: string | undefined;
    },
  ): FeedItem => {
    const body = fields.body.find((html) => html?.trim()) ?? null;
    const text = textOfFragment(body ?? fields.summary ?? '');
    const url = absolute(fields.url, address);
    return {
      id: id ?? fields.url ?? null,
      summary: url !== null && isSummary(text, body !== null),
      report: {
        text,
        title: plain(fields.title),
        byline: fields.by.filter(Boolean).join(', ') || null,
        publisher,
        url,
        published: fields.date.map((date) => isoDate(date ?? '')).find(Boolean) ?? null,
      },
    };
  };
  switch (parsed.format) {
    case 'rss':
      return (parsed.feed.items ?? []).map((entry) =>
        item(entry.guid?.value, {
          title: entry.title,
          url: entry.link,
          date: [entry.pubDate as string | undefined, entry.dc?.dates?.[0] as string | undefined],
          by: [
            ...(entry.dc?.creators ?? []),
            ...(entry.authors ?? []).map((author) => words(author as Words)),
          ],
          body: [entry.content?.encoded],
          summary: entry.description,
        }),
      );
    case 'rdf':
      return (parsed.feed.items ?? []).map((entry) =>
        item(null, {
          title: entry.title,
          url: entry.link,
          date: [entry.dc?.dates?.[0] as string | undefined],
          by: entry.dc?.creators ?? [],
          body: [entry.content?.encoded],
          summary: entry.description,
        }),
      );
    case 'atom':
      return (parsed.feed.entries ?? []).map((entry) =>
        item(entry.id, {
          title: entry.title as Words,
          url: entry.links?.find(({ rel }) => rel === undefined || rel === 'alternate')?.href,
          date: [entry.published as string | undefined, entry.updated as string | undefined],
          by: (entry.authors ?? []).map((author) => words(author.name as Words)),
          body: [words0(entry.content as Words)],
          summary: words0(entry.summary as Words),
        }),
      );
    case 'json':
      return (parsed.feed.items ?? []).map((entry) =>
        item(entry.id, {
          title: entry.title,
          url: entry.url,
          date: [entry.date_published as string | undefined],
          by: (entry.authors ?? []).map((author) => author.name ?? null),
          body: [entry.content_html, entry.content_text && escaped(entry.content_text)],
          summary: entry.summary,
        }),
      );
  }
}

/** Fewer words than this in a place for summaries are one; more are a report that was put there. */
const SUMMARY_WORDS = 120;
/** How a text ends that goes on elsewhere. */
const GOES_ON =
  /(?:\[(?:…|\.{3})\]|…|\.{3}|\b(?:read more|continue reading|read the full (?:story|article)|full story)\W*)$/i;

function isSummary(text: string, isBody: boolean): boolean {
  if (GOES_ON.test(text.slice(-60))) return true;
  return !isBody && (text.match(/\S+/g)?.length ?? 0) < SUMMARY_WORDS;
}

/** An address made whole; null for what is no http address. */
function absolute(address: string | undefined, base: string | null): string | null {
  try {
    const url = new URL(address!.trim(), base ?? undefined);
    return address && /^https?:$/.test(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** As it is, line ends and all. */
const words0 = (value: Words): string | undefined => (typeof value === 'string' ? value : value?.value);

/** Plain text as HTML, a paragraph a line. */
const escaped = (text: string) =>
  text
    .split(/\n+/)
    .map((line) => `<p>${line.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</p>`)
    .join('');
