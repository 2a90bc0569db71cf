/**
 * Readings of real shape made from a number, for tests of what comes after reading: valid against the schema, every
 * span the words that it says.
 *
 * @module
 */
import type { Claim, Entity, Event, Place, Quantity, Reading, Span, Time } from '../src/record/reading.ts';
import { textId } from '../src/report/text.ts';

const PLACES = [
  { name: 'Orrin', country: 'SY', admin1: 'Homs', lat: 34.73, lon: 36.72, geonames: 169577 },
  { name: 'Bélgara', country: 'CO', admin1: 'Cauca', lat: 2.44, lon: -76.61, geonames: 3671315 },
  { name: 'Kesh', country: 'KE', admin1: 'Nairobi', lat: -1.28, lon: 36.82, geonames: 184745 },
  { name: 'Port Lisse', country: 'LB', admin1: 'Beyrouth', lat: 33.89, lon: 35.5, geonames: 276781 },
];
const ACTORS = [
  'Gunmen',
  'Soldiers',
  'Protesters',
  'Rebels of the Northern Front',
  '=HYPERLINK("x") fighters',
];
const VERBS = [
  ['killed', 'ASSAULT', 'kill'],
  ['arrested', 'COERCE', 'arrest'],
  ['threatened', 'THREATEN', 'threaten'],
] as const;
const SOURCES = ['the interior ministry', 'state television', 'Colonel Peter Hale'];

/** A generator of numbers that is the same everywhere (mulberry32). */
export function randomOf(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

export interface SampleOptions {
  events?: number;
  publisher?: string | null;
  url?: string | null;
}

/** The reading of an invented report; another number, another report. */
export function sampleReading(seed: number, options: SampleOptions = {}): Reading {
  const random = randomOf(seed);
  const pick = <T>(items: readonly T[]): T => items[random(items.length)]!;
  const {
    events: count = 1 + random(4),
    publisher = pick(['Levant Wire', 'Coast Telegraph', null]),
    url = null,
  } = options;
  let text = `Incident ${seed} reported\n\n`;
  const say = (words: string): Span => {
    const span = { start: text.length, end: text.length + words.length, text: words };
    text += words;
    return span;
  };
  const made = {
    sentences: [] as { start: number; end: number }[],
    times: [] as Time[],
    places: [] as Place[],
    entities: [] as Entity[],
    quantities: [] as Quantity[],
    claims: [] as Claim[],
    events: [] as Event[],
  };
  for (let i = 1; i <= count; i++) {
    const start = text.length;
    const actor = say(pick(ACTORS));
    text += ' ';
    const [verb, type, lemma] = pick(VERBS);
    const trigger = { ...say(verb), lemma };
    text += ' ';
    const value = 1 + random(40);
    const number = say(`at least ${value}`);
    text += ' ';
    const people = say(pick(['people', 'soldiers', 'villagers']));
    text += ' in ';
    const where = pick(PLACES);
    const place = say(where.name);
    text += ' on ';
    const day = `20${10 + random(10)}-0${1 + random(9)}-1${random(10)}`;
    const when = say(day);
    const content = { start, end: text.length };
    text += ', ';
    const source = say(pick(SOURCES));
    text += ' ';
    const cue = say('said');
    text += '.\n\n';
    made.sentences.push({ start, end: text.length - 2 });
    made.times.push({ id: `t${i}`, ...when, type: 'DATE', value: day, mod: null, edtf: day, anchor: null });
    const { name, country, admin1, lat, lon, geonames } = where;
    made.places.push({
      id: `p${i}`,
      ...place,
      use: 'literal',
      name,
      geonames,
      feature: 'PPL',
      lat,
      lon,
      country,
      admin1,
      precision: 'settlement',
      score: 0.9,
    });
    const mention = { ...actor, head: { start: actor.start, end: actor.end } };
    made.entities.push({
      id: `e${i}`,
      name: actor.text,
      kind: 'armed-group',
      country: null,
      sector: null,
      wikidata: null,
      mentions: [mention],
      labels: [],
      roles: [],
    });
    made.quantities.push({
      id: `q${i}`,
      ...number,
      value,
      low: value,
      high: null,
      operator: 'at-least',
      unit: 'person',
      measures: 'killed',
    });
    made.claims.push({
      id: `c${i}`,
      ...content,
      text: text.slice(content.start, content.end),
      mode: 'indirect',
      source: { id: `s${i}`, kind: 'named', name: source.text, entity: null, ...source },
      cue,
      stance: 'asserts',
      via: null,
    });
    made.events.push({
      id: `v${i}`,
      start,
      end: people.end,
      trigger,
      type,
      mode: null,
      context: ['military'],
      status: random(10) === 0 ? 'planned' : 'actual',
      participants: [
        { role: 'actor', entity: `e${i}`, ...actor },
        { role: 'recipient', entity: null, ...people },
      ],
      time:
        random(12) === 0
          ? { edtf: null, ref: null, basis: 'unknown' }
          : { edtf: day, ref: `t${i}`, basis: 'explicit' },
      place: { ref: `p${i}`, basis: 'explicit' },
      quantities: [`q${i}`],
      claims: [`c${i}`],
      sameAs: null,
      why: 'made for a test',
    });
  }
  text = text.trimEnd();
  const published = `2019-1${random(3)}-0${1 + random(9)}`;
  return {
    onrecord: '1',
    engine: { version: '0.1.0', models: {} },
    report: {
      id: textId(text),
      text,
      language: 'en',
      title: `Incident ${seed} reported`,
      deck: null,
      byline: null,
      publisher,
      url,
      dateline: null,
      published: { value: published, method: 'metadata', why: 'made for a test' },
      blocks: [{ start: 0, end: `Incident ${seed} reported`.length, kind: 'title' }],
    },
    ...made,
  };
}
