/**
 * Addresses from a sitemap (sitemaps.org 0.9) or a sitemap index, with what Google's news extension says of each:
 * its title, its publication and when it was published.
 *
 * Read by a scanner and not by a parser of XML: a sitemap has up to 50,000 entries of a few flat elements.
 *
 * @module
 */
import { isoDate } from './date.ts';
import { type Link, NotAReport } from './types.ts';

/** What the protocol allows in one file. */
export const MOST_ADDRESSES = 50_000;

/**
 * The links of a sitemap in their order. Where some of the entries are news, the others are left out.
 *
 * @throws {NotAReport} `no-text` when there are none; `too-large` when there are more than the protocol allows.
 */
export function parseSitemap(source: string): Link[] {
  const index = /<(?:[\w.-]{1,40}:)?sitemapindex[\s>]/i.test(source.slice(0, 4096));
  const links: Link[] = [];
  let news = 0;
  for (const { prefix, body } of elements(source, index ? 'sitemap' : 'url')) {
    const address = words(inner(body, `${prefix}loc`));
    if (!address) continue;
    if (links.length >= MOST_ADDRESSES)
      throw new NotAReport('too-large', `a sitemap of more than ${MOST_ADDRESSES} addresses`, 'split it');
    if (index) {
      links.push({ address, list: true });
      continue;
    }
    const about = [...elements(body, 'news')][0];
    if (about) news++;
    const changed = words(inner(body, `${prefix}lastmod`));
    links.push({ address, changed, ...(about && { report: newsOf(about.body, about.prefix) }) });
  }
  if (links.length === 0) throw new NotAReport('no-text', 'a sitemap without addresses', 'try again later');
  return news > 0 && news < links.length ? links.filter(({ report }) => report) : links;
}

function newsOf(body: string, prefix: string): NonNullable<Link['report']> {
  const publication = inner(body, `${prefix}publication`);
  return {
    title: words(inner(body, `${prefix}title`)),
    publisher: words(publication && inner(publication, `${prefix}name`)),
    published: isoDate(words(inner(body, `${prefix}publication_date`)) ?? ''),
  };
}

/** Elements of a local name, with their prefix ("news:" or ""). */
function* elements(source: string, name: string): Generator<{ prefix: string; body: string }> {
  const open = new RegExp(`<((?:[\\w.-]{1,40}:)?)${name}(?:\\s[^<>]*)?>`, 'gi');
  for (let found = open.exec(source); found; found = open.exec(source)) {
    const close = `</${found[1]}${name}`;
    const begin = open.lastIndex;
    const end = source.indexOf(close, begin);
    if (end < 0) return;
    yield { prefix: found[1]!, body: source.slice(begin, end) };
    open.lastIndex = end;
  }
}

/** What stands in the first element of a full name. */
function inner(source: string, name: string): string | null {
  const begin = source.indexOf(`<${name}`);
  const open = begin < 0 ? -1 : source.indexOf('>', begin);
  const end = open < 0 ? -1 : source.indexOf(`</${name}`, open);
  return end < 0 ? null : source.slice(open + 1, end);
}

const ENTITIES = new Map(Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }));

function words(source: string | null): string | null {
  if (source === null) return null;
  const data = /^\s*<!\[CDATA\[(.*?)\]\]>\s*$/s.exec(source);
  const text = data
    ? data[1]!
    : source.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,4}));/gi, (whole, decimal, hex, name) => {
        if (name) return ENTITIES.get(name) ?? whole;
        const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
        return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
      });
  return text.replace(/\s+/g, ' ').trim() || null;
}
