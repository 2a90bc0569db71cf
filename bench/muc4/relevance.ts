/**
 * Which events and incidents MUC-4 asks for: of its nations, of the last months, told of in particular, no fights.
 *
 * @module
 */
import type { Analysis } from '../../src/read/layers.ts';
import { tokenAt } from '../../src/read/tokens/types.ts';
import type { Event } from '../../src/record/reading.ts';
import { type Incident, sentenceOf } from './incidents.ts';

/** What is threatened or attempted is an incident of the task too. */
const UNREAL = new Set(['denied', 'hypothetical']);
const CLASH =
  /^(?:(?:armed )?(?:clash|confrontation)|combat|battle|fighting|skirmish|exchange (?:of )?(?:gun)?fire|shootout|gun battle)$/i;
const HURT = /^(?:kill|die|wound|injure|death|killed|wounded|dead|casualty)$/i;

/** Whether the task leaves an event of a report out, whatever it is: unreal, long ago, abroad, a death in a clash. */
export function outOfTask(analysis: Analysis): (event: Event) => boolean {
  const clashes = new Set(
    analysis.events.filter((e) => CLASH.test(e.trigger.lemma)).map((e) => sentenceOf(analysis, e)),
  );
  return (event) =>
    UNREAL.has(event.status) ||
    (HURT.test(event.trigger.lemma) && clashes.has(sentenceOf(analysis, event))) ||
    isOld(analysis, event) ||
    isAbroad(analysis, event);
}

/** The nine nations whose incidents the task is about. Embassies let the United States be named as a place of many. */
const NATIONS = new Set(['AR', 'BO', 'CL', 'CO', 'EC', 'SV', 'GT', 'HN', 'PE']);

function isAbroad({ places }: Analysis, { place }: Event): boolean {
  const at = place.basis === 'explicit' ? places[Number(place.ref!.slice(1)) - 1] : undefined;
  if (at?.country == null || at.country === 'US' || NATIONS.has(at.country)) return false;
  // A town of a country that the report does not name may be one of the same name that no list has.
  return places.some(({ country, precision }) => country === at.country && precision === 'country');
}

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

/** Words that tell of an incident by themselves. */
const SURE =
  /^(?:explo(?:sion|de)|blast|detonat\w+|blow up|go off|(?:dynamite|bomb|car bomb) attack|car bomb|shoot to death|open fire|set (?:on )?(?:fire|ablaze))$/i;
/** Words for a state of things, or for many incidents: they tell of none in particular. */
const GENERAL =
  /^(?:(?:civil )?war|(?:political )?violence|fighting|fight|combat|battle|(?:armed )?clash|confrontation|casualty|victim|(?:death )?toll|inflict casualty|genocide|aggression|offensive|hostilities|skirmish)$/i;

/** Whether an event that tells of no incident known before may tell of a new one. */
export function tellsOfOne({ events, particular }: Incident): boolean {
  const { lemma } = events[0]!.trigger;
  return SURE.test(lemma) || (particular && !GENERAL.test(lemma));
}

/** Shots or blasts that hit nobody and nothing: a fight, a noise in the night. */
export function isOnlyFire({ type, slots }: Incident): boolean {
  if (slots.Victim.size > 0 || slots.Target.size > 0 || slots.PerpInd.size > 0) return false;
  return type === 'attack' ? slots.Weapon.size > 0 : type === 'bombing' && slots.Weapon.size === 0;
}

/** A speech, an opinion or a statement, by the note that opens the report: "[SPEECH] [PRESIDENT …] [TEXT]". */
const ARGUES = /^[^[]{0,120}\[(?:SPEECH|STATEMENT|COMMENTARY|ARTICLE|EDITORIAL)\b/i;
const FIRST_PERSON = new Set(['i', 'we', 'our', 'my']);

/**
 * Whether an incident without a day or a victim by name is only mentioned and not told: in general ("attacks", "to
 * attack"), by one who speaks of himself, or in a speech or opinion.
 */
export function isPassing(analysis: Analysis, { events, slots, first }: Incident): boolean {
  if (
    slots.Victim.size > 0 ||
    events.some(({ time }) => time.basis === 'explicit' && DAY.test(time.edtf ?? ''))
  )
    return false;
  const { tokens, report } = analysis;
  const words = tokens.lower.slice(tokens.sentences[first]!, tokens.sentences[first + 1]!);
  return (
    words.some((word) => FIRST_PERSON.has(word)) ||
    events.every((event) => isGeneral(analysis, event)) ||
    ARGUES.test(report.text)
  );
}

const DAY = /^\d{4}-\d\d-\d\d/;

/** "attacks", "attacking", "to attack": no time at which it was done. */
function isGeneral({ tokens, syntax }: Analysis, { trigger }: Event): boolean {
  return /^(?:VB|VBG|VBP|NNPS|NNS)$/.test(syntax.xpos[tokenAt(tokens, trigger.start)]!);
}
