/**
 * MUC-4 templates from a reading: events that are incidents, brought together, with the words that fill their slots.
 *
 * What an incident is follows the MUC-4 guidelines: violence against civilians, officials and property, not fights
 * between armed forces; accomplished or attempted, of the last months, and told of in particular.
 *
 * @module
 */
import type { Knowledge } from '../../src/knowledge/table.ts';
import { createCoding } from '../../src/read/event/derived.ts';
import type { Analysis } from '../../src/read/layers.ts';
import { textOf, tokenAt } from '../../src/read/tokens/types.ts';
import type { Event } from '../../src/record/reading.ts';
import { ROLES, type Role, type Template } from './metric.ts';
import { createSlots, type Filled } from './slots.ts';

/** An incident while it is brought together. */
export interface Incident extends Filled {
  type: string;
  events: Event[];
  sentence: number;
  /** Sentence in which it is first told. */
  first: number;
  /** Organisations that an accusation or arrest beside it names. */
  accused: Set<string>;
}

const INSURGENT =
  /guerrilla|rebel|terrorist|subversive|insurgent|member|extremist|commando|urban|militant|column|individual|men\b|gunm/i;

const BOMB = /bomb|dynamite|explosive|tnt/i;
const EXPLOSIVE = /bomb|dynamite|explos|charge|device|tnt|mine|grenade|petard|molotov/i;

/** Numbers of the sentences from one to another, as far as the report has them. */
const sentencesFrom = ({ tokens }: Analysis, from: number, to: number) =>
  Array.from(
    { length: Math.max(0, Math.min(to, tokens.sentences.length - 2) - Math.max(0, from) + 1) },
    (_, i) => Math.max(0, from) + i,
  );

const sentenceOf = ({ tokens }: Analysis, event: Event) =>
  tokens.sentence[tokenAt(tokens, event.trigger.start)]!;

const isAccusation = ({ type, mode }: Event) =>
  (type === 'ACCUSE' && mode === 'allege') || (type === 'COERCE' && mode === 'arrest');

/** What is threatened or attempted is an incident of the task too. */
const UNREAL = new Set(['denied', 'hypothetical']);
/** Beyond so many sentences without a word of it an incident is not taken up again without a reason. */
const NEAR = 8;

export function createTemplates(knowledge: Knowledge): (analysis: Analysis) => Template[] {
  const incidentsOf = createIncidents(knowledge);
  return (analysis) =>
    incidentsOf(analysis).map(({ type, slots }) => ({
      incident_type: type,
      ...(Object.fromEntries(ROLES.map((r) => [r, distinct([...slots[r]]).map((w) => [w])])) as Record<
        Role,
        string[][]
      >),
    }));
}

