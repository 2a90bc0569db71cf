/**
 * From text to a reading: the layers, in the order in which they run.
 *
 * A pure function: the same report, models and knowledge give the same reading, in Node, in a worker, in a browser.
 *
 * @module
 */
import type { Reading } from '../record/reading.ts';
import { createStructure } from '../report/structure.ts';
import type { IncomingReport } from '../report/types.ts';
import { createAttribution } from './attribution/attribution.ts';
import { createEvents } from './event/event.ts';
import type { Analysis } from './layers.ts';
import { createNames } from './names/names.ts';
import { createPlaces } from './place/place.ts';
import { createQuantities } from './quantity/quantity.ts';
import { engineOf, toReading } from './reading.ts';
import type { Resources } from './resources.ts';
import { createParser } from './syntax/syntax.ts';
import { createTimes } from './time/time.ts';
import { createTokenizer } from './tokens/tokens.ts';

/** Called after each layer with its name, so that a bench can time them. */
export type Watch = (layer: string) => void;

export interface Reader {
  /** The whole record of one report. @throws {TypeError} when it has no text. */
  read(report: IncomingReport): Reading;
  /** All that the layers found, before it is put into the form of the record. */
  analyse(report: IncomingReport, watch?: Watch): Analysis;
  /** What the layers found, in the form of the record. */
  record(analysis: Analysis): Reading;
}

/** Makes a reader: compiles the lists and opens the models once, for any number of reports. */
export function createReader(resources: Resources): Reader {
  const { knowledge, models } = resources;
  const structure = createStructure(knowledge);
  const tokenize = createTokenizer(knowledge);
  const parse = createParser(knowledge, models);
  const findNames = createNames(knowledge, models);
  const findTimes = createTimes(knowledge);
  const findPlaces = createPlaces(knowledge, models);
  const findQuantities = createQuantities(knowledge);
  const findClaims = createAttribution(knowledge, models);
  const findEvents = createEvents(knowledge, models);
  const engine = engineOf(models);

  function analyse(incoming: IncomingReport, watch: Watch = () => {}): Analysis {
    const structured = { report: structure(incoming) };
    watch('report');
    const tokenized = { ...structured, tokens: tokenize(structured) };
    watch('tokens');
    const parsed = { ...tokenized, syntax: parse(tokenized) };
    watch('syntax');
    const named = { ...parsed, names: findNames(parsed) };
    watch('names');
    const timed = { ...named, ...findTimes(named) };
    watch('time');
    const placed = { ...timed, places: findPlaces(timed) };
    watch('place');
    const counted = { ...placed, quantities: findQuantities(placed) };
    watch('quantity');
    const attributed = { ...counted, claims: findClaims(counted) };
    watch('attribution');
    const events = findEvents(attributed);
    watch('event');
    return { ...attributed, events };
  }

  const record = (analysis: Analysis) => toReading(analysis, engine);
  return {
    analyse,
    record,
    read(incoming) {
      if (typeof incoming?.text !== 'string') throw new TypeError('read: a report needs its text, a string');
      return record(analyse(incoming));
    },
  };
}
