/**
 * One incident from all that is told of it: what each field is said to be, by whom, where they agree and where not.
 * Nothing is averaged; where one value must stand in a list it is the one that most origins tell.
 *
 * @module
 */
import type {
  Contradiction,
  CountClaim,
  Incident,
  IncidentActor,
  IncidentLine,
  IncidentOrigin,
  IncidentPlace,
  Support,
  SupportFacts,
  Told,
} from '../record/incident.ts';
import type { Span } from '../record/reading.ts';
import type { EventRecord } from './event-record.ts';
import { countContradictions, summariesOf } from './incidents-counts.ts';
import type { Ruling } from './incidents-rulings.ts';
import { agreedTime, timeContradiction } from './incidents-time.ts';

/** One telling with all that its incident needs of it. */
export interface Told1 {
  mention: string;
  order: string;
  listed: boolean;
  report: string;
  origin: string;
  outlet: string | null;
  published: string | null;
  title: string | null;
  url: string | null;
  record: EventRecord;
  officials: string[];
}

/** What the sentence of an incident is made of, beside the fields of its line. */
export interface Wording {
  lemma: string;
  /** Who is said to have done it, and to whom; labels marked. */
  actors: { name: string; label: boolean; by: string | null }[];
  recipients: { name: string; label: boolean; by: string | null }[];
  /** On whose word it is, each once; empty where all is the publishers' own. */
  sources: string[];
  /** Outlets by origins, those who told it first before others. */
  outlets: string[];
  /** Those who deny it. */
  deniedBy: string[];
}

export type IncidentRecord = Omit<IncidentLine, 'sentence'> & { wording: Wording };
export type IncidentParts = Omit<Incident, 'sentence' | 'mentions'> & {
  /** `record` is the event, of which the sentence is made. */
  mentions: (Omit<Incident['mentions'][number], 'sentence'> & { record: EventRecord })[];
  wording: Wording;
};

const PRECISIONS: IncidentPlace['precision'][] = [
  'exact',
  'settlement',
  'district',
  'region',
  'country',
  'unknown',
];

/**
 * @param tellings at least one.
 * @param rulings decisions that were not undone, oldest first.
 */
export function assembleIncident(
  tellings: readonly Told1[],
  rulings: readonly Ruling[],
  formerly: string[] = [],
): IncidentParts {
  const told = [...tellings].sort((a, b) => (a.order < b.order ? -1 : 1));
  const main = told.filter(({ listed }) => listed);
  const heard = main.length ? main : told;
  const first = told[0]!;
  const times = gather(
    heard.filter(({ record }) => record.time.edtf !== null),
    ({ record }) => record.time.edtf!,
    ({ record }) => (record.time.text === null ? null : spanIn(record, record.time.text)),
  );
  const placed = heard.filter(({ record }) => record.place !== null);
  // Where a report was filed says nothing beside a place that another telling names.
  const named = placed.filter(({ record }) => record.place!.basis !== 'dateline');
  const places = gather(
    named.length ? named : placed,
    ({ record }) => placeOf(record),
    ({ record }) => record.place && spanOf(record.place),
    ({ name, country }) => `${name} ${country}`,
  );
  const participants = participantsOf(heard);
  const figures = figuresOf(heard);
  const counts = summariesOf(figures);
  const when = agreedTime(heard.map(({ record }) => record.time));
  const status = (['actual', 'ongoing', 'denied', 'possible', 'planned', 'hypothetical'] as const).find(
    (status) => told.some(({ record }) => record.status === status),
  )!;
  const origins = originsOf(told);
  const facts = factsOfSupport(told, origins);
  const parts: IncidentParts = {
    id: first.mention,
    type: most(heard, ({ record }) => record.type)!,
    mode: most(heard, ({ record }) => record.mode),
    status,
    when: when.edtf,
    firstDay: when.first,
    lastDay: when.last,
    dateDoubtful: when.doubtful,
    place: bestPlace(places),
    actors: namesOf(participants, 'actor'),
    recipients: namesOf(participants, 'recipient'),
    counts,
    firstReported: { outlet: first.outlet, at: first.published },
    grade: null,
    storyline: null,
    times,
    places,
    participants,
    figures,
    contradictions: [
      ...timeContradiction(times),
      ...placeContradictions(places),
      ...actorContradictions(heard, participants),
      ...countContradictions(figures, counts),
      ...statusContradiction(told),
    ],
    facts,
    origins,
    mentions: told.map(mentionFrom),
    formerly,
    wording: wordingOf(heard, facts),
    corrected: [],
  };
  const own = new Set(told.map(({ mention }) => mention));
  for (const ruling of rulings)
    if (ruling.target.mention !== undefined && own.has(ruling.target.mention)) heed(parts, ruling);
  return parts;
}

