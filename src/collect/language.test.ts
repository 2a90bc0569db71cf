import { expect, test } from 'vitest';
import { mustBeEnglish } from './language.ts';

test.each([
  'Two soldiers were killed in Homs on Friday, state television said.',
  'THE GOVERNMENT OF EL SALVADOR SAID TODAY THAT GUERRILLAS ATTACKED THE AIR BASE.',
  'Rebels seize airport',
  'Abu Kamal: Hamza al-Khatib and Ahmad Jarba met Staffan de Mistura in Geneva, said Bouthaina Shaaban.',
])('takes: %s', async (text) => {
  await expect(mustBeEnglish(text)).resolves.toBeUndefined();
});

test.each([
  ['Spanish', 'Dos soldados murieron el viernes en Homs, dijo la televisión estatal.'],
  ['German', 'Zwei Soldaten wurden am Freitag in Homs getötet, teilte das Staatsfernsehen mit.'],
  ['French', 'Deux soldats ont été tués vendredi à Homs, selon la télévision publique.'],
  ['Dutch', 'Twee soldaten zijn vrijdag omgekomen in Homs, zei de staatstelevisie.'],
  ['Russian', 'Два солдата были убиты'],
  ['Arabic', 'قتل جنديان يوم الجمعة في حمص'],
])('leaves %s', async (name, text) => {
  await expect(mustBeEnglish(text)).rejects.toMatchObject({
    code: 'language',
    reason: `not English but ${name}`,
  });
});

test('leaves what has no words', async () => {
  await expect(mustBeEnglish('12 345 -- 67')).rejects.toMatchObject({ code: 'no-text' });
});
