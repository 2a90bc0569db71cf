/**
 * Which mentions within a report tell of one event: by type, participants, time, place and counts.
 *
 * Headline, lead and body tell the same again in other words; "the attack" points back; and what was done in a deed, or
 * by it, is the deed ("raided the village, killing twelve", "died in an attack on a market"). Different counts of one
 * sentence ("killing seven and wounding eleven") stay apart, so that none is lost where one telling stands for all.
 *
 * @module
 */
import type { Event, Quantity } from '../../record/reading.ts';
import { baseRelation, prepositionOf } from '../syntax/dependents.ts';
import type { FoundEvent } from './found.ts';
import { type Ground, inClass, isPronoun, isVerb } from './ground.ts';
import { isNumber } from './whole.ts';

/** How many events back a telling is sought. */
const BACK = 40;
/** Sentences of the body that a headline tells of. */
const LEAD = 2;

/** For each event the number of the earlier one that it is another mention of, or -1. */
export function linkSame(ground: Ground, found: readonly FoundEvent[]): number[] {
  const lead = leadOf(ground);
  /** The counts told so far of the event that starts a group, by the number of that event. */
  const told = new Map<number, Quantity[]>();
  const first: number[] = [];
  return found.map((event, i) => {
    const counts = countsOf(ground, event);
    const earlier = [...Array(Math.min(i, BACK)).keys()]
      .map((back) => i - 1 - back)
      .filter((j) => agree(told.get(first[j]!)!, counts) && isSame(ground, found[j]!, event, lead));
    // "The attack" is rather what was called an attack before than what stands nearest.
    const same = earlier.find((j) => hasLemma(ground, found[j]!, event)) ?? earlier[0];
    if (same !== undefined) {
      told.get(first[same]!)!.push(...counts);
      first.push(first[same]!);
      return same;
    }
    told.set(i, counts);
    first.push(i);
    return -1;
  });
}

/** Sentence after which the lead ends. */
function leadOf({ doc }: Ground): number {
  const { tokens, report } = doc;
  for (let s = 0; s + 1 < tokens.sentences.length; s++)
    if (!HEADS.has(report.blocks[tokens.block[s]!]?.kind ?? '')) return s + LEAD;
  return 0;
}

const HEADS = new Set(['title', 'deck', 'byline', 'dateline']);

function countsOf({ doc }: Ground, event: FoundEvent): Quantity[] {
  return event.quantities
    .map((id) => doc.quantities[Number(id.slice(1)) - 1]!)
    .filter(({ measures }) => measures !== 'other');
}

/** Whether counts may be of one event: they measure the same and overlap, or one side has none. */
function agree(told: readonly Quantity[], counts: readonly Quantity[]): boolean {
  if (told.length === 0 || counts.length === 0) return true;
  return counts.some((a) => told.some((b) => a.measures === b.measures && overlap(a, b)));
}

function overlap(a: Quantity, b: Quantity): boolean {
  if (a.value === null || b.value === null) return true;
  const [low, high] = [Math.max(a.low ?? 0, b.low ?? 0), Math.min(a.high ?? Infinity, b.high ?? Infinity)];
  return low <= high;
}

/** The same word, or nouns that the lexicon has on one line: "an explosion", "the blast". */
const hasLemma = ({ doc: { syntax } }: Ground, { match: a }: FoundEvent, { match: b }: FoundEvent) =>
  syntax.lemma[a.predicate.token] === syntax.lemma[b.predicate.token] ||
  (a.sense === b.sense && !a.predicate.clause && !b.predicate.clause);

function isSame(ground: Ground, a: FoundEvent, b: FoundEvent, lead: number): boolean {
  const { sense: s, predicate: p } = a.match;
  const { sense: t, predicate: q } = b.match;
  if (s.type !== t.type || p.token === q.token) return false;
  const { doc } = ground;
  const { syntax, tokens } = doc;
  const lemma = hasLemma(ground, a, b);
  const [from, to] = [tokens.sentence[p.token]!, tokens.sentence[q.token]!];
  const isOneDeed = from === to && (isPartOf(ground, a, b) || isPartOf(ground, b, a));
  if (!lemma && !isOneDeed && !sameMode(s.mode, t.mode)) return false;
  if (!sameTime(a.time, b.time)) return false;
  if (a.place.ref && b.place.ref && !samePlace(ground, a.place.ref, b.place.ref)) return false;
  const shared = sharedEntities(ground, a, b);
  if (shared < 0) return false;
  if (lemma && shared > 0) return true;
  // "the attack", "the blast": told before.
  const before = tokens.lower[q.token - 1];
  if (!q.clause && (before === 'the' || before === 'this') && syntax.xpos[q.token] === 'NN') {
    if (lemma || (p.clause && !a.time.edtf?.includes('/'))) return true;
  }
  if (from === to) return isOneDeed;
  const told = countsOf(ground, a).length > 0 && countsOf(ground, b).length > 0;
  const isHeadline = HEADS.has(doc.report.blocks[tokens.block[from]!]?.kind ?? '');
  if (isHeadline && to < lead) return lemma || shared > 0 || told;
  return (
    shared > 1 || (shared > 0 && a.place.ref !== null && b.place.ref !== null && sharesDay(a.time, b.time))
  );
}