/** A telling as an incident shows it. */
export const mentionFrom = ({ title, url, ...one }: Told1): IncidentParts['mentions'][number] => ({
  mention: one.mention,
  ...supportOf(one, null),
  title,
  url,
  record: one.record,
});

/** A line in a list, and what its sentence needs. */
export function lineOf(parts: IncidentParts): IncidentRecord {
  const {
    times: _,
    places: __,
    participants: ___,
    figures: ____,
    facts,
    mentions: _____,
    formerly: ______,
    ...rest
  } = parts;
  return {
    ...rest,
    reports: facts.reports,
    origins: facts.origins,
    contradictions: parts.contradictions.length,
  };
}

/** Applies a correction or a grade; what the machine had is kept beside it. */
function heed(parts: IncidentParts, { kind, target, by, at, reason }: Ruling): void {
  if (kind === 'grade') parts.grade = { grade: target.grade!, reason, by, at };
  if (kind !== 'correct') return;
  const { field, value } = target;
  const correction = (was: unknown) => parts.corrected.push({ field: field!, was, by, at, reason });
  if (field === 'when') {
    correction(parts.when);
    const { edtf, first, last } = agreedTime([
      { edtf: value as string | null, basis: 'explicit', ref: null, text: null },
    ]);
    Object.assign(parts, { when: edtf, firstDay: first, lastDay: last, dateDoubtful: false });
  } else if (field === 'place') {
    correction(parts.place);
    parts.place = value as IncidentPlace | null;
  } else if (field === 'actors' || field === 'recipients') {
    correction(parts[field]);
    parts[field] = value as string[];
    parts.wording[field] = (value as string[]).map((name) => ({ name, label: false, by: null }));
  } else if (field === 'type' || field === 'mode' || field === 'status') {
    correction(parts[field]);
    Object.assign(parts, { [field]: value });
  }
}

function supportOf(
  {
    report,
    origin,
    outlet,
    published,
    record,
  }: Pick<Told1, 'report' | 'origin' | 'outlet' | 'published' | 'record'>,
  span: Span | null,
): Support {
  return {
    report,
    event: record.event,
    origin,
    outlet,
    source: sourceOf(record),
    published,
    span,
    quote: record.quote,
  };
}

/** Whom a report names for an event; null where it is the publisher's own. */
function sourceOf({ claims }: EventRecord): string | null {
  const source = claims[0]?.source;
  return source ? oneLine(source.name ?? source.text ?? 'an unnamed source') : null;
}

const spanOf = ({ start, end, text }: Span): Span => ({ start, end, text });

function spanIn({ quote }: EventRecord, text: string): Span | null {
  const at = quote.text.indexOf(text);
  return at < 0 ? null : { start: quote.start + at, end: quote.start + at + text.length, text };
}

/** Values with all who tell them; most origins first, of equals the one told first. */
function gather<T>(
  told: readonly Told1[],
  value: (one: Told1) => T,
  span: (one: Told1) => Span | null,
  name: (value: T) => string = String,
): Told<T>[] {
  const by = new Map<string, Told<T>>();
  for (const one of told) {
    const said = value(one);
    const known = by.get(name(said));
    const support = supportOf(one, span(one));
    if (known) known.support.push(support);
    else by.set(name(said), { value: said, support: [support] });
  }
  return [...by.values()].sort((a, b) => originCount(b.support) - originCount(a.support));
}

const originCount = (support: readonly { origin: string }[]) =>
  new Set(support.map(({ origin }) => origin)).size;

function placeOf({ place }: EventRecord): IncidentPlace {
  const { name, geonames, lat, lon, country, admin1, precision } = place!;
  return { name, geonames, lat, lon, country, admin1, precision };
}

/** The most precise place that is told; of as precise ones the one of most origins. */
function bestPlace(places: readonly Told<IncidentPlace>[]): IncidentPlace | null {
  let best: Told<IncidentPlace> | null = null;
  for (const place of places)
    if (!best || PRECISIONS.indexOf(place.value.precision) < PRECISIONS.indexOf(best.value.precision))
      best = place;
  return best?.value ?? null;
}

