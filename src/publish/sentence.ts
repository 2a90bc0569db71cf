/**
 * One record as one neutral sentence. Its own words are only those that the record's fields need; what a report calls
 * somebody with a label stays in quotation marks, and on whose word it is stands at the end.
 *
 * @module
 */
import { type EventRecord, PRONOUN, type RecordParticipant } from '../archive/event-record.ts';
import type { Claim, EventStatus, EventType, Quantity } from '../record/reading.ts';

/** What an event type is called, as a noun. */
export const TYPE_NAMES: Record<EventType, string> = {
  AGREE: 'agreement',
  CONSULT: 'consultation',
  SUPPORT: 'support',
  CONCEDE: 'concession',
  COOPERATE: 'cooperation',
  AID: 'aid',
  RETREAT: 'retreat',
  REQUEST: 'request',
  ACCUSE: 'accusation',
  REJECT: 'rejection',
  THREATEN: 'threat',
  PROTEST: 'protest',
  SANCTION: 'sanction',
  MOBILIZE: 'mobilization',
  COERCE: 'coercion',
  ASSAULT: 'assault',
};

/** The word that leads from the type to whom it was done to or with. */
const TOWARDS: Partial<Record<EventType, string>> = {
  AGREE: 'with',
  CONSULT: 'with',
  COOPERATE: 'with',
  SUPPORT: 'for',
  AID: 'for',
  CONCEDE: 'to',
  REQUEST: 'to',
  RETREAT: 'before',
  ACCUSE: 'against',
  PROTEST: 'against',
  SANCTION: 'against',
  THREATEN: 'against',
  COERCE: 'against',
  REJECT: 'towards',
  MOBILIZE: 'against',
  ASSAULT: 'on',
};

const STATUSES: Record<EventStatus, string> = {
  actual: '',
  ongoing: 'ongoing ',
  planned: 'planned ',
  possible: 'possible ',
  denied: 'denied ',
  hypothetical: 'hypothetical ',
};

/** The words before a number that say how it is bounded. */
export const OPERATORS: Record<Quantity['operator'], string> = {
  exactly: '',
  'at-least': 'at least ',
  'more-than': 'more than ',
  'at-most': 'at most ',
  'less-than': 'less than ',
  about: 'about ',
  between: '',
  vague: '',
};

/** `Assault by “terrorists” on a convoy in Homs, 2016-02-05: 2 soldiers killed, according to state television.` */
export function sentenceOf(record: EventRecord): string {
  const { type, mode, status, participants, place, time, quantities } = record;
  const counts = quantities.map((quantity) => countedOf(record, quantity));
  // Whoever is counted is said once: with what the count measures, if it says what became of them.
  const of = (role: RecordParticipant['role']) => {
    const names: string[] = [];
    for (const part of participants) {
      const counted = counts.find(({ participant }) => participant === part);
      if (part.role !== role || counted?.measured) continue;
      const name = counted?.words ?? participantName(part);
      if (name) names.push(name);
    }
    return unique(names);
  };
  const kind = mode ? `${TYPE_NAMES[type]} (${mode})` : TYPE_NAMES[type];
  const parts = [capital(`${STATUSES[status]}${kind}`)];
  const phrase = (word: string, names: string[]) => {
    if (names.length) parts.push(`${word} ${listed(names)}`);
  };
  phrase('by', of('actor'));
  phrase(TOWARDS[type] ?? 'to', of('recipient'));
  phrase('for', of('beneficiary'));
  phrase('with', of('instrument'));
  if (place) parts.push(`in ${place.name}${place.basis === 'dateline' ? ' (?)' : ''}`);
  const when = time.edtf ? `, ${time.edtf}${time.basis === 'explicit' ? '' : ' (?)'}` : '';
  const told = counts
    .filter(({ participant, measured }) => measured || !participant)
    .map(({ words }) => words);
  const said = told.length ? `: ${unique(told).join(', ')}` : '';
  const sources = sourcesOf(record);
  const according = sources.length ? `, according to ${listed(sources)}` : '';
  return `${parts.join(' ')}${when}${said}${according}.`;
}

/** A record with its sentence and the words for a list, as the API and the JSON exports give it. */
export const stated = <T extends EventRecord>(record: T) => ({
  ...record,
  when: record.time.edtf,
  sentence: sentenceOf(record),
  source: sourcesOf(record).join(', ') || null,
});

/**
 * What a participant is called: a label that somebody applied stands in quotation marks; for a pronoun and a demonym
 * stands the name that it means, and '' where that is not known.
 */
export function participantName({ text, label, name, kind }: RecordParticipant): string {
  if (PRONOUN.test(text)) return name === null || PRONOUN.test(name) ? '' : oneLine(name);
  const words = oneLine(kind === null ? (name ?? text) : text);
  return label ? `“${words}”` : words;
}

/** On whose word a record is, each once; the publisher's own voice is not named. */
export function sourcesOf({ claims }: { claims: readonly Claim[] }): string[] {
  const names: string[] = [];
  for (const { source, stance } of claims) {
    if (source.kind === 'publisher') continue;
    const name = oneLine(source.name ?? source.text ?? 'an unnamed source');
    names.push(
      stance === 'denies' ? `${name} (who denies it)` : stance === 'doubts' ? `${name} (in doubt)` : name,
    );
  }
  return unique(names);
}

/**
 * A count of a record: in the report's own words, if they stand with the one who is counted. They are put together from
 * the words of both, whose masking has kept them whole; positions in a masked quotation are not true any more.
 */
function countedOf({ participants }: EventRecord, quantity: Quantity) {
  const { start, end, text, measures } = quantity;
  const participant = participants.find((part) => part.start < end + 2 && part.end >= end);
  const measured = measures !== 'other';
  if (!participant) return { participant: null, words: countOf(quantity), measured };
  const before = participant.start > start ? text.slice(0, participant.start - start) : '';
  const gap = participant.start > end ? ' ' : '';
  const words = oneLine(before + gap + participant.text);
  const said = participant.label ? `“${words}”` : words;
  return { participant, words: measured ? `${said} ${measures}` : said, measured };
}

/** "at least 12 soldiers killed" */
export function countOf({ value, low, high, operator, unit, measures, text }: Quantity): string {
  const measured = measures === 'other' ? '' : ` ${measures}`;
  const many = unit ? ` ${value === 1 ? unit : plural(unit)}` : '';
  if (operator === 'between' && low !== null && high !== null) return `${low} to ${high}${many}${measured}`;
  if (value === null) return `“${oneLine(text)}”${measured}`;
  return `${OPERATORS[operator]}${value}${many}${measured}`;
}

const PLURALS = new Map(
  Object.entries({ person: 'people', child: 'children', aircraft: 'aircraft', police: 'police' }),
);

export function plural(unit: string): string {
  const known = PLURALS.get(unit);
  if (known) return known;
  if (/man$/.test(unit)) return unit.replace(/man$/, 'men');
  if (/[^aeiou]y$/.test(unit)) return `${unit.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh)$/.test(unit) ? `${unit}es` : /[\p{L}]$/u.test(unit) ? `${unit}s` : unit;
}

/** Most words are on one line already. */
export const oneLine = (text: string) =>
  /[^\S ]|^ | {2}| $/.test(text) ? text.replace(/\s+/g, ' ').trim() : text;
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const unique = (items: string[]) => (items.length < 2 ? items : [...new Set(items)]);

function listed(items: string[]): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
