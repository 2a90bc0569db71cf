/**
 * Any number of short reports that nobody wrote: what happens in them repeats, so that several tell of the same, and
 * some are copies. The same number gives the same report everywhere.
 *
 * @module
 */
import { randomOf } from './sample-reading.ts';

const PLACES = [
  'Homs',
  'Aleppo',
  'Kabul',
  'Kandahar',
  'Mosul',
  'Donetsk',
  'Tripoli',
  'Benghazi',
  'Sanaa',
  'Aden',
];
const GROUPS = ['gunmen', 'rebels', 'soldiers', 'militants', 'protesters', 'the police'];
const DEEDS = [
  'attacked a checkpoint',
  'shelled a village',
  'seized a bridge',
  'kidnapped four engineers',
  'fired on a convoy',
  'agreed to a truce',
];
const SOURCES = [
  'the defence ministry',
  'a hospital doctor',
  'the governor',
  'witnesses',
  'a spokesman for the army',
];
const OUTLETS = ['Meridian Wire', 'Coast Telegraph', 'Northern Press', 'Harbour Post'];
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June'];
/** The first so many are of one year, the next of the year before: however many there are, as much happens in each. */
const A_YEAR = 400;

export interface MadeUpReport {
  id: string;
  text: string;
  title: string;
  publisher: string;
  published: string;
}

/** The report with this number. */
export function madeUpReport(number: number): MadeUpReport {
  // Every eighth is the text of the one before, by another outlet.
  const copied = number % 8 === 7 ? number - 1 : number;
  const random = randomOf(copied * 7919 + 1);
  const pick = <T>(list: readonly T[]): T => list[random(list.length)]!;
  const place = pick(PLACES);
  const month = random(MONTHS.length);
  const day = 1 + random(28);
  const dead = 1 + random(30);
  const group = pick(GROUPS);
  const sentences = [
    `${group[0]!.toUpperCase()}${group.slice(1)} ${pick(DEEDS)} near ${place} on ${MONTHS[month]} ${day}, ${pick(SOURCES)} said.`,
    `At least ${dead} people were killed and ${dead + random(20)} were wounded in ${place}.`,
  ];
  // Most are short, so that very many can be read.
  if (copied % 4) sentences.pop();
  const outlet = random(OUTLETS.length) + (copied === number ? 0 : 1);
  const year = 2016 - Math.floor(copied / A_YEAR);
  const published = `${year}-0${month + 1}-${String(day).padStart(2, '0')}`;
  return {
    id: `made-up-${number}`,
    title: `Report ${copied} from ${place}`,
    text: sentences.join(' '),
    publisher: OUTLETS[outlet % OUTLETS.length]!,
    published,
  };
}

/** Reports `from` to `to`, without the last. */
export function* madeUpReports(to: number, from = 0): Generator<MadeUpReport> {
  for (let i = from; i < to; i++) yield madeUpReport(i);
}
