/**
 * Which mentions are the same: names, described groups and pronouns brought together into entities.
 *
 * Conservative by rule: two mentions are one entity when a list knows them as one, when the words say so
 * ("Syrian Democratic Forces (SDF)", "the governor, Ali Haddad"), when one is the surname of the other, or when the
 * same noun stands with the same words before it. Nothing else is joined.
 *
 * @module
 */
import type { Entity, EntityKind } from '../../record/reading.ts';
import type { Parsed } from '../layers.ts';
import { textOf } from '../tokens/types.ts';
import { headOf } from './acting.ts';
import { chunksOf } from './chunks.ts';
import type { Nominal } from './described.ts';
import type { FoundName } from './merge.ts';
import { resolvePronouns } from './pronouns.ts';
import { titleBefore } from './titles.ts';
import type { LabelSpan } from './types.ts';
import { phraseAt, type Vocabulary } from './vocabulary.ts';

/** An entity while its mentions are being brought together. */
export interface Draft {
  name: string;
  kind: EntityKind;
  country: string | null;
  sector: string | null;
  gender: 'm' | 'f' | null;
  /** One person or thing, or many. */
  plural: boolean;
  readonly mentions: { first: number; last: number; head: number }[];
  readonly roles: { first: number; last: number; noun: string }[];
  readonly labels: LabelSpan[];
}

export interface Findings {
  readonly vocabulary: Vocabulary;
  readonly found: readonly FoundName[];
  readonly spanAt: Int32Array;
  readonly nominals: readonly Nominal[];
  readonly labels: readonly LabelSpan[];
  readonly isActing: (doc: Parsed, name: FoundName) => boolean;
}

/** Adjectives that make no other group of a group. */
const IDLE = new Set(['other', 'same', 'own', 'more', 'new', 'such']);
const BARE = new Set([
  'group',
  'organization',
  'movement',
  'party',
  'militia',
  'faction',
  'network',
  'agency',
  'coalition',
  'alliance',
]);

