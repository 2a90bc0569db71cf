/**
 * What is found of who says what, before it is a claim of the record.
 *
 * @module
 */
import type { Stretch } from './contents.ts';
import type { CueSpan } from './sources.ts';

export interface Saying {
  /** Null for a quotation that runs on, or stands alone, without a cue. */
  readonly cue: CueSpan | null;
  readonly source: (Stretch & { readonly head: number }) | null;
  readonly contents: readonly Stretch[];
  /** The saying whose speaker speaks on, where the words name none. */
  readonly carriesOn: Saying | null;
  /** The saying that this one was reached through ("Reuters, citing the Observatory"), where no content holds it. */
  readonly through?: Saying;
}

/** Whether `span` stands whole in `around`. */
export const inside = (span: Stretch, around: Stretch): boolean =>
  span.first >= around.first && span.last <= around.last;

/** For each token, in how many contents it stands. */
export function coverage(sayings: readonly Saying[], length: number): Int32Array {
  const change = new Int32Array(length + 1);
  for (const { contents } of sayings)
    for (const { first, last } of contents) {
      change[first]!++;
      change[last + 1]!--;
    }
  let sum = 0;
  return change.map((step) => {
    sum += step;
    return sum;
  });
}
