/**
 * What a source does with a content: asserts, denies, doubts, promises or demands it.
 *
 * @module
 */
import { type Clues, VERB } from './clues.ts';
import type { Stance } from './lexicon.ts';
import type { Saying } from './sayings.ts';

const NEGATIONS = new Set(['not', "n't", 'n’t', 'never', 'no', 'nt']);
/** What a stance becomes when its cue is negated: who does not deny, lets it stand; who does not believe, doubts. */
const NEGATED: Record<Stance, Stance> = {
  asserts: 'doubts',
  denies: 'asserts',
  doubts: 'asserts',
  promises: 'denies',
  demands: 'doubts',
};
/** Classes of verbs that demand when an infinitive follows: "told them to leave", "asked to be heard". */
const TELLING = new Set(['tell', 'ask', 'say']);

export function stanceOf(clues: Clues, { cue, contents }: Saying): Stance {
  if (!cue) return 'asserts';
  const { tokens, syntax } = clues;
  let stance: Stance = clues.word[cue.head]?.stance ?? 'asserts';
  let negated = false;
  for (let t = cue.first; t <= cue.last; t++) {
    const phrase = clues.phrase.get(t);
    if (phrase && phrase.phrase.class === 'phrase' && phrase.last - 1 <= cue.last + 1)
      stance = phrase.phrase.stance;
    else if (t !== cue.head && stance === 'asserts' && clues.word[t] && syntax.head[t] === cue.head)
      stance = clues.word[t]!.stance;
    if (NEGATIONS.has(tokens.lower[t]!)) negated = true;
  }
  for (let child = syntax.firstChild[cue.head]!; child >= 0; child = syntax.nextSibling[child]!)
    if (syntax.relation[child] === 'advmod' && NEGATIONS.has(tokens.lower[child]!)) negated = true;
  const content = contents[0];
  const infinitive = content && tokens.lower[content.first] === 'to' && syntax.upos[cue.head] === VERB;
  const telling = clues.word[cue.head]?.classes.some((name) => TELLING.has(name));
  if (stance === 'asserts' && infinitive && telling) stance = 'demands';
  if (stance === 'demands' && clues.word[cue.head]?.word === 'ask' && !infinitive) stance = 'asserts';
  return negated ? NEGATED[stance] : stance;
}