export function buildEntities(
  doc: Parsed,
  findings: Findings,
): { entities: Entity[]; entityAtHead: Int32Array } {
  const { tokens } = doc;
  const { vocabulary, found, spanAt, nominals, labels } = findings;
  const drafts: Draft[] = [];
  const byKey = new Map<string, Draft>();
  const atHead = new Int32Array(tokens.length).fill(-1);
  const draftOfName: (Draft | null)[] = found.map(() => null);
  const nounOf = new Map<Draft, string>();
  const nominalTaken = new Set<Nominal>();
  const nominalAt = new Map<number, Nominal>();
  for (const nominal of nominals) nominalAt.set(nominal.first, nominal);

  function draft(key: string, made: () => Omit<Draft, 'mentions' | 'roles' | 'labels'>): Draft {
    const known = byKey.get(key);
    if (known) return known;
    const fresh: Draft = { ...made(), mentions: [], roles: [], labels: [] };
    drafts.push(fresh);
    byKey.set(key, fresh);
    return fresh;
  }

  function mention(entity: Draft, first: number, last: number, head: number, others: Iterable<number> = []) {
    entity.mentions.push({ first, last, head });
    const number = drafts.indexOf(entity);
    atHead[head] = number;
    for (const token of others) if (atHead[token] === -1) atHead[token] = number;
  }

  const persons = fullNames(found, (name) => textOf(tokens, name.first, name.last));
  found.forEach((name, number) => {
    const entity = nameEntity(name);
    if (!entity) return;
    draftOfName[number] = entity;
    const heads: number[] = [];
    for (let t = name.first; t < name.last; t++) {
      const above = doc.syntax.head[t]!;
      if (above < name.first || above >= name.last) heads.push(t);
    }
    if (entity.kind === 'person') describePerson(entity, name, heads);
    mention(entity, name.first, name.last, headOf(doc, name.first, name.last), heads);
  });
  joinBrackets();

  for (const nominal of nominals) {
    if (nominalTaken.has(nominal)) continue;
    const entity = nominalEntity(nominal);
    mention(entity, nominal.first, nominal.last, nominal.head, [nominal.outerHead]);
  }
  resolvePronouns(doc, drafts, atHead, mention);
  for (const label of labels) if (label.on === 'entity') attach(label);
  return finish();

  function nameEntity(name: FoundName): Draft | null {
    const text = textOf(tokens, name.first, name.last);
    if (name.form && (name.form.entry.kind === 'government' || name.form.entry.type === 'location')) {
      const { entry, use } = name.form;
      if (entry.type === 'location') {
        if (use === 'adjective' || use === 'people')
          return use === 'people' ? peopleEntity(name, text) : null;
        if (!findings.isActing(doc, name)) return null;
        return draft(`government:${entry.country}`, () => ({
          name: entry.name,
          kind: 'government',
          country: entry.country,
          sector: 'GOV',
          gender: null,
          plural: false,
        }));
      }
    }
    switch (name.type) {
      case 'person':
        return personEntity(name, text);
      case 'organization':
        return organizationEntity(name, text);
      case 'equipment': {
        const entry = name.form?.entry;
        return draft(`equipment:${entry?.line ?? chunksOf(text).join(' ')}`, () => ({
          name: entry?.name ?? text,
          kind: 'equipment',
          country: entry?.country ?? null,
          sector: entry?.sector ?? null,
          gender: null,
          plural: false,
        }));
      }
      case 'people':
        return name.form?.use === 'people' ? peopleEntity(name, text) : null;
      default:
        return null;
    }
  }

  function peopleEntity(name: FoundName, text: string): Draft {
    const entry = name.form?.entry;
    return draft(`people:${entry?.line ?? text}`, () => ({
      name: text,
      kind: 'people',
      country: entry?.country ?? null,
      sector: entry?.type === 'location' ? 'CVL' : (entry?.sector ?? null),
      gender: null,
      plural: true,
    }));
  }

  function personEntity(name: FoundName, text: string): Draft {
    const entry = name.form?.entry ?? null;
    const chunks = chunksOf(text);
    const full = entry ? null : persons.resolve(chunks);
    const known = entry ? `person:${entry.line}` : `person:${(full ?? chunks).join(' ')}`;
    const made = draft(known, () => ({
      name: entry?.name ?? text,
      kind: 'person',
      country: entry?.country ?? null,
      sector: entry?.sector ?? null,
      gender: genderOf(chunks[0]!),
      plural: false,
    }));
    if (!entry && text.length > made.name.length) made.name = text;
    return made;
  }

  function genderOf(given: string): 'm' | 'f' | null {
    return vocabulary.given.get(given) ?? null;
  }

  function organizationEntity(name: FoundName, text: string): Draft {
    const entry = name.form?.entry ?? null;
    if (entry)
      return draft(`entry:${entry.line}`, () => ({
        name: entry.name,
        kind: entry.kind,
        country: entry.country,
        sector: entry.sector,
        gender: null,
        plural: false,
      }));
    let role = null;
    let country: string | null = null;
    for (let t = name.first; t < name.last; t++) {
      const phrase = phraseAt(vocabulary.roles, tokens.lower, t);
      if (phrase && t + phrase.length === name.last) role = phrase.value;
    }
    const key = chunksOf(text).filter((word) => word !== 'the');
    if (name.first > 0) {
      const before = spanAt[name.first - 1]!;
      if (before >= 0) country = found[before]!.form?.entry.country ?? null;
    }
    const kind = role && role.kind !== 'people' && role.kind !== 'person' ? role.kind : 'organization';
    return draft(`organization:${key.join(' ')}`, () => ({
      name: text.replace(/^the /i, ''),
      kind,
      country,
      sector: role?.sector ?? null,
      gender: null,
      plural: false,
    }));
  }

  /** What the words beside a person's name say of him or her. */
  function describePerson(entity: Draft, name: FoundName, heads: number[]) {
    const title = titleBefore(doc, vocabulary, name.first);
    if (title) {
      if (title.last === name.first || title.first < title.last) {
        entity.gender ??= title.gender;
        entity.sector ??= title.sector;
        const first = title.first;
        for (let t = first; t < title.last; t++) {
          const above = doc.syntax.head[t]!;
          if (above < first || above >= name.last) heads.push(t);
          const span = spanAt[t]!;
          if (span >= 0) entity.country ??= found[span]!.form?.entry.country ?? null;
        }
        const isCourtesy = !phraseAt(vocabulary.roles, [title.noun], 0) && title.sector === null;
        if (!isCourtesy) entity.roles.push({ first, last: title.last, noun: title.noun });
        for (const nominal of nominals)
          if (nominal.head >= first && nominal.head < title.last) nominalTaken.add(nominal);
      }
    }
    const { lower } = tokens;
    let at = name.last;
    if (lower[at] !== ',') return;
    at++;
    if (lower[at] === 'the' || lower[at] === 'a' || lower[at] === 'an') at++;
    const apposed = nominalAt.get(at);
    if (
      !apposed ||
      (apposed.role.sense !== 'office' && apposed.role.sense !== 'member') ||
      apposed.role.plural ||
      nominalTaken.has(apposed)
    )
      return;
    let last = apposed.last;
    if (['of', 'for', 'at', 'in'].includes(lower[last]!)) {
      const next = lower[last + 1] === 'the' ? last + 2 : last + 1;
      const span = next < tokens.length ? spanAt[next]! : -1;
      if (span >= 0) {
        last = found[span]!.last;
        entity.country ??= found[span]!.form?.entry.country ?? null;
      }
    }
    entity.country ??= apposed.country;
    entity.sector ??= apposed.sector;
    entity.roles.push({ first: apposed.first, last, noun: apposed.role.noun });
    nominalTaken.add(apposed);
    mention(entity, apposed.first, apposed.last, apposed.head, [apposed.outerHead]);
  }

  /** "Syrian Democratic Forces (SDF)": the name in brackets is the name before them. */
  function joinBrackets() {
    for (let number = 1; number < found.length; number++) {
      const inner = found[number]!;
      const outer = found[number - 1]!;
      const opened = tokens.form[inner.first - 1] === '(' && tokens.form[inner.last] === ')';
      if (!opened || inner.first - 1 !== outer.last) continue;
      const one = draftOfName[number - 1];
      const other = draftOfName[number];
      if (!one || !other || one === other) continue;
      const long = textOf(tokens, outer.first, outer.last);
      const short = textOf(tokens, inner.first, inner.last);
      if (isAcronymOf(short, long) || isAcronymOf(long, short)) join(one, other);
    }
  }

  function join(one: Draft, other: Draft) {
    one.mentions.push(...other.mentions);
    one.roles.push(...other.roles);
    one.country ??= other.country;
    one.sector ??= other.sector;
    other.mentions.length = 0;
    const [from, to] = [drafts.indexOf(other), drafts.indexOf(one)];
    for (let t = 0; t < atHead.length; t++) if (atHead[t] === from) atHead[t] = to;
    for (const [key, entity] of byKey) if (entity === other) byKey.set(key, one);
    draftOfName.forEach((entity, i) => {
      if (entity === other) draftOfName[i] = one;
    });
  }

  function nominalEntity(nominal: Nominal): Draft {
    const { role, modifiers, country, kind, sector } = nominal;
    const named = namedBefore(nominal);
    if (named) return named;
    if (role.sense === 'office' && !role.plural) {
      const holder = holderOf(nominal);
      if (holder) return holder;
    }
    if (role.noun === 'government' && country) {
      const entry = byKey.get(`government:${country}`);
      if (entry) return entry;
    }
    if (nominal.article === 'definite' && BARE.has(role.noun) && !role.plural && !modifiers.length) {
      const last = latest(
        nominal.first,
        (d) => d.kind === 'armed-group' || d.kind === 'organization' || d.kind === 'military',
      );
      if (last) return last;
    }
    const words = modifiers.filter((word) => !IDLE.has(word));
    if (nominal.article === 'definite' && !words.length && nominal.number === null) {
      const last = latest(nominal.first, (d) => nounOf.get(d) === role.noun);
      if (last) return last;
    }
    const number = role.sense === 'group' ? '' : (nominal.number ?? '');
    const key =
      role.noun === 'government' && country
        ? `government:${country}`
        : `nominal:${role.noun}:${role.plural}:${number}:${country ?? ''}:${country ? words.filter((w) => !nationWord(w, nominal)).join(' ') : words.join(' ')}`;
    const made = draft(key, () => ({
      name: textOf(tokens, nominal.first, nominal.last),
      kind,
      country,
      sector,
      gender: null,
      plural: role.plural || role.sense === 'group',
    }));
    nounOf.set(made, role.noun);
    return made;
  }

  /** "the Hamas movement", "Islamic State group": the noun only repeats what the name before it is. */
  function namedBefore(nominal: Nominal): Draft | null {
    if (!BARE.has(nominal.role.noun)) return null;
    for (let t = nominal.head - 1; t >= nominal.first; t--) {
      const span = spanAt[t]!;
      if (span >= 0 && found[span]!.type === 'organization') return draftOfName[span] ?? null;
    }
    return null;
  }

  /** The person who is said to hold the office: the nearest before, or the only one after. */
  function holderOf(nominal: Nominal): Draft | null {
    const fits = (d: Draft) =>
      d.kind === 'person' &&
      d.roles.some((r) => r.noun === nominal.role.noun || r.noun.endsWith(` ${nominal.role.noun}`)) &&
      (!nominal.country || !d.country || d.country === nominal.country) &&
      nominal.modifiers.every(
        (word) =>
          d.roles.some((r) => tokens.lower.slice(r.first, r.last).includes(word)) || nominal.country !== null,
      );
    if (nominal.article === 'indefinite') return null;
    const before = latest(nominal.first, fits);
    if (before) return before;
    const after = drafts.filter(fits);
    return after.length === 1 ? after[0]! : null;
  }

  function latest(before: number, fits: (d: Draft) => boolean): Draft | null {
    let best: Draft | null = null;
    let at = -1;
    for (const d of drafts)
      if (fits(d))
        for (const m of d.mentions) if (m.first < before && m.first > at) [best, at] = [d, m.first];
    return best;
  }

  function nationWord(word: string, nominal: Nominal) {
    for (let t = nominal.first; t < nominal.head; t++) if (tokens.lower[t] === word) return spanAt[t]! >= 0;
    return false;
  }

  /** A label belongs to the mention it is part of, and to the names right before that mention. */
  function attach(label: LabelSpan) {
    const targets = new Set<Draft>();
    let start = label.first;
    for (const d of drafts)
      for (const m of d.mentions)
        if (m.first <= label.first && label.last <= m.last) {
          targets.add(d);
          start = Math.min(start, m.first);
        }
    if (!targets.size) {
      // "so-called Islamic State": said of the mention that follows.
      for (const d of drafts) for (const m of d.mentions) if (m.first === label.last) targets.add(d);
    }
    for (let t = start; t < label.last; t++) {
      const span = spanAt[t]!;
      if (span >= 0 && draftOfName[span]) targets.add(draftOfName[span]!);
    }
    for (let t = start - 1; t >= 0; ) {
      const span = spanAt[t]!;
      if (span >= 0 && draftOfName[span] && found[span]!.type === 'organization') {
        targets.add(draftOfName[span]!);
        t = found[span]!.first - 1;
      } else if (targets.size && (tokens.lower[t] === 'and' || tokens.lower[t] === ',') && t + 1 < start) t--;
      else break;
    }
    for (const d of targets) d.labels.push(label);
  }

  function finish() {
    const order = drafts
      .map((d, number) => ({ d, number, first: Math.min(...d.mentions.map((m) => m.first)) }))
      .filter(({ d }) => d.mentions.length)
      .sort((a, b) => a.first - b.first);
    const place = new Map(order.map(({ number }, i) => [number, i]));
    const span = (first: number, last: number) => ({
      start: tokens.start[first]!,
      end: tokens.end[last - 1]!,
      text: textOf(tokens, first, last),
    });
    const entities = order.map(
      ({ d }, i): Entity => ({
        id: `e${i + 1}`,
        name: d.name,
        kind: d.kind,
        country: d.country,
        sector: d.sector,
        wikidata: null,
        mentions: d.mentions
          .sort((a, b) => a.first - b.first || a.last - b.last)
          .map((m) => ({
            ...span(m.first, m.last),
            head: { start: tokens.start[m.head]!, end: tokens.end[m.head]! },
          })),
        labels: d.labels.map((l) => ({ ...span(l.first, l.last), source: null })),
        roles: d.roles.map((r) => span(r.first, r.last)),
      }),
    );
    return { entities, entityAtHead: atHead.map((number) => place.get(number) ?? -1) };
  }
}

