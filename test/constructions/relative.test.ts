import { expect, it } from 'vitest';
import { clauseIn } from './parsed.ts';

it('has the antecedent for a subject pronoun', () => {
  expect(clauseIn('The men who attacked the convoy escaped.', 'attacked')).toMatchObject({
    subjects: ['men'],
    objects: ['convoy'],
  });
});

it('has the antecedent for an object pronoun', () => {
  expect(clauseIn('The convoy which the rebels attacked carried food.', 'attacked')).toMatchObject({
    subjects: ['rebels'],
    objects: ['convoy'],
  });
});

it('has the antecedent where the pronoun is left out', () => {
  expect(clauseIn('The village they shelled was empty.', 'shelled')).toMatchObject({
    subjects: ['they'],
    objects: ['village'],
  });
});

it('leaves a pronoun that asks', () => {
  expect(clauseIn('Who attacked the convoy?', 'attacked').subjects).toEqual(['Who']);
});
