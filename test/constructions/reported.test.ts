import { expect, it } from 'vitest';
import { clauseIn } from './parsed.ts';

it('has the reported clause for complement', () => {
  expect(clauseIn('The ministry said that its forces had withdrawn.', 'said')).toMatchObject({
    subjects: ['ministry'],
    complement: { head: 'withdrawn', kind: 'clause' },
  });
});

it('tells the subject of the reported clause', () => {
  expect(clauseIn('The ministry said its forces had withdrawn.', 'withdrawn')).toMatchObject({
    subjects: ['forces'],
    perfect: true,
    tense: 'past',
  });
});
