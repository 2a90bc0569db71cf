/**
 * Events as W3C Web Annotations: each statement about the very words that it came from, by position (in code points,
 * as the standard has it, not in the UTF-16 units of the record) and by quotation.
 *
 * @module
 */
import type { ChronologyRecord } from '../archive/chronology.ts';
import { sentenceOf } from './sentence.ts';

export const ANNOTATION_HEAD =
  '{"@context":"http://www.w3.org/ns/anno.jsonld","type":"AnnotationPage","items":[\n';
export const ANNOTATION_FOOT = '\n]}\n';
/** Letters of context on either side of a quotation. */
const CONTEXT = 32;

/** @param record with the text of its report. */
export function annotation(record: ChronologyRecord): string {
  const { quote, report, event, url } = record;
  const text = record.text ?? '';
  const before = [...text.slice(0, quote.start)];
  const start = before.length;
  // Of the text, in which a name that is masked keeps its length, and not of the quotation, in which it does not.
  const exact = text.slice(quote.start, quote.end);
  const length = [...exact].length;
  return JSON.stringify({
    id: `urn:onrecord:${report}:${event}`,
    type: 'Annotation',
    motivation: 'describing',
    body: { type: 'TextualBody', value: sentenceOf(record), format: 'text/plain', language: 'en' },
    target: {
      source: `urn:onrecord:report:${report}`,
      ...(url && /^https?:/.test(url) ? { 'schema:isBasedOn': url } : {}),
      selector: [
        { type: 'TextPositionSelector', start, end: start + length },
        {
          type: 'TextQuoteSelector',
          exact,
          prefix: before.slice(-CONTEXT).join(''),
          suffix: [...text.slice(quote.end, quote.end + 2 * CONTEXT)].slice(0, CONTEXT).join(''),
        },
      ],
    },
  });
}
