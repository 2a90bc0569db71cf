/**
 * Which earlier expression dates an event: "the attack on January 14", "the strike began on Monday".
 *
 * @module
 */
import type { Named } from '../layers.ts';
import { headOf } from '../syntax/tree.ts';
import type { Stage } from './language.ts';
import type { Found } from './meaning.ts';
import type { Words } from './words.ts';

/** How many expressions back an event's date is looked for. */
const LOOK_BACK = 60;

/** Number of the latest expression before `before` that dates the event whose noun is at unit `noun`, or -1. */
export type DatedEvent = (noun: number, before: number, startOnly: boolean) => number;

/**
 * Makes the search for dated events. An expression dates an event if it hangs on the event's noun, or on a verb that
 * the noun is subject or object of and that says so, or on the verb of the same word ("attacked").
 *
 * @param happenings verbs and the stage of an event that they speak of.
 */
export function datedEvents(
  { tokens, syntax }: Named,
  words: Words,
  found: readonly Found[],
  happenings: ReadonlyMap<string, Stage>,
): DatedEvent {
  const { head, lemma, relation } = syntax;
  const aboveOf = (f: Found): number =>
    head[headOf(head, words.token[f.first]!, words.token[f.last - 1]! + 1)]!;
  const dates = (above: number, noun: number, startOnly: boolean): boolean => {
    if (above === noun) return true;
    if (above < 0) return false;
    if (!startOnly && lemma[above] === lemma[noun]) return true;
    if (head[noun] !== above) return false;
    const stage = happenings.get(lemma[above]!);
    const how = relation[noun]!;
    if (startOnly) return stage === 'start' && (how.startsWith('nsubj') || how === 'obj');
    return how === 'nsubj'
      ? stage !== 'end'
      : stage !== undefined && stage !== 'end' && (how === 'nsubj:pass' || how === 'obj');
  };
  return (noun, before, startOnly) => {
    const token = words.token[noun]!;
    for (let n = before - 1; n >= 0 && n >= before - LOOK_BACK; n--) {
      const f = found[n]!;
      if (f.meaning.kind !== 'calendar' && f.meaning.kind !== 'shift') continue;
      const above = aboveOf(f);
      const sentence = tokens.sentence[words.token[f.first]!]!;
      const end = Math.min(tokens.sentences[sentence + 1]!, token);
      for (let t = tokens.sentences[sentence]!; t < end; t++)
        if (lemma[t] === lemma[token] && dates(above, t, startOnly)) return n;
    }
    return -1;
  };
}
