import { describe, expect, it } from 'vitest';
import { createReader, loadResources } from '../../src/index.ts';
import { ROLES } from './metric.ts';
import { createTemplates } from './templates.ts';

const resources = loadResources();
const reader = createReader(resources);
const templatesOf = createTemplates(resources.knowledge);

/** Templates of a wire report of 1990, each as "type, role: words, …". */
const templates = (text: string) =>
  templatesOf(reader.analyse({ text: `BOGOTA, 5 MAR 90 (AGENCY) -- [TEXT] ${text}` })).map((t) =>
    [
      t.incident_type,
      ...ROLES.flatMap((r) => (t[r].length > 0 ? [`${r}: ${t[r].flat().join(' + ')}`] : [])),
    ].join(', '),
  );

describe('templates of MUC-4', () => {
  it.each([
    [
      'THREE ALLEGED GUERRILLAS KIDNAPPED ENGINEER MARIO PEREZ IN CALI YESTERDAY.',
      ['kidnapping, PerpInd: GUERRILLAS, Victim: MARIO PEREZ'],
    ],
    [
      'A BOMB EXPLODED AT A RESTAURANT IN MEDELLIN LAST NIGHT.',
      ['bombing, Target: RESTAURANT, Weapon: BOMB'],
    ],
    [
      'GUNMEN MURDERED A JUDGE IN CALI TODAY. THE VICTIM WAS IDENTIFIED AS LUIS ROJAS, 40.',
      ['attack, PerpInd: GUNMEN, Victim: LUIS ROJAS'],
    ],
    [
      'TERRORISTS SET FIRE TO TWO BUSES IN LIMA TODAY. MEANWHILE, UNIDENTIFIED MEN MURDERED MAYOR JUAN RUIZ IN CUZCO.',
      ['arson, PerpInd: TERRORISTS, Target: BUSES', 'attack, PerpInd: UNIDENTIFIED MEN, Victim: JUAN RUIZ'],
    ],
    [
      'REBELS FIRED MORTARS AT A HOTEL IN CALI TODAY. EXPLOSIONS DAMAGED THE HOTEL.',
      ['attack, PerpInd: REBELS, Target: HOTEL, Weapon: MORTARS'],
    ],
    [
      'GUNMEN MURDERED JUDGE LUIS ROJAS IN CALI. THE MURDER OF MAYOR JUAN RUIZ IS STILL BEING INVESTIGATED.',
      ['attack, PerpInd: GUNMEN, Victim: LUIS ROJAS', 'attack, Victim: JUAN RUIZ'],
    ],
  ])('takes %s', (text, expected) => {
    expect(templates(text)).toEqual(expected);
  });

  it.each([
    'SIX SOLDIERS WERE KILLED IN A CLASH WITH GUERRILLAS NEAR CALI TODAY.',
    'THE PRESIDENT SAID THAT THE WAR MUST END.',
    'THE MINISTER RECALLED THE MURDER OF THE BISHOP IN 1980.',
    'GUNMEN MURDERED A JUDGE IN MANAGUA, NICARAGUA, TODAY.',
    'WE MUST STOP THE ATTACKS ON TEACHERS AND BANKS.',
    'REBELS ATTACKED AN ARMY GARRISON IN LIMA YESTERDAY.',
  ])('leaves %s', (text) => {
    expect(templates(text)).toEqual([]);
  });
});
