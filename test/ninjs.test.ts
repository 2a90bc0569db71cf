import { describe, expect, test } from 'vitest';
import { examine } from '../src/collect/collect.ts';
import { NINJS_TEXT, NINJS_VERSIONS, ninjsCases } from './fixtures/ninjs.ts';

const all = ninjsCases();

test('there are as many documents as the standard’s own suite has, of every version', () => {
  expect(all.length).toBeGreaterThanOrEqual(230);
  for (const version of NINJS_VERSIONS) {
    const own = all.filter(({ name }) => name.startsWith(`${version} `));
    expect(own.some(({ wrong }) => wrong === null)).toBe(true);
    expect(own.some(({ wrong }) => wrong !== null)).toBe(true);
  }
});

describe('ninjs', () => {
  test.each(all.map((one) => [one.name, one] as const))('%s', async (_, { document, expected }) => {
    const capture = {
      bytes: Buffer.from(JSON.stringify(document)),
      address: 'x.json',
      part: null,
      way: 'file',
      exchanges: null,
    } as const;
    const found = [];
    for await (const item of examine(capture)) found.push(item);
    expect(found).toHaveLength(1);
    const [item] = found;
    if ('code' in expected) {
      expect(item).toMatchObject({ problem: { code: expected.code } });
      expect((item as { problem: { reason: string } }).problem.reason).toMatch(expected.reason);
      return;
    }
    expect(item).toHaveProperty('report');
    const { report, id, format } = item as Extract<typeof item, { report: unknown }> & object;
    expect(format).toBe('ninjs');
    const { title = null, byline = null, published = null, publisher = null, text } = report;
    expect({ title, byline, published, publisher, id }).toEqual(expected);
    expect(text).toBe(NINJS_TEXT);
  });
});
