import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { read } from '../src/index.ts';
import { parseTable } from '../src/knowledge/table.ts';
import type { Claim, Entity } from '../src/record/reading.ts';
import { describeWithShared, shared } from '../test/shared.ts';

const marks = parseTable(
  'attribution-speakers.tsv',
  readFileSync(new URL('./attribution-speakers.tsv', import.meta.url), 'utf8'),
).map(({ cells }) => cells);

/** What the record says of who a source is: its name, its words, and every mention of its entity. */
function calledBy({ source }: Claim, entities: readonly Entity[]): string {
  const entity = entities.find(({ id }) => id === source.entity);
  return [source.name, source.text, ...(entity?.mentions ?? []).map(({ text }) => text)]
    .join(' | ')
    .toLowerCase();
}

describeWithShared('data/names/re3d/CENTCOM/documents.json', 'direct quotations of re3d', () => {
  const folders = [...new Set(marks.map((mark) => mark['folder']!))];
  const texts = new Map(
    folders.flatMap((folder) =>
      readFileSync(`${shared}data/names/re3d/${folder}/documents.json`, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as { _id: string; text: string })
        .map(({ _id, text }) => [_id, text] as const),
    ),
  );
  let found = 0;
  let right = 0;
  for (const id of new Set(marks.map((mark) => mark['document']!))) {
    const { claims, entities } = read({ text: texts.get(id)! });
    for (const mark of marks.filter(({ document }) => document === id)) {
      const start = Number(mark['start']);
      const end = Number(mark['end']);
      const around = claims
        .filter(({ mode, source }) => mode !== 'indirect' && source.kind !== 'publisher')
        .filter((claim) => claim.start <= start + 1 && claim.end >= end - 1)
        .sort((a, b) => a.end - a.start - (b.end - b.start));
      if (!around[0]) continue;
      found++;
      const called = calledBy(around[0], entities);
      if (mark['speaker']!.split('|').some((speaker) => called.includes(speaker.toLowerCase()))) right++;
    }
  }

  test('every one is found', () => expect(found).toBe(marks.length));
  test('its speaker is right in nine of ten', () => expect(right / marks.length).toBeGreaterThanOrEqual(0.9));
});
