/**
 * A date or interval of EDTF in words: "on 4 August 2020", "between 1 and 7 February 2016", "in 2014".
 *
 * @module
 */
import { type EdtfDate, parseEdtf } from '../record/edtf.ts';

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);
const SEASONS = ['spring', 'summer', 'autumn', 'winter'];

/** What it is not, or is in no form that has words, is given as it stands. */
export function edtfInWords(text: string): string {
  const edtf = parseEdtf(text);
  if (!edtf) return text;
  if (edtf.kind === 'date')
    return `${edtf.date.day && known(edtf.date.day) ? 'on' : 'in'} ${dateInWords(edtf.date)}`;
  const { start, end } = edtf;
  const [from, to] = [isDate(start) ? start : null, isDate(end) ? end : null];
  if (from && to) return `between ${shortened(from, to)} and ${dateInWords(to)}`;
  if (from) return `since ${dateInWords(from)}`;
  return to ? `until ${dateInWords(to)}` : text;
}

const isDate = (side: EdtfDate | '..' | null): side is EdtfDate => side !== null && side !== '..';
const known = (part: string) => !part.includes('X');

function dateInWords({ year, month, day, qualifier }: EdtfDate): string {
  const about = qualifier === '~' || qualifier === '%' ? 'about ' : '';
  const doubt = qualifier === '?' || qualifier === '%' ? ' (?)' : '';
  const years = year.endsWith('X') ? `the ${year.replaceAll('X', '0')}s` : year;
  if (month === null || !known(month)) return `${about}${years}${doubt}`;
  const n = Number(month);
  if (n > 12) return `${about}${SEASONS[n - 21]} ${years}${doubt}`;
  const date = day && known(day) ? `${Number(day)} ` : '';
  return `${about}${date}${MONTHS[n - 1]}${year === 'XXXX' ? '' : ` ${years}`}${doubt}`;
}

/** The first of two dates, without what it has in common with the second: "1" of "1 and 7 February 2016". */
function shortened(from: EdtfDate, to: EdtfDate): string {
  if (from.year !== to.year || !from.day || !to.day || from.qualifier || !known(from.day))
    return dateInWords(from);
  const day = String(Number(from.day));
  return from.month === to.month ? day : `${day} ${MONTHS[Number(from.month) - 1]}`;
}
