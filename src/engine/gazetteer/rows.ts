/**
 * The lines of the files that `onrecord gazetteer add` takes, as places or names of places.
 *
 * - a GeoNames dump: `allCountries.txt` or one country's, 19 columns;
 * - GeoNames' `alternateNamesV2.txt`: number, place's number, language, name, …;
 * - a list of one's own: name, lat, lon, country, kind, with or without a line that names the columns, which may then
 *   stand in any order and have `other` (further names, separated by `|`) and `population` among them.
 *
 * @module
 */
import { type Knowledge, tableOf } from '../../knowledge/table.ts';
import { fineKey } from '../../read/place/gazetteer/keys.ts';
import type { SourcePlace } from '../../read/place/gazetteer/pack.ts';

export type Form = 'geonames' | 'alternate-names' | 'list';

/** A further name of a place that is known by its GeoNames number. */
export interface FurtherName {
  id: number;
  name: string;
}

/** What a line gives: a place, a name, null for one that is rightly left out, or what is wrong with it. */
export type Row = SourcePlace | FurtherName | null | { problem: string };

/** Languages of `alternateNamesV2` that are no names: links, postal codes, airports' codes. */
const NO_LANGUAGE: ReadonlySet<string> = new Set(
  'link wkdt post iata icao faac tcid unlc abbr phon piny fr_1793'.split(' '),
);
const LIST_COLUMNS = ['name', 'lat', 'lon', 'country', 'kind'];

/** Tells a file's form by its first line; null when it is none of the three. */
export function formOf(line: string): Form | null {
  const cells = line.replace(/^\ufeff/, '').split('\t');
  if (cells.length === 19 && isNumber(cells[0]!) && isNumber(cells[4]!) && isNumber(cells[5]!))
    return 'geonames';
  if (cells.length >= 4 && isNumber(cells[0]!) && isNumber(cells[1]!) && !isNumber(cells[3]!))
    return 'alternate-names';
  const head = cells.map((cell) => cell.trim().toLowerCase());
  if (head.includes('name') && head.includes('lat') && head.includes('lon')) return 'list';
  if (cells.length >= 3 && cells.length <= 7 && isNumber(cells[1]!) && isNumber(cells[2]!)) return 'list';
  return null;
}

const isNumber = (cell: string) => /^-?\d{1,10}(?:\.\d{1,12})?$/.test(cell.trim());

/** Makes the function that reads the lines of a file of the given form, in their order. */
export function createRowReader(form: Form, knowledge: Knowledge): (line: string) => Row {
  if (form === 'geonames') return readDump;
  if (form === 'alternate-names') return readFurtherName;
  const kinds = new Map(
    tableOf(knowledge, 'places/kinds.tsv').map(({ cells }) => [cells['kind']!, cells['code']!]),
  );
  let columns: string[] | null = null;
  return (line) => {
    const cells = line.replace(/^\ufeff/, '').split('\t');
    if (!columns) {
      const head = cells.map((cell) => cell.trim().toLowerCase());
      const named = head.includes('name') && head.includes('lat');
      columns = named ? head : LIST_COLUMNS;
      if (named) return null;
    }
    return readListed(cells, columns, kinds);
  };
}

function readDump(line: string): Row {
  const cells = line.split('\t');
  if (cells.length !== 19) return { problem: `${cells.length} columns where a GeoNames dump has 19` };
  const [id, name, ascii, others, lat, lon, , feature, country, , admin1] = cells as string[];
  if (!isNumber(id!)) return { problem: `"${id}" is no GeoNames number` };
  const where = position(lat!, lon!);
  if ('problem' in where) return where;
  if (country && !/^[A-Z]{2}$/.test(country)) return { problem: `"${country}" is no country code` };
  if (!name) return { problem: 'no name' };
  const names = [name, ascii!, ...others!.split(',')].filter(
    (each) => /^\p{Lu}/u.test(each) && fineKey(each),
  );
  if (!names.length) return null;
  return {
    id: Number(id),
    name,
    otherNames: names,
    ...where,
    feature: feature!,
    country: country!,
    admin1: country && admin1 && admin1 !== '00' ? `${country}.${admin1}` : '',
    admin2: 0,
    population: Number(cells[14]) || 0,
  };
}

function readFurtherName(line: string): Row {
  const cells = line.split('\t');
  if (cells.length < 4) return { problem: `${cells.length} columns where alternateNamesV2 has at least 4` };
  if (!isNumber(cells[1]!)) return { problem: `"${cells[1]}" is no GeoNames number` };
  const name = cells[3]!;
  if (NO_LANGUAGE.has(cells[2]!) || !/^\p{Lu}/u.test(name) || !fineKey(name)) return null;
  return { id: Number(cells[1]), name };
}

function readListed(cells: string[], columns: string[], kinds: ReadonlyMap<string, string>): Row {
  if (cells.length > columns.length)
    return { problem: `${cells.length} cells under ${columns.length} columns` };
  const cell = (column: string) => cells[columns.indexOf(column)]?.trim() ?? '';
  const name = cell('name');
  if (!name) return { problem: 'no name' };
  if (!fineKey(name)) return { problem: `the name "${name}" has no Latin letters: give it in those, too` };
  const where = position(cell('lat'), cell('lon'));
  if ('problem' in where) return where;
  const country = cell('country').toUpperCase();
  if (country && !/^[A-Z]{2}$/.test(country))
    return { problem: `"${cell('country')}" is no country code of two letters` };
  const kind = cell('kind');
  const feature = kinds.get(kind.toLowerCase()) ?? (/^[A-Z]{2,5}\d?$/.test(kind) ? kind : kind ? '' : 'PPL');
  if (!feature)
    return {
      problem: `"${kind}" is no kind of place: a word of knowledge/places/kinds.tsv or a GeoNames code`,
    };
  return {
    id: 0,
    name,
    otherNames: cell('other').split('|').filter(Boolean),
    ...where,
    feature,
    country,
    admin1: cell('admin1'),
    admin2: 0,
    population: Number(cell('population')) || 0,
  };
}

function position(lat: string, lon: string): { lat: number; lon: number } | { problem: string } {
  if (!isNumber(lat) || Math.abs(Number(lat)) > 90) return { problem: `"${lat}" is no latitude (-90 to 90)` };
  if (!isNumber(lon) || Math.abs(Number(lon)) > 180)
    return { problem: `"${lon}" is no longitude (-180 to 180)` };
  return { lat: Number(lat), lon: Number(lon) };
}
