/**
 * Where on the calendar a moment lies, in EDTF.
 *
 * Parts of a granule are stretches by convention (docs/times.md): of a month days 1 to 10, 11 to 20, 21 to the last;
 * of a year months 1 to 4, 5 to 8, 9 to 12; of a decade years 0 to 3, 4 to 6, 7 to 9.
 *
 * @module
 */
import { civil, daysIn } from '../../record/calendar.ts';
import { edtfDay, edtfYear } from '../../record/edtf.ts';
import { daysOf, type Mod, type Moment } from './moment.ts';

const two = (n: number | null) => (n === null ? 'XX' : String(n).padStart(2, '0'));

/** EDTF of a moment; null if it has no place on the calendar. */
export function edtfOf(m: Moment, mod: Mod | null): string | null {
  const third = mod === 'START' ? 0 : mod === 'MID' ? 1 : mod === 'END' ? 2 : -1;
  if (third >= 0) {
    const part = thirdOf(m, third);
    if (part) return part;
  }
  const plain = plainEdtf(m);
  if (!plain) return null;
  switch (mod) {
    case 'APPROX':
    case 'LESS_THAN':
    case 'MORE_THAN':
      return about(plain);
    case 'BEFORE':
    case 'ON_OR_BEFORE':
      return plain.includes('/') ? `..${plain.slice(plain.indexOf('/'))}` : `../${plain}`;
    case 'AFTER':
    case 'ON_OR_AFTER':
      return `${plain.includes('/') ? plain.slice(0, plain.indexOf('/')) : plain}/..`;
    default:
      return plain;
  }
}

/** The same with `~` on it, where EDTF has room for one. */
function about(plain: string): string {
  if (plain.includes('T')) return `${plain.slice(0, plain.indexOf('T'))}~`;
  return plain
    .split('/')
    .map((date) => `${date}~`)
    .join('/');
}

function plainEdtf(m: Moment): string | null {
  const { year, month, index } = m;
  switch (m.granularity) {
    case 'millennium':
      return year === null ? null : `${edtfYear(year)}/${edtfYear(year + 999)}`;
    case 'century':
      if (year === null) return null;
      return year < 100 ? `${edtfYear(year)}/${edtfYear(year + 99)}` : `${edtfYear(year).slice(0, -2)}XX`;
    case 'decade':
      if (year === null) return null;
      return year < 10 ? `${edtfYear(year)}/${edtfYear(year + 9)}` : `${edtfYear(year).slice(0, -1)}X`;
    case 'year':
      return year === null ? null : edtfYear(year);
    case 'half':
    case 'quarter': {
      if (year === null || index === null) return null;
      const months = m.granularity === 'half' ? 6 : 3;
      return `${edtfYear(year)}-${two((index - 1) * months + 1)}/${edtfYear(year)}-${two(index * months)}`;
    }
    case 'season':
      return year === null ? null : `${edtfYear(year)}-${20 + index!}`;
    case 'month':
      return month === null ? null : `${year === null ? 'XXXX' : edtfYear(year)}-${two(month)}`;
    case 'week':
    case 'weekend': {
      const days = index === null ? null : daysOf(m);
      return days && `${edtfDay(days[0])}/${edtfDay(days[1])}`;
    }
    default: {
      if (month === null) return null;
      const day = `${year === null ? 'XXXX' : edtfYear(year)}-${two(month)}-${two(m.day)}`;
      const { clock } = m;
      if (!clock || clock.minute === null || year === null || m.day === null || clock.hour > 23) return day;
      return `${day}T${two(clock.hour)}:${two(clock.minute)}:${two(clock.second ?? 0)}${clock.zone ?? ''}`;
    }
  }
}

/** The first, middle or last stretch of a granule; null where it is not divided so. */
function thirdOf(m: Moment, third: number): string | null {
  const { year } = m;
  if (year === null) return null;
  switch (m.granularity) {
    case 'decade':
      return `${edtfYear(year + [0, 4, 7][third]!)}/${edtfYear(year + [3, 6, 9][third]!)}`;
    case 'year':
      return `${edtfYear(year)}-${two(third * 4 + 1)}/${edtfYear(year)}-${two(third * 4 + 4)}`;
    case 'month': {
      if (m.month === null) return null;
      const month = `${edtfYear(year)}-${two(m.month)}`;
      const last = third === 2 ? daysIn(year, m.month) : third * 10 + 10;
      return `${month}-${two(third * 10 + 1)}/${month}-${two(last)}`;
    }
    case 'century':
      return `${edtfYear(year + [0, 34, 67][third]!)}/${edtfYear(year + [33, 66, 99][third]!)}`;
    case 'half':
    case 'quarter':
    case 'season': {
      const days = daysOf(m);
      if (!days) return null;
      const { year: y, month } = civil(days[0]);
      const months = m.granularity === 'half' ? 2 : 1;
      const first = y * 12 + month - 1 + third * months;
      const text = (whole: number) => `${edtfYear(Math.floor(whole / 12))}-${two((whole % 12) + 1)}`;
      return months === 1 ? text(first) : `${text(first)}/${text(first + months - 1)}`;
    }
    case 'week': {
      const days = daysOf(m);
      if (!days) return null;
      const first = days[0] + [0, 2, 4][third]!;
      return `${edtfDay(first)}/${edtfDay(days[0] + [1, 3, 6][third]!)}`;
    }
    default:
      return null;
  }
}
