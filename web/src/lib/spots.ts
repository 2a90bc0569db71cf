/**
 * Where incidents stand on the map: dots only for a settlement or better; a district, region or country is an area and
 * is shown as one; what no report places stands beside the map.
 *
 * @module
 */
import type { IncidentLine, IncidentPlace } from '../../../src/record/incident.ts';

export interface MapPlace {
  key: string;
  name: string;
  kind: 'dot' | 'area' | 'country';
  precision: IncidentPlace['precision'];
  lat: number;
  lon: number;
  incidents: IncidentLine[];
}

const KIND: Partial<Record<IncidentPlace['precision'], MapPlace['kind']>> = {
  exact: 'dot',
  settlement: 'dot',
  district: 'area',
  region: 'area',
  country: 'country',
};

/** Places with their incidents, most first, and what has no place. */
export function mapPlaces(incidents: readonly IncidentLine[]): {
  places: MapPlace[];
  unlocated: IncidentLine[];
} {
  const byKey = new Map<string, MapPlace>();
  const unlocated: IncidentLine[] = [];
  for (const incident of incidents) {
    const { place } = incident;
    const kind = place && KIND[place.precision];
    if (!kind || place.lat === null || place.lon === null) {
      unlocated.push(incident);
      continue;
    }
    const key = `${place.lat},${place.lon},${kind}`;
    const known = byKey.get(key);
    if (known) known.incidents.push(incident);
    else {
      const { name, precision, lat, lon } = place;
      byKey.set(key, { key, name, kind, precision, lat, lon, incidents: [incident] });
    }
  }
  const places = [...byKey.values()].sort(
    (a, b) => b.incidents.length - a.incidents.length || a.key.localeCompare(b.key),
  );
  return { places, unlocated };
}

/** Places that would lie on top of each other at this scale, as one mark. */
export interface Cluster {
  /** Pixels. */
  x: number;
  y: number;
  radius: number;
  count: number;
  places: MapPlace[];
}

/** Area of a mark goes with the number of incidents, up to a bound. */
export const radiusOf = (count: number) => Math.min(24, 3 + 2 * Math.sqrt(count));

/**
 * Puts places together whose marks would overlap; the one with most incidents gives the spot. `at` says where a place
 * stands in pixels.
 */
export function clustered(places: readonly MapPlace[], at: (place: MapPlace) => [number, number]): Cluster[] {
  const clusters: Cluster[] = [];
  /** Clusters by the square of the page they stand in, so that only near ones are looked at. */
  const squares = new Map<string, Cluster[]>();
  const SIDE = 48;
  for (const place of places) {
    const [x, y] = at(place);
    const radius = radiusOf(place.incidents.length);
    const [column, row] = [Math.floor(x / SIDE), Math.floor(y / SIDE)];
    let near: Cluster | undefined;
    for (let c = column - 1; c <= column + 1 && !near; c++)
      for (let r = row - 1; r <= row + 1 && !near; r++)
        near = squares
          .get(`${c},${r}`)
          ?.find((other) => Math.hypot(other.x - x, other.y - y) < other.radius + radius);
    if (near) {
      near.places.push(place);
      near.count += place.incidents.length;
      near.radius = radiusOf(near.count);
      continue;
    }
    const cluster = { x, y, radius, count: place.incidents.length, places: [place] };
    clusters.push(cluster);
    const square = `${column},${row}`;
    squares.set(square, [...(squares.get(square) ?? []), cluster]);
  }
  return clusters;
}

export interface Label {
  x: number;
  y: number;
  words: string;
  anchor: 'start' | 'end';
}

type Box = [left: number, top: number, right: number, bottom: number];
const meets = (a: Box, b: Box) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];
const LETTER = 7.2;
const LINE = 16;

/** A name in the middle of where it stands. */
interface CentredName {
  words: string;
  xy: readonly [number, number];
}

/**
 * Where names stand so that none lies on a dot or on another name. A country's name is its mark, so it is moved and
 * never left out; a dot's stands beside it and an area's below it, if there is room.
 */
export function placeNames(
  dots: readonly Cluster[],
  countries: readonly CentredName[],
  areas: readonly CentredName[],
  width: number,
): { dots: (Label | null)[]; countries: [number, number][]; areas: boolean[] } {
  const taken: Box[] = dots.map(({ x, y, radius }) => [x - radius, y - radius, x + radius, y + radius]);
  const free = (box: Box, own = -1) => taken.every((other, i) => i === own || !meets(box, other));
  const centred = (words: string, x: number, y: number): Box => [
    x - (words.length * LETTER * 1.15) / 2,
    y - LINE / 2,
    x + (words.length * LETTER * 1.15) / 2,
    y + LINE / 2,
  ];
  const ofCountries = countries.map(({ words, xy: [x, y] }): [number, number] => {
    const moved = [0, -LINE, LINE, -2 * LINE, 2 * LINE].find((by) => free(centred(words, x, y + by))) ?? 0;
    taken.push(centred(words, x, y + moved));
    return [x, y + moved];
  });
  const ofDots = dots.map(({ x, y, radius, places }, i): Label | null => {
    const name = places[0]!.name;
    const words = places.length > 1 ? `${name} and ${places.length - 1} more` : name;
    const long = words.length * LETTER;
    const sides = x + radius + long > width ? (['end', 'start'] as const) : (['start', 'end'] as const);
    for (const anchor of sides) {
      const from = anchor === 'start' ? x + radius + 4 : x - radius - 4 - long;
      const box: Box = [from, y - LINE / 2, from + long, y + LINE / 2];
      if (box[0] < 0 || box[2] > width || !free(box, i)) continue;
      taken.push(box);
      return { x: anchor === 'start' ? from : x - radius - 4, y, words, anchor };
    }
    return null;
  });
  const ofAreas = areas.map(({ words, xy: [x, y] }) => {
    const box = centred(words, x, y);
    const fits = free(box);
    if (fits) taken.push(box);
    return fits;
  });
  return { dots: ofDots, countries: ofCountries, areas: ofAreas };
}
