/**
 * The rule that made an event, in words a person can follow.
 *
 * @module
 */
import type { FoundEvent } from './found.ts';
import type { Ground } from './ground.ts';

/** One line: the sense and its line in the lexicon, how it was carried, why each role was filled, what set the status. */
export function whyOf(ground: Ground, event: FoundEvent): string {
  const { tokens } = ground.doc;
  const { sense, predicate } = event.match;
  const parts = [`${sense.pos === 'v' ? 'verb' : sense.pos === 'n' ? 'noun' : 'idiom'} ${sense.name}`];
  if (predicate.clause?.voice === 'passive') parts.push('passive');
  if (predicate.clause?.subjectBasis === 'shared') parts.push('subject shared with the clause around it');
  if (predicate.carrier) parts.push(`carried by "${tokens.lower[predicate.carrier.verb]}"`);
  for (const { role, token, by } of event.fillers) parts.push(`${role} "${tokens.form[token]}" as ${by}`);
  if (event.standing.word) parts.push(`${event.standing.status} by "${event.standing.word}"`);
  return parts.join('; ');
}
