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

/** Names beside marks, as many as fit without lying on a mark or on each other. */
export function labelsOf(clusters: readonly Cluster[], width: number): (Label | null)[] {
  const taken: [number, number, number, number][] = clusters.map(({ x, y, radius }) => [
    x - radius,
    y - radius,
    x + radius,
    y + radius,
  ]);
  const free = (box: [number, number, number, number], own: number) =>
    taken.every((t, i) => i === own || box[0] > t[2] || box[2] < t[0] || box[1] > t[3] || box[3] < t[1]);
  return clusters.map(({ x, y, radius, places }, i) => {
    const name = places[0]!.name;
    const words = places.length > 1 ? `${name} and ${places.length - 1} more` : name;
    const long = words.length * 7.2;
    for (const anchor of x + radius + long > width
      ? (['end', 'start'] as const)
      : (['start', 'end'] as const)) {
      const from = anchor === 'start' ? x + radius + 4 : x - radius - 4 - long;
      const box: [number, number, number, number] = [from, y - 8, from + long, y + 8];
      if (!free(box, i)) continue;
      taken.push(box);
      return { x: anchor === 'start' ? from : x - radius - 4, y, words, anchor };
    }
    return null;
  });
}
