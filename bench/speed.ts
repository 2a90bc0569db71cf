/**
 * How fast a report is read, on one core: over the wire reports of MUC-4.
 *
 * @module
 */
import { performance } from 'node:perf_hooks';
import { createReader, loadResources } from '../src/index.ts';
import { allMuc4Reports, MUC4 } from './muc4-reports.ts';

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
