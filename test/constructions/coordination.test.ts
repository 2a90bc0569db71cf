import { expect, it } from 'vitest';
import { clauseIn } from './parsed.ts';

it('spreads coordinated subjects and objects', () => {
  const clause = clauseIn('Police and soldiers arrested three men and a woman.', 'arrested');
  expect(clause).toMatchObject({ subjects: ['Police', 'soldiers'], objects: ['men', 'woman'] });
});

it('shares a subject with a second verb', () => {
  expect(clauseIn('The rebels entered the town and burned two houses.', 'burned')).toMatchObject({
    subjects: ['rebels'],
    subjectBasis: 'shared',
    objects: ['houses'],
  });
});

it('shares an object that stands after the second verb', () => {
  expect(clauseIn('The army bombed and shelled the village.', 'bombed').objects).toEqual(['village']);
});

it('does not share where the second verb has a subject of its own', () => {
  expect(clauseIn('The army fired and the rebels withdrew.', 'withdrew')).toMatchObject({
    subjects: ['rebels'],
    subjectBasis: 'own',
  });
});
