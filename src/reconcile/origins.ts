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
const LOOKED_UP = 2;
/** Reports looked at under one shingle: one that stands in more is a footer. */
const MOST_PER_SHINGLE = 64;

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
  readonly #sketches: Uint32Array[] = [];
  readonly #agencies: (string | null)[] = [];
  readonly #days: (number | null)[] = [];

  /** Adds a report; its number is the next one, from 0. */
  add({ text, agency, day }: Copy): number {
    const report = this.#groups.add();
    const sketch = sketchOf(text);
    const lookUp = 2 ** 32 / FRACTION / LOOKED_UP;
    const met = new Map<number, number>();
    for (const hash of sketch) {
      if (hash >= lookUp) break;
      this.#index.each(hash, MOST_PER_SHINGLE, (other) => met.set(other, (met.get(other) ?? 0) + 1));
      this.#index.add(hash, report);
    }
    this.#sketches.push(sketch);
    this.#agencies.push(agency?.toLowerCase() ?? null);
    this.#days.push(day);
    for (const [other, count] of met)
      if (count > 1 && this.#isCopy(report, other)) this.#groups.join(report, other);
    return report;
  }

  /** The origin of a report, named by the first report of it. */
  of(report: number): number {
    return this.#groups.of(report);
  }

  #isCopy(a: number, b: number): boolean {
    const [left, right] = [this.#sketches[a]!, this.#sketches[b]!];
    const shorter = Math.min(left.length, right.length);
    const common = shared(left, right);
    if (common < Math.min(LEAST_SHARED, shorter)) return false;
    return common / shorter >= (this.#sameAgency(a, b) ? COPY_OF_SAME_AGENCY : COPY);
  }

  #sameAgency(a: number, b: number): boolean {
    const [left, right] = [this.#days[a], this.#days[b]];
    const near = left == null || right == null || Math.abs(left - right) <= AGENCY_DAYS;
    return this.#agencies[a] !== null && this.#agencies[a] === this.#agencies[b] && near;
  }
}
