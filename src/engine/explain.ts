/**
 * How a reading came to its events, worked out anew from the report: the reading itself keeps only the outcome.
 *
 * @module
 */
import { type Explanation, explainReading } from '../publish/explanation.ts';
import { createExplain, type Explanation as HowRead } from '../read/event/explain.ts';
import { createReader } from '../read/read.ts';
import type { Resources } from '../read/resources.ts';
import type { Reading } from '../record/reading.ts';
import type { IncomingReport } from '../report/types.ts';

/** What each field of an event rests on, and how the reader came to it. */
export interface ExplainedEvent extends Explanation {
  how: Omit<HowRead, 'event'> | null;
}

export interface ExplainedReport {
  reading: Reading;
  events: ExplainedEvent[];
}

export type Explainer = (report: IncomingReport) => ExplainedReport;

/** Opens lists and models once, for any number of reports. */
export function createExplainer(resources: Resources): Explainer {
  const reader = createReader(resources);
  const explain = createExplain(resources);
  return (report) => {
    const analysis = reader.analyse(report);
    const reading = reader.record(analysis);
    const events = explainReading(reading).map((explained) => {
      const found = explain(analysis, explained.event);
      if (!found) return { ...explained, how: null };
      const { event: _, ...how } = found;
      return { ...explained, how };
    });
    return { reading, events };
  };
}

/** The report of a reading as it came in, so that it can be read again. */
export function incomingOf({ report }: Reading): IncomingReport {
  const { text, title, deck, byline, publisher, url, language, published } = report;
  const known = published.method === 'metadata' ? published.value : null;
  return { text, title, deck, byline, publisher, url, language, published: known };
}
