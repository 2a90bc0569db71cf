/**
 * Quotations that no cue was found for: whose are they? A speaker carries on until somebody else is heard.
 *
 * @module
 */
import { AUX, type Clues, VERB } from './clues.ts';
import type { Stretch } from './contents.ts';
import { hashOf } from './features.ts';
import type { Quotation } from './quotes.ts';
import { coverage, type Saying } from './sayings.ts';

const COLON = hashOf(':');
/** Fewest words of a quotation that is speech by its length alone. */
const SPEECH = 6;

/** How many sentences away a speaker is looked for. */
const FAR = 40;

/** Whether the words between the marks are somebody's speech, not a name, a title or a word held at arm's length. */
export function isSpeech(clues: Clues, { first, last }: Quotation): boolean {
  const { tokens, syntax } = clues;
  let verb = false;
  let words = 0;
  let small = 0;
  for (let t = first; t < last; t++) {
    const upos = syntax.upos[t]!;
    if (/[\p{L}\p{N}]/u.test(tokens.form[t]!)) words++;
    if (/^\p{Ll}/u.test(tokens.form[t]!) && tokens.form[t]!.length > 3) small++;
    if ((upos === VERB || upos === AUX) && ['VBD', 'VBZ', 'VBP', 'MD', 'VB'].includes(syntax.xpos[t]!))
      verb = true;
  }
  // A title is written with capitals.
  if (small === 0 && words > 1 && words < 12) return false;
  return (verb && words >= 3) || words >= SPEECH;
}

/** Sayings for the outermost quotations that no content covers. */
export function runningSayings(clues: Clues, known: readonly Saying[]): Saying[] {
  const { tokens, quotations } = clues;
  const covered = new Uint8Array(tokens.length);
  // What is said within a quotation does not say whose the quotation is.
  const outside = known.filter(({ cue }) => !cue || quotations.depth[cue.head] === 0);
  for (const { contents } of outside)
    for (const { first, last } of contents) covered.fill(1, first, last + 1);
  const found: Saying[] = [];
  const bySentence = lastHeard(clues, outside);
  for (const quotation of quotations.all) {
    if (quotation.depth > 0 || !isSpeech(clues, quotation)) continue;
    const { first, last } = quotation;
    let open = 0;
    for (let t = first; t < last; t++) if (!covered[t]) open++;
    if (open * 2 <= last - first) continue;
    const span = { first, last: last - 1 };
    const source = introduced(clues, span);
    const from = source ? null : speakerFor(clues, span, bySentence);
    const saying: Saying = { cue: null, source, contents: [span], carriesOn: from };
    found.push(saying);
    if (from || source) bySentence.set(tokens.sentence[last - 1]!, from ?? saying);
  }
  return found;
}

/** Who leads to a quotation with a colon ("The minister gave this statement:"): the subject of the sentence before it. */
function introduced(clues: Clues, span: Stretch): Saying['source'] {
  const { tokens, syntax } = clues;
  const s = tokens.sentence[span.first]!;
  // The colon stands at the end of the sentence before, or before the mark in the same sentence.
  const same = span.first > tokens.sentences[s]!;
  const k = same ? s : s - 1;
  if (k < 0 || clues.closed[span.first - 1] !== COLON) return null;
  for (let t = tokens.sentences[k]!; t < span.first; t++) {
    if (!syntax.relation[t]!.startsWith('nsubj')) continue;
    const predicate = syntax.head[t]!;
    if (predicate < 0 || clues.level[predicate]! > 1) continue;
    return { head: t, first: syntax.subtreeStart[t]!, last: syntax.subtreeEnd[t]! - 1 };
  }
  return null;
}

/** For each sentence, the last saying whose cue or content it holds, that stands in no other. */
function lastHeard(clues: Clues, known: readonly Saying[]): Map<number, Saying> {
  const heard = new Map<number, Saying>();
  const covered = coverage(known, clues.tokens.length);
  const outermost = known.filter(({ cue, source, contents }) => {
    if (!cue || !source) return false;
    const own = contents.filter(({ first, last }) => first <= cue.head && last >= cue.head).length;
    return covered[cue.head] === own;
  });
  for (const saying of outermost) {
    heard.set(clues.tokens.sentence[saying.cue!.head]!, saying);
    for (const { last } of saying.contents) {
      const s = clues.tokens.sentence[last]!;
      if (!heard.has(s)) heard.set(s, saying);
    }
  }
  return heard;
}

/**
 * The speaker of a quotation without a cue of its own: the one of its sentence, of the sentence before that leads to it
 * with a colon or was itself said, of the rest of its paragraph, of the paragraph before if that ended in speech.
 */
function speakerFor(clues: Clues, span: Stretch, heard: ReadonlyMap<number, Saying>): Saying | null {
  const { tokens } = clues;
  const s = tokens.sentence[span.first]!;
  const end = tokens.sentence[span.last]!;
  const own = heard.get(s) ?? heard.get(end);
  if (own) return own;
  const block = tokens.block[s]!;
  for (let k = s - 1; k >= Math.max(0, s - FAR) && tokens.block[k] === block; k--) {
    const saying = heard.get(k);
    if (saying) return saying;
  }
  // A speaker named after the quotation, in its paragraph.
  for (
    let k = end + 1;
    k <= end + FAR && k + 1 < tokens.sentences.length && tokens.block[k] === tokens.block[end];
    k++
  ) {
    const saying = heard.get(k);
    if (saying) return saying;
  }
  for (let k = s - 1; k >= Math.max(0, s - FAR) && tokens.block[k]! >= block - 2; k--) {
    const saying = heard.get(k);
    if (saying) return saying;
  }
  return null;
}
