/**
 * The slots of a MUC-4 template that one event fills: who did it, to whom and what, with what.
 *
 * @module
 */
import type { Knowledge } from '../../src/knowledge/table.ts';
import { headOf } from '../../src/read/event/derived.ts';
import { entityAt, type Ground, groundOf, inClass, isNoun } from '../../src/read/event/ground.ts';
import { readLexicon } from '../../src/read/event/lexicon.ts';
import type { Analysis } from '../../src/read/layers.ts';
import type { NameSpan } from '../../src/read/names/types.ts';
import { childrenOf, prepositionOf } from '../../src/read/syntax/dependents.ts';
import { textOf, tokenAt } from '../../src/read/tokens/types.ts';
import type { Event, Participant } from '../../src/record/reading.ts';
import { ROLES, type Role } from './metric.ts';

export interface Filled {
  slots: Record<Role, Set<string>>;
  sentence: number;
  /** Told of in particular: with somebody or something it was done to, or by. */
  particular: boolean;
  /** A fight between armed sides, or fighters killed. */
  irrelevant: boolean;
}

export interface Slots {
  /** What an incident's own event fills. */
  fill(event: Event): Filled;
  /** Whom an accusation or arrest names as the doers. */
  accused(event: Event): Filled['slots'];
  /** The armed group that the sentences from `first` to `last` name most; null where they name none. */
  groupNear(first: number, last: number): string | null;
}

export function createSlots(knowledge: Knowledge): (analysis: Analysis) => Slots {
  const lexicon = readLexicon(knowledge);
  return (analysis) => {
    const ground = groundOf(analysis, lexicon);
    const nameAt = new Map<number, NameSpan>();
    for (const span of analysis.names.spans) for (let t = span.first; t < span.last; t++) nameAt.set(t, span);
    return {
      fill: (event) => fill(ground, nameAt, event),
      accused: (event) => accused(ground, nameAt, event),
      groupNear: (first, last) => groupNear(ground, nameAt, first, last),
    };
  };
}

function fill(ground: Ground, nameAt: ReadonlyMap<number, NameSpan>, event: Event): Filled {
  const { tokens } = ground.doc;
  const slots = Object.fromEntries(ROLES.map((r) => [r, new Set<string>()])) as Filled['slots'];
  const trigger = tokenAt(tokens, event.trigger.start);
  let [civil, armed] = [0, 0];
  for (const p of event.participants) {
    const head = headOf(ground, p);
    if (p.role === 'actor') addPerpetrator(ground, nameAt, slots, p, head);
    else if (p.role === 'recipient') {
      if (isFighter(ground, nameAt, head)) armed++;
      else if (addTarget(ground, nameAt, slots, head)) civil++;
    } else if (p.role === 'instrument' && inClass(ground, head, 'weapon'))
      slots.Weapon.add(phrase(ground, head));
  }
  for (let t = trigger; t < tokens.length && tokens.start[t]! < event.trigger.end; t++)
    addWeapon(ground, slots, t);
  for (const c of childrenOf(ground.doc, trigger))
    if (ground.doc.syntax.relation[c] === 'compound') addWeapon(ground, slots, c);
  return {
    slots,
    sentence: tokens.sentence[trigger]!,
    particular: civil > 0 || (armed === 0 && slots.Weapon.size > 0),
    irrelevant: armed > 0 && civil === 0,
  };
}

const emptySlots = () => Object.fromEntries(ROLES.map((r) => [r, new Set<string>()])) as Filled['slots'];

function accused(ground: Ground, nameAt: ReadonlyMap<number, NameSpan>, event: Event): Filled['slots'] {
  const slots = emptySlots();
  for (const p of event.participants)
    if (p.role === 'recipient') addPerpetrator(ground, nameAt, slots, p, headOf(ground, p));
  return slots;
}

function groupNear(
  ground: Ground,
  nameAt: ReadonlyMap<number, NameSpan>,
  first: number,
  last: number,
): string | null {
  const { tokens, names } = ground.doc;
  const votes = new Map<number, { text: string; count: number }>();
  const end = tokens.sentences[Math.min(last + 1, tokens.sentences.length - 1)]!;
  for (let t = tokens.sentences[Math.max(0, first)]!; t < end; t++) {
    const number = names.entityAtHead[t]!;
    const name = nameAt.get(t);
    if (number < 0 || names.entities[number]!.kind !== 'armed-group' || name?.type !== 'organization')
      continue;
    const known = votes.get(number);
    if (known) known.count++;
    else votes.set(number, { text: textOf(tokens, name.first, name.last), count: 1 });
  }
  return [...votes.values()].sort((a, b) => b.count - a.count)[0]?.text ?? null;
}

function addWeapon(ground: Ground, slots: Filled['slots'], token: number): void {
  if (
    isNoun(ground, token) &&
    inClass(ground, token, 'weapon') &&
    !GENERIC.has(ground.doc.syntax.lemma[token]!.toLowerCase())
  )
    slots.Weapon.add(phrase(ground, token));
}

const GENERIC = new Set([
  'fire',
  'shot',
  'gunfire',
  'explosion',
  'blast',
  'detonation',
  'stick',
  'round',
  'gas',
  'attack',
  'barrage',
]);

/** Soldiers and insurgents, not police and officials: whose deaths are war, not terror. */
function isFighter(ground: Ground, nameAt: ReadonlyMap<number, NameSpan>, head: number): boolean {
  const entity = entityAt(ground, head);
  const named = nameAt.get(head);
  if (named?.type === 'person') return false;
  if (inClass(ground, head, 'police')) return false;
  if (entity?.kind === 'military' || entity?.kind === 'armed-group') return true;
  return inClass(ground, head, 'troops') && !inClass(ground, head, 'building');
}

