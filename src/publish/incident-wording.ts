/**
 * The words for what happened: from the list `incidents/wording.tsv`, by trigger, mode and type.
 *
 * @module
 */
import { type Knowledge, several, tableOf } from '../knowledge/table.ts';

export interface Phrase {
  /** The verb after "to", after "to have", after "to be"; null where only the noun is used. */
  verb: { base: string; participle: string; ing: string } | null;
  /** What leads from the verb to whom it was done to; '' where nothing does, null where it cannot have one. */
  object: string | null;
  noun: string;
  /** What leads from the noun to whom it was done to. */
  towards: string;
}

export type Phrases = (type: string, mode: string | null, lemma: string) => Phrase;

export function readPhrases(knowledge: Knowledge): Phrases {
  const phrases = new Map<string, Phrase>();
  const key = (type: string, mode: string, trigger: string) => `${type}/${mode}/${trigger}`;
  for (const { cells } of tableOf(knowledge, 'incidents/wording.tsv')) {
    const { type, mode, trigger, base, participle, ing, object, noun, towards } = cells as Record<
      string,
      string
    >;
    const phrase: Phrase = {
      verb: base === '-' ? null : { base: base!, participle: participle!, ing: ing! },
      object: object === '-' ? null : object!,
      noun: noun!,
      towards: towards!,
    };
    for (const word of trigger ? several(trigger) : ['']) phrases.set(key(type!, mode!, word), phrase);
  }
  return (type, mode, lemma) => {
    const found =
      phrases.get(key(type, '', lemma.toLowerCase())) ??
      (mode === null ? undefined : phrases.get(key(type, mode, ''))) ??
      phrases.get(key(type, '', ''));
    if (!found) throw new Error(`incidents/wording.tsv has no line for ${type}`);
    return found;
  };
}
