/**
 * Which agency a report credits: in its dateline, in brackets at its head, or in a line at its end.
 *
 * @module
 */
import type { Reading } from '../record/reading.ts';

/** Letters at either end of a report in which a credit stands. */
const END = 400;

const NAME = String.raw`(\p{Lu}[\p{L}\p{N}.&' -]{1,40}?)`;
/** "(Reuters) -", "/TASS/" at the head of the text. */
const HEAD = new RegExp(String.raw`[(/]${NAME}[)/]\s*[.—–-]`, 'u');
/** Credits at the end, each on a line of its own or at the end of one. */
const FOOT = [
  new RegExp(String.raw`[(\[]${NAME}[)\]]\.?\s*$`, 'u'),
  new RegExp(String.raw`[—–-]\s?${NAME}\.?\s*$`, 'u'),
  new RegExp(String.raw`(?:^|\n)(?:Source|Via|Credit|Agency): ?${NAME}\.?\s*$`, 'u'),
  new RegExp(
    String.raw`(?:^|\n|[.(] ?)(?:The )?${NAME} (?:has |have )?contributed (?:reporting )?to this (?:report|story|article)\.?\)?\s*$`,
    'u',
  ),
  new RegExp(String.raw`(?:[Ww]ith (?:reporting|files|input) (?:by|from)) (?:the )?${NAME}\.?\)?\s*$`, 'u'),
];

/** The agency as written; null when the report credits none. */
export function creditOf({ report }: Reading): string | null {
  if (report.dateline?.agency) return report.dateline.agency;
  const body = report.blocks.filter(({ kind }) => kind === 'paragraph' || kind === 'dateline');
  const start = body[0]?.start ?? 0;
  const end = body.at(-1)?.end ?? report.text.length;
  const head = HEAD.exec(report.text.slice(start, start + END));
  if (head) return head[1]!.trim();
  const foot = report.text.slice(Math.max(start, end - END), end).trimEnd();
  for (const form of FOOT) {
    const found = form.exec(foot);
    if (found) return found[1]!.trim();
  }
  return null;
}
