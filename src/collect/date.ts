/**
 * Dates as senders write them in metadata, to ISO 8601.
 *
 * @module
 */

const ISO =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?)?)?$/i;
const BASIC = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{2}:?\d{2})?)?$/i;
/** RFC 822 and 2822: "Mon, 08 Feb 2016 10:00:00 GMT". */
const MAIL =
  /^(?:[a-z]{3,9},?\s+)?(\d{1,2})\s+([a-z]{3})[a-z]*\s+(\d{4})(?:\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([a-z]{1,5}|[+-]\d{4})?)?$/i;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * A date, or date and time, in ISO 8601 with as much of it as is stated: "2016-02", "2016-02-08",
 * "2016-02-08T10:00:00+03:00". Null for what is no date of the calendar.
 */
export function isoDate(source: string): string | null {
  const value = source.trim();
  if (value.length > 60) return null;
  const iso = ISO.exec(value) ?? BASIC.exec(value);
  if (iso) return compose(iso[1]!, iso[2], iso[3], iso[4], iso[5], iso[6], iso[7]);
  const mail = MAIL.exec(value);
  if (!mail) return null;
  const month = MONTHS.indexOf(mail[2]!.toLowerCase()) + 1;
  if (month === 0) return null;
  const two = (digits: string) => digits.padStart(2, '0');
  const hour = mail[4] === undefined ? undefined : two(mail[4]);
  return compose(mail[3]!, two(String(month)), two(mail[1]!), hour, mail[5], mail[6], mail[7]);
}

function compose(
  year: string,
  month?: string,
  day?: string,
  hour?: string,
  minute?: string,
  second?: string,
  zone?: string,
): string | null {
  if (month !== undefined && (Number(month) < 1 || Number(month) > 12)) return null;
  if (day !== undefined && (Number(day) < 1 || Number(day) > daysIn(Number(year), Number(month))))
    return null;
  const date = [year, month, day].filter((part) => part !== undefined).join('-');
  if (hour === undefined || minute === undefined) return date;
  if (Number(hour) > 24 || Number(minute) > 59 || Number(second ?? 0) > 60) return null;
  return `${date}T${hour}:${minute}:${second ?? '00'}${offset(zone)}`;
}

const daysIn = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate();

function offset(zone: string | undefined): string {
  if (!zone) return '';
  if (/^(?:z|gmt|ut|utc)$/i.test(zone)) return 'Z';
  const numbers = /^([+-]\d{2}):?(\d{2})$/.exec(zone);
  return numbers ? `${numbers[1]}:${numbers[2]}` : '';
}
