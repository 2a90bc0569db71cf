import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { allMuc4Reports } from '../bench/muc4-reports.ts';
import { read } from '../src/index.ts';
import { Reading } from '../src/record/reading.ts';
import type { IncomingReport } from '../src/report/types.ts';
import { describeWithShared, shared } from './shared.ts';
import { wrongSpans } from './spans.ts';

const RE3D = [
  'CENTCOM',
  'UK Government',
  'Australian Department of Foreign Affairs',
  'Delegation of the European Union to Syria',
];

function expectSound(reports: IncomingReport[]) {
  for (const report of reports) {
    const reading = read(report);
    expect(wrongSpans(reading), report.id ?? '').toEqual([]);
    const validated = Reading.safeParse(reading);
    expect(validated.success ? '' : `${report.id}: ${validated.error.message}`).toBe('');
  }
}

describeWithShared('data/event/muc4', 'MUC-4', () => {
  test('every report is read, every span is right, every reading is valid', { timeout: 600_000 }, () => {
    const reports = allMuc4Reports(`${shared}data/event/muc4`);
    expect(reports).toHaveLength(1500);
    expectSound(reports);
  });
});

describeWithShared('data/names/re3d', 're3d', () => {
  test.each(RE3D)('every document of %s is read, every span is right, every reading is valid', (folder) => {
    const documents = readFileSync(`${shared}data/names/re3d/${folder}/documents.json`, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as { _id: string; title: string; text: string });
    expect(documents.length).toBeGreaterThan(0);
    expectSound(documents.map(({ _id, title, text }) => ({ id: _id, title, text })));
  });
});
