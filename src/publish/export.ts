/**
 * The forms in which events leave the archive. Each writes exactly the events that it is given, in their order, with
 * no clock, locale or time zone in it, so that the same events give the same bytes.
 *
 * @module
 */
import type { Archive } from '../archive/archive.ts';
import { checkFilter } from '../archive/check-filter.ts';
import { type ChronologyRecord, chronology } from '../archive/chronology.ts';
import type { Filter } from '../archive/filter.ts';
import { ACLED_HEAD, acledRow } from './acled.ts';
import { ANNOTATION_FOOT, ANNOTATION_HEAD, annotation } from './annotation.ts';
import { CHAIN_BEGINNING, chainedLine, chainHash } from './chain.ts';
import { type CodedRecord, coded } from './coded.ts';
import { csvHead, csvRow } from './csv.ts';
import { GEOJSON_FOOT, GEOJSON_HEAD, geojsonFeature } from './geojson.ts';
import { ICALENDAR_FOOT, ICALENDAR_HEAD, icalendarEvent } from './icalendar.ts';
import { JSON_LD_FOOT, JSON_LD_HEAD, jsonLdEvent } from './json-ld.ts';
import { KML_FOOT, KML_HEAD, kmlPlacemark } from './kml.ts';
import { writeMarkdown } from './markdown.ts';
import { maskedItems } from './masking.ts';
import { writeParquet } from './parquet.ts';
import { ploverRecord } from './plover.ts';
import { RSS_FOOT, RSS_HEAD, rssItem } from './rss.ts';
import { stated } from './sentence.ts';
import { TIMELINE_FOOT, TIMELINE_HEAD, timelineSlide } from './timeline.ts';
import { UCDP_HEAD, ucdpRow } from './ucdp.ts';

export interface ExportFormat {
  mediaType: string;
  extension: string;
  /** Whether it needs the text of each record's report, or country and sector of those who take part. */
  needsText?: boolean;
  needsActors?: boolean;
  write(records: AsyncIterable<ChronologyRecord>): AsyncGenerator<string | Uint8Array>;
}

/** One piece an event: a head, pieces with something between them, a foot. */
const pieces = (head: string, piece: (record: ChronologyRecord) => string, between = '', foot = '') =>
  async function* (records: AsyncIterable<ChronologyRecord>): AsyncGenerator<string> {
    let text = head;
    let first = true;
    for await (const record of records) {
      const written = piece(record);
      if (written === '') continue; // A record that has no place in this form.
      text += first ? written : between + written;
      first = false;
      if (text.length < 1 << 16) continue;
      yield text;
      text = '';
    }
    yield text + foot;
  };

/** Records without country and sector count as those of which neither is known. */
const codedPieces = (head: string, piece: (record: CodedRecord) => string) =>
  pieces(head, (record) =>
    piece({
      ...record,
      participants: record.participants.map((part) => ({ country: null, sector: null, ...part })),
    }),
  );

/** A record a line, each holding the hash of the one before: see chain.ts. */
async function* chained(records: AsyncIterable<ChronologyRecord>): AsyncGenerator<string> {
  let hash = CHAIN_BEGINNING;
  let text = '';
  for await (const record of records) {
    const json = JSON.stringify(stated(record));
    hash = chainHash(hash, json);
    text += chainedLine(json, hash);
    if (text.length < 1 << 16) continue;
    yield text;
    text = '';
  }
  yield text;
}

export const EXPORTS = {
  csv: {
    mediaType: 'text/csv; charset=utf-8; header=present',
    extension: 'csv',
    write: pieces(csvHead(), csvRow),
  },
  json: {
    mediaType: 'application/json',
    extension: 'json',
    write: pieces('[\n', (record) => JSON.stringify(stated(record)), ',\n', '\n]\n'),
  },
  jsonl: {
    mediaType: 'application/jsonl',
    extension: 'jsonl',
    write: chained,
  },
  geojson: {
    mediaType: 'application/geo+json',
    extension: 'geojson',
    write: pieces(GEOJSON_HEAD, geojsonFeature, ',\n', GEOJSON_FOOT),
  },
  kml: {
    mediaType: 'application/vnd.google-earth.kml+xml',
    extension: 'kml',
    write: pieces(KML_HEAD, kmlPlacemark, '', KML_FOOT),
  },
  markdown: { mediaType: 'text/markdown; charset=utf-8', extension: 'md', write: writeMarkdown },
  ics: {
    mediaType: 'text/calendar; charset=utf-8',
    extension: 'ics',
    write: pieces(ICALENDAR_HEAD, icalendarEvent, '', ICALENDAR_FOOT),
  },
  rss: { mediaType: 'application/rss+xml', extension: 'rss', write: pieces(RSS_HEAD, rssItem, '', RSS_FOOT) },
  timeline: {
    mediaType: 'application/json',
    extension: 'timeline.json',
    write: pieces(TIMELINE_HEAD, timelineSlide, ',\n', TIMELINE_FOOT),
  },
  annotations: {
    mediaType: 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
    extension: 'annotations.json',
    needsText: true,
    write: pieces(ANNOTATION_HEAD, annotation, ',\n', ANNOTATION_FOOT),
  },
  jsonld: {
    mediaType: 'application/ld+json',
    extension: 'jsonld',
    write: pieces(JSON_LD_HEAD, jsonLdEvent, ',\n', JSON_LD_FOOT),
  },
  parquet: { mediaType: 'application/vnd.apache.parquet', extension: 'parquet', write: writeParquet },
  plover: {
    mediaType: 'application/jsonl',
    extension: 'plover.jsonl',
    needsActors: true,
    write: codedPieces('', ploverRecord),
  },
  acled: {
    mediaType: 'text/csv; charset=utf-8; header=present',
    extension: 'acled.csv',
    needsActors: true,
    write: codedPieces(ACLED_HEAD, acledRow),
  },
  ucdp: {
    mediaType: 'text/csv; charset=utf-8; header=present',
    extension: 'ucdp.csv',
    needsActors: true,
    write: codedPieces(UCDP_HEAD, ucdpRow),
  },
} satisfies Record<string, ExportFormat>;

/** A format by its name; its type without the particulars of one format. */
export const exportFormat = (name: ExportName): ExportFormat => EXPORTS[name];

export interface ExportOptions {
  /** With the names of private persons. */
  unmasked?: boolean;
}

/** The events that a filter keeps, in a form; what is wrong with the filter is said before the first piece. */
export function exportEvents(
  archive: Archive,
  filter: Filter,
  name: ExportName,
  { unmasked = false }: ExportOptions = {},
): AsyncGenerator<string | Uint8Array> {
  checkFilter(filter);
  const { needsText = false, needsActors = false, write } = exportFormat(name);
  const found = chronology(archive, filter, { text: needsText });
  const records = needsActors ? coded(archive, found) : found;
  return write(unmasked ? records : maskedItems(archive, records, ({ report }) => report));
}

export type ExportName = keyof typeof EXPORTS;
export const EXPORT_NAMES = Object.keys(EXPORTS) as ExportName[];
