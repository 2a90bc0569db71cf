/**
 * Reports, or addresses of reports, from a table: comma-, semicolon- or tab-separated values (RFC 4180) whose first
 * line names the columns.
 *
 * @module
 */
import type { IncomingReport } from '../report/types.ts';
import { isoDate } from './date.ts';
import { type Link, NotAReport } from './types.ts';

/** The names that people give to columns, in lower case; of several in one table the first counts. */
const COLUMNS = {
  text: ['text', 'body', 'content', 'article', 'full_text', 'fulltext'],
  url: ['url', 'link', 'address', 'source_url', 'sourceurl', 'permalink'],
  title: ['title', 'headline'],
  deck: ['deck', 'subtitle', 'standfirst'],
  byline: ['byline', 'author', 'authors'],
  published: ['published', 'publish_date', 'publication_date', 'date_published', 'pubdate', 'date'],
  publisher: ['publisher', 'outlet', 'media_name', 'source', 'publication'],
  id: ['id', 'guid'],
} as const;
type Column = keyof typeof COLUMNS;

export interface Row {
  /** Counted from 1; the line of names is none. */
  number: number;
  id: string | null;
  found: { report: IncomingReport } | { link: Link } | { error: NotAReport };
}

const SEPARATORS = [',', ';', '\t'];
/** Longest line of names. */
const MOST_HEAD = 2000;

/** The separator of a table with a column of texts or addresses; null when text that begins like this is none. */
export function separatorOf(head: string): string | null {
  const end = head.search(/[\r\n]/);
  if (end < 0 || end > MOST_HEAD) return null;
  const line = head.slice(0, end);
  for (const separator of SEPARATORS) {
    const names = namesOf(line, separator);
    // A lone "text" or "url" may be the first line of anything; a table says more, or is a list of addresses.
    const places = placesOf(names);
    if (!names.every((name) => /^\w*(?:[ _:/-]\w+){0,3}$/.test(name) && name.length < 60)) continue;
    if (names.length > 1 && ('text' in places || 'url' in places) && isAsWide(head, separator))
      return separator;
    if ('url' in places && /^\s*"?https?:\/\//i.test(head.slice(end))) return separator;
  }
  return null;
}

/** Whether the first row has a cell for each name, as no prose has that begins with a list of words. */
function isAsWide(source: string, separator: string): boolean {
  const rows = rowsOf(source, separator);
  const names = rows.next().value;
  for (const cells of rows) if (cells.length > 1 || cells[0]?.trim()) return cells.length === names?.length;
  return false;
}

const namesOf = (line: string, separator: string) =>
  line.split(separator).map((name) =>
    name
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .trim()
      .toLowerCase(),
  );

function placesOf(names: string[]): Partial<Record<Column, number>> {
  const places: Partial<Record<Column, number>> = {};
  for (const column of Object.keys(COLUMNS) as Column[])
    for (const name of COLUMNS[column]) {
      const at = names.indexOf(name);
      if (at >= 0) places[column] ??= at;
    }
  return places;
}

/** The rows of a table in their order; one that has neither words nor an address is an error in its place. */
export function* parseTable(source: string, separator: string): Generator<Row> {
  let places: Partial<Record<Column, number>> | null = null;
  let number = 0;
  for (const cells of rowsOf(source, separator)) {
    if (!places) {
      places = placesOf(cells.map((name) => name.trim().toLowerCase()));
      continue;
    }
    if (cells.every((cell) => !cell.trim())) continue;
    number++;
    const where = places;
    const cell = (column: Column) => cells[where[column] ?? -1]?.trim() || null;
    yield { number, id: cell('id'), found: foundIn(cell) };
  }
}

function foundIn(cell: (column: Column) => string | null): Row['found'] {
  const text = cell('text');
  const url = cell('url');
  const address = url && /^https?:\/\//i.test(url) ? url : null;
  const known = {
    title: cell('title'),
    deck: cell('deck'),
    byline: cell('byline'),
    publisher: cell('publisher'),
    published: isoDate(cell('published') ?? ''),
  };
  if (text) return { report: { text, url: address, ...known } };
  if (address) return { link: { address, report: known } };
  const reason = url ? `no http address: ${url.slice(0, 200)}` : 'a row with neither text nor address';
  return {
    error: new NotAReport('no-text', reason, 'put words in the column "text" or an address in "url"'),
  };
}

/** Cells of each record; quotes may hold separators and line ends, and stand doubled for themselves. */
function* rowsOf(source: string, separator: string): Generator<string[]> {
  const plain = separator === '\t' ? /[\t\r\n]/g : separator === ';' ? /[;\r\n]/g : /[,\r\n]/g;
  let cells: string[] = [];
  let at = 0;
  while (at < source.length) {
    let cell = '';
    if (source[at] === '"') {
      at++;
      for (;;) {
        const quote = source.indexOf('"', at);
        cell += source.slice(at, quote < 0 ? undefined : quote);
        at = quote < 0 ? source.length : quote + 1;
        if (source[at] !== '"') break;
        cell += '"';
        at++;
      }
    }
    plain.lastIndex = at;
    const end = plain.exec(source)?.index ?? source.length;
    cells.push(cell + source.slice(at, end));
    at = end;
    if (source[at] === separator) {
      at++;
      if (at < source.length) continue;
      cells.push('');
    }
    if (source[at] === '\r' && source[at + 1] === '\n') at++;
    at++;
    yield cells;
    cells = [];
  }
}
