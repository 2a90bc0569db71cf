import edtf from 'edtf';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timesOf, valuesOf } from '../../../test/times-of.ts';
import { parseEdtf } from '../../record/edtf.ts';

/** Published on a Monday. */
const PUBLISHED = '2016-02-08';
const one = (text: string, published: string | null = PUBLISHED) => timesOf({ text, published }).times[0];

describe('what is counted from the publication', () => {
  it.each([
    ['Troops left the valley last week.', 'last week', '2016-W05', '2016-02-01/2016-02-07'],
    ['Troops left the valley on Friday.', 'Friday', '2016-02-05', '2016-02-05'],
    ['Troops will leave the valley on Friday.', 'Friday', '2016-02-12', '2016-02-12'],
    ['The talks will end by Thursday.', 'Thursday', '2016-02-11', '2016-02-11'],
    ['Troops left the valley last Monday.', 'last Monday', '2016-02-01', '2016-02-01'],
    ['The bridge fell yesterday.', 'yesterday', '2016-02-07', '2016-02-07'],
    ['The bridge fell the day before yesterday.', 'the day before yesterday', '2016-02-06', '2016-02-06'],
    ['The bridge fell last night.', 'last night', '2016-02-07TNI', '2016-02-07'],
    ['The bridge fell two years ago.', 'two years ago', '2014', '2014'],
    ['The bridge fell six weeks ago.', 'six weeks ago', '2015-W53', '2015-12-28/2016-01-03'],
    ['The bridge fell in December.', 'December', '2015-12', '2015-12'],
    ['The bridge fell last October.', 'last October', '2015-10', '2015-10'],
    ['The bridge fell on January 20.', 'January 20', '2016-01-20', '2016-01-20'],
    ['A vote will be held in April.', 'April', '2016-04', '2016-04'],
    ['A vote will be held next month.', 'next month', '2016-03', '2016-03'],
    ['The bridge fell over the weekend.', 'the weekend', '2016-W05-WE', '2016-02-06/2016-02-07'],
    ['The bridge fell early this month.', 'early this month', '2016-02', '2016-02-01/2016-02-10'],
    ['The bridge fell last summer.', 'last summer', '2015-SU', '2015-22'],
    ['The bridge fell in the third quarter.', 'the third quarter', '2015-Q3', '2015-07/2015-09'],
    ['The bridge fell on Christmas Eve.', 'Christmas Eve', '2015-12-24', '2015-12-24'],
    ['The bridge fell on Thanksgiving.', 'Thanksgiving', '2015-11-26', '2015-11-26'],
    ['They met for the past three months.', 'the past three months', 'P3M', '2015-11-08/2016-02-08'],
  ])('%s', (text, words, value, interval) => {
    const time = one(text);
    expect(time).toMatchObject({ text: words, value, edtf: interval, anchor: 'published' });
  });

  it('leaves open what it has nothing to count from', () => {
    expect(valuesOf('Troops left the valley last week.', null)).toEqual(['last week=XXXX-WXX']);
    expect(valuesOf('Troops left the valley yesterday.', null)).toEqual(['yesterday=XXXX-XX-XX']);
    expect(one('Troops left the valley on Friday.', null)).toMatchObject({ value: 'XXXX-WXX-5', edtf: null });
    expect(one('Troops left on 8 February.', null)).toMatchObject({
      value: 'XXXX-02-08',
      edtf: 'XXXX-02-08',
    });
  });
});

describe('what stands together', () => {
  it.each([
    ['They fought between 5 and 8 March 2015.', ['5=2015-03-05', '8 March 2015=2015-03-08']],
    ['They fought from October 7 to 9.', ['October 7=2015-10-07', '9=2015-10-09']],
    ['They fought from 31 May to 1 June 1916.', ['31 May=1916-05-31', '1 June 1916=1916-06-01']],
    ['The war of 1941–45 ended.', ['1941=1941', '45=1945']],
    ['It rained in July and August.', ['July=2015-07', 'August=2015-08']],
    ['It rained between Monday and Wednesday.', ['Monday=2016-02-01', 'Wednesday=2016-02-03']],
    ['It came at 10 p.m. on Friday.', ['10 p.m. on Friday=2016-02-05T22:00']],
    ['It came on the night of Friday, Feb. 5.', ['the night of Friday, Feb. 5=2016-02-05TNI']],
    ['It came in the early hours of Thursday.', ['the early hours of Thursday=2016-02-04']],
    ['It fell in July last year.', ['July last year=2015-07']],
    ['It fell in the third quarter of last year.', ['the third quarter of last year=2015-Q3']],
    ['It was sent at 2016-02-05T14:05:00Z.', ['2016-02-05T14:05:00Z=2016-02-05T14:05:00']],
    ['He fled by late 1943.', ['late 1943=1943']],
    ['He reigned from 480 BC to 478 B.C. in peace.', ['480 BC=BC0480', '478 B.C.=BC0478']],
    ['It was so in the 1970s and in the nineteenth century.', ['the 1970s=197', 'the nineteenth century=18']],
  ])('%s', (text, expected) => {
    expect(valuesOf(text)).toEqual(expected);
  });
});

