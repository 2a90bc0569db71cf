/**
 * When an incident was: the days that all dated tellings allow, on the strongest footing that any of them has.
 *
 * @module
 */

import { edtfDay, edtfDays } from '../record/edtf.ts';
import type { Contradiction, Told } from '../record/incident.ts';
import type { EventRecord } from './event-record.ts';

export interface AgreedTime {
  /** EDTF; null when undated. */
  edtf: string | null;
  /** YYYY-MM-DD. */
  first: string | null;
  last: string | null;
  /** Whether no telling dates it in words of its own. */
  doubtful: boolean;
}

const BASES = ['explicit', 'inherited', 'published'] as const;

/** What all tellings on the strongest footing allow; where they contradict each other, all that they span. */
export function agreedTime(times: readonly EventRecord['time'][]): AgreedTime {
  const undated = { edtf: null, first: null, last: null, doubtful: true };
  const basis = BASES.find((basis) => times.some((time) => time.edtf !== null && time.basis === basis));
  if (!basis) return undated;
  const told = times.filter((time) => time.edtf !== null && time.basis === basis).map(({ edtf }) => edtf!);
  const doubtful = basis !== 'explicit';
  const ranges = told.map((edtf) => ({ edtf, days: edtfDays(edtf) }));
  const known = ranges.filter(({ days }) => days && (days.first !== null || days.last !== null));
  if (known.length === 0) return { ...undated, edtf: told[0]!, doubtful };
  const low = (days: (typeof known)[number]['days']) => days!.first ?? Number.NEGATIVE_INFINITY;
  const high = (days: (typeof known)[number]['days']) => days!.last ?? Number.POSITIVE_INFINITY;
  let first = Math.max(...known.map(({ days }) => low(days)));
  let last = Math.min(...known.map(({ days }) => high(days)));
  if (first > last) {
    first = Math.min(...known.map(({ days }) => low(days)));
    last = Math.max(...known.map(({ days }) => high(days)));
  }
  const day = (n: number) => (Number.isFinite(n) ? edtfDay(n) : null);
  // One of the tellings says just this: its own words are kept, with their precision.
  const own = known.find(({ days }) => low(days) === first && high(days) === last);
  const written = own?.edtf ?? (first === last ? day(first)! : `${day(first) ?? '..'}/${day(last) ?? '..'}`);
  return { edtf: written, first: day(first), last: day(last), doubtful };
}

/** Times in the reports' own words that cannot all be right. */
export function timeContradiction(times: readonly Told<string>[]): Contradiction[] {
  const stated = times.filter(({ support }) => support.some(({ span }) => span !== null));
  const days = stated
    .map((time) => ({ time, days: edtfDays(time.value) }))
    .filter(({ days }) => days?.first != null);
  for (const one of days)
    for (const other of days) {
      if (one === other || one.days!.last === null || other.days!.first! <= one.days!.last) continue;
      const origins = new Set(one.time.support.map(({ origin }) => origin));
      if (other.time.support.some(({ origin }) => origins.has(origin))) continue;
      return [
        {
          field: 'time',
          words: `${one.time.value} or ${other.time.value}`,
          sides: stated,
        },
      ];
    }
  return [];
}
