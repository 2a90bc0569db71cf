/**
 * Events as GeoJSON (RFC 7946): a FeatureCollection, one Feature an event; one without coordinates has no geometry.
 *
 * @module
 */
import type { ChronologyRecord } from '../archive/chronology.ts';
import { countOf, oneLine, sentenceOf, sourcesOf } from './sentence.ts';

export const GEOJSON_HEAD = '{"type":"FeatureCollection","features":[';
export const GEOJSON_FOOT = ']}\n';

export function geojsonFeature(record: ChronologyRecord): string {
  const { place } = record;
  const located = place && place.lat !== null && place.lon !== null;
  return JSON.stringify({
    type: 'Feature',
    id: `${record.report}/${record.event}`,
    geometry: located ? { type: 'Point', coordinates: [place.lon, place.lat] } : null,
    properties: {
      statement: sentenceOf(record),
      type: record.type,
      mode: record.mode,
      status: record.status,
      time: record.time.edtf,
      time_basis: record.time.basis,
      first_day: record.firstDay,
      last_day: record.lastDay,
      place: place?.name ?? null,
      country: place?.country ?? null,
      precision: place?.precision ?? null,
      place_basis: place?.basis ?? null,
      counts: record.quantities.map(countOf),
      sources: sourcesOf(record),
      quote: oneLine(record.quote.text),
      publisher: record.publisher,
      title: record.title,
      published: record.published.value,
      url: record.url,
      report: record.report,
      event: record.event,
    },
  });
}
