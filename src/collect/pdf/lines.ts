/**
 * Lines of a page of print, in the order in which they are read: columns from left to right, what stands across them
 * before and after.
 *
 * @module
 */
import type { PdfPage, PdfWords } from './pages.ts';

export interface Line {
  text: string;
  left: number;
  right: number;
  y: number;
  size: number;
  /** Counts from 1; lines of one column stand below each other. */
  column: number;
  page: number;
}

/** In sizes of the font: a wider gap within a line is a space; one much wider parts columns. */
const SPACE = 0.15;
const GAP = 1.6;

/** The lines of a page as they are read. */
export function linesOf(page: PdfPage, number: number): Line[] {
  const lines = joinWords(page.words, number);
  const ordered: Line[] = [];
  let column = 0;
  const take = (part: Line[]) => {
    column++;
    for (const line of part.sort(downwards)) {
      line.column = column;
      ordered.push(line);
    }
  };
  inOrder(lines, take, 0);
  return ordered;
}

const downwards = (a: Line, b: Line) => b.y - a.y || a.left - b.left;

/** Words on the same line, up to gaps that part columns. */
function joinWords(words: readonly PdfWords[], page: number): Line[] {
  const sorted = words.map((word, i) => ({ word, i })).sort((a, b) => b.word.y - a.word.y || a.i - b.i);
  const lines: Line[] = [];
  let row: PdfWords[] = [];
  let base = 0;
  const close = () => {
    row.sort((a, b) => a.x - b.x);
    let line: Line | null = null;
    for (const { text, x, y, width, size } of row) {
      const gap = line ? x - line.right : 0;
      if (!line || gap > GAP * Math.max(size, line.size)) {
        line = { text, left: x, right: x + width, y, size, column: 0, page };
        lines.push(line);
        continue;
      }
      const parted = gap > SPACE * size && !/\s$/.test(line.text) && !/^\s/.test(text);
      line.text += parted ? ` ${text}` : text;
      line.right = Math.max(line.right, x + width);
      // A raised number of a note does not make the line a small one.
      if (text.length > 2) line.size = Math.max(line.size, size);
    }
    row = [];
  };
  for (const { word } of sorted) {
    // Raised and lowered letters belong to the line; the next line is further away.
    if (row.length && base - word.y > 0.5 * Math.max(word.size, row[0]!.size)) close();
    if (row.length === 0) base = word.y;
    row.push(word);
  }
  close();
  for (const line of lines) line.text = line.text.replace(/\s+/g, ' ').trim();
  return lines.filter(({ text }) => text);
}

/** Lines that each side of a gutter has at least, and the share of all lines that may cross it. */
const FEWEST = 3;
const MOST_CROSSING = 0.34;
const DEEPEST = 4;

function inOrder(lines: Line[], take: (part: Line[]) => void, depth: number): void {
  const gutter = depth < DEEPEST ? gutterOf(lines) : null;
  if (gutter === null) {
    if (lines.length) take(lines);
    return;
  }
  const crossing = lines.filter(({ left, right }) => left < gutter && right > gutter).sort(downwards);
  const rest = lines.filter((line) => !crossing.includes(line));
  // What crosses the gutter parts what is above it from what is below.
  let above = Number.POSITIVE_INFINITY;
  for (const at of [...crossing, null]) {
    const below = at ? at.y : Number.NEGATIVE_INFINITY;
    const zone = rest.filter(({ y }) => y <= above && y > below);
    inOrder(
      zone.filter(({ right }) => right <= gutter),
      take,
      depth + 1,
    );
    inOrder(
      zone.filter(({ left }) => left >= gutter),
      take,
      depth + 1,
    );
    if (at) take([at]);
    above = below;
  }
}

/** Where a strip without words runs between two columns: the one that parts most; null when there is none. */
function gutterOf(lines: readonly Line[]): number | null {
  if (lines.length < 2 * FEWEST || lines.length > 2000) return null;
  let best: number | null = null;
  let bestParted = 0;
  const starts = new Map<number, number>();
  for (const { left } of lines) starts.set(Math.round(left), (starts.get(Math.round(left)) ?? 0) + 1);
  for (const [start, count] of starts) {
    // A column is where several lines begin.
    if (count < FEWEST) continue;
    const gutter = start - 1;
    let before = 0;
    let after = 0;
    for (const { left, right } of lines) {
      if (right <= gutter) before++;
      else if (left >= gutter) after++;
    }
    const crossing = lines.length - before - after;
    const parted = Math.min(before, after);
    if (parted < FEWEST || crossing > lines.length * MOST_CROSSING || parted <= bestParted) continue;
    if (!besideEachOther(lines, gutter)) continue;
    best = gutter;
    bestParted = parted;
  }
  return best;
}

/** Whether words stand to both sides at the same height: an indented list below a text is no second column. */
function besideEachOther(lines: readonly Line[], gutter: number): boolean {
  const range = (part: readonly Line[]) => [
    Math.min(...part.map(({ y }) => y)),
    Math.max(...part.map(({ y }) => y)),
  ];
  const [low1, high1] = range(lines.filter(({ right }) => right <= gutter)) as [number, number];
  const [low2, high2] = range(lines.filter(({ left }) => left >= gutter)) as [number, number];
  const shared = Math.min(high1, high2) - Math.max(low1, low2);
  return shared > 0.5 * Math.min(high1 - low1, high2 - low2);
}
