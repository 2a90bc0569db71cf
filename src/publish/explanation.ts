/**
 * How a reading came to its events: for each the rule that made it, and the words that every field rests on.
 *
 * @module
 */
import { createRecords, type EventRecord } from '../archive/event-record.ts';
import type { Explanation as HowRead } from '../read/event/explain.ts';
import type { Event, Reading } from '../record/reading.ts';
import { countOf, oneLine, sentenceOf } from './sentence.ts';

export interface Explanation {
  event: string;
  statement: string;
  /** The rule, as the reader names it. */
  rule: string;
  /** What each field says, and the words that it rests on. */
  fields: { field: string; says: string; because: string }[];
  quote: string;
}

/** Explanations of all events of a reading, or of the one with this id. */
export function explainReading(reading: Reading, only?: string): Explanation[] {
  const recordOf = createRecords(reading);
  return reading.events
    .filter(({ id }) => only === undefined || id === only)
    .map((event) => {
      const record = recordOf(event);
      return {
        event: event.id,
        statement: sentenceOf(record),
        rule: event.why,
        fields: fieldsOf(reading, event, record),
        quote: oneLine(record.quote.text),
      };
    });
}

function fieldsOf(reading: Reading, event: Event, record: EventRecord): Explanation['fields'] {
  const words = ({ start, end, text }: { start: number; end: number; text: string }) =>
    `“${oneLine(text)}” (${start}–${end})`;
  const type = [event.type, event.mode, ...event.context].filter(Boolean).join(', ');
  const fields = [
    { field: 'type', says: type, because: words(event.trigger) },
    { field: 'status', says: event.status, because: 'mood, tense and negation around the trigger' },
  ];
  for (const part of record.participants)
    fields.push({
      field: part.role,
      says: `${part.name ?? oneLine(part.text)}${part.kind ? `, ${part.kind}` : ''}`,
      because: `${words(part)}${part.label ? ', a label that somebody applied' : ''}`,
    });
  const time = reading.times.find(({ id }) => id === event.time.ref);
  fields.push({
    field: 'time',
    says: event.time.edtf ?? 'not known',
    because: `${event.time.basis}${time ? `: ${words(time)}` : ''}`,
  });
  fields.push({
    field: 'place',
    says: record.place ? [record.place.name, record.place.country].filter(Boolean).join(', ') : 'not known',
    because: `${event.place.basis}${record.place ? `: ${words(record.place)}` : ''}`,
  });
  for (const quantity of record.quantities)
    fields.push({ field: 'count', says: countOf(quantity), because: words(quantity) });
  for (const claim of record.claims) {
    const { source, cue, stance } = claim;
    const name = source.name ?? source.text ?? 'an unnamed source';
    fields.push({
      field: 'on the word of',
      says: `${oneLine(name)}, ${stance}`,
      because: cue ? words(cue) : `${source.kind} source without a cue`,
    });
  }
  if (event.sameAs)
    fields.push({ field: 'the same as', says: event.sameAs, because: 'it is told again in this report' });
  return fields;
}

/** Explanations as text: a paragraph an event. */
export function describeExplanation({ event, statement, rule, fields, quote }: Explanation): string {
  const width = Math.max(...fields.map(({ field }) => field.length));
  return [
    `${event}  ${statement}`,
    `    “${quote}”`,
    `    rule: ${rule}`,
    ...fields.map(({ field, says, because }) => `    ${field.padEnd(width)}  ${says}  ← ${because}`),
    '',
  ].join('\n');
}

/** How the reader came to an event, as text: the sentence as a tree, the roles, and what did not hold. */
export function describeHow({ tree, rule, roles, status, place, rejected }: Omit<HowRead, 'event'>): string {
  const line = (...words: string[]) => `    ${words.filter(Boolean).join('  ')}`;
  return [
    line('sense:', rule),
    line('status:', status.status, `← ${status.because}`),
    ...roles.map(({ role, text, because }) => line(`${role}:`, oneLine(text), `← ${because}`)),
    ...place.map(({ text, chance }) => line('place:', oneLine(text), `← chance ${chance}`)),
    ...rejected.map(({ text, because }) => line('not:', oneLine(text), `← ${because}`)),
    line('tree:'),
    ...tree.map(({ word, lemma, tag, relation, depth }) =>
      line(
        `${'  '.repeat(depth + 1)}${oneLine(word)} ${tag} ${relation}${lemma === word ? '' : ` (${lemma})`}`,
      ),
    ),
    '',
  ].join('\n');
}
