/**
 * The slots of a MUC-4 template that one event or one sentence fills: who did it, to whom and what, with what.
 *
 * @module
 */
import type { Knowledge } from '../../src/knowledge/table.ts';
import { headOf } from '../../src/read/event/derived.ts';
import { inClass, isNoun } from '../../src/read/event/ground.ts';
import { readLexicon } from '../../src/read/event/lexicon.ts';
import type { Analysis } from '../../src/read/layers.ts';
import { childrenOf } from '../../src/read/syntax/dependents.ts';
import { tokenAt } from '../../src/read/tokens/types.ts';
import type { Event } from '../../src/record/reading.ts';
import { ROLES, type Role } from './metric.ts';
import { addPerpetrator, doersIn, groupNear } from './perpetrators.ts';
import { addTarget, isFighter, targetsIn, victimsIn } from './victims.ts';
import { phrase, type Scene, sceneOf, tokensOf } from './wording.ts';

export interface Filled {
  slots: Record<Role, Set<string>>;
  sentence: number;
  /** Told of in particular: with somebody or something it was done to, or by. */
  particular: boolean;
  /** A fight between armed sides, or fighters killed. */
  irrelevant: boolean;
}

/** What can be asked of one report. */
export type Slots = ReturnType<ReturnType<typeof createSlots>>;

export function createSlots(knowledge: Knowledge) {
  const lexicon = readLexicon(knowledge);
  return (analysis: Analysis) => {
    const scene = sceneOf(analysis, lexicon);
    const suffers = new Set(
      analysis.events
        .filter(({ type }) => type === 'ASSAULT')
        .flatMap((event) => headsOf(scene, event, 'recipient')),
    );
    return {
      /** What an incident's own event fills. */
      fill: (event: Event): Filled => fill(scene, event),
      /** Whom an accusation or arrest names as the doers. */
      accused: (event: Event): Filled['slots'] => {
        const slots = emptySlots();
        for (const head of headsOf(scene, event, 'recipient')) addPerpetrator(scene, slots, head, true);
        return slots;
      },
      doersIn: (sentence: number) => doersIn(scene, sentence, suffers),
      targetsIn: (sentence: number) => targetsIn(scene, sentence),
      victimsIn: (sentence: number) => victimsIn(scene, sentence),
      weaponsIn: (sentence: number) => weaponsAmong(scene, tokensOf(scene, sentence)),
      groupNear: (first: number, last: number) => groupNear(scene, first, last),
    };
  };
}

const emptySlots = () => Object.fromEntries(ROLES.map((r) => [r, new Set<string>()])) as Filled['slots'];

const headsOf = ({ ground }: Scene, { participants }: Event, role: Event['participants'][number]['role']) =>
  participants.filter((p) => p.role === role).map((p) => headOf(ground, p));

/** Verbs whose object is somebody, whatever the noun: "murdered two watchmen". */
const PERSONAL = /^(?:kill|murder|wound|injure)$/;

function fill(scene: Scene, event: Event): Filled {
  const { ground } = scene;
  const { tokens, syntax } = ground.doc;
  const slots = emptySlots();
  for (const head of headsOf(scene, event, 'actor')) addPerpetrator(scene, slots, head, false);
  const recipients = headsOf(scene, event, 'recipient');
  const isPersonal = /^(?:targeted|abduct)$/.test(event.mode ?? '') || PERSONAL.test(event.trigger.lemma);
  const civil = recipients.filter((head) => !isFighter(scene, head));
  const hit = civil
    .map((head) => addTarget(scene, slots, head, isPersonal))
    .filter((extent) => extent !== null);
  const trigger = tokenAt(tokens, event.trigger.start);
  const own = childrenOf(ground.doc, trigger).filter((c) => syntax.relation[c] === 'compound');
  for (let t = trigger; t < tokens.length && tokens.start[t]! < event.trigger.end; t++) own.push(t);
  for (const words of weaponsAmong(scene, own)) slots.Weapon.add(words);
  for (const head of headsOf(scene, event, 'instrument'))
    if (inClass(ground, head, 'weapon')) slots.Weapon.add(phrase(scene, head));
  const armed = civil.length < recipients.length;
  return {
    slots,
    sentence: tokens.sentence[trigger]!,
    particular: hit.includes('particular') || (!armed && slots.Weapon.size > 0),
    irrelevant: armed && hit.length === 0,
  };
}

/** Words of the class of weapons that name none. */
const GENERIC = new Set(
  'fire shot gunfire explosion blast detonation stick round gas attack barrage'.split(' '),
);

const weaponsAmong = (scene: Scene, tokens: readonly number[]): string[] =>
  tokens
    .filter(
      (t) =>
        isNoun(scene.ground, t) &&
        inClass(scene.ground, t, 'weapon') &&
        !GENERIC.has(scene.ground.doc.syntax.lemma[t]!.toLowerCase()),
    )
    .map((t) => phrase(scene, t));
