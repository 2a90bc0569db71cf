/**
 * What the networks of attribution learn from: each gold attribution, laid over our own tokens and trees.
 *
 * @module
 */

import { type Clues, createClues, NOUN, PRON, PROPN, VERB } from '../../src/read/attribution/clues.ts';
import type { Stretch } from '../../src/read/attribution/contents.ts';
import { mayBeCue, subjectOf } from '../../src/read/attribution/cues.ts';
import { createLexicon } from '../../src/read/attribution/lexicon.ts';
import { createNames } from '../../src/read/names/names.ts';
import type { Resources } from '../../src/read/resources.ts';
import { createParser } from '../../src/read/syntax/syntax.ts';
import { createTokenizer } from '../../src/read/tokens/tokens.ts';
import { tokenAt } from '../../src/read/tokens/types.ts';
import type { Range } from '../../src/record/reading.ts';
import { createStructure } from '../../src/report/structure.ts';
import type { GoldDocument } from './polnear.ts';

export interface Lesson {
  cue: Stretch & { head: number };
  source: (Stretch & { head: number }) | null;
  contents: Stretch[];
}

export interface Taught {
  id: string;
  clues: Clues;
  lessons: Lesson[];
  /** Tokens within a gold content: whether another cue stands there, the set does not say. */
  untold: Uint8Array;
}

/** Makes the function that reads a gold document with the layers before attribution. */
export function createAnalyst({ knowledge, models }: Resources): (gold: GoldDocument) => Taught {
  const structure = createStructure(knowledge);
  const tokenize = createTokenizer(knowledge);
  const parse = createParser(knowledge, models);
  const findNames = createNames(knowledge, models);
  const lookAt = createClues(createLexicon(knowledge));
  return (gold) => {
    const report = structure({ text: gold.text });
    if (report.text !== gold.text) throw new Error(`${gold.id}: the canonical text is another`);
    const tokens = tokenize({ report });
    const syntax = parse({ tokens });
    const names = findNames({ report, tokens, syntax });
    const clues = lookAt({ report, tokens, syntax, names });
    const stretch = ({ start, end }: Range): Stretch => ({
      first: tokenAt(tokens, start),
      last: Math.max(tokenAt(tokens, start), tokenAt(tokens, end - 1)),
    });
    const untold = new Uint8Array(tokens.length);
    const lessons: Lesson[] = [];
    for (const { source, cue, content } of gold.attributions) {
      const contents = content.map(stretch).filter(({ first }) => first < tokens.length);
      for (const { first, last } of contents) untold.fill(1, first, last + 1);
      if (cue.length !== 1) continue;
      const cueSpan = stretch(cue[0]!);
      if (cueSpan.last >= tokens.length) continue;
      const sourceSpan = source.length === 1 ? stretch(source[0]!) : null;
      lessons.push({
        cue: { ...cueSpan, head: cueHead(clues, cueSpan) },
        source: sourceSpan && { ...sourceSpan, head: sourceHead(clues, sourceSpan) },
        contents,
      });
    }
    for (const lesson of lessons) lesson.source ??= sharedSource(clues, lesson, lessons);
    return { id: gold.id, clues, lessons, untold };
  };
}

/**
 * The source of another attribution, where grammar gives it to this one too ("he said … and denied …"): the set gives
 * each token to one attribution only.
 */
function sharedSource(clues: Clues, { cue }: Lesson, lessons: readonly Lesson[]): Lesson['source'] {
  const subject = cue.head < 0 ? -1 : subjectOf(clues, cue.head);
  if (subject < 0) return null;
  const owner = lessons.find(({ source }) => source && subject >= source.first && subject <= source.last);
  return owner?.source ?? null;
}

/** The token of a cue that hangs highest, of those that may be one. */
function cueHead(clues: Clues, { first, last }: Stretch): number {
  let best = -1;
  let bestRank = Number.POSITIVE_INFINITY;
  for (let i = first; i <= last; i++) {
    if (!mayBeCue(clues, i)) continue;
    const rank = clues.level[i]! * 4 + (clues.syntax.upos[i] === VERB ? 0 : clues.entry[i] ? 1 : 2);
    if (rank < bestRank) {
      best = i;
      bestRank = rank;
    }
  }
  return best;
}

/** The nominal of a source that hangs highest. */
function sourceHead(clues: Clues, { first, last }: Stretch): number {
  let best = -1;
  for (let i = first; i <= last; i++) {
    const upos = clues.syntax.upos[i]!;
    const nominal = upos === NOUN || upos === PROPN || upos === PRON || clues.sourceWord[i] !== 0;
    if (nominal && (best < 0 || clues.level[i]! < clues.level[best]!)) best = i;
  }
  return best < 0 ? first : best;
}