describe('stretches, sets, and no date', () => {
  it.each([
    ['The four-year siege ended.', ['four-year=P4Y'], 'DURATION'],
    ['The siege held for two and a half years.', ['two and a half years=P2Y6M'], 'DURATION'],
    ['The siege held for nearly forty years.', ['nearly forty years=P40Y'], 'DURATION'],
    ['The siege held for weeks.', ['weeks=PXW'], 'DURATION'],
    ['They pray every Friday.', ['every Friday=XXXX-WXX-5'], 'SET'],
    ['They pray daily.', ['daily=P1D'], 'SET'],
    ['They pray twice a week.', ['a week=P1W'], 'SET'],
    ['It has recently rained.', ['recently=PAST_REF'], 'DATE'],
    ['It is now dry.', ['now=PRESENT_REF'], 'DATE'],
    ['It may rain in the near future.', ['the near future=FUTURE_REF'], 'DATE'],
  ])('%s', (text, expected, type) => {
    expect(valuesOf(text)).toEqual(expected);
    expect(one(text)!.type).toBe(type);
  });
});

describe('what is counted from the story', () => {
  it('goes on in the year that the text has reached', () => {
    const text =
      'The town fell in October 1942. In December the army crossed the river. In February it stopped.';
    expect(valuesOf(text, null)).toEqual(['October 1942=1942-10', 'December=1942-12', 'February=1943-02']);
  });

  it('counts days, years and "the same" from the last date', () => {
    const text =
      'He crossed on 5 June 1815. The next day he rested. Two days later he fought, and the following year he wrote. That year he also wed.';
    expect(valuesOf(text)).toEqual([
      '5 June 1815=1815-06-05',
      'The next day=1815-06-06',
      'Two days later=1815-06-08',
      'the following year=1816',
      'That year=1816',
    ]);
  });

  it('says which expression it counted from', () => {
    const { times } = timesOf({
      text: 'The siege began on 3 March 1991. A week later it was over.',
      published: null,
    });
    expect(times[1]).toMatchObject({ value: '1991-W10', anchor: 't1' });
  });

  it('counts from an event that the text has dated', () => {
    const text = 'The attack came on January 14. Three days after the attack, the mayor resigned.';
    expect(timesOf({ text, published: PUBLISHED }).times[1]).toMatchObject({
      text: 'Three days after the attack',
      type: 'DATE',
      value: '2016-01-17',
      anchor: 't1',
    });
  });

  it.each([
    [
      'The army attacked on January 14. Three days after the attack, he left.',
      'Three days after the attack=2016-01-17',
    ],
    [
      'The strike began on 4 June 2015. Since the start of the strike, it has rained.',
      'the start of the strike=2015-06-04',
    ],
  ])('%s', (text, expected) => {
    expect(valuesOf(text)).toContain(expected);
  });

  it('takes no day out of the name of a body', () => {
    const text =
      'Fighters of the March 23 Movement and the April 6 Youth Movement met. On January 3 Israel left.';
    expect(valuesOf(text)).toEqual(['January 3=2016-01-03']);
  });

  it('does not take the date of what was said of an event for the event’s', () => {
    const text = 'On January 14 the mayor condemned the attack. Three days after the attack he left.';
    expect(valuesOf(text)).toEqual(['January 14=2016-01-14', 'Three days=P3D']);
    expect(valuesOf('It has rained since the start of the storm.')).toEqual([]);
  });

  it('knows a stretch after an event without a date only as a stretch', () => {
    expect(one('Three days after the storm, the mayor resigned.')).toMatchObject({
      text: 'Three days',
      type: 'DURATION',
      value: 'P3D',
      edtf: null,
    });
  });

  it('does not take an aside for the course of a history', () => {
    const text =
      'War came in March 1864. Both towns were shelled in May 1864. A paper found in 1999 denies it. In June the army left. It returned in 1866 and in 1867.';
    expect(valuesOf(text)).toContain('June=1864-06');
  });
});

