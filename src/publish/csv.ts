/**
 * Events as CSV (RFC 4180), one a row; opened in a spreadsheet, no cell is taken for a formula.
 *
 * @module
 */
import type { ChronologyRecord } from '../archive/chronology.ts';
import type { RecordParticipant } from '../archive/event-record.ts';
import { countOf, oneLine, sentenceOf, sourcesOf } from './sentence.ts';

export type Cell = string | number | null;

function roles(record: ChronologyRecord, role: RecordParticipant['role']): string {
  const names: string[] = [];
  for (const part of record.participants) if (part.role === role) names.push(part.name ?? part.text);
  return several(names);
}

const several = (items: string[]) =>
  items.length < 2 ? oneLine(items[0] ?? '') : [...new Set(items.map(oneLine))].join('; ');

/** Columns in their order; `docs/exports.md` says what each holds. */
export const COLUMNS: [string, (record: ChronologyRecord) => Cell][] = [
  ['first_day', (r) => r.firstDay],
  ['last_day', (r) => r.lastDay],
  ['time', (r) => r.time.edtf],
  ['time_basis', (r) => r.time.basis],
  ['type', (r) => r.type],
  ['mode', (r) => r.mode],
  ['status', (r) => r.status],
  ['actors', (r) => roles(r, 'actor')],
  ['recipients', (r) => roles(r, 'recipient')],
  ['instruments', (r) => roles(r, 'instrument')],
  ['place', (r) => r.place?.name ?? null],
  ['admin1', (r) => r.place?.admin1 ?? null],
  ['country', (r) => r.place?.country ?? null],
  ['latitude', (r) => r.place?.lat ?? null],
  ['longitude', (r) => r.place?.lon ?? null],
  ['geonames', (r) => r.place?.geonames ?? null],
  ['place_precision', (r) => r.place?.precision ?? null],
  ['place_basis', (r) => r.place?.basis ?? null],
  ['counts', (r) => several(r.quantities.map(countOf))],
  ['sources', (r) => several(sourcesOf(r))],
  ['statement', sentenceOf],
  ['quote', (r) => oneLine(r.quote.text)],
  ['publisher', (r) => r.publisher],
  ['title', (r) => r.title],
  ['published', (r) => r.published.value],
  ['published_method', (r) => r.published.method],
  ['url', (r) => r.url],
  ['report', (r) => r.report],
  ['event', (r) => r.event],
  ['start', (r) => r.start],
  ['end', (r) => r.end],
];

export const csvHead = (): string => `${COLUMNS.map(([name]) => name).join(',')}\r\n`;

export function csvRow(record: ChronologyRecord): string {
  let row = '';
  for (let i = 0; i < COLUMNS.length; i++) row += (i ? ',' : '') + cell(COLUMNS[i]![1](record));
  return `${row}\r\n`;
}

/** Text that a spreadsheet would run as a formula gets an apostrophe before it; numbers are left alone. */
export function cell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  if (!/^[=+\-@\t\r]|[",\r\n]/.test(value)) return value;
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
