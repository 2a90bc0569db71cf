import { describe, expect, it } from 'vitest';
import { GazetteerError, MATCH, openGazetteer } from './gazetteer.ts';
import { fineKey } from './keys.ts';
import { packGazetteer, type SourcePlace } from './pack.ts';

const place = (name: string, more: Partial<SourcePlace> = {}): SourcePlace => ({
  id: 7,
  name,
  otherNames: [],
  lat: 36.20124,
  lon: 37.16117,
  feature: 'PPLA',
  country: 'SY',
  admin1: 'SY.09',
  admin2: 0,
  population: 1_602_264,
  ...more,
});

const found = (bytes: Uint8Array, name: string, loose = true) => {
  const gazetteer = openGazetteer(bytes);
  const names: [string, number][] = [];
  gazetteer.lookup(fineKey(name), loose, (record, match) => names.push([gazetteer.name(record), match]));
  return names;
};

describe('a packed gazetteer', () => {
  const bytes = packGazetteer(
    [
      place('Aleppo', { otherNames: ['Halab', 'Алеппо'] }),
      place('Nubl', { id: 8 }),
      place('Nübel', { id: 9 }),
    ],
    'test',
  );

  it('keeps what it was given, coordinates to two metres and population to five per cent', () => {
    const gazetteer = openGazetteer(bytes);
    expect(gazetteer.size).toBe(3);
    expect([gazetteer.id(0), gazetteer.name(0), gazetteer.feature(0)]).toEqual([7, 'Aleppo', 'PPLA']);
    expect([gazetteer.country(0), gazetteer.admin1(0)]).toEqual(['SY', 'SY.09']);
    expect(gazetteer.lat(0)).toBeCloseTo(36.20124, 4);
    expect(gazetteer.lon(0)).toBeCloseTo(37.16117, 4);
    expect(gazetteer.population(0) / 1_602_264).toBeGreaterThan(0.95);
    expect(gazetteer.population(0) / 1_602_264).toBeLessThan(1.05);
  });

  it('finds a place by its own name, another, and another romanisation', () => {
    expect(found(bytes, 'ALEPPO')).toEqual([['Aleppo', MATCH.own]]);
    expect(found(bytes, 'Halab')).toEqual([['Aleppo', MATCH.other]]);
    expect(found(bytes, 'Al-Halab')).toEqual([['Aleppo', MATCH.romanised]]);
    expect(found(bytes, 'Nubel')).toContainEqual(['Nubl', MATCH.romanised]);
    expect(found(bytes, 'Nubel')).toContainEqual(['Nübel', MATCH.own]);
  });

  it('finds nothing for a name that it lacks, nor loosely when not asked to', () => {
    expect(found(bytes, 'Damascus')).toEqual([]);
    expect(found(bytes, 'Al-Halab', false)).toEqual([]);
    expect(found(bytes, '')).toEqual([]);
  });

  it('is the same from run to run, and works at any offset of a buffer', () => {
    const again = packGazetteer([place('Aleppo'), place('Nubl')], 'test');
    expect(packGazetteer([place('Aleppo'), place('Nubl')], 'test')).toEqual(again);
    const shifted = new Uint8Array(again.length + 1);
    shifted.set(again, 1);
    expect(found(shifted.subarray(1), 'Nubl')).toEqual([['Nubl', MATCH.own]]);
  });

  it('holds no place at all when it is given none', () => {
    expect(found(packGazetteer([], 'test'), 'Aleppo')).toEqual([]);
  });

  it('says what is wrong with bytes that are no gazetteer, cut short or of another version', () => {
    expect(() => openGazetteer(new Uint8Array(3))).toThrow(GazetteerError);
    expect(() => openGazetteer(new TextEncoder().encode('name\tlat\tlon\tcountry\tkind\n'))).toThrow(
      /not a gazetteer/,
    );
    expect(() => openGazetteer(bytes.subarray(0, bytes.length - 5))).toThrow(/announced/);
    const other = bytes.slice();
    other[4] = 9;
    expect(() => openGazetteer(other)).toThrow(/version 9/);
  });
});
