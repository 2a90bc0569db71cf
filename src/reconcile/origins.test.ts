import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Groups } from './groups.ts';
import { type Copy, Origins } from './origins.ts';
import { Postings } from './postings.ts';
import { sketchOf } from './sketch.ts';

const LEAD =
  'The army of the northern province said on Friday that its engineers had reopened the bridge over the river after ' +
  'nine weeks, and that lorries with flour and medicine had begun to cross it before noon. ';
const BODY =
  'Residents of the old town watched from the walls. A baker said that he had not lit his oven since the spring, when ' +
  'the mill upstream was shelled. The governor promised that the railway would follow within a month, and that the ' +
  'schools would open in September whatever happened on the other bank. ';
const BACKGROUND =
  'The bridge was built in 1911 by the engineer who also drew the harbour of the capital, and has been destroyed and ' +
  'rebuilt three times since. Nobody knows who blew it up in April. ';
const ELSEWHERE =
  'Fishermen on the southern coast went on strike on Monday over the price of fuel and blocked the entrance of the port ' +
  'with forty boats. Their union asked the ministry for talks, which the ministry refused in a statement of one line. ';

const report = (text: string, agency: string | null = null, day: number | null = null): Copy => ({
  text,
  agency,
  day,
});
function origins(reports: Copy[]): number[] {
  const index = new Origins();
  for (const copy of reports) index.add(copy);
  return reports.map((_, i) => index.of(i));
}

describe('origins', () => {
  test('a cut, an edited and a re-ordered copy are of one origin; another story is not', () => {
    const whole = LEAD + BODY + BACKGROUND;
    const edited = whole
      .replace('nine weeks', 'two months')
      .replace('A baker', 'One baker')
      .replace('promised', 'said');
    expect(
      origins(
        [whole, LEAD + BODY, BACKGROUND + LEAD + BODY, `${edited}(Reporting by A. N. Other)`, ELSEWHERE].map(
          (text) => report(text),
        ),
      ),
    ).toEqual([0, 0, 0, 0, 4]);
  });

  test('one quoted sentence does not make a copy', () => {
    const quote =
      '"The schools will open in September whatever happens on the other bank," the governor said. ';
    expect(origins([report(LEAD + BODY + quote), report(ELSEWHERE + BACKGROUND + quote)])).toEqual([0, 1]);
  });

  test('the credit of one agency on the same days makes a rewrite a copy', () => {
    const rewrite =
      LEAD.slice(0, 110) +
      ELSEWHERE +
      BACKGROUND.toUpperCase() +
      ELSEWHERE.replace(/\b(\w+) (\w+)\b/g, '$2 $1');
    const original = LEAD + BODY;
    expect(origins([report(original), report(rewrite)])).toEqual([0, 1]);
    expect(origins([report(original, 'AFP', 10), report(rewrite, 'afp', 12)])).toEqual([0, 0]);
    expect(origins([report(original, 'AFP', 10), report(rewrite, 'AFP', 40)])).toEqual([0, 1]);
  });

  test('texts too short for a shingle are their own origins', () => {
    expect(origins([report('Two dead.'), report('Two dead.'), report('')])).toEqual([0, 1, 2]);
  });

  test('the order in which reports come does not matter', () => {
    const texts = [
      LEAD + BODY,
      LEAD + BODY + BACKGROUND,
      BODY + BACKGROUND,
      ELSEWHERE,
      `${ELSEWHERE}Talks began.`,
      BACKGROUND,
    ];
    const partition = (order: number[]) => {
      const found = origins(order.map((i) => report(texts[i]!)));
      const sets = new Map<number, number[]>();
      for (const [at, origin] of found.entries())
        sets.set(origin, [...(sets.get(origin) ?? []), order[at]!].sort());
      return [...sets.values()].map(String).sort();
    };
    const inOrder = partition([0, 1, 2, 3, 4, 5]);
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }), (order) => {
        expect(partition(order)).toEqual(inOrder);
      }),
    );
  });
});

test('a sketch samples about half of the shingles, ascending, each once', () => {
  const text = Array.from({ length: 4000 }, (_, i) => `word${i}`).join(' ');
  const sketch = sketchOf(text);
  expect(sketch.length).toBeGreaterThan(1800);
  expect(sketch.length).toBeLessThan(2200);
  expect([...sketch]).toEqual([...new Set(sketch)].sort((a, b) => a - b));
  expect(sketchOf(text.toUpperCase())).toEqual(sketch);
});

test('postings give back all that was put under a key', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(50), fc.nat()), { maxLength: 300 }), (pairs) => {
      const postings = new Postings();
      const expected = new Map<number, number[]>();
      for (const [key, number] of pairs) {
        postings.add(key, number);
        expected.set(key, [number, ...(expected.get(key) ?? [])]);
      }
      for (let key = 0; key <= 50; key++) {
        const found: number[] = [];
        postings.each(key, 1000, (number) => found.push(number));
        expect(found).toEqual(expected.get(key) ?? []);
      }
    }),
  );
  const large = new Postings();
  for (let i = 0; i < 20_000; i++) large.add(Math.imul(i, 2654435761) >>> 0, i);
  let first = -1;
  large.each(Math.imul(123, 2654435761) >>> 0, 1, (number) => {
    first = number;
  });
  expect(first).toBe(123);
});

test('a group is named by its lowest member', () => {
  const groups = new Groups();
  for (let i = 0; i < 5; i++) groups.add();
  groups.join(4, 3);
  groups.join(3, 1);
  expect([0, 1, 2, 3, 4].map((i) => groups.of(i))).toEqual([0, 1, 2, 1, 1]);
});
