/**
 * Attribution by the make-up of a line: headlines ("Bridge is open — governor", "Governor: bridge is open"),
 * interviews and transcripts ("Q: …", "MR. OKORO: …").
 *
 * @module
 */
import { ADJ, ADP, AUX, type Clues, DET, NOUN, NUM, PROPN, PUNCT, VERB } from './clues.ts';
import type { Stretch } from './contents.ts';
import { hashOf } from './features.ts';
import type { Saying } from './sayings.ts';

const DASH = hashOf('—');
const HYPHEN = hashOf('-');
const COLON = hashOf(':');
const COMMA = hashOf(',');

/** Longest source of a headline, in tokens. */
const LONGEST_SOURCE = 10;
/** Longest name before a colon in a transcript. */
const LONGEST_SPEAKER = 8;
/** A text is a transcript when at least so many of its paragraphs open with a speaker. */
const TURNS = 3;

/** Attributions of titles and decks by dash or colon. */
export function headlineSayings(clues: Clues): Saying[] {
  const found: Saying[] = [];
  for (const [first, last, kind] of blocksOf(clues)) {
    if (kind !== 'title' && kind !== 'deck') continue;
    const saying = byDash(clues, first, last) ?? byColon(clues, first, last) ?? byTail(clues, first, last);
    if (saying) found.push(saying);
  }
  return found;
}

/** Turns of an interview or a transcript: paragraphs that open with a speaker and a colon. */
export function transcriptSayings(clues: Clues): Saying[] {
  const turns: Saying[] = [];
  for (const [first, last, kind] of blocksOf(clues)) {
    if (kind === 'boilerplate' || kind === 'title') continue;
    for (let t = first; t < Math.min(last - 1, first + LONGEST_SPEAKER); t++) {
      if (clues.closed[t] !== COLON) continue;
      if (t > first && isSpeaker(clues, first, t))
        turns.push({
          cue: { head: t, first: t, last: t },
          source: { head: headOf(clues, first, t), first, last: t - 1 },
          contents: [{ first: t + 1, last: last - 1 }],
          carriesOn: null,
        });
      break;
    }
  }
  return turns.length >= TURNS ? turns : [];
}

function* blocksOf({ tokens, blocks }: Clues): Generator<[first: number, last: number, kind: string]> {
  let s = 0;
  while (s + 1 < tokens.sentences.length) {
    let next = s + 1;
    while (next + 1 < tokens.sentences.length && tokens.block[next] === tokens.block[s]) next++;
    yield [tokens.sentences[s]!, tokens.sentences[next]!, blocks[tokens.block[s]!]!.kind];
    s = next;
  }
}

/** "Bridge is open — governor": a dash with space about it, and behind it somebody. */
function byDash(clues: Clues, first: number, last: number): Saying | null {
  const { tokens, closed } = clues;
  for (let t = last - 2; t > first && t >= last - 1 - LONGEST_SOURCE; t--) {
    if (closed[t] !== DASH && closed[t] !== HYPHEN) continue;
    const free = tokens.end[t - 1]! < tokens.start[t]! && tokens.end[t]! < tokens.start[t + 1]!;
    if (!free) continue;
    const end = withoutStop(clues, last);
    return isSomebody(clues, t + 1, end) && t - first >= 2
      ? saying(clues, t, { first, last: t - 1 }, t + 1, end)
      : null;
  }
  return null;
}

/** "Governor: bridge is open", or "Bridge is open: governor". */
function byColon(clues: Clues, first: number, last: number): Saying | null {
  for (let t = first + 1; t < last - 1; t++) {
    if (clues.closed[t] !== COLON) continue;
    const end = withoutStop(clues, last);
    if (t - first <= LONGEST_SOURCE && isSomebody(clues, first, t))
      return saying(clues, t, { first: t + 1, last: end - 1 }, first, t);
    if (end - t - 1 <= LONGEST_SOURCE && isSomebody(clues, t + 1, end))
      return saying(clues, t, { first, last: t - 1 }, t + 1, end);
    return null;
  }
  return null;
}

/** "Bridge is open, says governor". */
function byTail(clues: Clues, first: number, last: number): Saying | null {
  const end = withoutStop(clues, last);
  for (let t = end - 2; t > first + 1 && t >= end - 1 - LONGEST_SOURCE; t--) {
    if (clues.closed[t - 1] !== COMMA || !clues.word[t]?.frames.includes('quote')) continue;
    return isSomebody(clues, t + 1, end) ? saying(clues, t, { first, last: t - 2 }, t + 1, end) : null;
  }
  return null;
}

function saying(clues: Clues, mark: number, content: Stretch, first: number, last: number): Saying {
  return {
    cue: { head: mark, first: mark, last: mark },
    source: { head: headOf(clues, first, last), first, last: last - 1 },
    contents: [content],
    carriesOn: null,
  };
}

/** Whether the words can name somebody who speaks: no verb, and a word for a source or a name of one. */
function isSomebody(clues: Clues, first: number, last: number): boolean {
  if (last <= first) return false;
  let somebody = false;
  for (let t = first; t < last; t++) {
    const upos = clues.syntax.upos[t]!;
    if (upos === VERB || upos === AUX) return false;
    if (clues.sourceWord[t] !== 0 && (upos === NOUN || upos === PROPN)) somebody = true;
    const name = clues.name[t]!;
    if (name === hashOf('person') || name === hashOf('organization')) somebody = true;
    if (
      upos !== NOUN &&
      upos !== PROPN &&
      upos !== ADJ &&
      upos !== ADP &&
      upos !== DET &&
      upos !== PUNCT &&
      upos !== NUM
    )
      return false;
  }
  return somebody;
}

/** The name of a turn's speaker: "Q", "A", capitals, or a name; no more than a few words. */
function isSpeaker(clues: Clues, first: number, colon: number): boolean {
  const { tokens, syntax } = clues;
  for (let t = first; t < colon; t++) {
    const form = tokens.form[t]!;
    const upos = syntax.upos[t]!;
    if (upos === PUNCT || /^[.,()]$/.test(form)) continue;
    if (!/^\p{Lu}/u.test(form) && !(t > first && (upos === ADP || upos === DET))) return false;
  }
  return true;
}

/** The token of a stretch that hangs highest and is a noun, else the last. */
function headOf(clues: Clues, first: number, last: number): number {
  let best = -1;
  for (let t = first; t < last; t++) {
    const upos = clues.syntax.upos[t]!;
    if (upos !== NOUN && upos !== PROPN) continue;
    if (best < 0 || clues.level[t]! < clues.level[best]!) best = t;
  }
  return best < 0 ? last - 1 : best;
}

const withoutStop = (clues: Clues, last: number) => (clues.tokens.form[last - 1] === '.' ? last - 1 : last);
