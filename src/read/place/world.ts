/**
 * All places that the program knows: the packed gazetteer, a user's own, and the lists in `knowledge/places/`.
 *
 * @module
 */
import { type Knowledge, several, tableOf } from '../../knowledge/table.ts';
import { type Models, modelFile } from '../resources.ts';
import { createHashFilter } from './gazetteer/filter.ts';
import { type Gazetteer, MATCH, type Match, openGazetteer } from './gazetteer/gazetteer.ts';
import { fineKey } from './gazetteer/keys.ts';
import { packGazetteer, type SourcePlace } from './gazetteer/pack.ts';

/** A place that a name may mean. */
export interface Candidate {
  readonly name: string;
  /** GeoNames number, 0 when it has none. */
  readonly id: number;
  readonly lat: number;
  readonly lon: number;
  readonly country: string;
  /** GeoNames admin1 code with its country, or ''. */
  readonly admin1: string;
  /** Tells districts apart; 0 when unknown. */
  readonly admin2: number;
  readonly feature: string;
  readonly population: number;
  /** Decimal logarithm of the population and one. */
  readonly magnitude: number;
  readonly match: Match;
  /** From a list of the project or of the user, not from GeoNames' bulk. */
  readonly listed: boolean;
}

export interface Country {
  readonly code: string;
  readonly name: string;
  readonly neighbours: ReadonlySet<string>;
  readonly area: number;
}

/** A word for the people and things of a place. */
export interface Demonym {
  readonly place: Candidate;
  /** "Syrians" and not "Syrian". */
  readonly plural: boolean;
}

/** A short form: "W.Va.". */
export interface ShortForm {
  readonly place: Candidate;
  /** Only behind a town and a comma: "Paris, TX". */
  readonly after: boolean;
}

export interface World {
  /** Places of that name, by fine key; those that only romanisation tells apart last. At most a few hundred. */
  find(fine: string): readonly Candidate[];
  /** Whether any place has a name whose skeleton has this hash: what `find` is worth asking for. */
  holds(hash: number): boolean;
  readonly countries: ReadonlyMap<string, Country>;
  /** By lower-case word or words. */
  readonly demonyms: ReadonlyMap<string, Demonym>;
  /** By the form as written. */
  readonly shortForms: ReadonlyMap<string, ShortForm>;
  /** Name of a first-order division by its code. */
  admin1Name(code: string): string | null;
  /** Its record, if known. */
  admin1Place(code: string): Candidate | null;
  countryPlace(code: string): Candidate | null;
}

/** Names that more places bear than anyone can weigh are cut here, the smaller ones first. */
const MOST = 400;
const REMEMBERED = 20000;

export function createWorld(knowledge: Knowledge, models: Models): World {
  const own = openGazetteer(packGazetteer(ownPlaces(knowledge), 'knowledge/places/', true));
  const bulk = openGazetteer(modelFile(models, 'gazetteer/gazetteer.bin'));
  const users = [...models.keys()]
    .filter((path) => /^gazetteer\/.+\.bin$/.test(path) && path !== 'gazetteer/gazetteer.bin')
    .sort()
    .map((path) => openGazetteer(models.get(path)!));
  const gazetteers = [own, bulk, ...users];
  const filter = createHashFilter();
  for (const gazetteer of gazetteers) gazetteer.addTo(filter);

  const candidate = (gazetteer: Gazetteer, record: number, match: Match, id?: number): Candidate => ({
    name: gazetteer.name(record),
    id: id || gazetteer.id(record),
    lat: gazetteer.lat(record),
    lon: gazetteer.lon(record),
    country: gazetteer.country(record),
    admin1: gazetteer.admin1(record),
    admin2: gazetteer === bulk ? gazetteer.admin2(record) : 0,
    feature: gazetteer.feature(record),
    population: gazetteer.population(record),
    magnitude: Math.log10(gazetteer.population(record) + 1),
    match,
    listed: gazetteer.meta.listed,
  });

  const admin1 = new Map<string, Candidate>();
  for (let i = 0; i < bulk.size && bulk.feature(i) === 'ADM1'; i++)
    admin1.set(bulk.admin1(i), candidate(bulk, i, MATCH.own));
  const replaced = new Map<string, Candidate>();
  const countryPlaces = new Map<string, Candidate>();
  for (let i = 0; i < own.size; i++) {
    if (own.feature(i) === 'PCLI') countryPlaces.set(own.country(i), candidate(own, i, MATCH.own));
    const code = own.admin1(i);
    const known = own.feature(i) === 'ADM1' ? admin1.get(code) : undefined;
    if (!known) continue;
    const population = own.population(i) || known.population;
    const place: Candidate = {
      ...candidate(own, i, MATCH.own, known.id),
      population,
      magnitude: Math.log10(population + 1),
    };
    admin1.set(code, place);
    replaced.set(code, place);
  }

  function search(fine: string): Candidate[] {
    const found: Candidate[] = [];
    for (const gazetteer of gazetteers)
      gazetteer.lookup(fine, true, (record, match) => {
        if (found.length >= MOST * 4) return;
        const place =
          gazetteer.feature(record) === 'ADM1' ? replaced.get(gazetteer.admin1(record)) : undefined;
        const next = place ? { ...place, match } : candidate(gazetteer, record, match);
        if (!found.some((other) => sameRecord(other, next))) found.push(next);
      });
    if (found.length <= MOST) return found;
    return found.sort((a, b) => a.match - b.match || b.population - a.population).slice(0, MOST);
  }

  let remembered = new Map<string, readonly Candidate[]>();
  const find = (fine: string): readonly Candidate[] => {
    let found = remembered.get(fine);
    if (!found) {
      if (remembered.size >= REMEMBERED) remembered = new Map();
      found = search(fine);
      remembered.set(fine, found);
    }
    return found;
  };

  return {
    find,
    holds: (hash) => filter.mayHold(hash) && gazetteers.some((gazetteer) => gazetteer.holds(hash)),
    countries: readCountries(knowledge),
    demonyms: readDemonyms(knowledge, find, countryPlaces),
    shortForms: readShortForms(knowledge, find, admin1),
    admin1Name: (code) => admin1.get(code)?.name ?? null,
    admin1Place: (code) => admin1.get(code) ?? null,
    countryPlace: (code) => countryPlaces.get(code) ?? null,
  };
}

