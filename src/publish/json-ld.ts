/**
 * Events as JSON-LD: schema.org Event, the NewsArticle that tells of it, and where the record was derived from (PROV-O).
 *
 * @module
 */
import type { ChronologyRecord } from '../archive/chronology.ts';
import { oneLine, sentenceOf, sourcesOf } from './sentence.ts';

export const JSON_LD_HEAD =
  '{"@context":{"@vocab":"https://schema.org/","prov":"http://www.w3.org/ns/prov#"},"@graph":[\n';
export const JSON_LD_FOOT = '\n]}\n';

export function jsonLdEvent(record: ChronologyRecord): string {
  const { place, firstDay, lastDay, participants, quote, publisher, title, published, url, report, event } =
    record;
  const located = place && place.lat !== null && place.lon !== null;
  const attributed = sourcesOf(record);
  return JSON.stringify({
    '@id': `urn:onrecord:${report}:${event}`,
    '@type': 'Event',
    name: sentenceOf(record),
    additionalType: record.type,
    ...(firstDay ? { startDate: firstDay } : {}),
    ...(lastDay ? { endDate: lastDay } : {}),
    ...(place
      ? {
          location: {
            '@type': 'Place',
            name: place.name,
            ...(place.country
              ? { address: { '@type': 'PostalAddress', addressCountry: place.country } }
              : {}),
            ...(located
              ? { geo: { '@type': 'GeoCoordinates', latitude: place.lat, longitude: place.lon } }
              : {}),
            ...(place.geonames === null ? {} : { sameAs: `https://sws.geonames.org/${place.geonames}/` }),
          },
        }
      : {}),
    ...(participants.length
      ? {
          contributor: participants.map(({ name, text, role }) => ({
            '@type': 'Role',
            roleName: role,
            contributor: { '@type': 'Thing', name: oneLine(name ?? text) },
          })),
        }
      : {}),
    ...(attributed.length ? { 'prov:wasAttributedTo': attributed } : {}),
    'prov:wasDerivedFrom': { '@id': `urn:onrecord:report:${report}` },
    subjectOf: {
      '@id': `urn:onrecord:report:${report}`,
      '@type': 'NewsArticle',
      ...(title ? { headline: oneLine(title) } : {}),
      ...(publisher ? { publisher: { '@type': 'Organization', name: publisher } } : {}),
      ...(published.value ? { datePublished: published.value } : {}),
      ...(url && /^https?:/.test(url) ? { url } : {}),
    },
    description: oneLine(quote.text),
  });
}
