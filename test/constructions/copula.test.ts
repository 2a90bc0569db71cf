import { expect, it } from 'vitest';
import { clauseIn } from './parsed.ts';

it('makes a noun a predicate', () => {
  expect(clauseIn('Haddad was the commander of the brigade.', 'commander')).toMatchObject({
    voice: 'copular',
    subjects: ['Haddad'],
    tense: 'past',
  });
});

it('makes an adjective a predicate, and is negated', () => {
  expect(clauseIn('The airport is not safe.', 'safe')).toMatchObject({
    voice: 'copular',
    subjects: ['airport'],
    negated: true,
  });
});
