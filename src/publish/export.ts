/**
 * The forms in which events leave the archive. Each writes exactly the events that it is given, in their order, with
 * no clock, locale or time zone in it, so that the same events give the same bytes.
 *
 * @module
 */
import type { ChronologyRecord } from '../archive/chronology.ts';
import { csvHead, csvRow } from './csv.ts';
import { GEOJSON_FOOT, GEOJSON_HEAD, geojsonFeature } from './geojson.ts';

export interface ExportFormat {
  mediaType: string;
  extension: string;
  write(records: AsyncIterable<ChronologyRecord>): AsyncGenerator<string>;
}

/** One piece an event: a head, pieces with something between them, a foot. */
const pieces = (head: string, piece: (record: ChronologyRecord) => string, between = '', foot = '') =>
  async function* (records: AsyncIterable<ChronologyRecord>): AsyncGenerator<string> {
    let text = head;
    let first = true;
    for await (const record of records) {
      text += first ? piece(record) : between + piece(record);
      first = false;
      if (text.length < 1 << 16) continue;
      yield text;
      text = '';
    }
    yield text + foot;
  };

export const EXPORTS = {
  csv: {
    mediaType: 'text/csv; charset=utf-8; header=present',
    extension: 'csv',
    write: pieces(csvHead(), csvRow),
  },
  json: {
    mediaType: 'application/json',
    extension: 'json',
    write: pieces('[\n', (record) => JSON.stringify(record), ',\n', '\n]\n'),
  },
  jsonl: {
    mediaType: 'application/jsonl',
    extension: 'jsonl',
    write: pieces('', (record) => `${JSON.stringify(record)}\n`),
  },
  geojson: {
    mediaType: 'application/geo+json',
    extension: 'geojson',
    write: pieces(GEOJSON_HEAD, geojsonFeature, ',\n', GEOJSON_FOOT),
  },
} satisfies Record<string, ExportFormat>;

export type ExportName = keyof typeof EXPORTS;
export const EXPORT_NAMES = Object.keys(EXPORTS) as ExportName[];
