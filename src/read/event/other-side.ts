/**
 * The other side of what is said or decided, where no argument of the event word names it: whose demand is rejected,
 * who is told to leave, against whom a threat would be carried out.
 *
 * PLOVER codes a dyad. Reporters put its second half inside what is said: "rejected Chad's demand", "an Australian
 * ultimatum", "demanded that Hamas disarm", "threatened to cut off gas to Chile".
 *
 * @module
 */
import type { Event } from '../../record/reading.ts';
import { clauseOf, isPredicate } from '../syntax/clause.ts';
import { conjunctsOf } from '../syntax/dependents.ts';
import { nominalOf } from '../syntax/nominal.ts';
import { entityAt, type Ground, isNoun } from './ground.ts';
import type { Match } from './trigger.ts';

/** Types whose recipient may stand inside what is said or done; violence is done to what its own words name. */
const DYADIC: ReadonlySet<Event['type']> = new Set([
  'AGREE',
  'SUPPORT',
  'CONCEDE',
  'COOPERATE',
  'AID',
  'RETREAT',
  'REQUEST',
  'ACCUSE',
  'REJECT',
  'THREATEN',
  'SANCTION',
  'COERCE',
]);
const TOGETHER: ReadonlySet<Event['type']> = new Set(['AGREE', 'COOPERATE', 'REJECT', 'SUPPORT']);
/** Kinds of entities that act, and are acted upon, as one. */
export const SIDES: ReadonlySet<string> = new Set([
  'armed-group',
  'military',
  'government',
  'organization',
  'people',
]);
const TOWARD = new Set(['to', 'with', 'from', 'against', 'on', 'for', 'of', 'by', 'between', 'among', 'at', 'upon', 'over', 'toward', 'towards', 'in']); // biome-ignore format: a list
const AT_OTHERS = new Set(['to', 'with', 'against', 'on', 'for', 'between', 'among', 'at', 'toward', 'towards']); // biome-ignore format: a list
/** How far inside: "agreed | to respond | to a demand | from Chile". */
const DEEPEST = 3;

/** Tokens that name the other side; empty where nothing does. `known` are those that play a role already. */
export function otherSide(
  ground: Ground,
  { sense, predicate, words }: Match,
  known: readonly number[],
): number[] {
  if (!DYADIC.has(sense.type!)) return [];
  // Several who agree, or fail to, are each other's other side.
  if (TOGETHER.has(sense.type!) && (known.length > 1 || known.some((t) => isCoordinated(ground, t))))
    return [];
  const taken = new Set(known.map((t) => entityAt(ground, t)?.id ?? t));
  const isNew = (t: number) => !taken.has(entityAt(ground, t)?.id ?? t);
  // Whose deed a noun tells of ("the offer from Chile") is its doer.
  const toward = predicate.clause ? TOWARD : AT_OTHERS;
  const within = [
    ...words.filter((w) => w !== predicate.token && isNoun(ground, w)),
    ...predicate.args.filter(({ slot }) => slot === 'obj').map(({ token }) => token),
    ...predicate.args.filter(({ slot }) => slot === 'comp').map(({ token }) => token),
    ...predicate.args.filter(({ slot }) => toward.has(slot)).map(({ token }) => token),
  ];
  for (const token of within) {
    const sides = sidesIn(ground, token, DEEPEST, sense.type === 'REQUEST').filter(isNew);
    if (sides.length > 0) return sides;
  }
  return [];
}

/** Those who stand in a phrase or clause, nearest first. `addressed`: the doer of a clause is who is asked to do it. */
function sidesIn(ground: Ground, token: number, deep: number, addressed: boolean): number[] {
  const { doc } = ground;
  if (ground.timeAt[token]! >= 0) return [];
  const all = conjunctsOf(doc, token).filter((t) => isSide(ground, t));
  if (all.length > 0) return all;
  if (deep === 0) return [];
  const parts: (readonly number[])[] = [];
  if (isPredicate(doc, token)) {
    const clause = clauseOf(doc, token);
    if (addressed && clause.subjectBasis === 'own') parts.push(clause.subjects);
    parts.push(clause.indirectObjects, clause.objects);
    for (const { preposition, heads } of clause.obliques) if (TOWARD.has(preposition)) parts.push(heads);
    if (clause.complement) parts.push([clause.complement.head]);
  } else {
    const { possessors, by, of, modifiers, before } = nominalOf(doc, token);
    parts.push(
      possessors,
      before.filter((t) => isSide(ground, t)),
      by,
    );
    for (const { preposition, heads } of modifiers) if (TOWARD.has(preposition)) parts.push(heads);
    parts.push(of);
  }
  for (const heads of parts)
    for (const head of heads) {
      const sides = sidesIn(ground, head, deep - 1, addressed);
      if (sides.length > 0) return sides;
    }
  return [];
}

/** "Chilean and Peruvian officials". */
function isCoordinated({ doc }: Ground, token: number): boolean {
  return nominalOf(doc, token).before.some((t) => conjunctsOf(doc, t).length > 1);
}

/** A group, state or office-holder that the report names, or a country. */
export function isSide(ground: Ground, token: number): boolean {
  const entity = entityAt(ground, token);
  if (entity) return SIDES.has(entity.kind) || (entity.kind === 'person' && entity.country !== null);
  const place = ground.doc.places[ground.placeAt[token]!];
  return place !== undefined && (place.use !== 'literal' || place.precision === 'country');
}