const PRONOUN = /^(?:he|she|they|it|who|him|her|them|that|this|those|these|we|i|you|us)$/i;

function participantsOf(told: readonly Told1[]): Told<IncidentActor>[] {
  const by = new Map<string, Told<IncidentActor>>();
  for (const one of told)
    for (const { role, name, text, kind, label, start, end } of one.record.participants) {
      const called = oneLine(label ? text : (name ?? text));
      const key = `${role} ${called.toLowerCase()}`;
      const support = supportOf(one, { start, end, text });
      const known = by.get(key);
      if (known) known.support.push(support);
      else by.set(key, { value: { name: called, kind, role, label }, support: [support] });
    }
  return [...by.values()].sort((a, b) => originCount(b.support) - originCount(a.support));
}

/** Names in a role; a pronoun only where nobody gives a name. */
function namesOf(participants: readonly Told<IncidentActor>[], role: IncidentActor['role']): string[] {
  const all = participants.filter(({ value }) => value.role === role).map(({ value }) => value);
  const named = all.filter(({ name }) => !PRONOUN.test(name));
  return (named.length ? named : all).map(({ name, label }) => (label ? `“${name}”` : name));
}

function figuresOf(told: readonly Told1[]): CountClaim[] {
  return told.flatMap((one) =>
    one.record.quantities.map((quantity) => {
      const { measures, unit, value, low, high, operator } = quantity;
      return {
        measures,
        unit,
        value,
        low,
        high,
        operator,
        asOf: one.published,
        countedBy: sourceOf(one.record),
        support: supportOf(one, spanOf(quantity)),
      };
    }),
  );
}

function originsOf(told: readonly Told1[]): IncidentOrigin[] {
  const by = new Map<string, IncidentOrigin>();
  for (const { origin, outlet, report } of told) {
    const known = by.get(origin) ?? { id: origin, outlet, reports: [] };
    by.set(origin, known);
    if (!known.reports.includes(report)) known.reports.push(report);
  }
  return [...by.values()];
}

const unique = (items: readonly string[]) => [...new Set(items)];

/** Event types of which an actor's own word is an admission. */
const ADMITTED: ReadonlySet<string> = new Set([
  'ASSAULT',
  'COERCE',
  'THREATEN',
  'SANCTION',
  'MOBILIZE',
  'PROTEST',
]);

function factsOfSupport(told: readonly Told1[], origins: readonly IncidentOrigin[]): SupportFacts {
  const claims = told.flatMap(({ record }) => record.claims.map((claim) => ({ claim, record })));
  const name = (source: { name: string | null; text: string | null }) =>
    oneLine(source.name ?? source.text ?? 'an unnamed source');
  return {
    reports: new Set(told.map(({ report }) => report)).size,
    origins: origins.length,
    outlets: unique(told.flatMap(({ outlet }) => outlet ?? [])),
    namedSources: unique(
      claims.filter(({ claim }) => claim.source.kind === 'named').map(({ claim }) => name(claim.source)),
    ),
    officials: unique(told.flatMap(({ officials }) => officials)),
    admissions: unique(
      claims
        .filter(
          ({ claim, record }) =>
            ADMITTED.has(record.type) &&
            claim.stance === 'asserts' &&
            record.participants.some(
              (part) => part.role === 'actor' && sameName(part.name ?? part.text, name(claim.source)),
            ),
        )
        .map(({ claim }) => name(claim.source)),
    ),
    denials: unique(
      claims.filter(({ claim }) => claim.stance === 'denies').map(({ claim }) => name(claim.source)),
    ),
  };
}

const sameName = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

/**
 * The words of the sentence come from tellings with one trigger: the one that most origins have. Of those who take part
 * it names whom several origins name, if there are such; else, whom the first telling with any names.
 */
function wordingOf(told: readonly Told1[], facts: SupportFacts): Wording {
  const lemma = most(told, ({ record }) => record.trigger.lemma) ?? '';
  const central = told.filter(({ record }) => record.trigger.lemma === lemma);
  const called = (role: IncidentActor['role']) => {
    const all = participantsOf(central).filter(
      ({ value }) => value.role === role && !PRONOUN.test(value.name) && value.kind !== 'equipment',
    );
    const agreed = all.filter(({ support }) => originCount(support) > 1);
    const [first] = all;
    const chosen = agreed.length
      ? agreed
      : all.filter(({ support }) => support[0]!.report === first!.support[0]!.report);
    return chosen.map(({ value, support }) => ({
      name: value.name,
      label: value.label,
      by: value.label ? (support[0]!.source ?? support[0]!.outlet) : null,
    }));
  };
  return {
    lemma,
    actors: called('actor'),
    recipients: called('recipient'),
    sources: told.every(({ record }) => record.claims.length > 0)
      ? unique(told.flatMap(({ record }) => sourceOf(record) ?? []))
      : [],
    outlets: facts.outlets,
    deniedBy: facts.denials,
  };
}