/** The incidents of a reading before their slots become a template. */
export function createIncidents(knowledge: Knowledge): (analysis: Analysis) => Incident[] {
  const coding = createCoding(knowledge, 'muc4');
  const slotsOf = createSlots(knowledge);
  return (analysis) => {
    const codeOf = coding(analysis);
    const { fill, accused, groupNear, weaponsIn, doersIn, targetsIn, victimsIn } = slotsOf(analysis);
    const incidents: Incident[] = [];
    const clashes = new Set(
      analysis.events.filter((e) => CLASH.test(e.trigger.lemma)).map((e) => sentenceOf(analysis, e)),
    );
    for (const event of analysis.events) {
      if (UNREAL.has(event.status)) continue;
      if (HURT.test(event.trigger.lemma) && clashes.has(sentenceOf(analysis, event))) continue;
      if (isAccusation(event)) {
        const sentence = analysis.tokens.sentence[tokenAt(analysis.tokens, event.trigger.start)]!;
        const known = incidents.findLast((i) => sentence - i.sentence <= 1);
        if (!known) continue;
        const slots = accused(event);
        for (const r of ROLES) for (const w of slots[r]) known.slots[r].add(w);
        for (const organization of slots.PerpOrg) known.accused.add(organization);
        continue;
      }
      const type = codeOf(event);
      if (!type || isOld(analysis, event) || isAbroad(analysis, event)) continue;
      const filled = fill(event);
      if (filled.irrelevant) continue;
      const incident: Incident = {
        ...filled,
        type: type === 'attack' && [...filled.slots.Weapon].some((w) => BOMB.test(w)) ? 'bombing' : type,
        events: [event],
        first: filled.sentence,
        accused: new Set(),
      };
      const known = findIncident(analysis, incidents, incident);
      if (known) merge(known, incident);
      else if (
        SURE.test(event.trigger.lemma) ||
        (filled.particular && !GENERAL.has(event.trigger.lemma.toLowerCase()))
      )
        incidents.push(incident);
    }
    const eventful = new Set(incidents.flatMap((i) => i.events.map((e) => sentenceOf(analysis, e))));
    for (const incident of incidents) {
      const { slots, first, sentence } = incident;
      const told = [...new Set(incident.events.map((e) => sentenceOf(analysis, e)))];
      const after = [];
      for (let s = sentence + 1; s <= sentence + 2 && !eventful.has(s); s++) after.push(s);
      for (const s of [...told, ...after]) for (const w of victimsIn(s)) slots.Victim.add(w);
      if (slots.PerpInd.size === 0) {
        const doer = told.flatMap(doersIn)[0];
        if (doer) slots.PerpInd.add(doer);
      }
      if (incident.type === 'bombing' && slots.Weapon.size === 0)
        for (const s of told)
          for (const w of [...weaponsIn(s), ...weaponsIn(s + 1)]) if (EXPLOSIVE.test(w)) slots.Weapon.add(w);
      if (incident.type === 'bombing' && slots.Target.size === 0)
        for (const s of told) for (const w of targetsIn(s)) slots.Target.add(w);
      const blaming = sentencesFrom(analysis, first - 1, sentence + 3).filter((s) =>
        BLAMES.test(
          textOf(analysis.tokens, analysis.tokens.sentences[s]!, analysis.tokens.sentences[s + 1]!),
        ),
      );
      if (slots.PerpOrg.size === 0) {
        const group = blaming.map((s) => groupNear(s, s)).find((g) => g !== null);
        if (group) slots.PerpOrg.add(group);
      }
      if (slots.PerpOrg.size === 0 && [...slots.PerpInd].some((w) => INSURGENT.test(w))) {
        const group =
          groupNear(first - 1, sentence + 1) ?? groupNear(0, analysis.tokens.sentences.length - 2);
        if (group) slots.PerpOrg.add(group);
      }
    }
    const real = incidents.filter((incident) => !isOnlyFire(incident));
    // Beside incidents told with who or what, one told with nothing is a passing mention.
    const told = real.filter(({ slots }) => ROLES.some((r) => slots[r].size > 0));
    return told.length > 0 ? told : real.slice(0, 1);
  };
}

const BLAMES =
  /\b(?:claim\w* (?:responsibility|credit)|responsib\w*|blam\w*|attribut\w*|accus\w*|suspect\w*|perpetrat\w*|work of)\b/i;
const CLASH =
  /^(?:(?:armed )?(?:clash|confrontation)|combat|battle|fighting|skirmish|exchange (?:of )?(?:gun)?fire|shootout|gun battle)$/i;
const HURT = /^(?:kill|die|wound|injure|death|killed|wounded|dead|casualty)$/i;

/** Shots or blasts that hit nobody and nothing: a fight, a noise in the night. */
function isOnlyFire({ type, slots }: Incident): boolean {
  if (slots.Victim.size > 0 || slots.Target.size > 0 || slots.PerpInd.size > 0) return false;
  return type === 'attack' ? slots.Weapon.size > 0 : type === 'bombing' && slots.Weapon.size === 0;
}

/** The nine nations whose incidents the task is about. */
const NATIONS = new Set(['AR', 'BO', 'CL', 'CO', 'EC', 'SV', 'GT', 'HN', 'PE']);

function isAbroad({ places }: Analysis, { place }: Event): boolean {
  const at = place.ref ? places[Number(place.ref.slice(1)) - 1] : undefined;
  return place.basis === 'explicit' && at?.country != null && at.country !== 'US' && !NATIONS.has(at.country);
}

/** Words that tell of an incident by themselves. */
const SURE =
  /^(?:explo(?:sion|de)|blast|detonat\w+|blow up|go off|(?:dynamite|bomb|car bomb) attack|car bomb|shoot to death|open fire|set (?:on )?(?:fire|ablaze))$/i;

/** Words for a state of things, or for many incidents: they tell of none in particular. */
const GENERAL = new Set(
  'war,violence,political violence,fighting,fight,combat,battle,clash,confrontation,casualty,victim,toll,death toll,inflict casualty,genocide,aggression,offensive,hostilities,civil war,armed clash,skirmish'.split(
    ',',
  ),
);