function addPerpetrator(
  ground: Ground,
  nameAt: ReadonlyMap<number, NameSpan>,
  slots: Filled['slots'],
  p: Participant,
  head: number,
): void {
  const { tokens } = ground.doc;
  const name = nameAt.get(head);
  if (name) {
    const text = textOf(tokens, name.first, name.last);
    if (name.type === 'person') slots.PerpInd.add(fullName(ground, nameAt, name));
    else if (name.type === 'organization') slots.PerpOrg.add(text);
    return;
  }
  if (isPronoun(ground, head)) {
    const entity = entityAt(ground, head);
    const mention = entity?.mentions.find((m) => !isPronoun(ground, headOf(ground, m.head)));
    if (mention) addPerpetrator(ground, nameAt, slots, { ...p, ...mention }, headOf(ground, mention.head));
    return;
  }
  if (inClass(ground, head, 'people')) slots.PerpInd.add(phrase(ground, head));
  else if (inClass(ground, head, 'state')) slots.PerpOrg.add(phrase(ground, head));
  // "members of the front", "FMLN guerrillas"
  for (const c of childrenOf(ground.doc, head)) {
    const relation = ground.doc.syntax.relation[c]!;
    const inner = nameAt.get(c);
    if (
      inner?.type === 'organization' &&
      (relation === 'compound' ||
        relation === 'amod' ||
        relation === 'appos' ||
        prepositionOf(ground.doc, c) === 'of')
    )
      slots.PerpOrg.add(textOf(tokens, inner.first, inner.last));
  }
}

/** Whether somebody or something that counts was hit. */
function addTarget(
  ground: Ground,
  nameAt: ReadonlyMap<number, NameSpan>,
  slots: Filled['slots'],
  head: number,
): boolean {
  const name = nameAt.get(head);
  const entity = entityAt(ground, head);
  if (name?.type === 'person') {
    slots.Victim.add(fullName(ground, nameAt, name));
    return true;
  }
  if (entity?.kind === 'person' || entity?.kind === 'people' || isPronoun(ground, head)) {
    // "the priest", "him": by the name that the report gives elsewhere.
    for (const mention of entity?.mentions ?? []) {
      const other = nameAt.get(headOf(ground, mention.head));
      if (other?.type === 'person') {
        slots.Victim.add(fullName(ground, nameAt, other));
        break;
      }
    }
    return true;
  }
  if (inClass(ground, head, 'building') && ground.placeAt[head]! < 0) {
    slots.Target.add(phrase(ground, head));
    return true;
  }
  return inClass(ground, head, 'people') || (entity !== null && entity.kind !== 'equipment');
}

const isPronoun = ({ doc }: Ground, token: number) =>
  doc.syntax.xpos[token]!.startsWith('PRP') || doc.syntax.xpos[token]!.startsWith('W');

const LEFT = new Set(['compound', 'amod', 'flat']);

/** A noun with the words before it that belong to its name, without articles. */
function phrase({ doc }: Ground, head: number): string {
  let first = head;
  for (const c of childrenOf(doc, head))
    if (c < head && LEFT.has(doc.syntax.relation[c]!) && doc.syntax.subtreeStart[c]! < first)
      first = doc.syntax.subtreeStart[c]!;
  let last = head + 1;
  // "offices of the union", "members of the front": the noun alone names nobody.
  if (OPEN.has(doc.syntax.lemma[head]!.toLowerCase()))
    for (const c of childrenOf(doc, head))
      if (c > head && doc.syntax.relation[c] === 'nmod' && prepositionOf(doc, c) === 'of')
        last = nameEnd(doc, c);
  return textOf(doc.tokens, first, last);
}

const OPEN = new Set(
  'member office headquarters branch group building home house residence column unit leader facility embassy station commando band gang number'.split(
    ' ',
  ),
);

/** The end of a noun phrase without the clauses and phrases behind its noun. */
function nameEnd(doc: Ground['doc'], head: number): number {
  let last = head + 1;
  for (const c of childrenOf(doc, head))
    if (c >= last && doc.syntax.relation[c]!.startsWith('flat')) last = doc.syntax.subtreeEnd[c]!;
  return last;
}

/** The longest name that the report gives a person, without titles before it. */
function fullName(ground: Ground, nameAt: ReadonlyMap<number, NameSpan>, name: NameSpan): string {
  let best = bareName(ground, name);
  for (let t = name.first; t < name.last; t++)
    for (const mention of entityAt(ground, t)?.mentions ?? []) {
      const other = nameAt.get(headOf(ground, mention.head));
      if (other?.type !== 'person') continue;
      const text = bareName(ground, other);
      if (text.split(' ').length > best.split(' ').length) best = text;
    }
  return best;
}

/** A person's name without the titles before it, with the surnames that the recogniser left behind it. */
function bareName({ doc }: Ground, span: NameSpan): string {
  const { first } = span;
  let { last } = span;
  while (
    last < doc.tokens.length &&
    doc.syntax.xpos[last] === 'NNP' &&
    doc.syntax.relation[last]!.startsWith('flat') &&
    doc.syntax.head[last]! >= first &&
    doc.syntax.head[last]! < last
  )
    last++;
  let t = first;
  while (t < last - 1 && TITLES.has(doc.tokens.lower[t]!.replace('.', ''))) t++;
  return textOf(doc.tokens, t, last);
}

const TITLES = new Set(
  'mr mrs ms dr doctor col colonel gen general lt lieutenant maj major capt captain sgt sergeant father bishop archbishop monsignor minister president senator deputy judge governor mayor ambassador engineer professor sister reverend priest leader commander candidate attorney lawyer businessman former'.split(
    ' ',
  ),
);
