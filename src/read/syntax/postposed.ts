/**
 * "…, killing three people including a commander, state media and a security source said.": newswriting puts who said it
 * behind what was said, where a parser taught on other prose takes the speakers for more of the list before them. This
 * gives a verb of saying that stands behind its speakers their heads as its subject.
 *
 * @module
 */
import { type Knowledge, several, tableOf } from '../../knowledge/table.ts';
import type { Tokens } from '../tokens/types.ts';
import { UPOS } from './types.ts';

/** What the parser made of the words, to be put right in place. */
export interface Parsed {
  readonly upos: Uint8Array;
  readonly xpos: readonly string[];
  readonly lemma: readonly string[];
  readonly head: Int32Array;
  readonly relation: string[];
}

const of = (...names: string[]) => new Set(names.map((name) => (UPOS as readonly string[]).indexOf(name)));
const NOMINAL = of('NOUN', 'PROPN');
/** What a list of speakers is made of, prepositions for "a spokesman for the rebels". */
const WITHIN = of('NOUN', 'PROPN', 'DET', 'ADJ', 'NUM', 'ADP', 'CCONJ', 'PART');
/** What no list begins with. */
const LINKS = of('ADP', 'CCONJ', 'PART');
const FINITE = new Set(['VBD', 'VBZ', 'VBP']);
/** How many words a list of speakers may have. */
const LONGEST = 25;
/** How far before them a subject is looked for. */
const FAR = 100;

/** A stretch of tokens, `to` exclusive. */
interface Segment {
  readonly from: number;
  readonly to: number;
}

export function createPostposed(knowledge: Knowledge): (tokens: Tokens, parsed: Parsed) => void {
  const saying = new Set(
    tableOf(knowledge, 'attribution/verbs.tsv')
      .filter(
        ({ cells }) => /\b(?:say|tell)\b/.test(cells.classes!) && several(cells.frames!).includes('clause'),
      )
      .map(({ cells }) => cells.verb!),
  );
  return (tokens, parsed) => {
    for (let verb = 0; verb < tokens.length; verb++)
      if (FINITE.has(parsed.xpos[verb]!) && saying.has(parsed.lemma[verb]!))
        mend(tokens, parsed, tokens.sentences[tokens.sentence[verb]!]!, verb);
  };
}

function mend({ form }: Tokens, { upos, head, relation }: Parsed, first: number, verb: number): void {
  const opens = (i: number) => form[i] === ',' || form[i] === '"' || form[i] === '”';
  /** The words before `to`, from a comma on, if they are such as speakers are called by. */
  const behindComma = (to: number): Segment | null => {
    let from = to;
    while (from > first && to - from < LONGEST && WITHIN.has(upos[from - 1]!)) from--;
    const isWhole = from < to && from > first && opens(from - 1) && !LINKS.has(upos[from]!);
    return isWhole && NOMINAL.has(upos[to - 1]!) ? { from, to } : null;
  };
  // "the mayor, Hamidou Maiga, told": an apposition between commas.
  const apposed = form[verb - 1] === ',' ? behindComma(verb - 1) : null;
  const speakers = apposed ? behindComma(apposed.from - 1) : behindComma(verb);
  if (!speakers || form[verb + 1] === 'to') return;
  const { from, to } = speakers;
  // "Officials in Kabul, Herat and Kandahar said" has its subject already.
  for (let k = Math.max(first, from - FAR); k < from; k++)
    if (head[k] === verb && relation[k]!.startsWith('nsubj')) return;
  const isInside = (i: number) => i >= from && i < to;
  const heads: number[] = [];
  for (let k = from; k < to; k++) if (!isInside(head[k]!) && NOMINAL.has(upos[k]!)) heads.push(k);
  const speaker = heads[0];
  if (speaker === undefined || heads.every((k) => head[k] === verb)) return;
  let above = head[verb]!;
  while (isInside(above)) above = head[above]!;
  for (const k of heads) {
    head[k] = k === speaker ? verb : speaker;
    relation[k] = k === speaker ? 'nsubj' : 'conj';
  }
  // What was said hangs on the verb, not the verb on it.
  let said = above;
  while (said >= 0 && head[said]! >= 0) said = head[said]!;
  head[verb] = said < 0 || said >= from ? above : -1;
  if (head[verb]! >= 0 || said < 0) return;
  relation[verb] = 'root';
  head[said] = verb;
  relation[said] = 'ccomp';
}
