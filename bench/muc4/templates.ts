/**
 * MUC-4 templates from a reading: events that are incidents, brought together, with the words that fill their slots.
 *
 * What an incident is follows the MUC-4 guidelines: violence against civilians, officials and property, not fights
 * between armed forces; accomplished, attempted or threatened, of the last months, and told of in particular.
 *
 * @module
 */
import type { Knowledge } from '../../src/knowledge/table.ts';
import { createCoding } from '../../src/read/event/derived.ts';
import type { Analysis } from '../../src/read/layers.ts';
import { textOf } from '../../src/read/tokens/types.ts';
import type { Event } from '../../src/record/reading.ts';
import { findIncident, type Incident, merge, sentenceOf } from './incidents.ts';
import { ROLES, type Role, type Template } from './metric.ts';
import { isOnlyFire, isPassing, outOfTask, tellsOfOne } from './relevance.ts';
import { createSlots, type Slots } from './slots.ts';

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

/** Leaves out a filler that another holds within it: "Galan" beside "Luis Carlos Galan". */
function distinct(words: string[]): string[] {
  return words.filter(
    (w, i) => !words.some((other, j) => j !== i && other !== w && ` ${other} `.includes(` ${w} `)),
  );
}

const isAccusation = ({ type, mode }: Event) =>
  (type === 'ACCUSE' && mode === 'allege') || (type === 'COERCE' && mode === 'arrest');

const BOMB = /bomb|dynamite|explosive|tnt/i;

const SHELLS = /mortar|rocket|missile|artillery|rifle|gun/i;

/** What is fired makes an attack, also where it explodes; what is laid or thrown a bombing. */
const isShelling = (weapons: readonly string[]) =>
  weapons.some((w) => SHELLS.test(w)) && !weapons.some((w) => BOMB.test(w));

/** The incidents of a reading before their slots become a template. */
export function createIncidents(knowledge: Knowledge): (analysis: Analysis) => Incident[] {
  const coding = createCoding(knowledge, 'muc4');
  const slotsOf = createSlots(knowledge);
  return (analysis) => {
    const codeOf = coding(analysis);
    const slots = slotsOf(analysis);
    const isOut = outOfTask(analysis);
    const incidents: Incident[] = [];
    for (const event of analysis.events) {
      if (isAccusation(event)) accuse(analysis, incidents, event, slots);
      const code = codeOf(event);
      if (!code || isOut(event)) continue;
      const filled = slots.fill(event);
      if (filled.irrelevant) continue;
      const isBomb = code === 'attack' && [...filled.slots.Weapon].some((w) => BOMB.test(w));
      const incident: Incident = {
        ...filled,
        type: isBomb ? 'bombing' : code,
        events: [event],
        first: filled.sentence,
        accused: new Set(),
      };
      const known = findIncident(analysis, incidents, incident);
      if (known) merge(known, incident);
      else if (tellsOfOne(incident)) incidents.push(incident);
    }
    const eventful = new Set(incidents.flatMap((i) => i.events.map((e) => sentenceOf(analysis, e))));
    for (const incident of incidents) fillFromText(analysis, incident, eventful, slots);
    // Of several incidents of a type, the group behind one is behind the next.
    incidents.forEach(({ type, slots: { PerpOrg } }, i) => {
      const before = incidents[i - 1];
      if (PerpOrg.size === 0 && before && before.type === type)
        for (const group of before.slots.PerpOrg) PerpOrg.add(group);
    });
    for (const incident of incidents)
      if (incident.type === 'bombing' && isShelling([...incident.slots.Weapon])) incident.type = 'attack';
    const real = incidents.filter((incident) => !isOnlyFire(incident) && !isPassing(analysis, incident));
    // Beside incidents told with who or what, one told with nothing is a passing mention.
    const told = real.filter((incident) => ROLES.some((r) => incident.slots[r].size > 0));
    return told.length > 0 ? told : real.slice(0, 1);
  };
}

/** Whom an accusation or arrest names did the incident told right before. */
function accuse(analysis: Analysis, incidents: readonly Incident[], event: Event, slots: Slots): void {
  if (event.status === 'denied' || event.status === 'hypothetical') return;
  const known = incidents.findLast((i) => sentenceOf(analysis, event) - i.sentence <= 1);
  if (!known) return;
  const named = slots.accused(event);
  for (const r of ROLES) for (const w of named[r]) known.slots[r].add(w);
  for (const organization of named.PerpOrg) known.accused.add(organization);
}

const EXPLOSIVE = /bomb|dynamite|explos|charge|device|tnt|mine|grenade|petard|molotov/i;
const INSURGENT =
  /guerrilla|rebel|terrorist|subversive|insurgent|member|extremist|commando|urban|militant|column|individual|men\b|gunm/i;
const BLAMES =
  /\b(?:claim\w* (?:responsibility|credit)|responsib\w*|blam\w*|attribut\w*|accus\w*|suspect\w*|perpetrat\w*|work of)\b/i;

/** Fills what an incident's events left open from the sentences in and behind which it is told; `eventful` tell of others. */
function fillFromText(
  analysis: Analysis,
  incident: Incident,
  eventful: ReadonlySet<number>,
  text: Slots,
): void {
  const { tokens } = analysis;
  const { slots, events, first, sentence } = incident;
  const add = (role: Role, words: readonly string[]) => {
    for (const w of words) slots[role].add(w);
  };
  const told = [...new Set(events.map((e) => sentenceOf(analysis, e)))];
  const after = [sentence + 1, sentence + 2].filter(
    (s, i) => !eventful.has(s) && !(i > 0 && eventful.has(s - 1)),
  );
  add('Victim', [...told, ...after].flatMap(text.victimsIn));
  if (slots.PerpInd.size === 0) add('PerpInd', told.flatMap(text.doersIn).slice(0, 1));
  if (incident.type === 'bombing') {
    if (slots.Weapon.size === 0)
      add(
        'Weapon',
        told
          .flatMap((s) => [...text.weaponsIn(s), ...text.weaponsIn(s + 1)])
          .filter((w) => EXPLOSIVE.test(w)),
      );
    if (slots.Target.size === 0) add('Target', told.flatMap(text.targetsIn));
  }
  const last = tokens.sentences.length - 2;
  for (let s = Math.max(0, first - 1); s <= Math.min(last, sentence + 3) && slots.PerpOrg.size === 0; s++)
    if (BLAMES.test(textOf(tokens, tokens.sentences[s]!, tokens.sentences[s + 1]!)))
      add(
        'PerpOrg',
        [text.groupNear(s, s)].filter((group) => group !== null),
      );
  if (slots.PerpOrg.size === 0 && [...slots.PerpInd].some((w) => INSURGENT.test(w)))
    add(
      'PerpOrg',
      [text.groupNear(first - 1, sentence + 1) ?? text.groupNear(0, last)].filter((group) => group !== null),
    );
}
