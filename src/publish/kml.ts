/**
 * Events as KML 2.2: a Placemark an event, with the time that it spans and the point where it was.
 *
 * @module
 */
import type { ChronologyRecord } from '../archive/chronology.ts';
import { oneLine, sentenceOf } from './sentence.ts';
import { xml } from './xml.ts';

export const KML_HEAD =
  '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n<Document>\n<name>Chronology</name>\n';
export const KML_FOOT = '</Document>\n</kml>\n';

export function kmlPlacemark(record: ChronologyRecord): string {
  const { place, firstDay, lastDay, quote, publisher, title } = record;
  const located = place && place.lat !== null && place.lon !== null;
  const day = (name: string, value: string | null) =>
    value && /^\d/.test(value) ? `<${name}>${value}</${name}>` : '';
  const span = day('begin', firstDay) + day('end', lastDay);
  const source = [publisher, title].filter(Boolean).join(', ');
  return `<Placemark id="r${record.report}-${record.event}"><name>${xml(sentenceOf(record))}</name><description>${xml(
    `“${oneLine(quote.text)}”${source ? ` (${source})` : ''}`,
  )}</description>${span ? `<TimeSpan>${span}</TimeSpan>` : ''}${
    located ? `<Point><coordinates>${place.lon},${place.lat}</coordinates></Point>` : ''
  }</Placemark>\n`;
}
