/**
 * Which reports are copies of one text: wire copy, rewrites, syndication. Ten copies are one origin.
 *
 * @module
 */
import { Groups } from './groups.ts';
import { Postings } from './postings.ts';
import { FRACTION, shared, sketchOf } from './sketch.ts';

/** Share of the shorter report's shingles that must stand in the longer one. */
const COPY = 0.35;
/** The same for two reports that credit the same agency within a few days: they were cut and edited, not written anew. */
const COPY_OF_SAME_AGENCY = 0.2;
const AGENCY_DAYS = 3;
/** Fewer shared shingles than this are a quotation or a footer, whatever their share. */
const LEAST_SHARED = 8;
/** One in so many hashes of a sketch is looked up; the rest only confirm. */
const LOOKED_UP = 4;
/** With fewer hashes to look up than this, one that is met is enough to look closer. */
const FEW = 24;
/** Reports looked at under one shingle: one that stands in more is a footer. */
export const MOST_PER_SHINGLE = 64;

/** Hashes below this are looked up. */
export const LOOKED_UP_BELOW = 2 ** 32 / FRACTION / LOOKED_UP;

/** The hashes of a sketch by which copies are looked up. */
export function lookUps(sketch: Uint32Array): Uint32Array {
  const end = sketch.findIndex((hash) => hash >= LOOKED_UP_BELOW);
  return end < 0 ? sketch : sketch.subarray(0, end);
}

/** Whether two reports that have so many looked-up hashes in common, of so many that the one has, are worth comparing. */
export const isWorthComparing = (met: number, lookedUp: number): boolean => met > 1 || lookedUp < FEW;

export interface Copy {
  text: string;
  /** Agency that it credits, as written. */
  agency: string | null;
  /** Day of publication as days since 1970-01-01, if known. */
  day: number | null;
}

/** Takes reports one by one, in any order; the same reports end in the same origins. */
export class Origins {
  readonly #index = new Postings();
  readonly #groups = new Groups();
  readonly #texts: Sketched[] = [];

  /** Adds a report; its number is the next one, from 0. */
  add({ text, agency, day }: Copy): number {
    const report = this.#groups.add();
    const sketch = sketchOf(text);
    const hashes = lookUps(sketch);
    const met = new Map<number, number>();
    for (const hash of hashes) {
      this.#index.each(hash, MOST_PER_SHINGLE, (other) => met.set(other, (met.get(other) ?? 0) + 1));
      this.#index.add(hash, report);
    }
    this.#texts.push({ sketch, agency: agency?.toLowerCase() ?? null, day });
    for (const [other, count] of met)
      if (isWorthComparing(count, hashes.length) && isCopy(this.#texts[report]!, this.#texts[other]!))
        this.#groups.join(report, other);
    return report;
  }

  /** The origin of a report, named by the first report of it. */
  of(report: number): number {
    return this.#groups.of(report);
  }
}

/** What of a report decides whether another is a copy of it. */
export interface Sketched {
  sketch: Uint32Array;
  /** In lower case. */
  agency: string | null;
  day: number | null;
}

export function isCopy(a: Sketched, b: Sketched): boolean {
  const shorter = Math.min(a.sketch.length, b.sketch.length);
  if (shorter === 0) return false;
  const common = shared(a.sketch, b.sketch);
  if (common < Math.min(LEAST_SHARED, shorter)) return false;
  return common / shorter >= (creditSame(a, b) ? COPY_OF_SAME_AGENCY : COPY);
}

function creditSame(a: Sketched, b: Sketched): boolean {
  const near = a.day === null || b.day === null || Math.abs(a.day - b.day) <= AGENCY_DAYS;
  return a.agency !== null && a.agency === b.agency && near;
}