/** What was done in a deed or by it: "killed | in an attack", "raided the village, | killing twelve". */
function isPartOf(ground: Ground, { match: { predicate: whole } }: FoundEvent, part: FoundEvent): boolean {
  const { syntax } = ground.doc;
  const deed = whole.token;
  let at = part.match.predicate.token;
  if (syntax.relation[at] === 'conj' && syntax.xpos[at] === 'VBG') at = syntax.head[at]!;
  // "in one of the deadliest attacks"
  const one = syntax.head[at]!;
  if (one >= 0 && syntax.lemma[one] === 'one' && syntax.relation[at] === 'nmod') at = one;
  if (syntax.head[at] !== deed) return isSubjectOf(deed, part);
  const relation = baseRelation(syntax.relation[at]!);
  // "an attack in which / that killed two"
  if (isVerb(ground, at))
    return syntax.relation[at] === 'acl:relcl' || (relation === 'advcl' && syntax.xpos[at] === 'VBG');
  return (
    (relation === 'obl' || relation === 'nmod') && /^(?:in|during|for)$/.test(prepositionOf(ground.doc, at))
  );
}

/** "The attack | killed twelve": what a deed is said to have done is the deed, and so in "strike hit a car, killing …". */
const isSubjectOf = (deed: number, { match: { predicate } }: FoundEvent) =>
  predicate.args.some(({ slot, token }) => slot === 'subj' && token === deed);

/** Modes that one deed may be told with. */
const FROM_AFAR = new Set(['aerial', 'drone', 'explosives', 'heavy-weapons']);

const sameMode = (a: string | null, b: string | null) =>
  a === b || !a || !b || (FROM_AFAR.has(a) && FROM_AFAR.has(b));

type When = Event['time'];

/** The day, month or year of a time without its hour and doubts; null for a span of time. */
const dayOf = ({ edtf }: When) =>
  edtf === null || edtf.includes('/') ? null : edtf.replace(/T.*|[~?%]/g, '');

function sharesDay(a: When, b: When): boolean {
  const [x, y] = [dayOf(a), dayOf(b)];
  return x !== null && y !== null && (x.startsWith(y) || y.startsWith(x));
}

/** Times that do not speak against each other; one that is only inherited cannot. */
const sameTime = (a: When, b: When) =>
  !a.edtf || !b.edtf || b.basis !== 'explicit' || a.edtf === b.edtf || sharesDay(a, b);

function samePlace({ doc }: Ground, a: string, b: string): boolean {
  const [x, y] = [doc.places[Number(a.slice(1)) - 1]!, doc.places[Number(b.slice(1)) - 1]!];
  if (x.geonames !== null && x.geonames === y.geonames) return true;
  if (x.name === y.name) return true;
  const [fine, coarse] = x.precision === 'country' ? [y, x] : [x, y];
  // A village that no gazetteer knows may lie in any country that is told of.
  return coarse.precision === 'country' && (coarse.country === fine.country || fine.country === null);
}

/**
 * How many participants are the same entity in the same role; -1 where one role has quite different ones.
 * Attackers without a name may be any, and a place that is attacked and people who are killed there do not differ.
 */
function sharedEntities(ground: Ground, a: FoundEvent, b: FoundEvent): number {
  let shared = 0;
  for (const role of ['actor', 'recipient'] as const) {
    const [x, y] = [a, b].map((e) => e.fillers.filter((f) => f.role === role).map(({ token }) => token));
    if (x!.length === 0 || y!.length === 0) continue;
    const same = x!.some((f) => y!.some((g) => isOne(ground, f, g)));
    if (same) shared++;
    else if (!mayBeSame(ground, role, x![0]!, y![0]!)) return -1;
  }
  return shared;
}

/** The same entity, or the same noun where nobody is named. */
function isOne(ground: Ground, a: number, b: number): boolean {
  const { syntax } = ground.doc;
  const [x, y] = [ground.entityAt[a]!, ground.entityAt[b]!];
  if (x >= 0 && x === y) return true;
  return !isPronoun(ground, a) && syntax.lemma[a] === syntax.lemma[b];
}

function mayBeSame(ground: Ground, role: 'actor' | 'recipient', a: number, b: number): boolean {
  if (role === 'actor') return inClass(ground, a, 'attacker') && inClass(ground, b, 'attacker');
  // "Nine" may be anybody.
  if (isNumber(ground, a) || isNumber(ground, b)) return true;
  return inClass(ground, a, 'people') !== inClass(ground, b, 'people');
}
