/**
 * Who and what was hit, as the slots HUM TGT: NAME and PHYS TGT: ID of MUC-4 want it.
 *
 * @module
 */
import { headOf } from '../../src/read/event/derived.ts';
import { entityAt, inClass, isNoun, isPronoun } from '../../src/read/event/ground.ts';
import { isNumber } from '../../src/read/event/whole.ts';
import type { NameSpan } from '../../src/read/names/types.ts';
import { childrenOf, prepositionOf } from '../../src/read/syntax/dependents.ts';
import type { Filled } from './slots.ts';
import { fullName, inLine, phrase, type Scene, tokensOf } from './wording.ts';

/** Stretches of land and arms: neither is a physical target of the task. */
const NO_TARGET = new Set(
  'position town village city neighborhood district area zone helicopter aircraft tank patrol equipment target base camp stronghold convoy fighter gunship airfield boat ship territory region'.split(
    ' ',
  ),
);
/** Where something blew up, more often than what was blown up. */
const SCENES = new Set(
  'road highway street field line part hospital prison jail university property port plant market village farm'.split(
    ' ',
  ),
);
const MILITARY =
  /\b(?:army|military|brigade|battalion|infantry|barracks|garrison|regiment|air force|enemy|troop|nav(?:y|al)|air base|general staff|defense ministr)(?:s|y)?\b/i;

/** Soldiers and insurgents, not police and officials: whose deaths are war, not terror. */
export function isFighter({ ground, nameAt }: Scene, head: number): boolean {
  if (nameAt.get(head)?.type === 'person' || inClass(ground, head, 'police')) return false;
  const kind = entityAt(ground, head)?.kind;
  if (kind === 'military' || kind === 'armed-group') return true;
  return inClass(ground, head, 'troops') && !inClass(ground, head, 'building');
}

/**
 * Adds who or what was hit, and says whether that is a person or thing in particular, a mass of people, or neither.
 * `isPersonal`: what was done is done to people.
 */
export function addTarget(
  scene: Scene,
  slots: Filled['slots'],
  head: number,
  isPersonal: boolean,
): 'particular' | 'mass' | null {
  const { ground, nameAt } = scene;
  const entity = entityAt(ground, head);
  const name = nameAt.get(head);
  const named = name?.type === 'person' ? [name] : namesBeside(scene, head);
  for (const person of named) slots.Victim.add(fullName(scene, person));
  if (named.length > 0) return 'particular';
  const extent = isMass(scene, head) || isNumber(ground, head) ? 'mass' : 'particular';
  if (entity?.kind === 'person' || entity?.kind === 'people' || isPronoun(ground, head)) {
    // "the priest", "him": by the name that the report gives elsewhere.
    const person = entity?.mentions
      .map((mention) => nameAt.get(headOf(ground, mention.head)))
      .find((span) => span?.type === 'person');
    if (!person) return extent;
    slots.Victim.add(fullName(scene, person));
    return 'particular';
  }
  // "an attack on the union" is one on its offices.
  if (name && entity?.kind === 'organization') {
    slots.Target.add(inLine(ground.doc.tokens, name.first, name.last));
    return 'particular';
  }
  if (NO_TARGET.has(ground.doc.syntax.lemma[head]!.toLowerCase())) return null;
  if (inClass(ground, head, 'building') && ground.placeAt[head]! < 0) {
    if (MILITARY.test(inLine(ground.doc.tokens, ground.doc.syntax.subtreeStart[head]!, head + 1)))
      return null;
    slots.Target.add(phrase(scene, head));
    for (const owner of ownersOf(scene, head)) slots.Victim.add(fullName(scene, owner));
    return 'particular';
  }
  return isPersonal || inClass(ground, head, 'people') || (entity !== null && entity.kind !== 'equipment')
    ? extent
    : null;
}

const OWNED = new Set(
  'residence home house vehicle car farm property jeep truck ranch apartment estate motorcade'.split(' '),
);

/** The persons whose home or car it is: they are meant by a blow to it. */
function ownersOf({ ground: { doc }, nameAt }: Scene, head: number): NameSpan[] {
  const { lemma, relation } = doc.syntax;
  if (!OWNED.has(lemma[head]!.toLowerCase())) return [];
  const owners = childrenOf(doc, head).flatMap((c) => {
    if (relation[c] === 'acl') return childrenOf(doc, c);
    return relation[c] === 'nmod:poss' || (relation[c] === 'nmod' && prepositionOf(doc, c) === 'of')
      ? [c]
      : [];
  });
  return owners
    .flatMap((t) => [t, ...childrenOf(doc, t).filter((c) => /^(?:flat|appos|compound)/.test(relation[c]!))])
    .map((t) => nameAt.get(t))
    .filter((name): name is NameSpan => name?.type === 'person');
}

/** Persons named beside a noun for them: "photographers Ana Paz and Luis Gil". */
function namesBeside(scene: Scene, head: number): NameSpan[] {
  const {
    ground: { doc },
    nameAt,
  } = scene;
  const found = new Set<NameSpan>();
  const visit = (token: number) => {
    for (const c of childrenOf(doc, token)) {
      const relation = doc.syntax.relation[c]!;
      if (!/^(?:appos|flat|compound|conj|list|dep)/.test(relation)) continue;
      const name = nameAt.get(c) ?? (relation === 'flat' ? flatName(scene, c) : undefined);
      if (name?.type === 'person') found.add(name);
      if (name?.type === 'person' || relation === 'appos') visit(c);
    }
  };
  visit(head);
  return [...found];
}

