import { describe, expect, it } from 'vitest';
import { timesOf } from '../../../test/times-of.ts';

const published = (text: string, metadata: string | null = null) =>
  timesOf({ text, published: metadata }).published;
const BODY = 'The river rose for a third day and the old bridge was closed, the governor said.';

describe('the date of publication', () => {
  it('is the sender’s own before all', () => {
    expect(published(`OSLO, March 3, 2014 (NTB) — ${BODY}`, '2014-03-04T09:30:00Z')).toMatchObject({
      value: '2014-03-04T09:30:00Z',
      method: 'metadata',
    });
  });

  it('is the dateline’s where that is whole', () => {
    expect(published(`Lima, 3 Apr 90 (EFE) -- ${BODY}`)).toMatchObject({
      value: '1990-04-03',
      method: 'dateline',
    });
    expect(published(`OSLO, March 3, 2014 (NTB) — ${BODY}`)).toMatchObject({
      value: '2014-03-03',
      method: 'dateline',
    });
  });

  it('is a line of the head that is a date', () => {
    for (const line of ['Published: 3 March 2014', '03/03/2014 14:05 GMT', 'March 3, 2014', '2014-03-03'])
      expect(published(`Bridge closed\n\n${line}\n\n${BODY}`)).toMatchObject({
        value: '2014-03-03',
        method: 'inferred',
      });
  });

  it('takes the year from the dates that the text tells as past', () => {
    const text = `OSLO, March 3. /NTB/. ${BODY}\n\nThe bridge was built in June 2013 and painted on September 30, 2013. On Friday it was closed.`;
    const report = timesOf({ text });
    expect(report.published).toMatchObject({ value: '2014-03-03', method: 'inferred' });
    expect(report.published.why).toContain('March 3');
    expect(report.published.why).toContain('September 30, 2013');
    expect(report.times.find((t) => t.text === 'Friday')).toMatchObject({ value: '2014-02-28' });
  });

  it('takes the year in which the day of the week fits', () => {
    const text = `OSLO, Monday, March 3. /NTB/. ${BODY}\n\nThe bridge was built in 2013.`;
    expect(published(text)).toMatchObject({ value: '2014-03-03', method: 'inferred' });
  });

  it.each([
    ['no other date', `OSLO, March 3. /NTB/. ${BODY}`],
    ['only a year', `OSLO, March 3. /NTB/. ${BODY}\n\nThe bridge was built in 1951.`],
    ['one old date', `OSLO, March 3. /NTB/. ${BODY}\n\nThe bridge was built in June 1951.`],
    [
      'a weekday that fits no year near',
      `OSLO, Tuesday, March 3. /NTB/. ${BODY}\n\nThe bridge was built in 2013.`,
    ],
  ])('leaves the year open with %s', (_, text) => {
    const report = timesOf({ text });
    expect(report.published).toMatchObject({ value: 'XXXX-03-03', method: 'unknown' });
    expect(report.times[0]).toMatchObject({ value: 'XXXX-03-03', edtf: 'XXXX-03-03', anchor: null });
  });

  it('does not take a date ahead for one that is past', () => {
    const text = `OSLO, March 3. /NTB/. ${BODY}\n\nIt was painted in June 2013 and in July 2013. It will open again on May 1, 2016.`;
    expect(published(text)).toMatchObject({ value: '2014-03-03' });
  });

  it('is not known where nothing says it', () => {
    expect(published(BODY)).toMatchObject({ value: null, method: 'unknown' });
    expect(published(`${BODY} It was built on May 1, 1951.`)).toMatchObject({
      value: null,
      method: 'unknown',
    });
  });

  it('is never taken from metadata that are no date', () => {
    expect(published(BODY, 'yesterday')).toMatchObject({ value: null, method: 'unknown' });
    expect(published(BODY, '2014-02-31')).toMatchObject({ value: null, method: 'unknown' });
  });
});

describe('a doubtful date of the sender', () => {
  const dated = (text: string) =>
    timesOf({ text, published: '2016-03-01T10:00:00Z', publishedDoubt: 'when the file was made' }).published;
  it('gives way to what the text says', () =>
    expect(dated('ORRIN, 8 February 2016 - Two soldiers were killed.')).toMatchObject({
      value: '2016-02-08',
      method: 'dateline',
    }));
  it('and stands with its doubt where it says nothing', () =>
    expect(dated('Two soldiers were killed near Orrin.')).toEqual({
      value: '2016-03-01T10:00:00Z',
      method: 'inferred',
      why: 'when the file was made',
    }));
});
