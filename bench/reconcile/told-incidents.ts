/**
 * Whether reports of one thing come into one incident from raw text, and neighbours that are easily confused stay apart:
 * `npm run bench -- told-incidents [--errors] [--json]`.
 *
 * The reports of `told-incidents.txt` are read and reconciled as in an archive. A report goes with the incident that most
 * of its tellings are in, of as many the one told first; scored is the clustering of reports.
 *
 * @module
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openArchive } from '../../src/archive/archive.ts';
import { reconcileReports } from '../../src/archive/incidents-reconcile.ts';
import { reportKey } from '../../src/archive/rows.ts';
import { createReader, loadResources } from '../../src/index.ts';
import { temporaryFolder } from '../../test/sample-archive.ts';
import { bCubed, conll } from '../coreference-scores.ts';
import { perCent, type Score } from '../scorer.ts';
import { keep } from './incidents.ts';

interface ToldReport {
  readonly incident: string;
  readonly published: string;
  readonly publisher: string;
  readonly title: string;
  readonly text: string;
}

function toldReports(): ToldReport[] {
  const source = readFileSync(new URL('told-incidents.txt', import.meta.url), 'utf8');
  return source
    .split(/^## /m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf('\n');
      const [incident, published, publisher, title] = part
        .slice(0, end)
        .split('|')
        .map((cell) => cell.trim());
      return {
        incident: incident!,
        published: published!,
        publisher: publisher!,
        title: title!,
        text: part.slice(end).trim(),
      };
    });
}

/** Scores of reports in incidents, and of their distinct pairs. */
export async function scoreToldIncidents({ errors = false } = {}): Promise<Score> {
  const reader = createReader(loadResources());
  const reports = toldReports();
  const readings = reports.map((report) => reader.read(report));
  const folder = temporaryFolder();
  try {
    const archive = await openArchive(join(folder.path, 'a.db'), { create: true });
    await archive.db.transaction().execute(async (transaction) => {
      const made = [];
      for (const reading of readings)
        made.push({ n: await keep(transaction, reading), key: reportKey(reading), reading });
      await reconcileReports(archive, transaction, made);
    });
    const rows = await archive.db
      .selectFrom('incident_events')
      .innerJoin('reports', 'reports.n', 'incident_events.report')
      .select(['reports.key', 'incident_events.incident'])
      .where('incident', 'is not', null)
      .orderBy('incident_events.position')
      .execute();
    await archive.close();
    const gold = reports.map(({ incident }) => incident);
    const found = readings.map((reading, i) => {
      const counts = new Map<string, number>();
      for (const { key, incident } of rows)
        if (key === reportKey(reading)) counts.set(incident!, (counts.get(incident!) ?? 0) + 1);
      const most = Math.max(...counts.values());
      return [...counts].find(([, count]) => count === most)?.[0] ?? `none ${i}`;
    });
    if (errors)
      for (const [i, { incident, published, title }] of reports.entries())
        console.error(`${incident.padEnd(18)} ${found[i]!.padEnd(18)} ${published} ${title}`);
    const { precision, recall, f1 } = bCubed(gold, found);
    return {
      items: reports.length,
      words: reports.reduce((sum, { text }) => sum + text.split(/\s+/).length, 0),
      scores: {
        conll_f1: perCent(conll(gold, found)),
        bcubed_f1: perCent(f1),
        bcubed_precision: perCent(precision),
        bcubed_recall: perCent(recall),
        incidents: new Set(found).size,
        gold_incidents: new Set(gold).size,
      },
    };
  } finally {
    folder.dispose();
  }
}
