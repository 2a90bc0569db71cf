import { expect, test } from 'vitest';
import type { IncidentLine, IncidentPlace } from '../../../src/record/incident.ts';
import { clustered, labelsOf, mapPlaces } from './spots.ts';

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

test('a name that finds no room is left out', () => {
  const clusters = clustered(places, ({ lat, lon }) => [lon * 14, lat]);
  const labels = labelsOf(clusters, 800);
  expect(labels.filter(Boolean).length).toBeGreaterThan(0);
  expect(labels).toHaveLength(clusters.length);
  const [first, second] = clusters;
  expect(labels[0]!.x > second!.x || labels[0]!.x < first!.x).toBe(true);
});
