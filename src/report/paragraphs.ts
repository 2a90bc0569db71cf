/**
 * Paragraphs of plain text: by blank lines; by indented lines; by every line where nothing was wrapped.
 *
 * @module
 */
import type { Range } from '../record/reading.ts';

interface Line extends Range {
  indent: number;
}

/** Longest line of text that was wrapped by hand or by a wire machine. */
const WRAP_WIDTH = 100;

/** Ranges of the paragraphs in `text` from `from` on, without the white space around them. */
export function paragraphsOf(text: string, from = 0): Range[] {
  const lines = linesOf(text, from);
  const wrapped = isWrapped(text, lines);
  const paragraphs: Range[] = [];
  let open: Range | null = null;
  let previous: Line | null = null;
  for (const line of lines) {
    if (line.end === line.start) {
      open = null;
    } else if (open && wrapped && !(line.indent >= 2 && line.indent > (previous?.indent ?? 0))) {
      open.end = line.end;
    } else {
      open = { start: line.start, end: line.end };
      paragraphs.push(open);
    }
    previous = line;
  }
  return paragraphs;
}

/** Lines without the white space around them; a blank one is empty. */
function linesOf(text: string, from: number): Line[] {
  const lines: Line[] = [];
  let at = from;
  while (at <= text.length) {
    const newline = text.indexOf('\n', at);
    const stop = newline < 0 ? text.length : newline;
    let start = at;
    let end = stop;
    while (start < end && isSpace(text.charCodeAt(start))) start++;
    while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
    lines.push({ start, end, indent: start - at });
    at = stop + 1;
  }
  return lines;
}

const SMALL = /\p{Ll}/u;
const isSpace = (code: number) => code === 32 || code === 9 || code === 0xa0 || code === 0x3000;

/**
 * Whether line ends were set by a column and not by the writer: no long line, and most that are followed are full or go on
 * in small letters.
 */
function isWrapped(text: string, lines: Line[]): boolean {
  let followed = 0;
  let full = 0;
  let longest = 0;
  for (let i = 0; i + 1 < lines.length; i++) longest = Math.max(longest, lines[i]!.end - lines[i]!.start);
  if (longest > WRAP_WIDTH) return false;
  lines.forEach((line, i) => {
    const next = lines[i + 1];
    if (line.end === line.start || !next || next.end === next.start) return;
    followed++;
    if (line.end - line.start > longest * 0.7 || SMALL.test(text[next.start]!)) full++;
  });
  return full > followed / 2;
}
