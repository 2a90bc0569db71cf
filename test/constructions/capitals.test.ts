import { expect, it } from 'vitest';
import { clauseIn } from './parsed.ts';

it('reads wire text in capitals', () => {
  expect(clauseIn('TWO SOLDIERS WERE KILLED BY GUERRILLAS NEAR THE CAPITAL.', 'KILLED')).toMatchObject({
    voice: 'passive',
    subjects: ['SOLDIERS'],
    agents: ['GUERRILLAS'],
  });
  expect(clauseIn('GUERRILLAS ATTACKED A POLICE STATION AND BURNED TWO TRUCKS.', 'BURNED')).toMatchObject({
    subjects: ['GUERRILLAS'],
    objects: ['TRUCKS'],
  });
});
