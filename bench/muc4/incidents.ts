/**
 * Which events of a report tell of one MUC-4 incident: of types that go together, with nothing against it.
 *
 * @module
 */
import type { Analysis } from '../../src/read/layers.ts';
import { tokenAt } from '../../src/read/tokens/types.ts';
import type { Event } from '../../src/record/reading.ts';
import { ROLES, type Role } from './metric.ts';
import type { Filled } from './slots.ts';

/** An incident while it is brought together. */
export interface Incident extends Filled {
  type: string;
  events: Event[];
  /** Sentence in which it was last told. */
  sentence: number;
  /** Sentence in which it is first told. */
  first: number;
  /** Organisations that an accusation or arrest beside it names. */
  accused: Set<string>;
}

/** Beyond so many sentences without a word of it an incident is not taken up again without a reason. */
const NEAR = 8;
/** An attack and a blast that are one incident are told within so many sentences. */
const BLAST_NEAR = 2;

export const sentenceOf = ({ tokens }: Analysis, event: Event) =>
  tokens.sentence[tokenAt(tokens, event.trigger.start)]!;

/** The incident that an event tells of again, the latest first; null where it is a new one. */
export function findIncident(
  analysis: Analysis,
  incidents: readonly Incident[],
  event: Incident,
): Incident | null {
  return incidents.findLast((known) => goTogether(known, event) && !conflict(analysis, known, event)) ?? null;
}

export function merge(known: Incident, event: Incident): void {
  known.events.push(...event.events);
  known.sentence = event.sentence;
  if (event.type === 'bombing' && known.type === 'attack') known.type = 'bombing';
  for (const r of ROLES) for (const w of event.slots[r]) known.slots[r].add(w);
}

/** Attacks that no explosion makes. */
const OTHERWISE =
  /murder|assassin|shoot|shot|ambush|machinegun|open fire|gun|execut|stab|rifle|clash|fight|massacre|torture|raid/i;

function goTogether(known: Incident, event: Incident): boolean {
  if (known.type === event.type) return true;
  const [attack, bombing] = known.type === 'attack' ? [known, event] : [event, known];
  return (
    attack.type === 'attack' &&
    bombing.type === 'bombing' &&
    Math.abs(event.sentence - known.sentence) <= BLAST_NEAR &&
    !attack.events.some((e) => OTHERWISE.test(e.trigger.lemma))
  );
}

/** Modes of what befalls a person once. */
const ONCE = /^(?:targeted|abduct)$/;

function conflict(analysis: Analysis, known: Incident, event: Incident): boolean {
  const [told] = event.events as [Event];
  const shared = (['Target', 'Victim'] as const).some((r) =>
    [...event.slots[r]].some((w) => known.slots[r].has(w)),
  );
  if (shared) return false;
  if (event.particular && event.sentence - known.sentence > NEAR) return true;
  const sameSentence = event.sentence === known.sentence;
  if (!sameSentence && isOneMore(analysis, told)) return true;
  // Another person is murdered or abducted, something else blown up.
  const apart = (role: Role) => event.slots[role].size > 0 && known.slots[role].size > 0;
  const another =
    (ONCE.test(told.mode ?? '') && apart('Victim')) || (event.type === 'bombing' && apart('Target'));
  if (another && !sameSentence) return true;
  const [day, point] = [dayOf(told), pointOf(analysis, told)];
  return known.events.some((other) => {
    const [otherDay, otherPoint] = [dayOf(other), pointOf(analysis, other)];
    if (day && otherDay && day !== otherDay) return true;
    return !sameSentence && event.particular && point && otherPoint && point !== otherPoint;
  });
}

const FURTHER = new Set('meanwhile elsewhere another other moreover furthermore also later'.split(' '));
/** Words at the head of a sentence among which one of them is looked for. */
const OPENING = 4;

/** Whether an incident is told as one more: "meanwhile, …", "in another attack". */
function isOneMore(analysis: Analysis, event: Event): boolean {
  const { tokens, syntax } = analysis;
  const first = tokens.sentences[sentenceOf(analysis, event)]!;
  if (tokens.lower.slice(first, first + OPENING).some((word) => FURTHER.has(word))) return true;
  const trigger = tokenAt(tokens, event.trigger.start);
  for (let c = syntax.firstChild[trigger]!; c >= 0; c = syntax.nextSibling[c]!)
    if (FURTHER.has(tokens.lower[c]!) || tokens.lower[c] === 'second') return true;
  return false;
}

/** The day that an event's own words give. */
const dayOf = ({ time }: Event) =>
  time.basis === 'explicit' ? (/^\d{4}-\d\d-\d\d/.exec(time.edtf ?? '')?.[0] ?? null) : null;

const POINTS = new Set(['exact', 'settlement', 'district', 'region']);

/** The spot, town or region that an event's own words give. */
function pointOf({ places }: Analysis, { place }: Event): string | null {
  const at = place.basis === 'explicit' ? places[Number(place.ref!.slice(1)) - 1] : undefined;
  return at && POINTS.has(at.precision) ? at.name : null;
}
