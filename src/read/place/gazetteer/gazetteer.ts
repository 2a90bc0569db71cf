/**
 * Reads a packed gazetteer: names to places by hash, without unpacking it. Opening 12 MB takes a few milliseconds.
 *
 * @module
 */

import type { HashFilter } from './filter.ts';
import {
  aligned,
  fromScale,
  fromSteps,
  HEAD,
  MAGIC,
  type Meta,
  OTHER_NAME,
  RECORD_MASK,
  SECTIONS,
  VERSION,
} from './format.ts';
import { fineCheck, hashOf, skeletonOf } from './keys.ts';

/** A gazetteer that cannot be read: `message` says what is wrong with it and what to do. */
export class GazetteerError extends Error {
  override name = 'GazetteerError';
}

/** How a name led to a place. */
export const MATCH = { own: 0, other: 1, romanised: 2 } as const;
export type Match = (typeof MATCH)[keyof typeof MATCH];

export interface Gazetteer {
  /** How many places it holds. */
  readonly size: number;
  readonly meta: Meta;
  /**
   * Calls `found` with each place of that name: first those that bear it, then, if `loose`, those whose name differs by
   * romanisation alone.
   *
   * @param fine a fine key (`keys.ts`).
   */
  lookup(fine: string, loose: boolean, found: (record: number, match: Match) => void): void;
  /** Whether any name has a skeleton of this hash (`keys.ts`). */
  holds(hash: number): boolean;
  /** Adds the skeletons of all names (their hashes, `keys.ts`) to a filter. */
  addTo(filter: HashFilter): void;
  /** GeoNames number, 0 when it has none. */
  id(record: number): number;
  name(record: number): string;
  /** Degrees, WGS 84. */
  lat(record: number): number;
  lon(record: number): number;
  feature(record: number): string;
  country(record: number): string;
  admin1(record: number): string;
  admin2(record: number): number;
  /** Within five per cent. */
  population(record: number): number;
}

type Column = Uint8Array | Uint16Array | Uint32Array;
const WIDTHS = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array } as const;

/** @throws {GazetteerError} when the bytes are not a whole gazetteer of this version. */
export function openGazetteer(given: Uint8Array): Gazetteer {
  // Arrays of four-byte numbers must begin at a multiple of four.
  const bytes = given.byteOffset % 4 === 0 ? given : given.slice();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const remedy = 'make it anew with `npm run build:gazetteer` or `onrecord gazetteer add`';
  if (bytes.length < HEAD || view.getUint32(0, true) !== MAGIC)
    throw new GazetteerError(`this is not a gazetteer: ${remedy}`);
  if (view.getUint32(4, true) !== VERSION)
    throw new GazetteerError(
      `the gazetteer is of version ${view.getUint32(4, true)}, not ${VERSION}: ${remedy}`,
    );
  const [metaBytes, records, entries, nameBytes] = [8, 12, 16, 20].map((at) => view.getUint32(at, true)) as [
    number,
    number,
    number,
    number,
  ];
  let at = HEAD + aligned(metaBytes);
  let expected = at + nameBytes;
  for (const [, width, of] of SECTIONS) expected += aligned(width * (of === 'record' ? records : entries));
  if (bytes.length !== expected)
    throw new GazetteerError(
      `the gazetteer has ${bytes.length} bytes where ${expected} are announced: ${remedy}`,
    );
  const meta = JSON.parse(new TextDecoder().decode(bytes.subarray(HEAD, HEAD + metaBytes))) as Meta;
  const columns = {} as Record<(typeof SECTIONS)[number][0], Column>;
  for (const [name, width, of] of SECTIONS) {
    const length = of === 'record' ? records : entries;
    columns[name] = new WIDTHS[width](bytes.buffer as ArrayBuffer, bytes.byteOffset + at, length);
    at += aligned(width * length);
  }
  const { hash, check, record: target, nameLength } = columns;
  const names = bytes.subarray(at);
  const nameStart = new Uint32Array(records + 1);
  for (let i = 0; i < records; i++) nameStart[i + 1] = nameStart[i]! + nameLength[i]!;
  const bucket = bucketsOf(hash);
  const decoder = new TextDecoder();

  /** The first entry of a hash, or -1. */
  const firstOf = (wanted: number): number => {
    let from = bucket[wanted >>> 16]!;
    const limit = bucket[(wanted >>> 16) + 1]!;
    while (from < limit && hash[from]! < wanted) from++;
    return from < limit && hash[from] === wanted ? from : -1;
  };

  return {
    size: records,
    meta,
    holds: (wanted) => firstOf(wanted) >= 0,
    addTo(filter) {
      for (let i = 0; i < hash.length; i++) filter.add(hash[i]!);
    },
    lookup(fine, loose, found) {
      const wanted = hashOf(skeletonOf(fine));
      const from = firstOf(wanted);
      if (from < 0) return;
      const limit = bucket[(wanted >>> 16) + 1]!;
      const mark = fineCheck(fine);
      for (let i = from; i < limit && hash[i] === wanted; i++)
        if (check[i] === mark)
          found(target[i]! & RECORD_MASK, target[i]! >= OTHER_NAME ? MATCH.other : MATCH.own);
      if (!loose) return;
      for (let i = from; i < limit && hash[i] === wanted; i++)
        if (check[i] !== mark) found(target[i]! & RECORD_MASK, MATCH.romanised);
    },
    id: (i) => columns.id[i]!,
    name: (i) => decoder.decode(names.subarray(nameStart[i]!, nameStart[i + 1]!)),
    lat: (i) => fromSteps(columns.latHigh[i]!, columns.latLow[i]!, 90),
    lon: (i) => fromSteps(columns.lonHigh[i]!, columns.lonLow[i]!, 180),
    feature: (i) => meta.features[columns.feature[i]!] ?? '',
    country: (i) => meta.countries[columns.country[i]!] ?? '',
    admin1: (i) => meta.admin1[columns.admin1[i]!] ?? '',
    admin2: (i) => columns.admin2[i]!,
    population: (i) => fromScale(columns.population[i]!),
  };
}

/** Where the hashes that share their upper 16 bits begin. */
function bucketsOf(hash: Column): Uint32Array {
  const bucket = new Uint32Array(0x10001);
  for (let i = 0; i < hash.length; i++) bucket[(hash[i]! >>> 16) + 1]!++;
  for (let b = 0; b < 0x10000; b++) bucket[b + 1]! += bucket[b]!;
  return bucket;
}
