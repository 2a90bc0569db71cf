import { describe, expect, it } from 'vitest';
import { fineCheck, fineKey, hashOf, skeletonOf } from './keys.ts';

describe('fineKey', () => {
  it.each([
    ['Dayr az-Zawr', 'dayr az zawr'],
    ['Bogotá', 'bogota'],
    ["Sana'a", 'sanaa'],
    ['Łódź', 'lodz'],
    ['St. John’s', 'st johns'],
    ['Saint-Étienne', 'st etienne'],
    ['Fort Worth', 'ft worth'],
    ['Washington, D.C.', 'washington dc'],
    ['  Al–Bab ', 'al bab'],
  ])('takes %s for %s', (name, key) => expect(fineKey(name)).toBe(key));

  it('is empty for another script, so that no name of it is kept', () => {
    expect(fineKey('Алеппо')).toBe('');
    expect(fineKey('حلب')).toBe('');
    expect(fineKey('!?')).toBe('');
  });
});

describe('skeletonOf', () => {
  const skeleton = (name: string) => skeletonOf(fineKey(name));

  it.each([
    ['Nubel', 'Nubl'],
    ['Al-Zahra', 'Zahraa'],
    ['Khmeimim', 'Hmeimim'],
    ['Deir ez-Zor', 'Deir al-Zour'],
    ['Raqqah', 'Rakka'],
    ['Qamishli', 'Kamishly'],
    ['Jisr al-Shughur', 'Jisr ash-Shughour'],
    ['Ghouta', 'Guta'],
    ['Kobani', 'Kobane'],
  ])('is the same for %s and %s', (one, other) => expect(skeleton(one)).toBe(skeleton(other)));

  it.each([
    ['Homs', 'Hama'],
    ['Aleppo', 'Alpha'],
    ['Basra', 'Bosra'],
    ['Tripoli', 'Tbilisi'],
  ])('differs for %s and %s', (one, other) => expect(skeleton(one)).not.toBe(skeleton(other)));

  it('leaves a name that would have no letters left as it is', () => {
    expect(skeleton('Ae')).toBe('ae');
    expect(skeleton('Al')).toBe('al');
  });
});

it('hashes into 32 and 16 bits', () => {
  expect(hashOf('homs')).toBe(hashOf('homs'));
  expect(hashOf('homs')).not.toBe(hashOf('hama'));
  expect(hashOf('')).toBeGreaterThanOrEqual(0);
  expect(fineCheck('homs')).toBeLessThan(0x10000);
});
