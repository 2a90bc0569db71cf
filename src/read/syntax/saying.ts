/**
 * What newswriting does around verbs of saying, and a parser taught on other prose takes for something else.
 *
 * - "…, killing three people including a commander, state media and a security source said.": who said it stands behind
 *   what was said, and is no more of the list before. The verb gets the heads of these words as its subject.
 * - "He said troops had killed rebels, and accused Rwanda of …": a verb of speaking behind a comma goes on from the verb
 *   of saying, not from what was said.
 *
 * @module
 */
import { type Knowledge, several, tableOf } from '../../knowledge/table.ts';
import type { Tokens } from '../tokens/types.ts';
import { UPOS, uposSet } from './types.ts';

/** What the parser made of the words, to be put right in place. */
export interface Parsed {
  readonly upos: Uint8Array;
  readonly xpos: readonly string[];
  readonly lemma: readonly string[];
  readonly head: Int32Array;
  readonly relation: string[];
}

const NOMINAL = uposSet('NOUN', 'PROPN');
/** What a list of speakers is made of, prepositions for "a spokesman for the rebels". */
const WITHIN = uposSet('NOUN', 'PROPN', 'DET', 'ADJ', 'NUM', 'ADP', 'CCONJ', 'PART');
/** What no list begins with. */
const LINKS = uposSet('ADP', 'CCONJ', 'PART');
const ADVERB = UPOS.indexOf('ADV');
/** Classes of verbs that only somebody who speaks does. */
const SPEECH = new Set(['say', 'tell', 'deny', 'demand', 'promise', 'claim', 'blame', 'praise']);
const PAST = new Set(['VBD', 'VBN']);
const FINITE = new Set(['VBD', 'VBZ', 'VBP']);
/** How many words a list of speakers may have. */
const LONGEST = 25;
/** How far a subject, or what comes later, is looked for. */
const FAR = 100;

/** A stretch of tokens, `to` exclusive. */
interface Segment {
  readonly from: number;
  readonly to: number;
}

/** Makes what puts the parse of a report right around its verbs of saying. */
export function createSayings(knowledge: Knowledge): (tokens: Tokens, parsed: Parsed) => void {
  const verbs = tableOf(knowledge, 'attribution/verbs.tsv').map(({ cells }) => ({
    verb: cells.verb!,
    classes: several(cells.classes!),
    frames: several(cells.frames!),
  }));
  const of = (take: (verb: (typeof verbs)[number]) => boolean) =>
    new Set(verbs.filter(take).map(({ verb }) => verb));
  const saying = of(
    ({ classes, frames }) => classes.some((c) => c === 'say' || c === 'tell') && frames.includes('clause'),
  );
  const speaking = of(({ classes }) => classes.some((c) => SPEECH.has(c)));
  return (tokens, parsed) => {
    const { lemma, xpos } = parsed;
    for (let verb = 0; verb < tokens.length; verb++) {
      if (FINITE.has(xpos[verb]!) && saying.has(lemma[verb]!))
        attachSpeakers(tokens, parsed, tokens.sentences[tokens.sentence[verb]!]!, verb);
      if (PAST.has(xpos[verb]!) && speaking.has(lemma[verb]!)) goOn(tokens, parsed, verb, speaking);
    }
  };
}

/** Hangs a verb of speaking that is coordinated with what was said on the verb that said it. */
function goOn({ form, lower }: Tokens, parsed: Parsed, verb: number, speaking: ReadonlySet<string>): void {
  const { head, lemma, relation } = parsed;
  if (relation[verb] !== 'conj') return;
  let link = verb - 1;
  while (link > 0 && parsed.upos[link] === ADVERB) link--;
  if (lower[link] !== 'but' && !(lower[link] === 'and' && form[link - 1] === ',') && lemma[verb] !== 'add')
    return;
  let said = head[verb]!;
  while (relation[said] === 'conj') said = head[said]!;
  const sayer = relation[said] === 'ccomp' ? head[said]! : -1;
  if (sayer < 0 || sayer > said || speaking.has(lemma[said]!) || !speaking.has(lemma[sayer]!)) return;
  for (let k = link; k < verb; k++) if (head[k] === verb && relation[k]!.startsWith('aux')) return;
  for (let k = said; k < verb; k++) if (head[k] === verb && relation[k]!.startsWith('nsubj')) return;
  head[verb] = sayer;
}

/** Gives a verb of saying the speakers that stand before it, behind what they said. */
function attachSpeakers(
  { form }: Tokens,
  { upos, head, relation }: Parsed,
  first: number,
  verb: number,
): void {
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
  // "…, residents said, a day after talks had ended": what comes later was not said.
  if (form[verb + 1] !== ',') return;
  for (let k = verb + 2; k < Math.min(head.length, verb + FAR); k++)
    if (head[k] === verb && relation[k] === 'ccomp') relation[k] = 'advcl';
}
