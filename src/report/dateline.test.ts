import { expect, test } from 'vitest';
import { findDateline } from './dateline.ts';

const agencies = new Set(['tass', 'ap', 'reuters', 'acan-efe', 'xinhua', 'cnn', 'afp']);
const parts = (text: string) => {
  const found = findDateline(text, { start: 0, end: text.length }, agencies);
  const words = (range: { start: number; end: number } | null) => range && text.slice(range.start, range.end);
  return found && [found.text, words(found.place), words(found.date), found.agency];
};

test.each([
  [
    'LATAKIA (Syria), February 8. /TASS/. The army said',
    ['LATAKIA (Syria), February 8. /TASS/.', 'LATAKIA (Syria)', 'February 8', 'TASS'],
  ],
  ['BEIRUT, Lebanon (AP) — Rescuers said', ['BEIRUT, Lebanon (AP) —', 'BEIRUT, Lebanon', null, 'AP']],
  [
    'GENEVA, 3 March (Reuters) - Talks began',
    ['GENEVA, 3 March (Reuters) -', 'GENEVA', '3 March', 'Reuters'],
  ],
  [
    'San Salvador, 19 Apr 89 (ACAN-EFE) -- Rebels',
    ['San Salvador, 19 Apr 89 (ACAN-EFE) --', 'San Salvador', '19 Apr 89', 'ACAN-EFE'],
  ],
  [
    'NAIROBI, Sept 21, 2013 (Rift Valley News) - Gunmen',
    ['NAIROBI, Sept 21, 2013 (Rift Valley News) -', 'NAIROBI', 'Sept 21, 2013', 'Rift Valley News'],
  ],
  ['DAMASCUS, Oct. 7 (Xinhua) -- The army', ['DAMASCUS, Oct. 7 (Xinhua) --', 'DAMASCUS', 'Oct. 7', 'Xinhua']],
  [
    'BEIRUT, 5 August 2020 (AFP) - Rescuers',
    ['BEIRUT, 5 August 2020 (AFP) -', 'BEIRUT', '5 August 2020', 'AFP'],
  ],
  ['KABUL (Reuters) - Two blasts', ['KABUL (Reuters) -', 'KABUL', null, 'Reuters']],
  [
    'Kabul, Afghanistan (CNN) — Two blasts',
    ['Kabul, Afghanistan (CNN) —', 'Kabul, Afghanistan', null, 'CNN'],
  ],
  ['(CNN) -- Two blasts', ['(CNN) --', null, null, 'CNN']],
  ['HOMS, Syria - Two men', ['HOMS, Syria -', 'HOMS, Syria', null, null]],
  ['HOMS (AP) — Two men', ['HOMS (AP) —', 'HOMS', null, 'AP']],
  ['BEIRUT — Thousands of people', ['BEIRUT —', 'BEIRUT', null, null]],
  ["N'DJAMENA, May 3 (AFP) - The army", ["N'DJAMENA, May 3 (AFP) -", "N'DJAMENA", 'May 3', 'AFP']],
  [
    'RIO DE JANEIRO, Monday, May 3 (AFP) - Police',
    ['RIO DE JANEIRO, Monday, May 3 (AFP) -', 'RIO DE JANEIRO', 'Monday, May 3', 'AFP'],
  ],
  [
    'ST. PETERSBURG, Russia (AP) — Police',
    ['ST. PETERSBURG, Russia (AP) —', 'ST. PETERSBURG, Russia', null, 'AP'],
  ],
])('takes %s', (text, expected) => {
  expect(parts(text)).toEqual(expected);
});

test.each([
  'The army said on Friday - its second statement - that it had left.',
  'Witnesses (three of them) said that',
  'Reuters reported that the army - no one else - fired.',
  'However: the army left.',
  'May 3 was quiet.',
  'Asked about it, he laughed — and left.',
  '',
])('leaves %s', (text) => {
  expect(parts(text)).toBeNull();
});
