/**
 * How a packed gazetteer lies in its bytes: a head, a table of words as JSON, then one array a field.
 *
 * Records are places; entries are names under which a place is found, sorted by the hash of the name's skeleton.
 * Little-endian throughout; every array begins at a multiple of four bytes.
 *
 * @module
 */

export const MAGIC = 0x5a41474f; // "OGAZ"
export const VERSION = 1;
/** Bytes before the JSON: magic, version, bytes of JSON, records, entries, bytes of names. */
export const HEAD = 24;

/** What an entry's number holds beside the record: whether the name is the place's own or another one. */
export const OTHER_NAME = 0x80000000;
export const RECORD_MASK = 0x7fffffff;

/** The words that records refer to by number. */
export interface Meta {
  /** Where the data came from, and under what terms. */
  source: string;
  /** Whether a person chose every place in it: such places are likelier meant than those of a bulk of data. */
  listed: boolean;
  /** GeoNames feature codes. */
  features: string[];
  /** ISO 3166-1 alpha-2; number 0 is "no country". */
  countries: string[];
  /** GeoNames admin1 codes ("SY.09"); number 0 is "none". */
  admin1: string[];
}

/** The arrays in their order: name, bytes an element, whether one a record or one an entry. */
export const SECTIONS = [
  ['id', 4, 'record'],
  ['hash', 4, 'entry'],
  ['record', 4, 'entry'],
  ['check', 2, 'entry'],
  ['latHigh', 2, 'record'],
  ['lonHigh', 2, 'record'],
  ['admin1', 2, 'record'],
  ['admin2', 2, 'record'],
  ['feature', 2, 'record'],
  ['country', 1, 'record'],
  ['population', 1, 'record'],
  ['latLow', 1, 'record'],
  ['lonLow', 1, 'record'],
  ['nameLength', 1, 'record'],
] as const;

export const aligned = (bytes: number) => (bytes + 3) & ~3;

/** Coordinates keep 24 bits: 2 metres. */
export const STEPS = 0xffffff;
export const toSteps = (degrees: number, half: number) =>
  Math.max(0, Math.min(STEPS, Math.round(((degrees + half) / (2 * half)) * STEPS)));
export const fromSteps = (high: number, low: number, half: number) =>
  Math.round((((high * 256 + low) / STEPS) * 2 * half - half) * 1e5) / 1e5;

/** Population keeps eight bits, evenly on a logarithmic scale: one per cent of a decade. */
export const toScale = (population: number) =>
  Math.max(0, Math.min(255, Math.round(Math.log10(population + 1) * 25)));
export const fromScale = (scale: number) => Math.round(10 ** (scale / 25)) - 1;
