/**
 * Which places lie in which.
 *
 * @module
 */
import { kilometres } from './distance.ts';
import type { Candidate } from './world.ts';

/** Whether `outer` is an area that `inner` lies in. */
export function contains(outer: Candidate, inner: Candidate): boolean {
  if (outer === inner) return false;
  if (outer.feature === 'PCLI' || outer.feature === 'PCLH') return outer.country === inner.country;
  if (outer.feature === 'ADM1') return outer.admin1 !== '' && outer.admin1 === inner.admin1;
  if (outer.feature === 'ADM2') return outer.admin2 !== 0 && outer.admin2 === inner.admin2;
  return kilometres(outer.lat, outer.lon, inner.lat, inner.lon) < (outer.listed ? 300 : 60);
}
