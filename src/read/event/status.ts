/**
 * Whether an event happened, goes on, is planned, possible, denied or only supposed.
 *
 * @module
 */
import type { Event } from '../../record/reading.ts';
import { clauseOf } from '../syntax/clause.ts';
import { childrenOf } from '../syntax/dependents.ts';
import { type Ground, isVerb } from './ground.ts';
import type { Match } from './trigger.ts';

type Status = Event['status'];
export interface Standing {
  readonly status: Status;
  /** The words that say so, '' for the plain statement. */
  readonly word: string;
}

const PHASES: Readonly<Record<string, Status>> = { plan: 'planned', order: 'planned', fail: 'planned' };
const POSSIBLE = new Set([
  'possible',
  'potential',
  'likely',
  'alleged',
  'suspected',
  'feared',
  'eventual',
  'imminent',
  'any',
  'further',
  'future',
]);
const PLANNED = new Set([
  'planned',
  'upcoming',
  'impending',
  'proposed',
  'scheduled',
  'forthcoming',
  'threatened',
]);
const DENIED = new Set(['no', 'without', 'never']);
const AIMS = new Set([
  'want',
  'plan',
  'intend',
  'aim',
  'seek',
  'hope',
  'prepare',
  'threaten',
  'vow',
  'promise',
  'pledge',
  'decide',
  'wish',
  'urge',
  'call',
  'demand',
  'ask',
  'order',
  'agree',
  'offer',
  'expect',
  'schedule',
  'be',
  'propose',
  'refuse',
  'need',
]);

/** How an event stands, by its own clause and those that govern it. */
export function standingOf(ground: Ground, match: Match): Standing {
  const { doc } = ground;
  const { syntax, tokens } = doc;
  const { token, carrier, clause } = match.predicate;
  const verb = clause ? token : (carrier?.verb ?? -1);
  if (carrier && PHASES[carrier.entry.phase])
    return { status: PHASES[carrier.entry.phase]!, word: tokens.lower[carrier.verb]! };
  for (const c of childrenOf(doc, token)) {
    const word = tokens.lower[c]!;
    if (syntax.relation[c] === 'det' && DENIED.has(word)) return { status: 'denied', word };
    if (syntax.relation[c] === 'case' && word === 'without') return { status: 'denied', word };
    if (!clause && POSSIBLE.has(word) && syntax.relation[c] === 'amod') return { status: 'possible', word };
    if (!clause && PLANNED.has(word) && syntax.relation[c] === 'amod') return { status: 'planned', word };
  }
  if (verb < 0) return { status: 'actual', word: '' };
  let at = verb;
  for (let step = 0; step < 4 && at >= 0; step++) {
    if (!isVerb(ground, at)) break;
    const view = at === verb && clause ? clause : clauseOf(doc, at);
    if (view.negated) return { status: 'denied', word: 'not' };
    for (const c of childrenOf(doc, at)) {
      const word = tokens.lower[c]!;
      if (syntax.relation[c] === 'mark' && (word === 'if' || word === 'unless' || word === 'whether'))
        return { status: 'hypothetical', word };
    }
    if (view.tense === 'future') return { status: 'planned', word: 'will' };
    if (view.modal === 'would' || view.modal === 'should' || view.modal === 'must')
      return { status: view.modal === 'would' ? 'hypothetical' : 'planned', word: view.modal };
    if (view.modal) return { status: 'possible', word: view.modal };
    const relation = syntax.relation[at]!;
    const governor = syntax.head[at]!;
    if (governor < 0) break;
    if (view.infinitive || relation === 'xcomp') {
      if (relation === 'advcl' || relation === 'acl') return { status: 'planned', word: 'to' };
      if (AIMS.has(syntax.lemma[governor]!)) return { status: 'planned', word: tokens.lower[governor]! };
      at = governor;
      continue;
    }
    break;
  }
  const ongoing = clause?.progressive && clause.tense === 'present';
  if (ongoing || carrier?.entry.phase === 'ongoing')
    return { status: 'ongoing', word: ongoing ? 'is …ing' : tokens.lower[carrier!.verb]! };
  return { status: 'actual', word: '' };
}
