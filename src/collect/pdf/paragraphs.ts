/**
 * Paragraphs from the lines of printed pages: without what is printed on every page, words that were divided at a line
 * end made whole.
 *
 * @module
 */
import { type Line, linesOf } from './lines.ts';
import type { PdfPage } from './pages.ts';

/** The text of a file in paragraphs. */
export function paragraphsOf(pages: readonly PdfPage[]): string[] {
  const lines = withoutFurniture(
    pages.map((page, i) => linesOf(page, i + 1)),
    pages,
  );
  const whole = wordsOf(lines);
  const leading = leadingOf(lines);
  const edges = rightEdges(lines);
  const paragraphs: string[] = [];
  let before: Line | null = null;
  for (const line of lines) {
    const edge = before ? edges.get(columnOf(before))! : 0;
    if (before && goesOn(before, line, leading, edge)) {
      paragraphs.push(joined(paragraphs.pop()!, line.text, whole));
    } else paragraphs.push(line.text);
    before = line;
  }
  return paragraphs;
}

const columnOf = ({ page, column }: Line) => `${page} ${column}`;

/** Lines at the head and foot of a page that may be furniture, and how far from its edge, as a share of its height. */
const MARGIN_LINES = 2;
const MARGIN = 0.12;
const PAGE_NUMBER =
  /^(?:[-–—|•\s]*(?:p(?:age|\.)?\s*)?(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:of|\/|\|)\s*\d{1,4})?[-–—|•\s]*)$/i;

/** All lines but page numbers and what stands at the same place of several pages. */
function withoutFurniture(lines: Line[][], pages: readonly PdfPage[]): Line[] {
  const margins = lines.map((page, i) => marginsOf(page, pages[i]!));
  const seen = new Map<string, Set<number>>();
  for (const line of margins.flat()) {
    const form = formOf(line);
    const on = seen.get(form) ?? new Set();
    seen.set(form, on.add(line.page));
  }
  const isFurniture = (line: Line) => {
    const on = seen.get(formOf(line))!.size;
    // Left and right pages may have heads of their own.
    return PAGE_NUMBER.test(line.text) || (on >= 2 && on >= pages.length * 0.4);
  };
  const dropped = new Set(margins.flat().filter(isFurniture));
  return lines.flat().filter((line) => !dropped.has(line));
}

function marginsOf(lines: readonly Line[], { height }: PdfPage): Line[] {
  const down = [...lines].sort((a, b) => b.y - a.y);
  const head = down.slice(0, MARGIN_LINES * 3).filter(({ y }) => y > height * (1 - MARGIN));
  const foot = down.slice(-MARGIN_LINES * 3).filter(({ y }) => y < height * MARGIN);
  return [...new Set([...head, ...foot])];
}

/** What stays the same of a head from page to page. */
const formOf = ({ text, y }: Line) => `${Math.round(y / 4)} ${text.toLowerCase().replace(/\d+/g, '#')}`;

/** From one line to the next within a paragraph, in sizes of the font: what is found most often. */
function leadingOf(lines: readonly Line[]): number {
  const counts = new Map<number, number>();
  for (const [i, line] of lines.entries()) {
    const before = lines[i - 1];
    if (!before || columnOf(before) !== columnOf(line)) continue;
    const distance = Math.round(((before.y - line.y) / line.size) * 20) / 20;
    if (distance > 0.5 && distance < 3) counts.set(distance, (counts.get(distance) ?? 0) + 1);
  }
  let best = 1.2;
  let most = 0;
  for (const [distance, count] of counts) {
    if (count < most || (count === most && distance > best)) continue;
    best = distance;
    most = count;
  }
  return best;
}

/** With fewer lines than this a column does not show how wide it is. */
const SHOWS_WIDTH = 4;

/** How far to the right the lines of each column come; a short one is taken to be as wide as those that begin there. */
function rightEdges(lines: readonly Line[]): Map<string, number> {
  const columns = new Map<string, { left: number; right: number; count: number }>();
  for (const line of lines) {
    const key = columnOf(line);
    const { left, right, count } = columns.get(key) ?? { left: line.left, right: 0, count: 0 };
    columns.set(key, {
      left: Math.min(left, line.left),
      right: Math.max(right, line.right),
      count: count + 1,
    });
  }
  const wide = [...columns.values()].filter(({ count }) => count >= SHOWS_WIDTH);
  const edges = new Map<string, number>();
  for (const [key, { left, right, count }] of columns) {
    const alike = wide.filter((other) => Math.abs(other.left - left) < 12).map((other) => other.right);
    edges.set(key, count >= SHOWS_WIDTH ? right : Math.max(right, ...alike));
  }
  return edges;
}

/** Whether a line goes on with the paragraph of the line before it. */
function goesOn(before: Line, line: Line, leading: number, edge: number): boolean {
  if (Math.abs(before.size - line.size) > 0.15 * Math.max(before.size, line.size)) return false;
  const ended = /[.!?:]["'”’)\]]*$/.test(before.text);
  const isFull = before.right > edge - 0.12 * (edge - before.left) - line.size * 2;
  if (columnOf(before) !== columnOf(line)) {
    // Over the end of a column or page: an unfinished sentence goes on.
    return /^\p{Ll}/u.test(line.text) || (!ended && isFull);
  }
  const distance = (before.y - line.y) / line.size;
  if (distance > leading + 0.25 || distance < 0) return false;
  if (LIST_ITEM.test(line.text)) return false;
  // A first line may be indented; all others begin where the one before it begins, or further to the left.
  if (line.left - before.left > 0.8 * line.size && ended) return false;
  return isFull || !ended;
}

const LIST_ITEM = /^(?:[-–•*·▪]\s|\d{1,2}[.)]\s)/;

/** All words of a text in lower case, with those that have a hyphen: they tell how a divided word is written. */
function wordsOf(lines: readonly Line[]): Set<string> {
  const words = new Set<string>();
  for (const { text } of lines)
    for (const [word] of text.replace(/[-\u00ad]$/, '').matchAll(/\p{L}+(?:-\p{L}+)*/gu))
      words.add(word.toLowerCase());
  return words;
}

/** A word that is divided at the line's end is made whole; its hyphen stays where the text has it elsewhere. */
function joined(paragraph: string, line: string, words: ReadonlySet<string>): string {
  const head = /(\p{L}+)(?:-|\u00ad|‐)$/u.exec(paragraph);
  const tail = /^\p{L}+/u.exec(line)?.[0];
  if (/\d-$/.test(paragraph) && /^\d/.test(line)) return paragraph + line;
  if (!head) return /[–—]$/.test(paragraph) && tail ? paragraph + line : `${paragraph} ${line}`;
  if (!tail) return paragraph + line;
  const soft = paragraph.endsWith('\u00ad');
  const compound = `${head[1]}-${tail}`.toLowerCase();
  const whole = `${head[1]}${tail}`.toLowerCase();
  // A part that begins with a capital was not divided but written with a hyphen: "Franco-British".
  const keeps = !soft && !words.has(whole) && (words.has(compound) || /^\p{Lu}/u.test(tail));
  return (keeps ? paragraph : paragraph.slice(0, -1)) + line;
}
