/**
 * Tokens and sentences of a report.
 *
 * @module
 */
import type { Knowledge } from '../../knowledge/table.ts';
import type { Structured } from '../layers.ts';
import { tokenLists } from './lists.ts';
import { sentenceStarts } from './sentences.ts';
import type { Tokens } from './types.ts';
import { scanWords, undivided } from './words.ts';

/** Makes the layer that finds tokens and sentences, knowing the lists of `knowledge/tokens/`. */
export function createTokenizer(knowledge: Knowledge): (doc: Structured) => Tokens {
  const lists = tokenLists(knowledge);
  return ({ report }) => {
    const { text } = report;
    const start: number[] = [];
    const end: number[] = [];
    const sentences: number[] = [];
    const block: number[] = [];
    const emit = (from: number, to: number) => {
      start.push(from);
      end.push(to);
    };
    report.blocks.forEach((b, number) => {
      const first = start.length;
      scanWords(text, b.start, b.end, lists, emit);
      for (const word of sentenceStarts(text, start, end, first, start.length, lists, b.kind === 'title')) {
        sentences.push(word);
        block.push(number);
      }
    });
    return assemble(text, start, end, sentences, block);
  };
}

/** Tokens from the offsets of words and the first words of sentences. */
export function assemble(
  text: string,
  start: readonly number[],
  end: readonly number[],
  sentenceStart: readonly number[],
  block: readonly number[],
): Tokens {
  const length = start.length;
  const sentences = Int32Array.from([...sentenceStart, length]);
  const sentence = new Int32Array(length);
  for (let s = 0; s + 1 < sentences.length; s++) sentence.fill(s, sentences[s]!, sentences[s + 1]!);
  const form = start.map((from, i) => undivided(text.slice(from, end[i])));
  return {
    text,
    length,
    start: Int32Array.from(start),
    end: Int32Array.from(end),
    sentence,
    sentences,
    block: Int32Array.from(block),
    form,
    lower: form.map((word) => word.toLowerCase()),
  };
}
