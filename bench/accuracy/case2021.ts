/**
 * CASE 2021 subtask 2 and 3: the ACLED-style sub-event type of a snippet, by weighted F1 over its classes.
 *
 * @module
 */
import { readFileSync } from 'node:fs';
import { createReader, loadResources } from '../../src/index.ts';
import { createSnippetType } from '../../src/read/event/acled.ts';
import { perCent, type Scorer } from '../scorer.ts';

export const scorer: Scorer = {
  gold: '../shared/data/event/case2021/half-dev.tsv',
  score(path, { errors }) {
    const resources = loadResources();
    const reader = createReader(resources);
    const typeOf = createSnippetType(resources.knowledge);
    const pairs: [string, string][] = [];
    let words = 0;
    for (const line of readFileSync(path, 'utf8').split('\n').slice(1)) {
      const cells = line.replace(/\r$/, '').split('\t');
      if (cells.length < 3) continue;
      const analysis = reader.analyse({ text: cells[1]! });
      words += analysis.tokens.length;
      const { code, why } = typeOf(analysis);
      const gold = cells[2]!.trim();
      pairs.push([gold, code]);
      if (errors && code !== gold) console.error(`${gold} got ${code} by ${why}: ${cells[1]}`);
    }
    const classes = [...new Set(pairs.map(([g]) => g))];
    let weighted = 0;
    for (const c of classes) {
      const hit = pairs.filter(([a, b]) => a === c && b === c).length;
      const p = pairs.filter(([, b]) => b === c).length;
      const g = pairs.filter(([a]) => a === c).length;
      const f = p + g ? (2 * hit) / (p + g) : 0;
      if (errors) console.error(`${c}: ${hit} right of ${p} found, ${g} there, F1 ${perCent(f)}`);
      weighted += (f * g) / pairs.length;
    }
    return {
      items: pairs.length,
      words,
      scores: {
        weighted_f1: perCent(weighted),
        accuracy: perCent(pairs.filter(([a, b]) => a === b).length / pairs.length),
      },
    };
  },
};
