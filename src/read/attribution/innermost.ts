/**
 * Which claims a stretch of the report stands in.
 *
 * @module
 */
import type { Claim, Range } from '../../record/reading.ts';

/**
 * The innermost claims that hold all of `range`: the shortest; of several as short, those that no other of them was reached
 * through. What nobody is given is the publisher's, whose claim holds the whole report.
 */
export function innermostClaims(claims: readonly Claim[], range: Range): readonly Claim[] {
  let shortest = Number.POSITIVE_INFINITY;
  for (const { start, end } of claims)
    if (start <= range.start && end >= range.end) shortest = Math.min(shortest, end - start);
  const found = claims.filter(
    ({ start, end }) => start <= range.start && end >= range.end && end - start === shortest,
  );
  return found.length < 2 ? found : found.filter(({ id }) => !found.some(({ via }) => via === id));
}
