import { expect, test } from 'vitest';
import type { IncidentLine, IncidentPlace } from '../../../src/record/incident.ts';
import { clustered, mapPlaces, placeNames } from './spots.ts';

const incident = (
  name: string,
  lat: number | null,
  lon: number | null,
  precision: IncidentPlace['precision'] = 'settlement',
) =>
  ({
    id: name,
    place: { name, lat, lon, precision, geonames: null, country: null, admin1: null },
  }) as IncidentLine;

test('only a settlement or better is a dot', () => {
  const { places, unlocated } = mapPlaces([
    incident('Beirut', 33.9, 35.5),
    incident('Borno', 11.5, 13, 'region'),
    incident('Cyprus', 35, 33, 'country'),
    incident('Somewhere', null, null, 'unknown'),
    { id: 'nowhere', place: null } as IncidentLine,
  ]);
  expect(places.map(({ name, kind }) => [name, kind])).toEqual([
    ['Borno', 'area'],
    ['Beirut', 'dot'],
    ['Cyprus', 'country'],
  ]);
  expect(unlocated.map(({ id }) => id)).toEqual(['Somewhere', 'nowhere']);
});

test('incidents of one place are one mark', () => {
  expect(mapPlaces([incident('Beirut', 33.9, 35.5), incident('Beirut', 33.9, 35.5)]).places).toHaveLength(1);
});

const { places } = mapPlaces([incident('A', 0, 0), incident('B', 0, 1), incident('C', 0, 50)]);

test('marks that would overlap become one, and part again closer up', () => {
  const far = clustered(places, ({ lat, lon }) => [lon * 4, lat]);
  expect(far.map(({ count }) => count)).toEqual([2, 1]);
  expect(clustered(places, ({ lat, lon }) => [lon * 40, lat])).toHaveLength(3);
});

test('a name that finds no room is left out, and none lies on another mark', () => {
  const clusters = clustered(places, ({ lat, lon }) => [lon * 14, lat]);
  const { dots } = placeNames(clusters, [], [], 800);
  expect(dots).toHaveLength(clusters.length);
  expect(dots.filter(Boolean).length).toBeGreaterThan(0);
  for (const [i, label] of dots.entries())
    if (label) {
      const [left, right] = label.anchor === 'start' ? [label.x, label.x + 7] : [label.x - 7, label.x];
      for (const [j, other] of clusters.entries())
        if (j !== i) expect(right < other.x - other.radius || left > other.x + other.radius).toBe(true);
    }
});

test("a country's name moves out of the way of a dot", () => {
  const clusters = clustered(places.slice(0, 1), () => [100, 100]);
  const { countries } = placeNames(clusters, [{ words: 'Cyprus 1', xy: [100, 100] }], [], 800);
  expect(countries[0]![1]).not.toBe(100);
});
