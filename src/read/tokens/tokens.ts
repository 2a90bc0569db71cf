import type { Structured } from '../layers.ts';
import type { Tokens } from './types.ts';

/** Tokens and sentences of a report. */
export function tokenize({ report }: Structured): Tokens {
  const start: number[] = [];
  const end: number[] = [];
  const sentence: number[] = [];
  const sentences: number[] = [];
  const block: number[] = [];
  report.blocks.forEach((b, number) => {
    let open = false;
    for (const m of report.text.slice(b.start, b.end).matchAll(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu)) {
      if (!open) {
        sentences.push(start.length);
        block.push(number);
        open = true;
      }
      start.push(b.start + m.index);
      end.push(b.start + m.index + m[0].length);
      sentence.push(sentences.length - 1);
      if (/[.!?]/.test(m[0])) open = false;
    }
  });
  sentences.push(start.length);
  const form = start.map((s, i) => report.text.slice(s, end[i]));
  return {
    text: report.text,
    length: start.length,
    start: Int32Array.from(start),
    end: Int32Array.from(end),
    sentence: Int32Array.from(sentence),
    sentences: Int32Array.from(sentences),
    block: Int32Array.from(block),
    form,
    lower: form.map((word) => word.toLowerCase()),
  };
}
