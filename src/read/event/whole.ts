/**
 * Numbers and parts, and what they are of: "dozens of | homes", "22 of the | drones".
 *
 * @module
 */
import { dependentsBy, prepositionOf } from '../syntax/dependents.ts';
import { UPOS } from '../syntax/types.ts';
import { entityAt, type Ground, inClass, isNoun } from './ground.ts';

const NUM = UPOS.indexOf('NUM');

/** Whether a word only says how many: "dozens", "some", "22". */
export const isNumber = (ground: Ground, token: number) =>
  inClass(ground, token, 'number') || (ground.doc.syntax.upos[token] === NUM && ground.timeAt[token]! < 0);

/** What a word that only says how many counts, where a phrase with "of" names it; else the word itself. */
export function wholeOf(ground: Ground, token: number): number {
  if (!isNumber(ground, token)) return token;
  const whole = dependentsBy(ground.doc, token, 'nmod').find((t) => prepositionOf(ground.doc, t) === 'of');
  return whole !== undefined && (isNoun(ground, whole) || entityAt(ground, whole)) ? whole : token;
}

/** The first word of "dozens of homes" at "homes"; -1 where no number counts the noun with "of". */
export function countedFrom(ground: Ground, token: number): number {
  const { syntax } = ground.doc;
  const number = syntax.head[token]!;
  return syntax.relation[token] === 'nmod' && number >= 0 && wholeOf(ground, number) === token ? number : -1;
}
