/**
 * How fast a report is read, on one core: over the wire reports of MUC-4.
 *
 * @module
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createReader, loadResources } from '../src/index.ts';

const MUC4 = '../shared/data/event/muc4';

/** The reports of a MUC-4 file: each begins with a line such as "DEV-MUC3-0001 (NOSC)". */
export function muc4Reports(file: string): { id: string; text: string }[] {
  const source = readFileSync(file, 'latin1');
  const heads = [...source.matchAll(/^((?:DEV|TST\d)-MUC\d-\d{4})[^\n]*\n/gm)];
  return heads.map((head, i) => ({
    id: head[1]!,
    text: source.slice(head.index + head[0].length, heads[i + 1]?.index).trim(),
  }));
}

/** All reports of the development set and of TST1 and TST2. */
export function allMuc4Reports(folder = MUC4): { id: string; text: string }[] {
  const files = readdirSync(join(folder, 'dev')).filter((name) => name.startsWith('dev-muc3'));
  return [
    ...files.sort().map((name) => join(folder, 'dev', name)),
    `${folder}/tst1/tst1-muc3`,
    `${folder}/tst2/tst2-muc4`,
  ].flatMap(muc4Reports);
}

export async function speed(_options: { peers: boolean }) {
  const reports = allMuc4Reports();
  const reader = createReader(loadResources());
  for (const report of reports.slice(0, 100)) reader.read(report);
  const layers: Record<string, number> = {};
  let words = 0;
  let bytes = 0;
  const begin = performance.now();
  for (const report of reports) {
    let last = performance.now();
    const { tokens } = reader.analyse(report, (layer) => {
      const now = performance.now();
      layers[layer] = (layers[layer] ?? 0) + now - last;
      last = now;
    });
    words += tokens.length;
    bytes += Buffer.byteLength(report.text);
  }
  const seconds = (performance.now() - begin) / 1000;
  const rates = (s: number) => ({
    reports_per_second: Math.round(reports.length / s),
    words_per_second: Math.round(words / s),
    mb_per_second: Math.round((bytes / s / 1e6) * 100) / 100,
  });
  return {
    layer: 'speed',
    gold: MUC4,
    items: reports.length,
    scores: {
      ...rates(seconds),
      peak_mb: Math.round(process.resourceUsage().maxRSS / 1024),
      layers: Object.fromEntries(Object.entries(layers).map(([layer, ms]) => [layer, rates(ms / 1000)])),
    },
    seconds: Math.round(seconds * 1000) / 1000,
    words,
  };
}
