/**
 * How much an incident needs a person's eye: the queue of review goes by it.
 *
 * @module
 */
import type { IncidentLine } from '../../../src/record/incident.ts';

/** What makes it doubtful, in words; the more, the more doubtful. */
export function doubtsOf(line: IncidentLine): string[] {
  const doubts: string[] = [];
  if (line.contradictions) doubts.push('its reports differ');
  if (line.counts.some(({ relation }) => relation === 'disagreement')) doubts.push('the figures differ');
  if (!line.when) doubts.push('no date');
  else if (line.dateDoubtful) doubts.push('the date is not in the reports’ own words');
  if (!line.place) doubts.push('no place');
  else if (line.place.precision === 'unknown') doubts.push('the place is not located');
  if (!line.actors.length && !line.recipients.length) doubts.push('nobody takes part');
  if (line.origins < 2) doubts.push('only one origin');
  return doubts;
}

/** Most doubtful first; of equals, in the order in which they came. What a person has graded is settled. */
export function byDoubt(lines: readonly IncidentLine[]): IncidentLine[] {
  return lines
    .filter(({ grade }) => !grade)
    .map((line, i) => ({ line, i, doubts: doubtsOf(line).length }))
    .sort((a, b) => b.doubts - a.doubts || a.i - b.i)
    .map(({ line }) => line);
}
