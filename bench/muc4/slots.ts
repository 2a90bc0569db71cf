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
import { fullName, type NameAt, phrase } from './wording.ts';

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
  /** Doers of violence that a sentence names, other than those it was done to. */
  doersIn(sentence: number): string[];
  /** Buildings and things that a sentence names as where a blow fell. */
  targetsIn(sentence: number): string[];
  /** Persons that a sentence gives as those who suffered: "the victims were identified as …", "the body of …". */
  victimsIn(sentence: number): string[];
  /** Weapons that a sentence names. */
  weaponsIn(sentence: number): Set<string>;
  /** The armed group that the sentences from `first` to `last` name most; null where they name none. */
  groupNear(first: number, last: number): string | null;
}

export function createSlots(knowledge: Knowledge): (analysis: Analysis) => Slots {
  const lexicon = readLexicon(knowledge);
  return (analysis) => {
    const ground = groundOf(analysis, lexicon);
    const nameAt = new Map<number, NameSpan>();
    for (const span of analysis.names.spans) for (let t = span.first; t < span.last; t++) nameAt.set(t, span);
    const suffers = new Set(
      analysis.events
        .filter(({ type }) => type === 'ASSAULT')
        .flatMap(({ participants }) =>
          participants.filter(({ role }) => role === 'recipient').map((p) => headOf(ground, p)),
        ),
    );
    return {
      fill: (event) => fill(ground, nameAt, event),
      accused: (event) => accused(ground, nameAt, event),
      doersIn: (sentence) => doersIn(ground, nameAt, sentence, suffers),
      targetsIn: (sentence) => targetsIn(ground, nameAt, sentence),
      victimsIn: (sentence) => victimsIn(ground, nameAt, sentence),
      weaponsIn: (sentence) => {
        const slots = emptySlots();
        const { sentences } = analysis.tokens;
        for (let t = sentences[sentence]!; t < (sentences[sentence + 1] ?? 0); t++)
          addWeapon(ground, nameAt, slots, t);
        return slots.Weapon;
      },
      groupNear: (first, last) => groupNear(ground, nameAt, first, last),
    };
  };
}

function fill(ground: Ground, nameAt: NameAt, event: Event): Filled {
  const { tokens } = ground.doc;
  const slots = Object.fromEntries(ROLES.map((r) => [r, new Set<string>()])) as Filled['slots'];
  const trigger = tokenAt(tokens, event.trigger.start);
  let [civil, armed, particular] = [0, 0, 0];
  for (const p of event.participants) {
    const head = headOf(ground, p);
    if (p.role === 'actor') addPerpetrator(ground, nameAt, slots, p, head);
    else if (p.role === 'recipient') {
      if (isFighter(ground, nameAt, head)) armed++;
      else {
        const hit = addTarget(ground, nameAt, slots, head);
        if (hit) civil++;
        if (hit === 'particular') particular++;
      }
    } else if (p.role === 'instrument' && inClass(ground, head, 'weapon'))
      slots.Weapon.add(phrase(ground, nameAt, head));
  }
  for (let t = trigger; t < tokens.length && tokens.start[t]! < event.trigger.end; t++)
    addWeapon(ground, nameAt, slots, t);
  for (const c of childrenOf(ground.doc, trigger))
    if (ground.doc.syntax.relation[c] === 'compound') addWeapon(ground, nameAt, slots, c);
  return {
    slots,
    sentence: tokens.sentence[trigger]!,
    particular: particular > 0 || (armed === 0 && slots.Weapon.size > 0),
    irrelevant: armed > 0 && civil === 0,
  };
}

const emptySlots = () => Object.fromEntries(ROLES.map((r) => [r, new Set<string>()])) as Filled['slots'];

function accused(ground: Ground, nameAt: NameAt, event: Event): Filled['slots'] {
  const slots = emptySlots();
  for (const p of event.participants)
    if (p.role === 'recipient') addPerpetrator(ground, nameAt, slots, p, headOf(ground, p));
  return slots;
}