/** A name that the recogniser missed, by its place behind a noun for a person: "advisor Abel Dara". */
function flatName({ ground }: Scene, first: number): NameSpan | undefined {
  const { syntax } = ground.doc;
  if (!inClass(ground, syntax.head[first]!, 'people') || syntax.head[first]! !== first - 1) return undefined;
  let last = first;
  while (syntax.xpos[last] === 'NNP' && (last === first || syntax.relation[last] === 'flat')) last++;
  return last - first >= 2 ? { first, last, type: 'person', score: 0.5, entry: null } : undefined;
}

const MASSES = new Set(
  'people population public civilian society nobody anyone everyone anybody someone one'.split(' '),
);
const LARGE =
  /^(?:\d{1,3}(?:,\d{3})+|\d{3,}|thousands?|hundreds?|dozens?|scores?|millions?|countless|many|numerous|all|innumerable)$/;
const FEW = new Set(['several', 'other', 'some']);

/** A people or a crowd, nobody in particular: "civilians", "70,000 people", "the population". */
function isMass({ ground: { doc } }: Scene, head: number): boolean {
  const { syntax, tokens } = doc;
  if (MASSES.has(syntax.lemma[head]!.toLowerCase()) && syntax.xpos[head] !== 'NNS') return true;
  if (!/S$/.test(syntax.xpos[head]!)) return false;
  const before: number[] = [];
  for (let t = syntax.subtreeStart[head]!; t < head; t++) before.push(t);
  if (before.some((c) => LARGE.test(tokens.lower[c]!))) return true;
  return !before.some((c) => /^(?:nummod|det)$/.test(syntax.relation[c]!) || FEW.has(tokens.lower[c]!));
}

/** Buildings and things that a sentence about a blast names: what it struck. */
export function targetsIn(scene: Scene, sentence: number): string[] {
  const { ground } = scene;
  const { lemma, relation } = ground.doc.syntax;
  return tokensOf(scene, sentence)
    .filter((t) => {
      const noun = lemma[t]!.toLowerCase();
      return (
        isNoun(ground, t) &&
        inClass(ground, t, 'building') &&
        !NO_TARGET.has(noun) &&
        !SCENES.has(noun) &&
        ground.placeAt[t]! < 0 &&
        relation[t] !== 'compound'
      );
    })
    .map((t) => phrase(scene, t))
    .filter((words) => !MILITARY.test(words));
}

const SUFFERERS =
  /^(?:victim|wounded|injured|dead|casualty|body|corpse|hostage|deceased|murdered|kidnapped|killed)$/;
const NAMES_THEM = /^(?:are|were|is|was|:|identified|including|included|include|of)$/;
/** Farthest, in words, from a word for those who suffered to the word that names them, from that to the name, and between names. */
const [TO_CUE, TO_NAME, TO_NEXT] = [12, 8, 14];

/** Persons that a sentence gives as those who suffered: "the victims were identified as …", "the body of …". */
export function victimsIn(scene: Scene, sentence: number): string[] {
  const { tokens, syntax, names } = scene.ground.doc;
  const [from, to] = [tokens.sentences[sentence]!, tokens.sentences[sentence + 1]!];
  const persons = names.spans.filter((s) => s.type === 'person' && s.first >= from && s.first < to);
  if (persons.length === 0) return [];
  let sufferer = -TO_CUE;
  for (let t = from; t < to; t++) {
    if (SUFFERERS.test(syntax.lemma[t]!.toLowerCase()) || SUFFERERS.test(tokens.lower[t]!)) sufferer = t;
    const identified = tokens.lower[t] === 'identified' && tokens.lower[t + 1] === 'as';
    if (!identified && !(t - sufferer < TO_CUE && NAMES_THEM.test(tokens.lower[t]!))) continue;
    const first = persons.findIndex((person) => person.first > t);
    if (first < 0) return [];
    const start = persons[first]!.first;
    if (start - t <= TO_NAME && (identified || goesOn(scene, t + 1, start)))
      return listFrom(scene, persons, first).map((person) => fullName(scene, person));
  }
  return [];
}

/** A name and those that go on the list behind it. */
function listFrom(scene: Scene, persons: readonly NameSpan[], first: number): NameSpan[] {
  let last = first + 1;
  while (last < persons.length && goesOn(scene, persons[last - 1]!.last, persons[last]!.first)) last++;
  return persons.slice(first, last);
}

/** Whether between two words stands only what stands in lists: commas, "and", ages, titles. */
function goesOn({ ground: { doc } }: Scene, from: number, to: number): boolean {
  if (to - from > TO_NEXT) return false;
  for (let t = from; t < to; t++) {
    const xpos = doc.syntax.xpos[t]!;
    if (/^VB[DPZ]|^MD/.test(xpos)) return false;
    if (/^(?:IN|TO)$/.test(xpos) && !/^(?:of|from|with|including|as)$/.test(doc.tokens.lower[t]!))
      return false;
  }
  return true;
}
