/**
 * What the words beside a person's name say: "Syrian President" before it, "the governor of Latakia," after it.
 *
 * @module
 */
import type { Parsed } from '../layers.ts';
import type { Nominal } from './described.ts';
import type { Draft, Drafts } from './drafts.ts';
import type { Findings } from './findings.ts';
import type { FoundName } from './merge.ts';
import { titleBefore } from './titles.ts';

const PREPOSITIONS = new Set(['of', 'for', 'at', 'in']);
const ARTICLES = new Set(['the', 'a', 'an']);

/** Adds role, country, sector and gender to a person; nominals that are the role itself are marked as taken. */
export function describePerson(
  doc: Parsed,
  { vocabulary, found, spanAt }: Findings,
  drafts: Drafts,
  person: Draft,
  name: FoundName,
  heads: number[],
  nominalAt: ReadonlyMap<number, Nominal>,
  taken: Set<Nominal>,
): void {
  const { lower } = doc.tokens;
  const countryAt = (token: number) => {
    const span = spanAt[token] ?? -1;
    return span >= 0 ? (found[span]!.form?.entry.country ?? null) : null;
  };
  const title = titleBefore(doc, vocabulary, name.first);
  if (title) {
    person.gender ??= title.gender;
    person.sector ??= title.sector;
    for (let t = title.first; t < title.last; t++) {
      const above = doc.syntax.head[t]!;
      if (above < title.first || above >= name.last) heads.push(t);
      person.country ??= countryAt(t);
      const nominal = nominalAt.get(t);
      if (nominal && nominal.head < title.last) taken.add(nominal);
    }
    // "the governor, Ali Haddad": two mentions.
    if (title.last < name.first) drafts.mention(person, title.first, title.last, title.last - 1);
    if (!title.courtesy) person.roles.push({ first: title.first, last: title.last, noun: title.noun });
  }
  if (lower[name.last] !== ',') return;
  const at = ARTICLES.has(lower[name.last + 1] ?? '') ? name.last + 2 : name.last + 1;
  const apposed = nominalAt.get(at);
  if (!apposed || taken.has(apposed) || apposed.role.plural) return;
  if (apposed.role.sense !== 'office' && apposed.role.sense !== 'member') return;
  let last = apposed.last;
  if (PREPOSITIONS.has(lower[last] ?? '')) {
    const next = lower[last + 1] === 'the' ? last + 2 : last + 1;
    const span = spanAt[next] ?? -1;
    if (span >= 0) {
      last = found[span]!.last;
      person.country ??= countryAt(next);
    }
  }
  person.country ??= apposed.country;
  person.sector ??= apposed.sector;
  person.roles.push({ first: apposed.first, last, noun: apposed.role.noun });
  taken.add(apposed);
  drafts.mention(person, apposed.first, apposed.last, apposed.head, [apposed.outerHead]);
}
