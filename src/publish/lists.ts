/**
 * Lists of the archive (reports, statements, entities, …) as CSV, JSON and GeoJSON. Each holds what the same filter
 * shows, in the same order.
 *
 * @module
 */
import { type Cell, cell } from './csv.ts';

/** A column's name, and what stands in it. */
export type Columns<T> = readonly (readonly [name: string, value: (item: T) => Cell])[];

const FLUSH = 1 << 16;

async function* pieces<T>(
  items: AsyncIterable<T>,
  head: string,
  piece: (item: T) => string,
  between: string,
  foot: string,
): AsyncGenerator<string> {
  let text = head;
  let first = true;
  for await (const item of items) {
    text += first ? piece(item) : between + piece(item);
    first = false;
    if (text.length < FLUSH) continue;
    yield text;
    text = '';
  }
  yield text + foot;
}

const row = (cells: Cell[]) => `${cells.map(cell).join(',')}\r\n`;

export const listCsv = <T>(items: AsyncIterable<T>, columns: Columns<T>): AsyncGenerator<string> =>
  pieces(
    items,
    row(columns.map(([name]) => name)),
    (item) => row(columns.map(([, value]) => value(item))),
    '',
    '',
  );

export const listJson = <T>(items: AsyncIterable<T>): AsyncGenerator<string> =>
  pieces(items, '[\n', (item) => JSON.stringify(item), ',\n', '\n]\n');

/** RFC 7946: one Feature an item; one without coordinates has no geometry. */
export const listGeojson = <T extends { lat: number | null; lon: number | null }>(
  items: AsyncIterable<T>,
): AsyncGenerator<string> =>
  pieces(
    items,
    '{"type":"FeatureCollection","features":[',
    ({ lat, lon, ...properties }) =>
      JSON.stringify({
        type: 'Feature',
        geometry: lat !== null && lon !== null ? { type: 'Point', coordinates: [lon, lat] } : null,
        properties,
      }),
    ',\n',
    ']}\n',
  );
