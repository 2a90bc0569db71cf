/**
 * Reports in the IPTC's XML formats: NITF, and NewsML-G2 (news items alone, in packages and in messages).
 *
 * Document type declarations are not read, so that no entity of a sender's own is ever expanded.
 *
 * @module
 */
import { DOMParser } from 'linkedom';
import type { IncomingReport } from '../report/types.ts';
import { isoDate } from './date.ts';
import { elementText } from './html.ts';
import { withdrawn } from './ninjs.ts';
import { type Edition, NotAReport } from './types.ts';

export interface NewsItem {
  id: string | null;
  report: IncomingReport;
  edition?: Edition;
}

/** What a document holds: a report, or why it is none. */
type Found = NewsItem | { id: string | null; error: NotAReport };

/** @throws {NotAReport} when it is no NITF. */
export function parseNitf(source: string): Found {
  const root = elementsOf(parseXml(source), 'nitf')[0];
  if (!root) throw new NotAReport('no-text', 'NITF that cannot be read', 'check the file with its sender');
  return foundBy(() => nitf(root), idOfNitf(root));
}

/**
 * The items of a NewsML-G2 document.
 *
 * @throws {NotAReport} when it has none.
 */
export function parseNewsMl(source: string): Found[] {
  const items = elementsOf(parseXml(source), 'newsItem');
  if (items.length === 0)
    throw new NotAReport('no-text', 'NewsML without news items', 'give items that carry their text');
  return items.map((item) => foundBy(() => newsItem(item), item.getAttribute('guid')));
}

function foundBy(read: () => NewsItem, id: string | null): Found {
  try {
    return read();
  } catch (error) {
    if (error instanceof NotAReport) return { id, error };
    throw error;
  }
}

/** Nesting that no news item has; deeper ones would exhaust the stack. */
const DEEPEST = 500;

function mustNotBeDeep(source: string): void {
  let depth = 0;
  for (const [tag] of source.matchAll(/<\/?[a-z_][^<>]*>/gi)) {
    if (tag.startsWith('</')) depth--;
    else if (!tag.endsWith('/>') && ++depth > DEEPEST)
      throw new NotAReport(
        'no-article',
        `elements nested more than ${DEEPEST} deep`,
        'give the text of the report',
      );
  }
}

function parseXml(source: string): Document {
  mustNotBeDeep(source);
  return new DOMParser().parseFromString(
    source.replace(/^\s*<\?xml[^>]*\?>/, ''),
    'text/xml',
  ) as unknown as Document;
}

/** By local name, whatever the prefix. */
function elementsOf(root: Document | Element, name: string): Element[] {
  return [...root.querySelectorAll('*')].filter(
    (element) => element.localName.split(':').at(-1) === name,
  ) as Element[];
}

const first = (root: Document | Element, name: string): Element | null => elementsOf(root, name)[0] ?? null;
const words = (element: Element | null | undefined): string | null =>
  element?.textContent?.replace(/\s+/g, ' ').trim() || null;
const attribute = (element: Element | null, name: string): string | null =>
  element?.getAttribute(name) || null;
const date = (...values: (string | null)[]): string | null =>
  values.map((value) => isoDate(value ?? '')).find(Boolean) ?? null;

/** Number of a NITF document among those of its story, whether it corrects an earlier one, and the editor's note. */
function editionOfNitf(root: Element): Edition {
  const correction = first(root, 'correction');
  return {
    version: attribute(first(root, 'du-key'), 'version'),
    signal: correction ? 'correction' : null,
    note: attribute(correction, 'info') ?? attribute(first(root, 'ed-msg'), 'info'),
  };
}

const idOfNitf = (root: Element) => attribute(first(root, 'doc-id'), 'id-string');

function nitf(root: Element): NewsItem {
  const edition = editionOfNitf(root);
  const status = attribute(first(root, 'docdata'), 'management-status');
  if (isWithdrawn(status)) throw withdrawn(status, edition);
  const content = first(root, 'body.content');
  const text = content ? elementText(content) : '';
  if (!text) throw new NotAReport('no-text', 'NITF without text', 'give items that carry their text');
  const dateline = words(first(root, 'dateline'));
  const publication = first(root, 'pubdata');
  return {
    id: idOfNitf(root),
    report: {
      text: dateline && !text.startsWith(dateline) ? `${dateline} ${text}` : text,
      title: words(first(root, 'hl1')) ?? words(first(root, 'hedline')) ?? words(first(root, 'title')),
      deck: words(first(root, 'hl2')),
      byline: words(first(root, 'byline')),
      publisher:
        attribute(publication, 'name') ??
        words(first(root, 'distributor')) ??
        attribute(first(root, 'doc.copyright'), 'holder'),
      url: null,
      published: date(
        attribute(publication, 'date.publication'),
        attribute(first(root, 'date.issue'), 'norm'),
        attribute(first(root, 'date.release'), 'norm'),
        attribute(first(root, 'story.date'), 'norm'),
      ),
    },
    edition,
  };
}

function newsItem(item: Element): NewsItem {
  const status = attribute(first(item, 'pubStatus'), 'qcode')?.split(':').at(-1) ?? null;
  const edition = editionOf(item);
  if (isWithdrawn(status)) throw withdrawn(status, edition);
  const id = item.getAttribute('guid');
  const content = first(item, 'contentSet');
  const inner = content && first(content, 'nitf');
  const wrapped = content && (inner ? null : (first(content, 'inlineXML') ?? first(content, 'inlineData')));
  const body = wrapped ? (first(wrapped, 'body') ?? wrapped) : null;
  const text = inner ? null : body ? elementText(body) : '';
  if (text === '')
    throw new NotAReport('no-text', 'a news item without text', 'give items that carry their text');
  const own = inner ? nitf(inner).report : { text: text! };
  const provider = first(item, 'provider');
  return {
    id,
    report: {
      ...own,
      title: words(first(item, 'headline')) ?? own.title ?? null,
      byline: words(first(item, 'by')) ?? own.byline ?? null,
      publisher:
        words(provider && first(provider, 'name')) ?? attribute(provider, 'literal') ?? own.publisher ?? null,
      published:
        date(
          words(first(item, 'versionCreated')),
          words(first(item, 'firstCreated')),
          words(first(item, 'contentCreated')),
        ) ??
        own.published ??
        null,
    },
    edition,
  };
}

const isWithdrawn = (status: string | null): status is string =>
  status === 'canceled' || status === 'withheld';

/** Number, signal ("sig:correction") and note of a news item's version. */
function editionOf(item: Element): Edition {
  const signals = elementsOf(item, 'signal').map((signal) => attribute(signal, 'qcode')?.split(':').at(-1));
  return {
    version: item.getAttribute('version'),
    signal: signals.find(Boolean) ?? null,
    note: words(first(item, 'edNote')),
  };
}
