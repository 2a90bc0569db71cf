/**
 * How a figure changed: the figures of one measure by the day they were published.
 *
 * @module
 */
import type { CountClaim } from '../../../src/record/incident.ts';

export interface TollPoint {
  claim: CountClaim;
  /** Milliseconds since 1970. */
  at: number;
  low: number;
  /** Null when the figure is open above ("at least"). */
  high: number | null;
}

export interface Toll {
  measures: CountClaim['measures'];
  points: TollPoint[];
}

/** Measures that have figures of two days or more, or of two origins. */
export function tollsOf(figures: readonly CountClaim[]): Toll[] {
  const byMeasure = new Map<CountClaim['measures'], TollPoint[]>();
  for (const claim of figures) {
    const at = Date.parse(claim.asOf ?? '');
    const low = claim.low ?? claim.value ?? claim.high;
    if (claim.measures === 'other' || Number.isNaN(at) || low === null) continue;
    const points = byMeasure.get(claim.measures) ?? [];
    const high = claim.high ?? (claim.operator === 'at-least' || claim.operator === 'more-than' ? null : low);
    points.push({ claim, at, low, high });
    byMeasure.set(claim.measures, points);
  }
  return [...byMeasure]
    .map(([measures, points]) => ({ measures, points: points.sort((a, b) => a.at - b.at || a.low - b.low) }))
    .filter(({ points }) => new Set(points.map(({ at, claim }) => `${at} ${claim.support.origin}`)).size > 1);
}

/** Round numbers from 0 to at least `most`, four steps or fewer. */
export function ticksTo(most: number): number[] {
  const raw = Math.max(most, 1) / 4;
  const size = 10 ** Math.floor(Math.log10(raw));
  const step = Math.max(1, [1, 2, 5, 10].map((n) => n * size).find((n) => n >= raw) ?? raw);
  const ticks = [0];
  while (ticks.at(-1)! < most) ticks.push(ticks.at(-1)! + step);
  return ticks;
}
