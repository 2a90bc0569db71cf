import { describe, expect, it } from 'vitest';
import { clauseIn } from './parsed.ts';

describe('tense, modality and negation', () => {
  it.each([
    ['The army attacked.', 'attacked', { tense: 'past', negated: false }],
    ['The army attacks the town.', 'attacks', { tense: 'present', modal: null }],
    ['The army will attack the town.', 'attack', { tense: 'future', modal: null }],
    ['The army may attack the town.', 'attack', { modal: 'may' }],
    ['The army is attacking the town.', 'attacking', { tense: 'present', progressive: true }],
    ['The army has attacked the town.', 'attacked', { tense: 'present', perfect: true }],
    ['The army did not attack the town.', 'attack', { tense: 'past', negated: true }],
    ["The army hasn't attacked the town.", 'attacked', { perfect: true, negated: true }],
    ['The army never attacked the town.', 'attacked', { tense: 'past', negated: true }],
  ])('of: %s', (text, verb, expected) => {
    expect(clauseIn(text, verb)).toMatchObject(expected);
  });
});

it('has its particle', () => {
  expect(clauseIn('Rebels blew up the bridge.', 'blew').particle).toBe(2);
});

it('has obliques by preposition', () => {
  expect(clauseIn('Rebels withdrew from the town to the hills on Friday.', 'withdrew').obliques).toEqual([
    'from town',
    'to hills',
    'on Friday',
  ]);
});

it('has an indirect object', () => {
  expect(clauseIn('Iran gave the rebels weapons.', 'gave')).toMatchObject({
    indirectObjects: ['rebels'],
    objects: ['weapons'],
  });
});
