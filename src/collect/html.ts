/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/**
 * A report from a web page: Readability finds the article, the page's metadata says whose and of when it is.
 * Nothing in the page is ever run.
 *
 * @module
 */
import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import type { IncomingReport } from '../report/types.ts';
import { leanPage } from './lean.ts';
import { linkedArticle, linkedBody, metadataOf } from './metadata.ts';
import { clearBoxes } from './page-boxes.ts';
import { NotAReport } from './types.ts';

/** With fewer words than this there is no article, whatever Readability makes of the page. */
const FEWEST_WORDS = 12;
/** When the page shows less than this share of the article that its JSON-LD holds, that is taken. */
const LEAST_OF_LINKED = 0.5;

/**
 * @param address where the page was fetched from, to make the page's own address whole; null when unknown.
 * @throws {NotAReport} `no-article`; `too-large`.
 */
export function parseHtml(source: string, address: string | null): IncomingReport {
  const { document } = parseHTML(withBody(leanPage(source)));
  const linkedData = linkedArticle(document);
  const metadata = metadataOf(document, linkedData, address);
  const linked = linkedBody(linkedData);
  const captions = [...document.querySelectorAll('figcaption, .wp-caption-text')].flatMap(paragraphsOf);
  if (document.documentElement && document.body) clearBoxes(document);
  const article = readArticle(document);
  const found = article && !mostlyLinks(article) ? paragraphsOf(article).join('\n\n') : '';
  const text = linked && found.length < linked.length * LEAST_OF_LINKED ? linkedText(linked) : found;
  if ((text.match(/\p{L}+/gu)?.length ?? 0) < FEWEST_WORDS)
    throw new NotAReport(
      'no-article',
      'no article on the page',
      'give the address or the text of one article',
    );
  return {
    text: withoutTitle(text, metadata.title ?? null),
    ...metadata,
    ...(captions.length > 0 && { captions }),
  };
}

/** Some sites put text there, some HTML. */
const linkedText = (linked: string): string => (/<\/?p[\s>]/i.test(linked) ? textOfFragment(linked) : linked);

/** HTML lets a page leave out its html, head and body tags; linkedom does not. */
function withBody(source: string): string {
  if (/<body[\s>]/i.test(source)) return source;
  const page = source.replace(/<\/?html[^>]*>/gi, '');
  const head = /<\/head\s*>/i.exec(page);
  const split = head ? head.index + head[0].length : 0;
  return `<html>${page.slice(0, split)}<body>${page.slice(split)}</body></html>`;
}

/** The words of a piece of HTML, such as the body of a feed's item: all of it, a blank line between paragraphs. */
export function textOfFragment(html: string): string {
  return elementText(parseHTML(`<html><body>${leanPage(html)}</body></html>`).document.body);
}

/** The words of an element, a blank line between its paragraphs. */
export const elementText = (element: Element): string => paragraphsOf(element).join('\n\n');

/** Readability without what is only for show: `leanPage` has told what is not shown, and nobody sees the tree that comes out. */
class Reader extends Readability<Element> {
  _isProbablyVisible(node: Element): boolean {
    return !node.hasAttribute('hidden') && node.getAttribute('aria-hidden') !== 'true';
  }
  _postProcessContent(): void {}
}

function readArticle(document: Document): Element | null {
  if (!document.documentElement || !document.body) return null;
  const reader = new Reader(document, {
    charThreshold: 200,
    serializer: (element) => element as Element,
  });
  try {
    return reader.parse()?.content ?? null;
  } catch {
    // Readability trusts in the tree that a browser makes of any page; of a damaged one linkedom makes another.
    return null;
  }
}

const BLOCKS = new Set(
  'ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY BODY.CONTENT DD DIV DL DT FIGCAPTION FIGURE FOOTER H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN NAV OL P PRE SECTION TABLE TBODY TD TH THEAD TR UL'.split(
    ' ',
  ),
);
const SILENT = new Set([
  'SCRIPT',
  'STYLE',
  'NOSCRIPT',
  'TEMPLATE',
  'SVG',
  'IFRAME',
  'BUTTON',
  'FORM',
  'TIME',
]);

/** The words of each block element, white space made single as a browser shows it. */
function paragraphsOf(root: Element): string[] {
  const paragraphs: string[] = [];
  let open = '';
  const close = () => {
    const words = open
      .split('\n')
      .map((line) => line.replace(/[ \t\r\f\v]+/g, ' ').trim())
      .join('\n')
      .trim();
    if (words) paragraphs.push(words);
    open = '';
  };
  const visit = (node: Node) => {
    if (node.nodeType === 3) open += (node.textContent ?? '').replace(/\s+/g, ' ');
    if (node.nodeType !== 1) return;
    const name = node.nodeName.toUpperCase();
    if (name === 'BR') open += '\n';
    if (SILENT.has(name) && !(name === 'TIME' && open.trim())) return;
    const block = BLOCKS.has(name);
    if (block) close();
    for (const child of node.childNodes) visit(child);
    if (block) close();
  };
  visit(root);
  close();
  return paragraphs;
}

/** A page of links, such as a front page, is no article. */
function mostlyLinks(article: Element): boolean {
  const linked = [...article.querySelectorAll('a')].reduce(
    (sum, link) => sum + (link.textContent?.length ?? 0),
    0,
  );
  return linked > (article.textContent?.length ?? 0) * 0.6;
}

/** The title is given beside the text; where the text repeats it, it is said once. */
function withoutTitle(text: string, title: string | null): string {
  return title && text.startsWith(`${title}\n\n`) ? text.slice(title.length + 2) : text;
}