/** The full names of a text, so that a surname alone can be led back to one of them. */
function fullNames(found: readonly FoundName[], textOfName: (name: FoundName) => string) {
  const bySurname = new Map<string, string[]>();
  for (const name of found) {
    if (name.type !== 'person' || name.form) continue;
    const chunks = chunksOf(textOfName(name));
    if (chunks.length < 2) continue;
    const surname = chunks[chunks.length - 1]!;
    const known = bySurname.get(surname);
    if (!known || chunks.length > known.length) bySurname.set(surname, chunks);
  }
  return {
    /** The full name that these words end, or null. */
    resolve(chunks: string[]): string[] | null {
      const full = bySurname.get(chunks[chunks.length - 1]!);
      return full && (chunks.length === 1 || chunks.every((word) => full.includes(word))) ? full : null;
    },
  };
}

/** Whether the letters of `short` begin the words of `long`, in order. */
export function isAcronymOf(short: string, long: string): boolean {
  const letters = short.replace(/[^\p{L}]/gu, '').toLowerCase();
  if (letters.length < 2 || letters.length > 8 || short !== short.toUpperCase()) return false;
  const initials = chunksOf(long).map((word) => word[0]!);
  let i = 0;
  for (const initial of initials) if (initial === letters[i]) i++;
  return i === letters.length && initials[0] === letters[0];
}
