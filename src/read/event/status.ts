/**
 * Whether an event happened, goes on, is planned, possible, denied or only supposed, and the words that say so.
 *
 * @module
 */
import type { Event } from '../../record/reading.ts';
import type { Factuality } from '../attribution/factuality.ts';
import type { Parsed } from '../layers.ts';
import { childrenOf } from '../syntax/dependents.ts';
import { textOf } from '../tokens/types.ts';
import type { Ground } from './ground.ts';
import type { Match } from './trigger.ts';

type Status = Event['status'];
export interface Standing {
  readonly status: Status;
  /** The words that say so, '' for the plain statement. */
  readonly word: string;
}

export type HowTold = (tree: Parsed, token: number) => Factuality;

/** What the phase of a light verb says of the event that it carries: "planned an attack", "foiled an attack". */
const PHASES: Readonly<Record<string, Status>> = {
  plan: 'planned',
  order: 'planned',
  fail: 'denied',
  ongoing: 'ongoing',
};

/** How an event stands: by its own words, by the light verb that carries it, and by what governs both. */
export function standingOf(ground: Ground, match: Match, told: HowTold): Standing {
  const { doc } = ground;
  const { token, carrier, clause } = match.predicate;
  // An idiom that says no itself ("did not accept") is not denied by it.
  const own = told(doc, token);
  const denies = match.sense.words[0] === 'not' || match.sense.words[0] === 'never';
  if (own.status === 'hypothetical' && isRefused(doc, token)) return { status: 'denied', word: 'would not' };
  // "did not condemn the coup": it is taken for granted.
  if (own.status === 'denied' && !clause && !carrier && isGiven(ground, token, own))
    return { status: 'actual', word: '' };
  // A threat with a condition is a threat.
  const isConditional = own.words !== null && /^(?:if|unless)$/.test(doc.tokens.lower[own.words.first]!);
  if (match.sense.type === 'THREATEN' && isConditional) return { status: 'actual', word: '' };
  if (own.status !== 'actual' && !(denies && own.status === 'denied')) return standing(ground, own);
  if (clause?.infinitive && isHeadline(doc, token)) return { status: 'planned', word: 'to' };
  if (!carrier || clause) return { status: 'actual', word: '' };
  const above = told(doc, carrier.verb);
  if (above.status !== 'actual') return standing(ground, above);
  const status = PHASES[carrier.entry.phase];
  return status ? { status, word: doc.tokens.lower[carrier.verb]! } : { status: 'actual', word: '' };
}

/** "Drivers to strike for two days". */
function isHeadline({ tokens, syntax, report }: Parsed, verb: number): boolean {
  const block = report.blocks[tokens.block[tokens.sentence[verb]!]!];
  return block?.kind === 'title' && syntax.relation[verb] === 'acl' && syntax.head[verb] === verb - 2;
}

/** A definite noun under a negated verb. */
function isGiven({ doc: { tokens } }: Ground, noun: number, { words }: Factuality): boolean {
  return (
    words !== null &&
    words.last === words.first + 1 &&
    /^(?:not|n['’]t|never)$/.test(tokens.lower[words.first]!) &&
    tokens.lower[noun - 1] === 'the'
  );
}

/** "Said it would not sign": in what is reported, a refusal; but "would not have signed" and "if …" suppose. */
function isRefused({ tokens, syntax }: Parsed, verb: number): boolean {
  const beside = childrenOf({ tokens, syntax }, verb);
  const has = (...words: string[]) => beside.some((c) => words.includes(tokens.lower[c]!));
  return (
    has('would') &&
    has('not', "n't", 'n’t', 'never') &&
    !has('have') &&
    !beside.some((c) => syntax.relation[c] === 'advcl')
  );
}

const standing = ({ doc }: Ground, { status, words }: Factuality): Standing => ({
  status,
  word: words ? textOf(doc.tokens, words.first, words.last).toLowerCase() : '',
});
