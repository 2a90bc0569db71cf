/**
 * One record as one neutral sentence. Its own words are only those that the record's fields need;
 * what a report calls somebody stays in quotation marks, and whose word it is stands at the end.
 *
 * @module
 */
import type { Event, EventStatus, EventType, Quantity, Reading } from '../record/reading.ts';

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

const STATUS_NAMES: Record<EventStatus, string> = {
  actual: '',
  ongoing: 'ongoing ',
  planned: 'planned ',
  possible: 'possible ',
  denied: 'denied ',
  hypothetical: 'hypothetical ',
};

const OPERATORS: Record<Quantity['operator'], string> = {
  exactly: '',
  'at-least': 'at least ',
  'more-than': 'more than ',
  'at-most': 'at most ',
  'less-than': 'less than ',
  about: 'about ',
  between: '',
  vague: '',
};

/** "Assault by “the rebels” on “a convoy” in Homs, 2016-02-05: 2 soldiers killed, according to “state television”." */
export function sentenceOf(reading: Reading, event: Event): string {
  const role = (name: Event['participants'][number]['role']) =>
    event.participants.filter((part) => part.role === name).map((part) => `“${oneLine(part.text)}”`);
  const kind = event.mode ? `${TYPE_NAMES[event.type]} (${event.mode})` : TYPE_NAMES[event.type];
  const parts = [capital(`${STATUS_NAMES[event.status]}${kind}`)];
  const [actors, recipients, instruments] = [role('actor'), role('recipient'), role('instrument')];
  if (actors.length) parts.push(`by ${listed(actors)}`);
  if (recipients.length) parts.push(`to ${listed(recipients)}`);
  if (instruments.length) parts.push(`with ${listed(instruments)}`);
  const place = reading.places.find(({ id }) => id === event.place.ref);
  if (place) parts.push(`in ${place.name}`);
  const when = event.time.edtf ? `, ${event.time.edtf}${event.time.basis === 'explicit' ? '' : ' (?)'}` : '';
  const counts = event.quantities
    .map((id) => reading.quantities.find((quantity) => quantity.id === id))
    .filter((quantity) => quantity !== undefined)
    .map(countOf);
  const sources = new Set(
    event.claims
      .map((id) => reading.claims.find((claim) => claim.id === id))
      .filter((claim) => claim !== undefined)
      .map(({ source }) => source.name ?? (source.text ? `“${oneLine(source.text)}”` : null))
      .filter((name) => name !== null),
  );
  const said = counts.length ? `: ${counts.join(', ')}` : '';
  const according = sources.size ? `, according to ${listed([...sources])}` : '';
  return `${parts.join(' ')}${when}${said}${according}.`;
}

/** "at least 12 soldiers killed" */
export function countOf(quantity: Quantity): string {
  const { value, low, high, operator, unit, measures, text } = quantity;
  const number =
    operator === 'between' && low !== null && high !== null
      ? `${low} to ${high}`
      : value === null
        ? `“${oneLine(text)}”`
        : `${OPERATORS[operator]}${value}`;
  const of = value === null && operator !== 'between' ? '' : unit ? ` ${unit}` : '';
  return `${number}${of}${measures === 'other' ? '' : ` ${measures}`}`;
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ');
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function listed(items: string[]): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