const sameRecord = (a: Candidate, b: Candidate) =>
  (a.id !== 0 && a.id === b.id) ||
  (a.feature === b.feature && a.lat === b.lat && a.lon === b.lon && a.name === b.name);

/** Rows of `places/list/` and the countries, as places. */
function* ownPlaces(knowledge: Knowledge): Generator<SourcePlace> {
  for (const { cells } of tableOf(knowledge, 'places/countries.tsv'))
    yield {
      ...located(cells),
      id: Number(cells['geonames']) || 0,
      country: cells['code']!,
      admin1: '',
      feature: 'PCLI',
    };
  for (const { cells } of tableOf(knowledge, 'places/list/'))
    yield {
      ...located(cells),
      id: 0,
      country: cells['country']!,
      admin1: cells['admin1']!,
      feature: cells['kind']!,
    };
}

function located(cells: Readonly<Record<string, string>>) {
  return {
    name: cells['name']!,
    otherNames: several(cells['other'] ?? ''),
    lat: Number(cells['lat']),
    lon: Number(cells['lon']),
    admin2: 0,
    population: Number(cells['population']) || 0,
  };
}

function readCountries(knowledge: Knowledge): Map<string, Country> {
  return new Map(
    tableOf(knowledge, 'places/countries.tsv').map(({ cells }) => [
      cells['code']!,
      {
        code: cells['code']!,
        name: cells['name']!,
        neighbours: new Set(cells['neighbours']!.split(' ').filter(Boolean)),
        area: Number(cells['area']),
      },
    ]),
  );
}

function readDemonyms(
  knowledge: Knowledge,
  find: World['find'],
  countries: ReadonlyMap<string, Candidate>,
): Map<string, Demonym> {
  const demonyms = new Map<string, Demonym>();
  const learn = (words: string, place: Candidate | undefined, plural: boolean) => {
    if (place) for (const word of several(words)) demonyms.set(word.toLowerCase(), { place, plural });
  };
  for (const { cells } of tableOf(knowledge, 'names/countries.tsv')) {
    const place =
      countries.get(cells['code']!) ?? find(fineKey(cells['name']!)).find((found) => found.listed);
    learn(cells['people'] ?? '', place, true);
    learn(cells['adjective'] ?? '', place, false);
  }
  for (const { cells } of tableOf(knowledge, 'places/demonyms.tsv')) {
    const country = cells['country'];
    const places = find(fineKey(cells['place']!)).filter((place) => !country || place.country === country);
    const place = places.find(({ listed }) => listed) ?? largest(places);
    for (const word of several(cells['word']!)) learn(word, place, /s$/.test(word) && !/ss$/.test(word));
  }
  return demonyms;
}

function readShortForms(
  knowledge: Knowledge,
  find: World['find'],
  admin1: ReadonlyMap<string, Candidate>,
): Map<string, ShortForm> {
  const forms = new Map<string, ShortForm>();
  for (const { cells } of tableOf(knowledge, 'places/abbreviations.tsv')) {
    const place =
      admin1.get(cells['admin1']!) ??
      find(fineKey(cells['name']!)).find(({ country }) => country === cells['country']);
    if (place) forms.set(cells['form']!, { place, after: cells['where'] === 'after' });
  }
  return forms;
}

/** The most populous of some places. */
export function largest(places: readonly Candidate[]): Candidate | undefined {
  let best: Candidate | undefined;
  for (const place of places) if (!best || place.population > best.population) best = place;
  return best;
}
