/**
 * What a web page says about its article: JSON-LD NewsArticle first, then OpenGraph and other meta elements,
 * then `<time>`.
 *
 * @module
 */
import type { IncomingReport } from '../report/types.ts';
import { isoDate } from './date.ts';

type Metadata = Required<
  Pick<IncomingReport, 'title' | 'byline' | 'publisher' | 'url' | 'published' | 'publishedDoubt'>
>;

const ARTICLE = /(?:^|\/)(?:\w*Article|BlogPosting|Report|LiveBlogPosting)$/;

/** @param linked the page's article in JSON-LD. */
export function metadataOf(document: Document, linked: Json | null, address: string | null): Metadata {
  const meta = metaOf(document);
  const first = (...values: (string | null | undefined)[]) => {
    for (const value of values) {
      const words = value?.replace(/\s+/g, ' ').trim();
      if (words) return words.slice(0, 500);
    }
    return null;
  };
  const canonical = document.querySelector('link[rel="canonical"]')?.getAttribute('href');
  const heading = document.querySelectorAll('h1');
  return {
    title: first(
      textOf(linked?.['headline']),
      meta('og:title', 'twitter:title', 'dc.title'),
      heading.length === 1 ? heading[0]!.textContent : null,
      document.querySelector('title')?.textContent,
    ),
    byline: first(namesOf(linked?.['author']), meta('author', 'dc.creator', 'parsely-author', 'byl')),
    publisher: first(namesOf(linked?.['publisher']), meta('og:site_name', 'publisher', 'dc.publisher')),
    url: absolute(first(canonical, meta('og:url'), textOf(linked?.['url'])), address) ?? address,
    ...publicationOf(document, [textOf(linked?.['datePublished'])], meta),
  };
}

/** The date of publication, and why it is doubtful where the page does not call it that. */
function publicationOf(
  document: Document,
  stated: (string | null)[],
  meta: (...names: string[]) => string | null,
): Pick<Metadata, 'published' | 'publishedDoubt'> {
  const date = (...values: (string | null | undefined)[]) =>
    values.map((value) => value && isoDate(value)).find(Boolean) || null;
  const published = date(
    ...stated,
    meta(
      'article:published_time',
      'og:published_time',
      'datepublished',
      'dc.date.issued',
      'parsely-pub-date',
      'pubdate',
      'publishdate',
    ),
    document.querySelector('[itemprop="datePublished"]')?.getAttribute('content'),
    document.querySelector('[itemprop="datePublished"]')?.getAttribute('datetime'),
    document.querySelector('time[pubdate]')?.getAttribute('datetime'),
  );
  if (published) return { published, publishedDoubt: null };
  const some = date(meta('dcterms.created', 'dc.date', 'date'));
  if (some) return { published: some, publishedDoubt: 'a date that the page gives without saying of what' };
  const only = date(onlyTime(document));
  return { published: only, publishedDoubt: only && 'the one time that the head of the page marks' };
}

/** An address of the page made whole; null for what is no http address. */
function absolute(address: string | null, base: string | null): string | null {
  try {
    const url = new URL(address ?? '', base ?? undefined);
    return address && /^https?:$/.test(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** `<time>` says the date of publication only where the page's head has just one. */
function onlyTime(document: Document): string | null {
  const times = [...document.querySelectorAll('article time[datetime], header time[datetime]')];
  const values = new Set(times.map((time) => time.getAttribute('datetime')));
  return values.size === 1 ? [...values][0]! : null;
}

function metaOf(document: Document): (...names: string[]) => string | null {
  const values = new Map<string, string>();
  for (const element of document.querySelectorAll('meta[content]')) {
    const name = (
      element.getAttribute('property') ??
      element.getAttribute('name') ??
      element.getAttribute('itemprop')
    )
      ?.trim()
      .toLowerCase();
    const content = element.getAttribute('content')!.trim();
    if (name && content && !values.has(name)) values.set(name, content);
  }
  return (...names) => {
    for (const name of names) {
      const value = values.get(name);
      // A meta author that is an address (of a social page) is no name.
      if (value && !(/author|byl|creator/.test(name) && /^https?:/.test(value))) return value;
    }
    return null;
  };
}

type Json = Record<string, unknown>;

/**
 * The words of the article as the page's JSON-LD has them, for programs that show it: the page itself may hold them
 * nowhere else. Null when there are none.
 */
export const linkedBody = (linked: Json | null): string | null =>
  textOf(linked?.['articleBody'])?.trim() || null;

/** The first article among the page's JSON-LD. */
export function linkedArticle(document: Document): Json | null {
  for (const script of document.querySelectorAll('script[type="application/ld+json"]')) {
    let value: unknown;
    try {
      value = JSON.parse(script.textContent ?? '');
    } catch {
      continue; // Broken JSON-LD is common; the meta elements stand in.
    }
    const article = findArticle(value, 0);
    if (article) return article;
  }
  return null;
}

function findArticle(value: unknown, depth: number): Json | null {
  if (depth > 4 || typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value)) {
    for (const item of value) {
      const found = findArticle(item, depth + 1);
      if (found) return found;
    }
    return null;
  }
  const object = value as Json;
  const types = [object['@type']].flat();
  if (types.some((type) => typeof type === 'string' && ARTICLE.test(type))) return object;
  return findArticle(object['@graph'], depth + 1) ?? findArticle(object['mainEntity'], depth + 1);
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? decodeEntities(value) : null);

/** Names of persons or organisations, given as words or as objects, one or many. */
function namesOf(value: unknown): string | null {
  const names = [value]
    .flat()
    .map((item) => textOf(item) ?? textOf((item as Json | null | undefined)?.['name']))
    .filter((name) => name !== null && !/^https?:/.test(name));
  return names.length ? names.join(', ') : null;
}

const ENTITIES: Record<string, string> = {
  amp: '&',
  quot: '"',
  apos: "'",
  '#39': "'",
  lt: '<',
  gt: '>',
  nbsp: ' ',
};

/** Sites escape JSON-LD as if it were HTML. */
const decodeEntities = (text: string) =>
  text.replace(/&(amp|quot|apos|#39|lt|gt|nbsp);/g, (_, name: string) => ENTITIES[name]!);
