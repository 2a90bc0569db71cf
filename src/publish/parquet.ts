/**
 * Events as Apache Parquet: the columns of the CSV, numbers as numbers, days as dates, nothing made safe for
 * spreadsheets. Written a group of rows at a time, so that a file of any length needs little memory.
 *
 * @module
 */
import type { SchemaElement } from 'hyparquet-writer';
import type { ChronologyRecord } from '../archive/chronology.ts';
import { COLUMNS } from './csv.ts';

type Type = 'text' | 'number' | 'integer' | 'day';
const TYPES: Record<string, Type> = {
  first_day: 'day',
  last_day: 'day',
  latitude: 'number',
  longitude: 'number',
  geonames: 'integer',
  start: 'integer',
  end: 'integer',
};

/** Rows that are held at once, and written together. */
const GROUP = 10_000;

const ELEMENTS: Record<Type, Omit<SchemaElement, 'name'>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
  number: { type: 'DOUBLE', repetition_type: 'OPTIONAL' },
  integer: { type: 'INT32', repetition_type: 'OPTIONAL' },
  day: { type: 'INT32', converted_type: 'DATE', repetition_type: 'OPTIONAL' },
};

export async function* writeParquet(records: AsyncIterable<ChronologyRecord>): AsyncGenerator<Uint8Array> {
  const { ByteWriter, ParquetWriter } = await import('hyparquet-writer');
  const names = COLUMNS.map(([name]) => name);
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({
    writer: bytes,
    schema: [
      { name: 'events', num_children: names.length },
      ...names.map((name) => ({ name, ...ELEMENTS[TYPES[name] ?? 'text'] })),
    ],
    createdBy: 'onrecord',
  });
  /** What was written since; the writer goes on counting from the beginning of the file. */
  const taken = () => {
    const part = bytes.getBytes().slice();
    bytes.index = 0;
    return part;
  };
  let held: ChronologyRecord[] = [];
  const write = () => {
    const columnData = COLUMNS.map(([name, value]) => ({
      name,
      data: held.map((record) => cellOf(value(record), TYPES[name] ?? 'text')),
    }));
    writer.write({ columnData, rowGroupSize: GROUP });
    held = [];
  };
  for await (const record of records) {
    held.push(record);
    if (held.length < GROUP) continue;
    write();
    yield taken();
  }
  if (held.length) write();
  writer.finish();
  yield taken();
}

function cellOf(value: string | number | null, type: Type): string | number | Date | null {
  if (value === null || value === '') return null;
  if (type !== 'day') return value;
  return /^\d{4}-/.test(String(value)) ? new Date(`${value}T00:00:00Z`) : null;
}
