/**
 * The program's own words about records: short, neutral, never more certain than the record.
 *
 * @module
 */
import { OPERATORS } from '../../../src/publish/sentence.ts';
import type { Claim, Entity, Event, Place, Published, Quantity, Time } from '../../../src/record/reading.ts';
import { whenWords } from './when.ts';

const number = (value: number) => value.toLocaleString('en');

export function describeQuantity({ operator, value, low, high, unit, measures, text }: Quantity): string {
  const count =
    operator === 'between' && low !== null && high !== null
      ? `${number(low)}–${number(high)}`
      : value === null
        ? `“${text}”`
        : OPERATORS[operator] + number(value);
  return [count, unit, measures === 'other' ? null : `(${measures})`].filter(Boolean).join(' ');
}

export const describeTime = ({ edtf, value }: Time): string => edtf ?? value;

export function describePlace({ name, admin1, country, precision }: Place): string {
  const where = [name, admin1 === name ? null : admin1, country].filter(Boolean).join(', ');
  return precision === 'unknown' ? `${where} (not located)` : where;
}

export const describeEntity = ({ kind, country }: Entity): string =>
  [kind === 'other' ? null : kind.replace('-', ' '), country].filter(Boolean).join(', ');

export function describeClaim({ source, stance, mode }: Claim): string {
  return `${source.name ?? source.text ?? 'the publisher'} ${stance}, ${mode} speech`;
}

/** The name of an event's type as a word in a sentence. */
export const typeOf = ({ type, mode }: Pick<Event, 'type' | 'mode'>): string =>
  type[0] + type.slice(1).toLowerCase() + (mode ? ` · ${mode}` : '');

/** What a date is worth: a doubtful one is set in italics and followed by a question mark. */
export function describePublished({ value, method }: Published): { text: string; doubtful: boolean } {
  if (!value) return { text: 'undated', doubtful: true };
  const day = whenWords(value.slice(0, 10));
  return method === 'metadata' || method === 'dateline'
    ? { text: day, doubtful: false }
    : { text: `${day} ?`, doubtful: true };
}
