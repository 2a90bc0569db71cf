import { expect, it } from 'vitest';
import { nominalOf } from '../../src/read/syntax/nominal.ts';
import { numberOf, parsed, wordsOf } from './parsed.ts';

function nominalIn(text: string, noun: string) {
  const tree = parsed(text);
  const nominal = nominalOf(tree, numberOf(tree, noun));
  return {
    possessors: wordsOf(tree, nominal.possessors),
    of: wordsOf(tree, nominal.of),
    by: wordsOf(tree, nominal.by),
    before: wordsOf(tree, nominal.before),
    modifiers: nominal.modifiers.map((m) => `${m.preposition} ${wordsOf(tree, m.heads).join('+')}`),
  };
}

it('has a possessor and an of-phrase', () => {
  expect(nominalIn("The army's shelling of the town went on.", 'shelling')).toMatchObject({
    possessors: ['army'],
    of: ['town'],
  });
});

it('has a by-phrase', () => {
  expect(nominalIn('The killing of two guards by rebels shocked the city.', 'killing')).toMatchObject({
    of: ['guards'],
    by: ['rebels'],
  });
});

it('has other phrases and what stands before it', () => {
  expect(nominalIn('A bomb attack on the embassy was reported.', 'attack')).toMatchObject({
    before: ['bomb'],
    modifiers: ['on embassy'],
  });
});
