import { expect, it } from 'vitest';
import { clauseIn } from './parsed.ts';

it('has its noun for subject after it', () => {
  expect(clauseIn('Rebels fighting in the north seized a base.', 'fighting').subjects).toEqual(['Rebels']);
});

it('has its noun undergo it in the past participle', () => {
  expect(clauseIn('Civilians wounded in the blast were taken to hospital.', 'wounded')).toMatchObject({
    voice: 'passive',
    subjects: ['Civilians'],
  });
});

it('shares the subject of the clause that it stands beside', () => {
  expect(clauseIn('A bomb exploded in the market, killing five people.', 'killing')).toMatchObject({
    subjects: ['bomb'],
    objects: ['people'],
  });
});
