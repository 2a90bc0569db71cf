/**
 * Whom a described mention means: "the governor", "the group", "government troops".
 *
 * @module
 */
import type { Parsed } from '../layers.ts';
import { textOf } from '../tokens/types.ts';
import type { Nominal } from './described.ts';
import type { Draft, Drafts } from './drafts.ts';
import type { Findings } from './findings.ts';

/** Nouns that mean any body of people spoken of before ("the group"). */
const GENERIC = new Set([
  'group',
  'organization',
  'movement',
  'militia',
  'faction',
  'party',
  'coalition',
  'alliance',
]);
/** Nouns that mean the army spoken of before. */
const TROOPS = new Set(['army', 'troop', 'force', 'soldier']);
/** Adjectives that make no other group of a group. */
const IDLE = new Set(['other', 'same', 'own', 'more', 'new', 'such', 'local', '-']);
/** Nouns that only repeat what the name beside them is. */
const BARE = new Set([
  'group',
  'organization',
  'movement',
  'party',
  'militia',
  'faction',
  'agency',
  'coalition',
  'alliance',
  'army',
  'force',
  'police',
  'company',
  'council',
  'ministry',
  'commission',
  'committee',
]);

/** Gives the draft that a nominal refers to; call it with the nominals of a text in their order. */
export function createNominalReference(
  { tokens }: Parsed,
  { spanAt, found }: Findings,
  drafts: Drafts,
  draftOfSpan: (span: number) => Draft | null,
): (nominal: Nominal) => Draft {
  const named = drafts.all
    .flatMap((draft) => draft.mentions.map((mention) => ({ draft, first: mention.first })))
    .sort((a, b) => a.first - b.first);
  let next = 0;
  let lastBody: Draft | null = null;
  let lastMilitary: Draft | null = null;
  const lastByNoun = new Map<string, Draft>();
  const lastHolder = new Map<string, Draft>();
  const holders = new Map<string, Set<Draft>>();
  for (const { draft } of named)
    for (const { noun } of draft.roles)
      for (const key of nounsOf(noun)) holders.set(key, (holders.get(key) ?? new Set()).add(draft));

  function advance(to: number) {
    for (; next < named.length && named[next]!.first < to; next++) saw(named[next]!.draft);
  }
  function saw(draft: Draft) {
    if (draft.kind === 'armed-group' || draft.kind === 'organization' || draft.kind === 'military')
      lastBody = draft;
    if (draft.kind === 'military' && draft.country) lastMilitary = draft;
    if (draft.noun) lastByNoun.set(draft.noun, draft);
    for (const { noun } of draft.roles) for (const key of nounsOf(noun)) lastHolder.set(key, draft);
  }

  return (nominal) => {
    advance(nominal.first);
    const draft = find(nominal);
    saw(draft);
    return draft;
  };

  function find(nominal: Nominal): Draft {
    const { role, country, kind, sector, article } = nominal;
    const inside = namedInside(nominal);
    if (inside) return inside;
    if (role.sense === 'office' && !role.plural && article !== 'indefinite') {
      const holder = holderOf(nominal);
      if (holder) return holder;
    }
    const words = nominal.modifiers.filter((word) => !IDLE.has(word));
    if (article === 'definite' && !words.length && nominal.number === null) {
      const before = lastByNoun.get(role.noun) ?? anyBefore(role.noun, role.plural);
      if (before) return before;
    }
    const isGovernment = role.noun === 'government' || (role.noun === 'regime' && country !== null);
    const rest = country ? words.filter((word) => !isNation(word, nominal)) : words;
    const number = role.sense === 'group' ? '' : (nominal.number ?? '');
    const key =
      isGovernment && country
        ? `government:${country}`
        : `nominal:${role.noun}:${country ?? ''}:${[number, ...rest].filter(Boolean).join(' ')}`;
    return drafts.at(key, () => ({
      name: textOf(tokens, nominal.first, nominal.last),
      kind,
      country,
      sector,
      plural: role.plural || role.sense === 'group',
      equipment:
        role.sense === 'weapon' || role.sense === 'platform' || role.sense === 'vehicle' ? role.sense : null,
      noun: role.noun,
    }));
  }

  function anyBefore(noun: string, plural: boolean): Draft | null {
    if (TROOPS.has(noun)) return lastMilitary;
    return GENERIC.has(noun) && !plural ? lastBody : null;
  }

  /** "the Hamas movement", "Kalibr cruise missiles": the noun says again what the name before it is. */
  function namedInside(nominal: Nominal): Draft | null {
    const isEquipment = nominal.kind === 'equipment';
    if (!isEquipment && !BARE.has(nominal.role.noun)) return null;
    for (let t = nominal.head - 1; t >= nominal.first; t--) {
      const span = spanAt[t]!;
      if (span < 0 || found[span]!.type !== (isEquipment ? 'equipment' : 'organization')) continue;
      return draftOfSpan(span);
    }
    return null;
  }

  /** The person who is said to hold the office: the last named before, or the only one named after. */
  function holderOf(nominal: Nominal): Draft | null {
    const before = lastHolder.get(nominal.role.noun);
    if (before) return fits(before, nominal) ? before : null;
    const after = [...(holders.get(nominal.role.noun) ?? [])].filter((draft) => fits(draft, nominal));
    return after.length === 1 ? after[0]! : null;
  }

  function fits(draft: Draft, nominal: Nominal): boolean {
    if (draft.kind !== 'person') return false;
    if (nominal.country && draft.country && nominal.country !== draft.country) return false;
    const said = new Set(draft.roles.flatMap((role) => tokens.lower.slice(role.first, role.last)));
    return nominal.modifiers.every((word) => said.has(word) || IDLE.has(word) || isNation(word, nominal));
  }

  function isNation(word: string, nominal: Nominal): boolean {
    for (let t = nominal.first; t < nominal.head; t++)
      if (tokens.lower[t] === word && spanAt[t]! >= 0) return found[spanAt[t]!]!.form?.entry.country != null;
    return false;
  }
}

/** "prime minister" is a minister too. */
const nounsOf = (title: string) => {
  const last = title.slice(title.lastIndexOf(' ') + 1);
  return last === title ? [title] : [title, last];
};
