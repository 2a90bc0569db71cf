/**
 * PolNeAR as JSON lines (Newell, Margolin and Ruths, LREC 2018): the text of each document put back together from
 * its tokens and offsets, and its attributions as offsets into that text.
 *
 * @module
 */
import { readFileSync } from 'node:fs';
import type { Range } from '../../src/record/reading.ts';

export type Role = 'source' | 'cue' | 'content';

/** One attribution: a content may come in several stretches. */
export interface GoldAttribution {
  source: Range[];
  cue: Range[];
  content: Range[];
}

export interface GoldDocument {
  id: string;
  text: string;
  attributions: GoldAttribution[];
  /** How many tokens the set counts. */
  words: number;
}

interface Line {
  doc: string;
  tokens: string[];
  start: number[];
  end: number[];
  labels: string[];
  attr: number[];
}

/** What CoreNLP wrote for a character, and what the text had; by the token and its width. */
function asWritten(token: string, width: number): string {
  const brackets: Record<string, string> = {
    '-LRB-': '(',
    '-RRB-': ')',
    '-LSB-': '[',
    '-RSB-': ']',
    '-LCB-': '{',
    '-RCB-': '}',
  };
  if (token.length === width) return token === '``' ? "''" : token === '`' ? "'" : token;
  if (token === '``' || token === "''") return width === 1 ? '"' : token.padEnd(width, "'");
  if (token === '--') return width === 1 ? '—' : '-'.repeat(width);
  if (token === '...') return width === 1 ? '…' : '.'.repeat(width);
  return (brackets[token] ?? token).slice(0, width).padEnd(width, ' ');
}

/** Reads a file of PolNeAR; documents in the order of the file. */
export function readPolnear(path: string): GoldDocument[] {
  const documents = new Map<string, Line[]>();
  for (const row of readFileSync(path, 'utf8').split('\n')) {
    if (!row) continue;
    const line = JSON.parse(row) as Line;
    const lines = documents.get(line.doc);
    if (lines) lines.push(line);
    else documents.set(line.doc, [line]);
  }
  return [...documents].map(([id, lines]) => assemble(id, lines));
}

function assemble(id: string, lines: Line[]): GoldDocument {
  let text = '';
  let words = 0;
  const attributions = new Map<number, GoldAttribution>();
  let open: { attr: number; role: Role; range: Range } | null = null;
  for (const line of lines) {
    words += line.tokens.length;
    line.tokens.forEach((token, k) => {
      const start = line.start[k]!;
      const end = line.end[k]!;
      const gap = start - text.length;
      if (gap > 0) text += k === 0 && text ? '\n'.repeat(gap) : ' '.repeat(gap);
      text += asWritten(token, end - start);
      const label = line.labels[k]!;
      const attr = line.attr[k]!;
      if (label === 'O' || attr < 0) {
        open = null;
        return;
      }
      const role = label.slice(2) as Role;
      // A label that begins a line with I- carries on the stretch of the line before.
      if (label[0] === 'I' && open?.attr === attr && open.role === role) {
        open.range.end = end;
        return;
      }
      const range = { start, end };
      const attribution = attributions.get(attr) ?? { source: [], cue: [], content: [] };
      attributions.set(attr, attribution);
      attribution[role].push(range);
      open = { attr, role, range };
    });
  }
  return { id, text, attributions: [...attributions.values()], words };
}
