/**
 * Entities while their mentions are being brought together.
 *
 * @module
 */
import type { EntityKind } from '../../record/reading.ts';
import type { EquipmentClass, LabelSpan } from './types.ts';

export interface DraftMention {
  readonly first: number;
  readonly last: number;
  readonly head: number;
}

export interface Draft {
  readonly number: number;
  name: string;
  kind: EntityKind;
  country: string | null;
  sector: string | null;
  gender: 'm' | 'f' | null;
  /** Several people or things. */
  plural: boolean;
  equipment: EquipmentClass | null;
  /** The noun that a described group is called by. */
  noun: string | null;
  readonly mentions: DraftMention[];
  readonly roles: { readonly first: number; readonly last: number; readonly noun: string }[];
  readonly labels: LabelSpan[];
  /** Another draft that turned out to be the same. */
  same: Draft | null;
}

/** What a new draft starts with; the rest is empty. */
export type Beginning = Pick<Draft, 'name' | 'kind' | 'country' | 'sector'> &
  Partial<Pick<Draft, 'gender' | 'plural' | 'equipment' | 'noun'>>;

export interface Drafts {
  readonly all: readonly Draft[];
  /** The draft that goes by `key`, made if there is none. */
  at(key: string, beginning: () => Beginning): Draft;
  known(key: string): Draft | null;
  mention(draft: Draft, first: number, last: number, head: number, otherHeads?: Iterable<number>): void;
  /** Says that two are one; the first stays. */
  join(one: Draft, other: Draft): void;
  /** The draft whose mention has its head at this token. */
  atHead(token: number): Draft | null;
  /** The draft of the shortest mention that covers this token. */
  covering(token: number): Draft | null;
  /** The draft of a mention that begins at this token. */
  beginningAt(token: number): Draft | null;
}

const final = (draft: Draft): Draft => {
  let d = draft;
  while (d.same) d = d.same;
  return d;
};

export function createDrafts(tokens: number): Drafts {
  const all: Draft[] = [];
  const byKey = new Map<string, Draft>();
  const heads = new Int32Array(tokens).fill(-1);
  const cover = new Int32Array(tokens).fill(-1);
  const coverLength = new Int32Array(tokens).fill(0x7fffffff);
  const begins = new Int32Array(tokens).fill(-1);
  const of = (numbers: Int32Array, token: number) => {
    const number = numbers[token];
    return number === undefined || number < 0 ? null : final(all[number]!);
  };
  return {
    all,
    known: (key) => {
      const draft = byKey.get(key);
      return draft ? final(draft) : null;
    },
    at(key, beginning) {
      const before = byKey.get(key);
      if (before) return final(before);
      const draft: Draft = {
        number: all.length,
        gender: null,
        plural: false,
        equipment: null,
        noun: null,
        ...beginning(),
        mentions: [],
        roles: [],
        labels: [],
        same: null,
      };
      all.push(draft);
      byKey.set(key, draft);
      return draft;
    },
    mention(draft, first, last, head, otherHeads = []) {
      draft.mentions.push({ first, last, head });
      heads[head] = draft.number;
      for (const token of otherHeads) if (heads[token] === -1) heads[token] = draft.number;
      if (begins[first] === -1) begins[first] = draft.number;
      for (let t = first; t < last; t++)
        if (last - first <= coverLength[t]!) {
          cover[t] = draft.number;
          coverLength[t] = last - first;
        }
    },
    join(one, other) {
      const [to, from] = [final(one), final(other)];
      if (to === from) return;
      to.mentions.push(...from.mentions);
      to.roles.push(...from.roles);
      to.country ??= from.country;
      to.sector ??= from.sector;
      from.mentions.length = 0;
      from.same = to;
    },
    atHead: (token) => of(heads, token),
    covering: (token) => of(cover, token),
    beginningAt: (token) => of(begins, token),
  };
}
