/**
 * MUC-4: incident templates of wire reports, by the metric of GTT (`modern/score_modern_metric.py`).
 *
 * PATH is a folder with the reports (`tst1/…`, `tst2/…`, …) and `modern/*.json`; without such reports, or with
 * `--types dev`, the reports of `dev/` are scored.
 *
 * @module
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createReader, loadResources } from '../../src/index.ts';
import {
  addDocument,
  emptyTotals,
  f1Of,
  normalize,
  ROLES,
  type Role,
  type Template,
} from '../muc4/metric.ts';
import { createTemplates } from '../muc4/templates.ts';
import { muc4Reports } from '../muc4-reports.ts';
import { f1, perCent, type Scorer } from '../scorer.ts';

interface Gold {
  docid: string;
  templates: ({ incident_type: string } & Record<Role, [string, number][][]>)[];
}

/** Number of a report in any of its names: DEV-MUC3-0001, TST2-MUC4-0017. */
const number = (id: string) => `${/^(DEV|TST\d)/.exec(id)![1]}-${Number(/(\d+)$/.exec(id)![1])}`;

function readGold(folder: string): Map<string, Template[]> {
  const gold = new Map<string, Template[]>();
  for (const name of readdirSync(folder).filter((n) => n.endsWith('.json')))
    for (const line of readFileSync(join(folder, name), 'utf8').split('\n')) {
      if (!line.startsWith('{')) continue;
      const { docid, templates } = JSON.parse(line) as Gold;
      const list: Template[] = [];
      for (const t of templates) {
        const n = { incident_type: t.incident_type } as Template;
        for (const r of ROLES)
          n[r] = t[r].filter((e) => e.length > 0).map((e) => e.map((m) => normalize(m[0])));
        if (!list.some((x) => JSON.stringify(x) === JSON.stringify(n))) list.push(n);
      }
      gold.set(number(docid), list);
    }
  return gold;
}

function readReports(folder: string, dev: boolean) {
  const folders = readdirSync(folder).filter(
    (n) => statSync(join(folder, n)).isDirectory() && /^(?:tst\d|dev)/.test(n),
  );
  const tests = folders.filter((n) => n.startsWith('tst'));
  const chosen = dev || tests.length === 0 ? folders.filter((n) => n.startsWith('dev')) : tests;
  return (chosen.length > 0 ? chosen : ['.']).flatMap((name) =>
    readdirSync(join(folder, name))
      .filter((file) => /^(?:dev|tst\d)-muc\d/.test(file) && !file.endsWith('mixed-case'))
      .sort()
      .flatMap((file) => muc4Reports(join(folder, name, file))),
  );
}

export const scorer: Scorer = {
  gold: '../shared/data/event/muc4',
  score(path, { types, errors }) {
    const folder = existsSync(join(path, 'modern')) ? join(path, 'modern') : path;
    const gold = readGold(folder);
    const resources = loadResources();
    const reader = createReader(resources);
    const templatesOf = createTemplates(resources.knowledge);
    const totals = emptyTotals();
    const relevance = { right: 0, found: 0, gold: 0 };
    const rules = new Map<string, Set<string>>();
    let words = 0;
    let items = 0;
    for (const report of readReports(path, types?.includes('dev') ?? false)) {
      const wanted = gold.get(number(report.id));
      if (!wanted) continue;
      items++;
      const analysis = reader.analyse({ text: report.text });
      words += analysis.tokens.length;
      const found = templatesOf(analysis).map((t) => {
        const n = { incident_type: t.incident_type } as Template;
        for (const r of ROLES) n[r] = t[r].map((e) => e.map(normalize));
        return n;
      });
      for (const event of analysis.events) {
        const rule = event.why.split(';')[0]!;
        rules.set(rule, (rules.get(rule) ?? new Set()).add(report.id));
      }
      const pairs = addDocument(totals, found, wanted);
      if (found.length > 0) relevance.found++;
      if (wanted.length > 0) relevance.gold++;
      if (found.length > 0 && wanted.length > 0) relevance.right++;
      if (errors) explain(report.id, found, wanted, pairs);
    }
    if (errors)
      for (const [rule, where] of rules)
        if (where.size === 1) console.error(`rule fires on one document only: ${rule} (${[...where][0]})`);
    const scores: Record<string, number> = {
      template_f1: perCent(f1Of(totals, ['incident_type', ...ROLES])),
      type_f1: perCent(f1Of(totals, ['incident_type'])),
    };
    for (const r of ROLES) scores[r] = perCent(f1Of(totals, [r]));
    scores.relevance_f1 = f1(relevance.right, relevance.found, relevance.gold).f1;
    if (errors)
      for (const [slot, [right, found, hit, all]] of Object.entries(totals))
        console.error(
          `${slot}: precision ${perCent(right / found)} of ${found}, recall ${perCent(hit / all)} of ${all}`,
        );
    return { items, words, scores };
  },
};

function explain(id: string, found: Template[], wanted: Template[], pairs: (readonly [number, number])[]) {
  const show = (t: Template) =>
    `${t.incident_type} ${ROLES.map((r) => `${r}: ${t[r].map((e) => e.join('/')).join(', ')}`).join(' | ')}`;
  console.error(`\n${id}`);
  for (const [i, j] of pairs) console.error(`  = ${show(found[i]!)}\n  ~ ${show(wanted[j]!)}`);
  for (const [i, t] of found.entries()) if (!pairs.some((p) => p[0] === i)) console.error(`  + ${show(t)}`);
  for (const [j, t] of wanted.entries()) if (!pairs.some((p) => p[1] === j)) console.error(`  - ${show(t)}`);
}