function groupNear(ground: Ground, nameAt: NameAt, first: number, last: number): string | null {
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

function addWeapon(ground: Ground, nameAt: NameAt, slots: Filled['slots'], token: number): void {
  if (
    isNoun(ground, token) &&
    inClass(ground, token, 'weapon') &&
    !GENERIC.has(ground.doc.syntax.lemma[token]!.toLowerCase())
  )
    slots.Weapon.add(phrase(ground, nameAt, token));
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
function isFighter(ground: Ground, nameAt: NameAt, head: number): boolean {
  const entity = entityAt(ground, head);
  const named = nameAt.get(head);
  if (named?.type === 'person') return false;
  if (inClass(ground, head, 'police')) return false;
  if (entity?.kind === 'military' || entity?.kind === 'armed-group') return true;
  return inClass(ground, head, 'troops') && !inClass(ground, head, 'building');
}

function addPerpetrator(
  ground: Ground,
  nameAt: NameAt,
  slots: Filled['slots'],
  p: Participant,
  head: number,
): void {
  const { tokens } = ground.doc;
  const name = nameAt.get(head);
  if (name) {
    const text = textOf(tokens, name.first, name.last);
    if (name.type === 'person') {
      if (p.role === 'recipient') slots.PerpInd.add(fullName(ground, nameAt, name));
    } else if (name.type === 'organization') {
      const k = entityAt(ground, head)?.kind ?? 'none';
      if (ARMED.has(k)) slots.PerpOrg.add(text);
    }
    return;
  }
  if (isPronoun(ground, head)) {
    const entity = entityAt(ground, head);
    const mention = entity?.mentions.find((m) => !isPronoun(ground, headOf(ground, m.head)));
    if (mention) addPerpetrator(ground, nameAt, slots, { ...p, ...mention }, headOf(ground, mention.head));
    return;
  }
  if (isDoer(ground, head) && !/^(?:compound|amod)/.test(ground.doc.syntax.relation[head]!))
    slots.PerpInd.add(phrase(ground, nameAt, head));
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

function targetsIn(ground: Ground, nameAt: NameAt, sentence: number): string[] {
  const { tokens, syntax } = ground.doc;
  const { sentences } = tokens;
  const found: string[] = [];
  for (let t = sentences[sentence]!; t < (sentences[sentence + 1] ?? 0); t++) {
    if (
      !isNoun(ground, t) ||
      !inClass(ground, t, 'building') ||
      NO_TARGET.has(syntax.lemma[t]!.toLowerCase()) ||
      ground.placeAt[t]! >= 0
    )
      continue;
    if (NO_WHERE.has(syntax.lemma[t]!.toLowerCase())) continue;
    if (syntax.relation[t] === 'compound') continue;
    const words = phrase(ground, nameAt, t);
    if (!MILITARY.test(words)) found.push(words);
  }
  return found;
}

const NO_WHERE = new Set(
  'road highway street field line part hospital prison jail university property port plant market village farm'.split(
    ' ',
  ),
);

const SUFFERERS =
  /^(?:victim|wounded|injured|dead|casualty|body|corpse|hostage|deceased|murdered|kidnapped|killed)$/;

/** The persons that a sentence names, in order, each with its first and last token. */
function personsIn({ doc }: Ground, sentence: number): NameSpan[] {
  const [from, to] = [doc.tokens.sentences[sentence]!, doc.tokens.sentences[sentence + 1] ?? 0];
  return doc.names.spans.filter((span) => span.type === 'person' && span.first >= from && span.first < to);
}

function victimsIn(ground: Ground, nameAt: NameAt, sentence: number): string[] {
  const { tokens, syntax } = ground.doc;
  const persons = personsIn(ground, sentence);
  if (persons.length === 0) return [];
  const [from, to] = [tokens.sentences[sentence]!, tokens.sentences[sentence + 1] ?? 0];
  let sufferer = -1;
  let cue = -1;
  for (let t = from; t < to && cue < 0; t++) {
    if (SUFFERERS.test(syntax.lemma[t]!.toLowerCase()) || SUFFERERS.test(tokens.lower[t]!)) sufferer = t;
    if (tokens.lower[t] === 'identified' && tokens.lower[t + 1] === 'as') cue = t;
    else if (
      sufferer >= 0 &&
      t - sufferer < 12 &&
      /^(?:are|were|is|was|:|identified|including|included|include|of)$/.test(tokens.lower[t]!)
    ) {
      const next = persons.find((p) => p.first > t);
      if (next && next.first - t <= 6 && isGap(ground, t + 1, next.first)) cue = t;
    }
  }
  if (cue < 0) return [];
  const first = persons.findIndex((p) => p.first > cue);
  if (first < 0 || persons[first]!.first - cue > 8) return [];
  return listFrom(ground, persons, first).map((span) => fullName(ground, nameAt, span));
}

/** A name and those that go on the list behind it. */
function listFrom(ground: Ground, persons: readonly NameSpan[], first: number): NameSpan[] {
  const list = [persons[first]!];
  for (let i = first + 1; i < persons.length; i++) {
    if (!isGap(ground, persons[i - 1]!.last, persons[i]!.first)) break;
    list.push(persons[i]!);
  }
  return list;
}

/** Whether between two names stands only what stands in lists: commas, "and", ages, titles and what they are. */
function isGap({ doc }: Ground, from: number, to: number): boolean {
  if (to - from > 14) return false;
  for (let t = from; t < to; t++) {
    const xpos = doc.syntax.xpos[t]!;
    if (
      /^VB[DPZ]|^MD/.test(xpos) ||
      (/^(?:IN|TO)$/.test(xpos) && !/^(?:of|from|with|including|as|as well)$/.test(doc.tokens.lower[t]!))
    )
      return false;
  }
  return true;
}

function doersIn(ground: Ground, nameAt: NameAt, sentence: number, suffers: ReadonlySet<number>): string[] {
  const { sentences } = ground.doc.tokens;
  const found: string[] = [];
  for (let t = sentences[sentence]!; t < (sentences[sentence + 1] ?? 0); t++)
    if (
      isNoun(ground, t) &&
      !nameAt.has(t) &&
      !suffers.has(t) &&
      isDoer(ground, t) &&
      /^(?:nsubj|obl:agent)$/.test(ground.doc.syntax.relation[t]!)
    ) {
      found.push(phrase(ground, nameAt, t));
    }
  return found;
}

/** Words for those who do violence. */
const DOERS = new Set(
  'guerrilla guerilla terrorist rebel subversive insurgent extremist gunman assassin killer murderer hitman assailant attacker aggressor kidnapper abductor commando squad column group band gang fighter militiaman member criminal bandit delinquent trafficker narcoterrorist mobster mercenary sniper sharpshooter saboteur sapper arsonist robber suspect soldier rightist leftist ultrarightist executioner slayer perpetrator author unit paramilitary vigilante contra dealer'.split(
    ' ',
  ),
);
const VAGUE = new Set(['groups', 'unit', 'units', 'people', 'person']);
const ARMED = new Set(['armed-group', 'military', 'government']);
const ANYONE = new Set(
  'man person individual people youth youngster someone woman subject stranger civilian student element'.split(
    ' ',
  ),
);

/** A word for a doer of violence, or for anyone who is said to be unknown, armed or so many. */
function isDoer({ doc }: Ground, head: number): boolean {
  const lemma = doc.syntax.lemma[head]!.toLowerCase();
  // "groups" and "people" are those who suffer, march or talk as often.
  if (VAGUE.has(doc.tokens.lower[head]!)) return false;
  if (DOERS.has(lemma)) return true;
  return (
    ANYONE.has(lemma) &&
    childrenOf(doc, head).some((c) =>
      ['amod', 'nummod', 'compound', 'acl', 'acl:relcl'].includes(doc.syntax.relation[c]!),
    )
  );
}

/** Who or what was hit: a person or thing in particular, a mass of people, or neither. */
function addTarget(
  ground: Ground,
  nameAt: NameAt,
  slots: Filled['slots'],
  head: number,
): 'particular' | 'mass' | null {
  const { lemma } = ground.doc.syntax;
  const name = nameAt.get(head);
  const entity = entityAt(ground, head);
  if (name?.type === 'person') {
    slots.Victim.add(fullName(ground, nameAt, name));
    return 'particular';
  }
  const named = namesWithin(ground, nameAt, head);
  for (const span of named) slots.Victim.add(fullName(ground, nameAt, span));
  if (named.length > 0) return 'particular';
  if (entity?.kind === 'person' || entity?.kind === 'people' || isPronoun(ground, head)) {
    // "the priest", "him": by the name that the report gives elsewhere.
    for (const mention of entity?.mentions ?? []) {
      const other = nameAt.get(headOf(ground, mention.head));
      if (other?.type === 'person') {
        slots.Victim.add(fullName(ground, nameAt, other));
        return 'particular';
      }
    }
    return isMass(ground, head) ? 'mass' : 'particular';
  }
  if (NO_TARGET.has(lemma[head]!.toLowerCase())) return null;
  if (inClass(ground, head, 'building') && ground.placeAt[head]! < 0) {
    const words = phrase(ground, nameAt, head);
    if (MILITARY.test(words)) return null;
    slots.Target.add(words);
    for (const owner of ownersOf(ground, nameAt, head)) slots.Victim.add(fullName(ground, nameAt, owner));
    return 'particular';
  }
  if (!inClass(ground, head, 'people') && (entity === null || entity.kind === 'equipment')) return null;
  return isMass(ground, head) ? 'mass' : 'particular';
}

const OWNED = new Set(
  'residence home house vehicle car farm property jeep truck ranch apartment estate motorcade'.split(' '),
);

/** The persons whose home or car it is: who is meant by a blow to it. */
function ownersOf({ doc }: Ground, nameAt: NameAt, head: number): NameSpan[] {
  if (!OWNED.has(doc.syntax.lemma[head]!.toLowerCase())) return [];
  return childrenOf(doc, head)
    .filter(
      (c) =>
        doc.syntax.relation[c] === 'nmod:poss' ||
        (doc.syntax.relation[c] === 'nmod' && prepositionOf(doc, c) === 'of') ||
        doc.syntax.relation[c] === 'acl',
    )
    .flatMap((c) => (doc.syntax.relation[c] === 'acl' ? childrenOf(doc, c) : [c]))
    .flatMap((c) => [
      c,
      ...childrenOf(doc, c).filter((d) => /^(?:flat|appos|compound)/.test(doc.syntax.relation[d]!)),
    ])
    .map((c) => nameAt.get(c))
    .filter((name): name is NameSpan => name?.type === 'person');
}

const MILITARY =
  /\b(?:army|military|brigade|battalion|infantry|barracks|garrison|regiment|air force|enemy|troop)s?\b/i;

/** Persons named beside a noun for them: "photographers Ana Paz and Luis Gil", "three priests, among them …". */
function namesWithin({ doc }: Ground, nameAt: NameAt, head: number): NameSpan[] {
  const found = new Set<NameSpan>();
  const visit = (token: number) => {
    for (const c of childrenOf(doc, token)) {
      if (!/^(?:appos|flat|compound|conj|list|dep)/.test(doc.syntax.relation[c]!)) continue;
      const name = nameAt.get(c);
      if (name?.type === 'person') found.add(name);
      if (name?.type === 'person' || doc.syntax.relation[c] === 'appos') visit(c);
    }
  };
  visit(head);
  return [...found];
}

/** A people or a crowd, nobody in particular: "civilians", "70,000 people", "the population". */
function isMass({ doc }: Ground, head: number): boolean {
  const { syntax, tokens } = doc;
  if (MASSES.has(syntax.lemma[head]!.toLowerCase()) && syntax.xpos[head] !== 'NNS') return true;
  if (!/S$/.test(syntax.xpos[head]!)) return false;
  const before = childrenOf(doc, head).filter((c) => c < head);
  if (before.some((c) => LARGE.test(tokens.lower[c]!))) return true;
  return !before.some(
    (c) => syntax.relation[c] === 'nummod' || syntax.relation[c] === 'det' || FEW.has(tokens.lower[c]!),
  );
}

const MASSES = new Set(
  'people population public civilian society nobody anyone everyone anybody someone one'.split(' '),
);
const LARGE =
  /^(?:\d{1,3}(?:,\d{3})+|\d{4,}|\d{3}|thousands?|hundreds?|dozens?|scores?|millions?|countless|many|numerous|all|innumerable)$/;
const FEW = new Set(['several', 'other', 'some']);

/** Stretches of land and arms: neither is a physical target of the task. */
const NO_TARGET = new Set(
  'position town village city neighborhood district area zone helicopter aircraft tank patrol equipment target base camp stronghold convoy fighter gunship airfield boat ship territory region'.split(
    ' ',
  ),
);

const isPronoun = ({ doc }: Ground, token: number) =>
  doc.syntax.xpos[token]!.startsWith('PRP') || doc.syntax.xpos[token]!.startsWith('W');
