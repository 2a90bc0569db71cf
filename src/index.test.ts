import { expect, test } from 'vitest';
import { type IncomingReport, read } from './index.ts';

const text = 'Two soldiers were killed in Homs on Friday, state television said.';

test('a report is read; what is wrong with one is said', () => {
  expect(read({ text, published: '2016-02-08' }).events.length).toBeGreaterThan(0);
  expect(() => read({} as IncomingReport)).toThrow(/^read: a report needs its text/);
  expect(() => read(undefined as unknown as IncomingReport)).toThrow(/^read: a report needs its text/);
  expect(() => read({ text, published: 'last week' })).toThrow(/^read: published is “last week”/);
});