/** The value that most origins tell; of equals the one told first; null where nobody tells one. */
function most<T extends string>(told: readonly Told1[], value: (one: Told1) => T | null): T | null {
  const by = new Map<T, Set<string>>();
  for (const one of told) {
    const said = value(one);
    if (said === null) continue;
    const origins = by.get(said) ?? new Set();
    by.set(said, origins.add(one.origin));
  }
  let best: T | null = null;
  for (const [said, origins] of by) if (best === null || origins.size > by.get(best)!.size) best = said;
  return best;
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

const POINTS: ReadonlySet<string> = new Set(['exact', 'settlement']);

/** Two places of the size of a settlement that are not one. */
function placeContradictions(places: readonly Told<IncidentPlace>[]): Contradiction[] {
  const points = places.filter(({ value }) => POINTS.has(value.precision));
  const countries = places.filter(({ value }) => value.country !== null);
  const differ = (
    sides: readonly Told<IncidentPlace>[],
    name: (place: IncidentPlace) => string,
  ): Contradiction[] => {
    if (new Set(sides.map(({ value }) => name(value))).size < 2 || !disputed(sides)) return [];
    return [
      {
        field: 'place',
        words: sides.map(({ value }) => name(value)).join(' or '),
        sides: sides.map(({ value, support }) => ({ value: name(value), support })),
      },
    ];
  };
  const other = differ(points, ({ name }) => name);
  return other.length
    ? other
    : differ(
        oneEach(countries, ({ country }) => country!),
        ({ country }) => country!,
      );
}

function oneEach(places: readonly Told<IncidentPlace>[], name: (place: IncidentPlace) => string) {
  const by = new Map<string, Told<IncidentPlace>>();
  for (const place of places) {
    const known = by.get(name(place.value));
    if (known) known.support = [...known.support, ...place.support];
    else by.set(name(place.value), { ...place });
  }
  return [...by.values()];
}

/** Whether sides are told by different origins: a report that names two places gainsays nobody. */
function disputed(sides: readonly Told<unknown>[]): boolean {
  const [one, ...others] = sides.map(({ support }) => new Set(support.map(({ origin }) => origin)));
  return others.some((other) => [...one!].every((origin) => !other.has(origin)));
}

const NAMED = /\p{Lu}/u;

/** Different names for who did it: where two origins each name somebody and no word of the names is shared. */
function actorContradictions(
  told: readonly Told1[],
  participants: readonly Told<IncidentActor>[],
): Contradiction[] {
  if (new Set(told.map(({ origin }) => origin)).size < 2) return [];
  return (['actor'] as const).flatMap((role) => {
    const named = participants.filter(
      ({ value }) => value.role === role && !value.label && value.kind !== null && NAMED.test(value.name),
    );
    const sides: Told<string>[] = [];
    for (const { value, support } of named) {
      const known = sides.find((side) => sharesWord(side.value, value.name));
      if (known) known.support.push(...support);
      else sides.push({ value: value.name, support: [...support] });
    }
    if (sides.length < 2 || !disputed(sides)) return [];
    return [{ field: role, words: sides.map(({ value }) => value).join(' or '), sides }];
  });
}

function sharesWord(a: string, b: string): boolean {
  const words = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [];
  const own = new Set(words(a));
  return words(b).some((word) => own.has(word));
}

/** Told as a fact by some, denied by others. */
function statusContradiction(told: readonly Told1[]): Contradiction[] {
  const denied = ({ record }: Told1) =>
    record.status === 'denied' || record.claims.some(({ stance }) => stance === 'denies');
  const against = told.filter(denied);
  const others = told.filter((one) => !denied(one));
  if (against.length === 0 || others.length === 0) return [];
  const side = (value: string, tellings: Told1[]): Told<string> => ({
    value,
    support: tellings.map((one) => supportOf(one, spanOf(one.record.trigger))),
  });
  return [
    {
      field: 'status',
      words: 'reported by some, denied by others',
      sides: [side('reported', others), side('denied', against)],
    },
  ];
}
