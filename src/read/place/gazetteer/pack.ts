/**
 * Packs places into the bytes that `openGazetteer` reads. Deterministic: the same places in the same order give the same bytes.
 *
 * @module
 */
import {
  aligned,
  HEAD,
  MAGIC,
  type Meta,
  OTHER_NAME,
  SECTIONS,
  toScale,
  toSteps,
  VERSION,
} from './format.ts';
import { fineCheck, fineKey, hashOf, skeletonOf } from './keys.ts';

/** A place as it comes from a source. */
export interface SourcePlace {
  /** GeoNames number, 0 when it has none. */
  id: number;
  name: string;
  otherNames: readonly string[];
  lat: number;
  lon: number;
  /** GeoNames feature code ("PPL"). */
  feature: string;
  /** ISO 3166-1 alpha-2, '' for the high seas and what lies in several. */
  country: string;
  /** GeoNames admin1 code with its country ("SY.09"), '' for none. */
  admin1: string;
  /** Number of the district, 0 for none; the same for a district's record and the places in it. */
  admin2: number;
  population: number;
}

/** Gives each word a number, 0 for ''. */
function numbering(limit: number) {
  const numbers = new Map<string, number>([['', 0]]);
  return {
    words: numbers,
    of(word: string): number {
      let number = numbers.get(word);
      if (number === undefined) {
        if (numbers.size > limit) return 0;
        number = numbers.size;
        numbers.set(word, number);
      }
      return number;
    },
  };
}

/** Longest name that is kept, in bytes. */
const LONGEST = 255;

/**
 * @param source where the places came from and under what terms; kept in the file.
 * @param listed whether a person chose every one of them.
 */
export function packGazetteer(places: Iterable<SourcePlace>, source: string, listed = false): Uint8Array {
  const columns: Record<string, number[]> = Object.fromEntries(SECTIONS.map(([name]) => [name, []]));
  const features = numbering(0xffff);
  const countries = numbering(0xff);
  const admin1 = numbering(0xffff);
  const encoder = new TextEncoder();
  // One buffer that grows: a small array for each name would cost more than the names.
  let names = new Uint8Array(1 << 16);
  const hashes: number[] = [];
  const checks: number[] = [];
  const targets: number[] = [];
  let nameBytes = 0;
  let records = 0;

  for (const place of places) {
    const name = encoder.encode(place.name).subarray(0, LONGEST);
    const lat = toSteps(place.lat, 90);
    const lon = toSteps(place.lon, 180);
    columns['id']!.push(place.id);
    columns['latHigh']!.push(lat >>> 8);
    columns['latLow']!.push(lat & 255);
    columns['lonHigh']!.push(lon >>> 8);
    columns['lonLow']!.push(lon & 255);
    columns['admin1']!.push(admin1.of(place.admin1));
    columns['admin2']!.push(place.admin2 & 0xffff);
    columns['feature']!.push(features.of(place.feature));
    columns['country']!.push(countries.of(place.country));
    columns['population']!.push(toScale(place.population));
    columns['nameLength']!.push(name.length);
    if (nameBytes + name.length > names.length) {
      const larger = new Uint8Array(names.length * 2);
      larger.set(names);
      names = larger;
    }
    names.set(name, nameBytes);
    nameBytes += name.length;
    const seen = new Set<string>();
    for (const [i, written] of [place.name, ...place.otherNames].entries()) {
      const fine = fineKey(written);
      if (fine.length < 2 || seen.has(fine)) continue;
      seen.add(fine);
      hashes.push(hashOf(skeletonOf(fine)));
      checks.push(fineCheck(fine));
      targets.push(i === 0 ? records : records + OTHER_NAME);
    }
    records++;
  }

  const order = Uint32Array.from(hashes, (_, i) => i).sort(
    (a, b) => hashes[a]! - hashes[b]! || checks[a]! - checks[b]! || targets[a]! - targets[b]!,
  );
  columns['hash'] = Array.from(order, (i) => hashes[i]!);
  columns['check'] = Array.from(order, (i) => checks[i]!);
  columns['record'] = Array.from(order, (i) => targets[i]!);

  const meta: Meta = {
    source,
    listed,
    features: [...features.words.keys()],
    countries: [...countries.words.keys()],
    admin1: [...admin1.words.keys()],
  };
  return lay(encoder.encode(JSON.stringify(meta)), columns, names, {
    records,
    entries: order.length,
    nameBytes,
  });
}

function lay(
  meta: Uint8Array,
  columns: Record<string, number[]>,
  names: Uint8Array,
  { records, entries, nameBytes }: { records: number; entries: number; nameBytes: number },
): Uint8Array {
  let size = HEAD + aligned(meta.length);
  for (const [, width, of] of SECTIONS) size += aligned(width * (of === 'record' ? records : entries));
  const bytes = new Uint8Array(size + nameBytes);
  const view = new DataView(bytes.buffer);
  for (const [i, value] of [MAGIC, VERSION, meta.length, records, entries, nameBytes].entries())
    view.setUint32(i * 4, value, true);
  bytes.set(meta, HEAD);
  let at = HEAD + aligned(meta.length);
  for (const [name, width] of SECTIONS) {
    const column = columns[name]!;
    for (let i = 0; i < column.length; i++) {
      if (width === 4) view.setUint32(at + i * 4, column[i]!, true);
      else if (width === 2) view.setUint16(at + i * 2, column[i]!, true);
      else bytes[at + i] = column[i]!;
    }
    at += aligned(width * column.length);
  }
  bytes.set(names.subarray(0, nameBytes), at);
  return bytes;
}