function isOld({ published }: Analysis, { time }: Event): boolean {
  const now = published.value;
  if (!now || !time.edtf || time.basis !== 'explicit') return false;
  const year = Number(time.edtf.slice(0, 4));
  const last = Number(now.slice(0, 4));
  if (Number.isNaN(year) || Number.isNaN(last)) return false;
  if (last - year >= 2) return true;
  const month = Number(time.edtf.slice(5, 7));
  return (
    last - year === 1 && (Number.isNaN(month) || month === 0 || 12 - month + Number(now.slice(5, 7)) > 3)
  );
}

/** The incident that an event tells of again: of a type that goes with it, nothing against it, the latest first. */
function findIncident(analysis: Analysis, incidents: readonly Incident[], event: Incident): Incident | null {
  for (let i = incidents.length - 1; i >= 0; i--) {
    const known = incidents[i]!;
    if (goTogether(known, event) && !conflict(analysis, known, event)) return known;
  }
  return null;
}

function goTogether(known: Incident, event: Incident): boolean {
  if (known.type === event.type) return true;
  const [attack, bombing] = known.type === 'attack' ? [known, event] : [event, known];
  if (attack.type !== 'attack' || bombing.type !== 'bombing') return false;
  const near = Math.abs(event.sentence - known.sentence) <= 2;
  if (attack.events.some((e) => OTHERWISE.test(e.trigger.lemma.toLowerCase()))) return false;
  return near;
}

/** Attacks that no explosion makes. */
const OTHERWISE =
  /murder|assassin|shoot|shot|ambush|machinegun|open fire|gun|execut|stab|rifle|clash|fight|massacre|torture|raid/;

function conflict(analysis: Analysis, known: Incident, event: Incident): boolean {
  const e = event.events[0]!;
  const shared = ROLES.some(
    (r) =>
      r !== 'PerpOrg' &&
      r !== 'Weapon' &&
      r !== 'PerpInd' &&
      [...event.slots[r]].some((w) => known.slots[r].has(w)),
  );
  if (shared) return false;
  if (event.sentence - known.sentence > NEAR && event.particular) return true;
  if (event.sentence !== known.sentence && isElsewhere(analysis, e, event.sentence)) return true;
  for (const k of known.events) {
    if (
      k.time.basis === 'explicit' &&
      e.time.basis === 'explicit' &&
      k.time.edtf &&
      e.time.edtf &&
      isDay(k.time.edtf) &&
      isDay(e.time.edtf) &&
      k.time.edtf.slice(0, 10) !== e.time.edtf.slice(0, 10)
    )
      return true;
    const [p, q] = [k, e].map((x) =>
      x.place.basis === 'explicit' ? analysis.places[Number(x.place.ref!.slice(1)) - 1] : undefined,
    );
    if (
      p &&
      q &&
      isPoint(p.precision) &&
      isPoint(q.precision) &&
      p.name !== q.name &&
      event.particular &&
      event.sentence !== known.sentence
    )
      return true;
  }
  return false;
}

const FURTHER = new Set('meanwhile elsewhere another other moreover furthermore also later'.split(' '));

/** Whether an incident is told as one more: "meanwhile, …", "in another attack". */
function isElsewhere({ tokens, syntax }: Analysis, e: Event, sentence: number): boolean {
  const first = tokens.sentences[sentence]!;
  for (let t = first; t < first + 4 && t < tokens.length; t++) if (FURTHER.has(tokens.lower[t]!)) return true;
  const trigger = tokenAt(tokens, e.trigger.start);
  for (let c = syntax.firstChild[trigger]!; c >= 0; c = syntax.nextSibling[c]!)
    if (FURTHER.has(tokens.lower[c]!) || tokens.lower[c] === 'second') return true;
  return false;
}

const isDay = (edtf: string) => /^\d{4}-\d\d-\d\d/.test(edtf);
const isPoint = (precision: string) => precision === 'settlement' || precision === 'exact';

function merge(known: Incident, event: Incident): void {
  known.events.push(...event.events);
  known.sentence = event.sentence;
  if (event.type === 'bombing' && known.type === 'attack') known.type = 'bombing';
  for (const r of ROLES) for (const w of event.slots[r]) known.slots[r].add(w);
}

/** Leaves out a filler that another holds within it: "Galan" beside "Luis Carlos Galan". */
function distinct(words: string[]): string[] {
  return words.filter(
    (w, i) => !words.some((other, j) => j !== i && other !== w && ` ${other} `.includes(` ${w} `)),
  );
}