describe('every place on the calendar', () => {
  it('is EDTF as the edtf package reads it', () => {
    const month = fc.constantFrom('January', 'Feb.', 'March', 'June', 'September', 'Dec.');
    const number = fc.integer({ min: 1, max: 40 });
    const year = fc.integer({ min: 1500, max: 2100 });
    const unit = fc.constantFrom('day', 'week', 'month', 'quarter', 'year', 'decade', 'century');
    const phrase = fc.oneof(
      fc.tuple(month, number, year).map(([m, d, y]) => `on ${m} ${d}, ${y}`),
      fc.tuple(number, month, year).map(([d, m, y]) => `on ${d} ${m} ${y}`),
      fc
        .tuple(fc.constantFrom('early', 'mid-', 'late', 'the end of'), month, year)
        .map((x) => `in ${x.join(' ')}`),
      fc
        .tuple(fc.constantFrom('last', 'next', 'this', 'the previous', 'the same'), unit)
        .map((x) => x.join(' ')),
      fc
        .tuple(number, unit, fc.constantFrom('ago', 'later', 'earlier'))
        .map(([n, u, w]) => `${n} ${u}s ${w}`),
      fc
        .tuple(fc.constantFrom('the past', 'the next'), number, unit)
        .map(([w, n, u]) => `for ${w} ${n} ${u}s`),
      fc.tuple(number, fc.constantFrom('BC', 'B.C.')).map(([n, era]) => `in ${n}0 ${era}`),
      fc.tuple(fc.constantFrom('summer', 'the winter'), year).map(([s, y]) => `in ${s} of ${y}`),
      year.map((y) => `about ${y}, in the ${Math.floor(y / 10)}0s`),
    );
    fc.assert(
      fc.property(fc.array(phrase, { minLength: 1, maxLength: 6 }), fc.boolean(), (phrases, dated) => {
        const text = phrases.map((p) => `They met ${p}.`).join(' ');
        for (const time of timesOf({ text, published: dated ? PUBLISHED : null }).times) {
          if (time.edtf === null) continue;
          expect(() => edtf(time.edtf!), `${time.text}: ${time.edtf}`).not.toThrow();
          expect(parseEdtf(time.edtf), `${time.text}: ${time.edtf}`).not.toBeNull();
        }
      }),
      { seed: 8, numRuns: 400 },
    );
  });
});

describe('bad input', () => {
  it.each([
    'They may march in may.',
    'A march through the town may follow; the second man sat in the sun.',
    'On the hill 500 people sat.',
    'He gave 1 in 10 a fall of snow.',
    'The file is 99/99/9999.',
    'He came on 31 February.',
    'The code is 2016-13-45 and the score 3-2.',
    'Call 0171 930 1234 or 555-2016.',
    'It cost $1,990 or 1990% of $2000.',
    'The Su-24M and the T-72 passed mile 1500.',
    'Theresa May spoke to April Jones.',
    'She is 52 years old, her 8-year-old son said.',
  ])('%s', (text) => {
    expect(valuesOf(text)).toEqual([]);
  });

  it('reads the date beside a count and leaves the count', () => {
    expect(valuesOf('On the 7 October 500 people came.')).toEqual(['the 7 October=2015-10-07']);
  });

  it('survives pages of digits, marks and half a date', () => {
    for (const piece of [
      '1 ',
      '19',
      '7/',
      '12:',
      'May ',
      'the ',
      'a ',
      "'",
      'two-',
      'March 5-',
      'next ',
      '½',
      '\ud800',
    ])
      expect(() => timesOf({ text: piece.repeat(5000), published: PUBLISHED })).not.toThrow();
  });

  it('never throws, and every span is its words', () => {
    const words = fc.constantFrom(
      ..."the a last next of in may March 5 31 1945 2016 week year ago later , . - / : half past Friday night o'clock 10 p.m. BC quarter second and to".split(
        ' ',
      ),
    );
    fc.assert(
      fc.property(
        fc.array(words, { maxLength: 40 }),
        fc.constantFrom(null, PUBLISHED, 'tomorrow'),
        (list, published) => {
          const { report, times } = timesOf({ text: list.join(' '), published });
          let end = 0;
          for (const time of times) {
            expect(report.text.slice(time.start, time.end)).toBe(time.text);
            expect(time.start).toBeGreaterThanOrEqual(end);
            end = time.end;
          }
        },
      ),
      { seed: 8, numRuns: 500 },
    );
  });

  it('is linear in the text', () => {
    const cost = (n: number) => {
      const text = 'two three four five May 5 and 6 and 7 to the last of the past year '.repeat(n);
      timesOf({ text, published: PUBLISHED });
      const begin = process.cpuUsage().user;
      timesOf({ text, published: PUBLISHED });
      return process.cpuUsage().user - begin;
    };
    expect(cost(2000)).toBeLessThan(40 * Math.max(cost(200), 5000));
  });
});
