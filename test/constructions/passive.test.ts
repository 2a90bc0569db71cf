import { expect, it } from 'vitest';
import { clauseIn } from './parsed.ts';

it('gives who undergoes and by whom', () => {
  const clause = clauseIn('Two soldiers were killed by gunmen in the town on Sunday.', 'killed');
  expect(clause).toMatchObject({
    voice: 'passive',
    subjects: ['soldiers'],
    agents: ['gunmen'],
    tense: 'past',
  });
});

it('takes a by-phrase of place or time for no agent', () => {
  expect(clauseIn('The bridge was rebuilt by Friday.', 'rebuilt').agents).toEqual([]);
});

it('is active without a passive auxiliary', () => {
  expect(clauseIn('Gunmen killed two soldiers.', 'killed')).toMatchObject({
    voice: 'active',
    subjects: ['Gunmen'],
    objects: ['soldiers'],
  });
});

it('shares auxiliary and agent with a second participle', () => {
  const text = 'Villagers were beaten and robbed by militiamen.';
  expect(clauseIn(text, 'beaten')).toMatchObject({ subjects: ['Villagers'], agents: ['militiamen'] });
  expect(clauseIn(text, 'robbed')).toMatchObject({
    voice: 'passive',
    subjects: ['Villagers'],
    agents: ['militiamen'],
  });
});
