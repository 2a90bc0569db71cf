/**
 * Reads the times of a text with the layers that time needs, for the tests of that layer.
 *
 * @module
 */
import { loadResources } from '../src/index.ts';
import { createNames } from '../src/read/names/names.ts';
import { createParser } from '../src/read/syntax/syntax.ts';
import { createTimes } from '../src/read/time/time.ts';
import { createTokenizer } from '../src/read/tokens/tokens.ts';
import { createStructure } from '../src/report/structure.ts';
import type { IncomingReport } from '../src/report/types.ts';

const { knowledge, models } = loadResources();
const structure = createStructure(knowledge);
const tokenize = createTokenizer(knowledge);
const parse = createParser(knowledge, models);
const findNames = createNames(knowledge, models);
const findTimes = createTimes(knowledge);

/** The times of a report and its date of publication; `report.text` is what the offsets point into. */
export function timesOf(incoming: IncomingReport) {
  const report = structure(incoming);
  const tokens = tokenize({ report });
  const syntax = parse({ tokens });
  const parsed = { report, tokens, syntax };
  return { report, ...findTimes({ ...parsed, names: findNames(parsed) }) };
}

/** "last week=2016-W05" and so on, of a report published on a day. */
export function valuesOf(text: string, published: string | null = '2016-02-08'): string[] {
  return timesOf({ text, published }).times.map((time) => `${time.text}=${time.value}`);
}
