/**
 * The part of a page's source that can matter to its article: without scripts, styles, drawings, comments, menus,
 * attributes that nobody asks for, and the white space between blocks. Those are most of a page of news, and most of what
 * its tree costs.
 *
 * Tags are told as the parser that builds the tree (htmlparser2) tells them, in one pass.
 *
 * @module
 */
import { NotAReport } from './types.ts';

/** Elements of a page; the longest reports that people make have a few thousand. */
const MOST_ELEMENTS = 150_000;
/** Nesting that no page made by people has; deeper ones would exhaust the stack. */
const DEEPEST = 500;

const setOf = (names: string) => new Set(names.split(' '));
/** Elements that are left out, and all that is in them. */
const UNSEEN = setOf('script style noscript template svg iframe textarea');
/** A list of links that leads elsewhere, or the foot of a site, holds none of these. */
const MEANT = /<(?:p|h1|article|main|time|meta)[\s>]/i;
/** Elements that hold nothing, or whose end tag people leave out: they do not nest. */
const FLAT = setOf(
  'area base br col embed hr img input link meta param source track wbr p li td tr th dd dt option',
);
/** Elements that begin and end a line: white space beside their tags is not shown. */
const BLOCKS = setOf(
  'address article aside blockquote body dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html li link main meta nav ol p section table tbody td tfoot th thead title tr ul',
);
/** Attributes that tell the parts of a page apart, or say something of it. */
const TELLING = setOf(
  'aria-hidden aria-modal class colspan content datetime hidden href id itemprop name property pubdate rel role rowspan src summary',
);

const NOT_SHOWN = /display\s*:\s*none|visibility\s*:\s*hidden/i;

const TAG = /<(?:!--|[!?]|(\/?)([a-z][^\s/>]*))/gi;
const ATTRIBUTE = /[\s/]*(?:(>)|([^\s/>][^\s/>=]*)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>]*))?)/y;

/** @throws {NotAReport} `too-large` or `no-article`: more elements than pages have, or deeper nested ones. */
export function leanPage(source: string): string {
  const kept: string[] = [];
  let elements = 0;
  let depth = 0;
  /** Whether white space is shown as it is. */
  let isPre = false;
  /** Where the last menu or foot ends that was looked at. */
  let lookedUpTo = 0;
  /** Whether the last tag or text ends a line, and white space that stands after it otherwise. */
  let isEdge = true;
  let space = '';
  /** Elements of which no end follows any more. */
  const endless = new Set<string>();

  const keep = (piece: string, isBlock: boolean) => {
    if (space && !isBlock) kept.push(space);
    kept.push(piece);
    space = '';
    isEdge = isBlock;
  };
  const after = (mark: string, from: number): number => {
    const found = source.indexOf(mark, from);
    return found < 0 ? source.length : found + mark.length;
  };
  /** Where the element that `from` stands in ends; -1 when it does not. */
  const endOf = (name: string, from: number): number => {
    if (endless.has(name)) return -1;
    const end = new RegExp(`</${name}(?=[\\s/>])`, 'gi');
    end.lastIndex = from;
    if (end.test(source)) return after('>', end.lastIndex);
    endless.add(name);
    return -1;
  };

  for (let at = 0; at < source.length; ) {
    TAG.lastIndex = at;
    const tag = TAG.exec(source);
    const text = source.slice(at, tag?.index);
    if (isPre || /\S/.test(text)) keep(text, false);
    else if (text && !isEdge) space = ' ';
    if (!tag) break;
    const [mark, closing, word] = tag;
    if (!word) {
      at = mark === '<!--' ? after('-->', TAG.lastIndex) : after('>', TAG.lastIndex);
      continue;
    }
    const name = word.toLowerCase();
    const isBlock = BLOCKS.has(name);
    if (name === 'pre') isPre = !closing;
    if (closing) {
      at = after('>', TAG.lastIndex);
      keep(`</${name}>`, isBlock);
      if (!FLAT.has(name)) depth = Math.max(0, depth - 1);
      continue;
    }
    const { attributes, end } = attributesOf(source, TAG.lastIndex);
    at = end;
    if (name === 'nav' || name === 'footer') {
      const close = endOf(name, end);
      const isFurniture = close > lookedUpTo && isLinks(source.slice(end, close));
      lookedUpTo = Math.max(lookedUpTo, close);
      if (isFurniture) {
        at = close;
        continue;
      }
    }
    if (UNSEEN.has(name) || name === 'title') {
      const close = endOf(name, end);
      if (close >= 0) at = close;
      else if (name === 'script' || name === 'style') at = source.length;
      if (name === 'title' || isLinkedData(source.slice(tag.index, end)))
        keep(source.slice(tag.index, at), true);
      continue;
    }
    if (name === 'source' || (name === 'link' && !/canonical/i.test(attributes))) continue;
    keep(`<${name}${attributes}>`, isBlock);
    if (++elements > MOST_ELEMENTS)
      throw new NotAReport(
        'too-large',
        `a page of more than ${MOST_ELEMENTS.toLocaleString('en')} elements`,
        'give the text of the article',
      );
    if (!FLAT.has(name) && ++depth > DEEPEST)
      throw new NotAReport(
        'no-article',
        `elements nested more than ${DEEPEST} deep`,
        'give the text of the article',
      );
  }
  return kept.join('');
}

const isLinks = (inner: string) => /<li[\s>]/i.test(inner) && !MEANT.test(inner);

const isLinkedData = (tag: string) => /^<script\b[^>]*\btype\s*=\s*["']?application\/ld\+json/i.test(tag);

/** The attributes of a tag that tell something, as they stand there, and where the tag ends. */
function attributesOf(source: string, from: number): { attributes: string; end: number } {
  let attributes = '';
  ATTRIBUTE.lastIndex = from;
  for (let found = ATTRIBUTE.exec(source); found; found = ATTRIBUTE.exec(source)) {
    const [, isEnd, word, value = '""'] = found;
    if (isEnd) return { attributes, end: ATTRIBUTE.lastIndex };
    const name = word!.toLowerCase();
    if (name === 'style') attributes += NOT_SHOWN.test(value) ? ' hidden' : '';
    // A quotation mark that is never closed would take the rest of the page with it.
    else if (TELLING.has(name) && !/^(?:"[^"]*|'[^']*)$/.test(value)) attributes += ` ${name}=${value}`;
  }
  return { attributes, end: source.length };
}
