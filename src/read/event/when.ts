/**
 * The time of an event, and on what it rests.
 *
 * @module
 */
import type { Event } from '../../record/reading.ts';
import { childrenOf, dependentsBy, prepositionOf } from '../syntax/dependents.ts';
import { distance, inSentence, pathUp } from './circumstance.ts';
import { type Ground, isVerb } from './ground.ts';

type When = Event['time'];

/** How far an event is from a time expression: less is nearer. */
function farFrom(ground: Ground, event: number, head: number, others: ReadonlySet<number>): number {
  const { syntax, tokens } = ground.doc;
  const verb = syntax.head[head]!;
  const behind = Math.min(1, Math.abs(head - event) / 40);
  // Behind a relative clause and set off by a comma it goes with the whole sentence, wherever the parser hung it.
  const first = syntax.subtreeStart[head]!;
  const setOff = tokens.lower[first] === ',' || tokens.lower[first - 1] === ',';
  if (verb >= 0 && setOff && syntax.relation[verb] === 'acl:relcl') {
    const up = pathUp(syntax.head, event);
    return up.includes(verb) ? OUTSIDE : 1 + behind + distance(ground, event, up.at(-1)!, others);
  }
  // "Police on Wednesday | arrested …": the parser hangs it on the subject.
  if (head === event - 1 && syntax.head[verb] === event && syntax.relation[verb] === 'nsubj') return 0;
  // "said on Friday that …" is when it was said, by which time it had happened: not when.
  if (verb >= 0 && verb !== event && SAYING.has(syntax.lemma[verb]!) && isTold(ground, event, verb))
    return Number.POSITIVE_INFINITY;
  // "condemned the killing on Friday" is when it was condemned.
  if (verb >= 0 && REACTING.has(syntax.lemma[verb]!) && syntax.head[event] === verb && !isVerb(ground, event))
    return Number.POSITIVE_INFINITY;
  return distance(ground, event, head, others) + behind;
}

/** Whether an event stands in what a verb says. */
function isTold({ doc: { syntax } }: Ground, event: number, verb: number): boolean {
  const up = pathUp(syntax.head, event);
  const at = up.indexOf(verb);
  return at > 0 && (syntax.relation[up[at - 1]!] === 'ccomp' || syntax.relation[up[at - 1]!] === 'parataxis');
}

/** How far a time is from what stands in a clause that it is set off from. */
const OUTSIDE = 6;

/** The farthest that an expression may stand in the tree and still be an event's own. */
const FARTHEST = 7;

/**
 * The time expression of an event's own sentence that is nearest to it; null if there is none.
 *
 * Durations and repeated times ("for two weeks", "every Friday") do not say when.
 */
export const timeInSentence = (ground: Ground, event: number, others: ReadonlySet<number>): When | null =>
  timeNearest(ground, event, others) ?? timeAround(ground, event, others);

function timeNearest(ground: Ground, event: number, others: ReadonlySet<number>): When | null {
  const { doc } = ground;
  let best: { far: number; number: number; head: number } | null = null;
  const candidates = inSentence(ground, ground.timeAt, event).filter(({ number }) => {
    const { type, edtf } = doc.times[number]!;
    return (type === 'DATE' || type === 'TIME') && edtf !== null;
  });
  for (const { number, head } of candidates) {
    const far = farFrom(ground, event, head, others);
    if (Number.isFinite(far) && (!best || far < best.far)) best = { far, number, head };
  }
  // Far in the tree, but nearer to no other event: a date at the end of a long sentence.
  if (best && best.far > FARTHEST) {
    const { head, far } = best;
    for (const other of others) if (farFrom(ground, other, head, others) < far) return null;
    if (!Number.isFinite(far)) return null;
  }
  if (!best) return null;
  const time = doc.times[best.number]!;
  const preposition = clauseLink(ground, best.head, event) ?? prepositionOf(doc, best.head);
  const edtf = isToldOf(ground, best.head, event)
    ? time.edtf!
    : bounded(time.edtf!, preposition, doc.published.value);
  return { edtf, ref: time.id, basis: 'explicit' };
}

/**
 * The time that a clause beside it gives: "were killed | when police cleared the camp on Monday"; "were killed | and two
 * wounded on Monday", where it may be meant for the last alone.
 */
function timeAround(ground: Ground, event: number, others: ReadonlySet<number>): When | null {
  const { doc } = ground;
  for (const clause of dependentsBy(doc, event, 'advcl'))
    if (childrenOf(doc, clause).some((c) => doc.tokens.lower[c] === 'when')) {
      const time = timeInSentence(ground, clause, others);
      if (time) return time;
    }
  for (const clause of dependentsBy(doc, event, 'conj'))
    if (isVerb(ground, clause) && doc.syntax.xpos[clause] === doc.syntax.xpos[event]) {
      const time = timeInSentence(ground, clause, others);
      if (time) return { ...time, basis: 'inherited' };
    }
  return null;
}

/** The "since" or "until" of a clause that holds the time but not the event: "killed since fighting began on Monday". */
function clauseLink({ doc: { syntax, tokens } }: Ground, time: number, event: number): string | null {
  const up = pathUp(syntax.head, event);
  for (const above of pathUp(syntax.head, time)) {
    if (up.includes(above)) return null;
    const first = tokens.lower[syntax.subtreeStart[above]!]!;
    if (syntax.relation[above] === 'advcl' && BOUNDS.has(first)) return first;
  }
  return null;
}

/** Whether an event stands in the clause that tells what was then: "held until last month, | when troops clashed". */
function isToldOf({ doc: { syntax, tokens } }: Ground, time: number, event: number): boolean {
  return pathUp(syntax.head, event).some((above) => {
    let first = syntax.subtreeStart[above]!;
    if (tokens.lower[first] === ',') first++;
    return tokens.lower[first] === 'when' && first > time && first - time <= 2;
  });
}

/** What a preposition makes of a time: "since 1969" goes on from it to the report, "until Friday" ends with it. */
function bounded(edtf: string, preposition: string, published: string | null): string {
  // Intervals of EDTF are of days.
  const [first, last] = edtf.replace(/T[^/]*/g, '').split('/') as [string, string?];
  const now = published?.slice(0, 10) ?? '..';
  if (preposition === 'since') return first === now ? edtf : `${first}/${now}`;
  return UP_TO.has(preposition) ? `../${last ?? first}` : edtf;
}

const BOUNDS = new Set(['since', 'until', 'till']);
const UP_TO = new Set(['until', 'till', 'before', 'by']);

const SAYING = new Set([
  'say',
  'tell',
  'report',
  'announce',
  'state',
  'add',
  'note',
  'declare',
  'confirm',
  'claim',
  'reveal',
  'disclose',
  'indicate',
]);

const REACTING = new Set([
  'condemn',
  'denounce',
  'deplore',
  'criticise',
  'criticize',
  'discuss',
  'investigate',
  'mourn',
  'protest',
]);
