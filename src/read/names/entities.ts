/**
 * Which mentions are the same: names, described groups and pronouns brought together into entities.
 *
 * Conservative by rule: two mentions are one entity when a list knows them as one, when the words say so
 * ("Syrian Democratic Forces (SDF)", "the governor, Ali Haddad"), when one is the surname of the other, or when the
 * same noun stands with the same words before it. Nothing else is joined.
 *
 * @module
 */
import type { Parsed } from '../layers.ts';
import { headOf } from '../syntax/tree.ts';
import { textOf } from '../tokens/types.ts';
import { chunksOf } from './chunks.ts';
import type { Nominal } from './described.ts';
import { createNominalReference } from './described-reference.ts';
import { createDrafts, type Draft } from './drafts.ts';
import type { Findings } from './findings.ts';
import type { Entry } from './lexicon.ts';
import type { FoundName } from './merge.ts';
import { describePerson } from './persons.ts';
import { resolvePronouns } from './pronouns.ts';
import { attachLabels, toEntities } from './record.ts';
import type { Names } from './types.ts';
import { phraseAt } from './vocabulary.ts';

export function buildEntities(
  doc: Parsed,
  findings: Findings,
): Pick<Names, 'entities' | 'entityAtHead' | 'equipment'> {
  const { tokens } = doc;
  const { lexicon, vocabulary, found, nominals } = findings;
  const drafts = createDrafts(tokens.length);
  const draftOfName: (Draft | null)[] = [];
  const taken = new Set<Nominal>();
  const nominalAt = new Map(nominals.map((nominal) => [nominal.first, nominal]));
  const fullName = fullNames(found, (name) => textOf(tokens, name.first, name.last));

  for (const name of found) {
    const draft = draftFor(name, textOf(tokens, name.first, name.last));
    draftOfName.push(draft);
    if (!draft) continue;
    const heads: number[] = [];
    for (let t = name.first; t < name.last; t++) {
      const above = doc.syntax.head[t]!;
      if (above < name.first || above >= name.last) heads.push(t);
    }
    if (draft.kind === 'person') describePerson(doc, findings, drafts, draft, name, heads, nominalAt, taken);
    drafts.mention(draft, name.first, name.last, headOf(doc.syntax.head, name.first, name.last), heads);
  }
  joinBrackets();

  const refer = createNominalReference(doc, findings, drafts, (span) => draftOfName[span] ?? null);
  for (const nominal of nominals) {
    if (taken.has(nominal)) continue;
    drafts.mention(refer(nominal), nominal.first, nominal.last, nominal.head, [nominal.outerHead]);
  }
  resolvePronouns(doc, drafts);
  attachLabels(doc, findings, drafts, (span) => draftOfName[span] ?? null);
  return toEntities(doc, drafts);

  function draftFor(name: FoundName, text: string): Draft | null {
    const entry = name.form?.entry ?? null;
    if (name.form && entry?.type === 'location') {
      if (name.form.use === 'people') return people(name, text);
      if (name.form.use === 'adjective' || !findings.isActing(doc, name)) return null;
      return drafts.at(`government:${entry.country}`, () => ({
        name: entry.name,
        kind: 'government',
        country: entry.country,
        sector: 'GOV',
      }));
    }
    switch (name.type) {
      case 'person':
        return person(name, text);
      case 'organization':
        return entry ? listed(entry, name) : organization(name, text);
      case 'equipment':
        return entry ? drafts.at(`entry:${entry.line}`, () => ({ ...entry, equipment: entry.class })) : null;
      case 'people':
        return name.form?.use === 'people' ? people(name, text) : null;
      default:
        return null;
    }
  }

  /** A body that a list knows; its last noun is what "the army" may mean later. */
  function listed(entry: Entry, name: FoundName): Draft {
    let noun: string | null = null;
    for (let t = name.first; t < name.last && !noun; t++) {
      const phrase = phraseAt(vocabulary.roles, tokens.lower, t);
      if (phrase && t + phrase.length === name.last) noun = phrase.value.noun;
    }
    const draft = drafts.at(`entry:${entry.line}`, () => ({ ...entry, equipment: null, noun }));
    draft.noun ??= noun;
    return draft;
  }

  function people(name: FoundName, text: string): Draft {
    const entry = name.form!.entry;
    const sector = entry.type === 'location' ? 'CVL' : entry.sector;
    // "Iraqi Kurds": a people of several countries, in one of them.
    const before = found[findings.spanAt[name.first - 1] ?? -1];
    const nation = entry.country
      ? null
      : before?.form?.use === 'adjective'
        ? before.form.entry.country
        : null;
    return drafts.at(`people:${entry.line}${nation ?? ''}`, () => ({
      name: nation ? textOf(tokens, before!.first, name.last) : text,
      kind: 'people',
      country: entry.country ?? nation,
      sector,
      plural: true,
    }));
  }

  function person(name: FoundName, text: string): Draft {
    const entry = name.form?.entry ?? null;
    const chunks = chunksOf(text);
    const key = entry ? `entry:${entry.line}` : `person:${(fullName(chunks) ?? chunks).join(' ')}`;
    const gender = vocabulary.given.get(chunks[0] ?? '') ?? null;
    const draft = drafts.at(key, () => ({
      name: entry?.name ?? text,
      kind: 'person',
      country: entry?.country ?? null,
      sector: entry?.sector ?? null,
      gender,
    }));
    draft.gender ??= gender;
    if (!entry && text.length > draft.name.length) draft.name = text;
    return draft;
  }

  /** An organization that no list knows: its last noun says what it is, a nation in its name whose it is. */
  function organization(name: FoundName, text: string): Draft {
    let role = null;
    let country: string | null = null;
    let nationOnly = true;
    let roleFirst = name.last;
    for (let t = name.first; t < name.last; t++) {
      const phrase = phraseAt(vocabulary.roles, tokens.lower, t);
      if (phrase && t + phrase.length === name.last) {
        role = phrase.value;
        roleFirst = Math.min(roleFirst, t);
        break;
      }
      const nation = lexicon
        .lookup(tokens.lower[t]!)
        .find((form) => form.entry.country && form.use !== 'seat');
      if (nation) country ??= nation.entry.country;
      else if (tokens.lower[t] !== 'the') nationOnly = false;
    }
    const isBody =
      role !== null && role.kind !== 'people' && role.kind !== 'person' && role.kind !== 'equipment';
    const kind = role && isBody ? role.kind : 'organization';
    const sector = isBody ? (role?.sector ?? null) : null;
    const plain = text.replace(/^the /i, '');
    if (role && isBody && nationOnly && country) {
      const noun = role.noun;
      const key = noun === 'government' ? `government:${country}` : `nominal:${noun}:${country}:`;
      return drafts.at(key, () => ({ name: plain, kind, country, sector, noun, plural: true }));
    }
    const key = `organization:${chunksOf(plain).join(' ')}`;
    return drafts.at(key, () => ({ name: plain, kind, country, sector, noun: role?.noun ?? null }));
  }

  /** "Syrian Democratic Forces (SDF)", "SDF (Syrian Democratic Forces)": the name in brackets is the name before them. */
  function joinBrackets() {
    for (let number = 1; number < found.length; number++) {
      const [outer, inner] = [found[number - 1]!, found[number]!];
      if (
        inner.first - 1 !== outer.last ||
        tokens.form[outer.last] !== '(' ||
        tokens.form[inner.last] !== ')'
      )
        continue;
      const [one, other] = [draftOfName[number - 1], draftOfName[number]];
      if (!one || !other || one === other) continue;
      const long = textOf(tokens, outer.first, outer.last);
      const short = textOf(tokens, inner.first, inner.last);
      if (isAcronymOf(short, long) || isAcronymOf(long, short)) drafts.join(one, other);
    }
  }
}

/** The full names of a text, so that a surname alone can be led back to one of them: gives the full name or null. */
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
  return (chunks: string[]): string[] | null => {
    const full = bySurname.get(chunks[chunks.length - 1] ?? '');
    return full && chunks.every((word) => full.includes(word)) ? full : null;
  };
}

/** Whether the letters of `short` begin words of `long`, in order. */
export function isAcronymOf(short: string, long: string): boolean {
  const letters = short.replace(/[^\p{L}]/gu, '').toLowerCase();
  if (letters.length < 2 || letters.length > 8 || short !== short.toUpperCase()) return false;
  const initials = chunksOf(long).map((word) => word[0]!);
  let i = 0;
  for (const initial of initials) if (initial === letters[i]) i++;
  return i === letters.length && initials[0] === letters[0];
}
