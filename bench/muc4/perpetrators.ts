/**
 * Who did it, as the slots PERP of MUC-4 want it: those who act in an event, or whom its sentences name as doers.
 *
 * @module
 */
import { headOf } from '../../src/read/event/derived.ts';
import { entityAt, isNoun, isPronoun } from '../../src/read/event/ground.ts';
import { childrenOf, prepositionOf } from '../../src/read/syntax/dependents.ts';
import type { Filled } from './slots.ts';
import { fullName, inLine, phrase, type Scene, tokensOf } from './wording.ts';

/** Words for those who do violence. */
const DOERS = new Set(
  'guerrilla guerilla terrorist rebel subversive insurgent extremist gunman assassin killer murderer hitman assailant attacker aggressor kidnapper abductor commando squad column group band gang fighter militiaman member criminal bandit delinquent trafficker narcoterrorist mobster mercenary sniper sharpshooter saboteur sapper arsonist robber suspect soldier rightist leftist ultrarightist executioner slayer perpetrator author paramilitary vigilante contra dealer'.split(
    ' ',
  ),
);
/** Words for anyone: doers where they are said to be unknown, armed or so many. */
const ANYONE = new Set(
  'man individual youth youngster someone woman subject stranger civilian student element persons'.split(' '),
);
const ARMED = new Set(['armed-group', 'military', 'government']);

function isDoer({ ground: { doc } }: Scene, head: number): boolean {
  const { syntax, tokens } = doc;
  const [lemma, word] = [syntax.lemma[head]!.toLowerCase(), tokens.lower[head]!];
  // "groups" are those who suffer, march or talk as often.
  if (DOERS.has(lemma)) return word !== 'groups';
  return (
    (ANYONE.has(lemma) || ANYONE.has(word)) &&
    childrenOf(doc, head).some((c) => /^(?:amod|nummod|compound|acl|acl:relcl)$/.test(syntax.relation[c]!))
  );
}

/** Adds who acts in an event. A person by name is a doer only where one is accused or arrested: elsewhere a commander, a speaker. */
export function addPerpetrator(scene: Scene, slots: Filled['slots'], head: number, isAccused: boolean): void {
  const { ground, nameAt } = scene;
  const { doc } = ground;
  const name = nameAt.get(head);
  const entity = entityAt(ground, head);
  if (name) {
    if (name.type === 'person' && isAccused) slots.PerpInd.add(fullName(scene, name));
    else if (name.type === 'organization' && ARMED.has(entity?.kind ?? ''))
      slots.PerpOrg.add(inLine(doc.tokens, name.first, name.last));
    return;
  }
  if (isPronoun(ground, head)) {
    const named = entity?.mentions
      .map((mention) => headOf(ground, mention.head))
      .find((t) => !isPronoun(ground, t));
    if (named !== undefined) addPerpetrator(scene, slots, named, isAccused);
    return;
  }
  // "a rebel attack" tells of rebels, but in no words of their own.
  if (isDoer(scene, head) && !/^(?:compound|amod)/.test(doc.syntax.relation[head]!))
    slots.PerpInd.add(phrase(scene, head));
  // "members of the front", "FMLN guerrillas"
  for (const c of childrenOf(doc, head)) {
    const inner = nameAt.get(c);
    if (
      inner?.type === 'organization' &&
      (/^(?:compound|amod|appos)$/.test(doc.syntax.relation[c]!) || prepositionOf(doc, c) === 'of')
    )
      slots.PerpOrg.add(inLine(doc.tokens, inner.first, inner.last));
  }
}

/** Doers of violence that act in a sentence, other than those who suffer it. */
export function doersIn(scene: Scene, sentence: number, suffers: ReadonlySet<number>): string[] {
  const { ground, nameAt } = scene;
  return tokensOf(scene, sentence)
    .filter(
      (t) =>
        isNoun(ground, t) &&
        !nameAt.has(t) &&
        !suffers.has(t) &&
        /^(?:nsubj|obl:agent)$/.test(ground.doc.syntax.relation[t]!) &&
        isDoer(scene, t),
    )
    .map((t) => phrase(scene, t));
}

/** The armed group that the sentences from `first` to `last` name most; null where they name none. */
export function groupNear({ ground: { doc }, nameAt }: Scene, first: number, last: number): string | null {
  const { tokens, names } = doc;
  const votes = new Map<number, { text: string; count: number }>();
  const end = tokens.sentences[Math.min(last + 1, tokens.sentences.length - 1)]!;
  for (let t = tokens.sentences[Math.max(0, first)]!; t < end; t++) {
    const number = names.entityAtHead[t]!;
    const name = nameAt.get(t);
    if (number < 0 || names.entities[number]!.kind !== 'armed-group' || name?.type !== 'organization')
      continue;
    const known = votes.get(number);
    if (known) known.count++;
    else votes.set(number, { text: inLine(tokens, name.first, name.last), count: 1 });
  }
  return [...votes.values()].sort((a, b) => b.count - a.count)[0]?.text ?? null;
}
