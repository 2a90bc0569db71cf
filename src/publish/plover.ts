/**
 * Events as PLOVER records, an object a line, with the field names of the PLOVER manual (table "PLOVER JSON" and the
 * tables of its objects). An event without a first day is left out: the date is required there.
 *
 * @module
 */

import { countryOf } from '../record/countries.ts';
import type { EventType, Quantity } from '../record/reading.ts';
import { type CodedParticipant, type CodedRecord, inRole } from './coded.ts';
import { oneLine, sentenceOf } from './sentence.ts';

/** Verbal and material cooperation, verbal and material conflict. */
const QUAD_CODES: Record<EventType, 1 | 2 | 3 | 4> = {
  AGREE: 1,
  CONSULT: 1,
  SUPPORT: 1,
  CONCEDE: 1,
  COOPERATE: 2,
  AID: 2,
  RETREAT: 2,
  REQUEST: 3,
  ACCUSE: 3,
  REJECT: 3,
  THREATEN: 3,
  PROTEST: 4,
  SANCTION: 4,
  MOBILIZE: 4,
  COERCE: 4,
  ASSAULT: 4,
};
const RESOLUTIONS = { exact: 5, settlement: 4, district: 3, region: 2, country: 1, unknown: null } as const;

export function ploverRecord(record: CodedRecord): string {
  const { report, event, firstDay, lastDay, type, mode, context, trigger, quote, publisher, title, url } =
    record;
  if (!firstDay || !/^\d/.test(firstDay)) return '';
  const size = sizeOf(record.quantities);
  return `${JSON.stringify({
    id: `${report}/${event}`,
    date: firstDay,
    ...(lastDay && lastDay !== firstDay ? { enddate: lastDay } : {}),
    actor: inRole(record, 'actor').map(entity),
    recipient: inRole(record, 'recipient').map(entity),
    event: [type],
    event_text: [oneLine(trigger.text)],
    event_loc: location(record),
    quad_code: QUAD_CODES[type],
    mode: mode === null ? [] : [mode],
    context,
    text: oneLine(quote.text),
    text_info: { start: quote.start, end: quote.end },
    ...(size ? { size } : {}),
    cite_info: {
      title: title && oneLine(title),
      publication: publisher,
      url: url && /^https?:/.test(url) ? url : null,
      language: 'en',
      coder: 'Onrecord',
    },
    comment: sentenceOf(record),
  })}\n`;
}

function entity({ text, name, country, sector, role: _ }: CodedParticipant) {
  return {
    entity_text: oneLine(text),
    ...(name ? { identifier_text: oneLine(name) } : {}),
    code: countryOf(country)?.alpha3 ?? null,
    sector,
  };
}

function location({ place }: CodedRecord) {
  if (!place) return null;
  const country = countryOf(place.country);
  return {
    extracted_place: oneLine(place.text),
    resolved_place: place.name,
    geonameid: place.geonames,
    lat: place.lat,
    lon: place.lon,
    province: place.admin1,
    country: country?.name ?? null,
    country_code: country?.alpha3 ?? null,
    feature_class: /^(?:ADM|PCL)/.test(place.feature ?? '')
      ? 'A'
      : /^PPL/.test(place.feature ?? '')
        ? 'P'
        : null,
    feature_code: place.feature,
    resolution: RESOLUTIONS[place.precision],
  };
}

function sizeOf(quantities: readonly Quantity[]) {
  const names = { killed: 'dead', wounded: 'injured', arrested: 'arrested' } as const;
  const size: Record<string, number> = {};
  for (const { measures, value, low } of quantities) {
    const number = value ?? low;
    const name = names[measures as keyof typeof names];
    if (name && number !== null) size[name] = (size[name] ?? 0) + number;
  }
  return Object.keys(size).length ? size : null;
}
