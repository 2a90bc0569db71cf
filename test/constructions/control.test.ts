import { expect, it } from 'vitest';
import { clauseIn } from './parsed.ts';

it('has the subject of the governing verb', () => {
  expect(clauseIn('The government agreed to release the prisoners.', 'release')).toMatchObject({
    subjects: ['government'],
    subjectBasis: 'shared',
    objects: ['prisoners'],
    infinitive: true,
  });
});

it('has the object of a verb of ordering', () => {
  expect(clauseIn('The general ordered troops to attack the town.', 'attack').subjects).toEqual(['troops']);
});
