/**
 * MUC-4, slot HUM TGT: NUMBER: how many victims, against the published keys. Not a layer of `bench accuracy`; run it with
 *
 *     npx tsx bench/accuracy/muc4-numbers.ts [--set dev|tst1|tst2] [--errors] [FOLDER]
 *
 * Reports and keys as of 1992. Each answer is mapped to the key template of its report that fits it best, one to one: same
 * incident type (attack and bombing go together), most numbers right. As in the official "matched/missing" row, key
 * templates without an answer cost recall, answers without a key template cost nothing here; `precision_all` charges them
 * too, and `recall_matched` leaves out key templates without an answer. A fill is right if the number is one of the key's and its words share a word with the key's target; half right
 * (partial) if only the number is, or if it is the anchor of the key's range, bound or "~". Fills and templates that the
 * key calls optional cost nothing when missing. GE 1992 on TST3: recall 66, precision 56 (scored by hand where strings
 * differed).
 *
 * @module
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createReader, loadResources } from '../../src/index.ts';
import { type KeyTemplate, type NumberFill, readKeys } from '../muc4/keys.ts';
import { createIncidents } from '../muc4/templates.ts';
import { createVictimNumbers, type FoundFill } from '../muc4/victim-numbers.ts';
import { MUC4, muc4Reports } from '../muc4-reports.ts';
import { perCent } from '../scorer.ts';

const STOP = new Set(['the', 'a', 'an', 'of', 'and', 'two', 'three', 'four', 'five', 'six']);
const stem = (word: string) => word.replace(/(?:es|s)$/, '');
const wordsOf = (text: string) =>
  new Set((text.match(/\p{L}+/gu) ?? []).filter((word) => !STOP.has(word)).map(stem));

function sameTarget(key: NumberFill, fill: FoundFill): boolean {
  const found = wordsOf(fill.words);
  return key.words.some((words) => [...wordsOf(words)].some((word) => found.has(word)));
}

/** 1, 0.5 or 0. */
export function credit(key: NumberFill, fill: FoundFill): number {
  if (key.numbers.includes(fill.number)) return sameTarget(key, fill) || fill.words === '' ? 1 : 0.5;
  const anchor = (written: string): string[] => written.match(/\d+/g) ?? [];
  const found = anchor(fill.number);
  return key.numbers.some((n) => found.some((digits) => anchor(n).includes(digits))) ? 0.5 : 0;
}

/** The credit of the best pairing that a greedy choice finds, the fullest first. */
function pairing(keys: readonly NumberFill[], fills: readonly FoundFill[]) {
  const pairs = keys.flatMap((key, k) =>
    fills.map((fill, f) => ({ k, f, worth: credit(key, fill), target: sameTarget(key, fill) ? 1 : 0 })),
  );
  pairs.sort((a, b) => b.worth + b.target / 4 - (a.worth + a.target / 4));
  const [doneKeys, doneFills] = [new Set<number>(), new Set<number>()];
  let worth = 0;
  for (const p of pairs) {
    if (p.worth === 0 || doneKeys.has(p.k) || doneFills.has(p.f)) continue;
    doneKeys.add(p.k);
    doneFills.add(p.f);
    worth += p.worth;
  }
  const missingOptional = keys.filter((key, k) => key.optional && !doneKeys.has(k)).length;
  return { worth, missingOptional };
}

const fits = (key: string, found: string) => {
  const k = key.toLowerCase();
  return (
    k.includes(found) || (/attack|bombing|murder/.test(k) && (found === 'attack' || found === 'bombing'))
  );
};

const show = (fills: readonly (NumberFill | FoundFill)[]) =>
  fills
    .map((f) =>
      'number' in f ? `${f.number} "${f.words}"` : `${f.numbers.join('/')} "${f.words.join('/')}"`,
    )
    .join(', ') || 'none';

export function scoreNumbers(folder: string, set: string, errors = false) {
  const where = join(folder, set);
  const files = readdirSync(where).sort();
  const keys = new Map<string, KeyTemplate[]>();
  for (const file of files.filter((name) => name.startsWith('key-')))
    for (const t of readKeys(readFileSync(join(where, file), 'latin1')))
      keys.set(t.message, [...(keys.get(t.message) ?? []), t]);
  const resources = loadResources();
  const reader = createReader(resources);
  const incidentsOf = createIncidents(resources.knowledge);
  const numbersOf = createVictimNumbers(resources.knowledge);
  const total = { right: 0, possible: 0, possibleMatched: 0, actual: 0, all: 0, templates: 0, matched: 0 };
  const reports = files.filter((name) => /^(?:dev|tst\d)-muc\d/.test(name) && !name.endsWith('mixed-case'));
  for (const report of reports.flatMap((name) => muc4Reports(join(where, name)))) {
    const analysis = reader.analyse(report);
    const answers = incidentsOf(analysis).map((i) => ({ type: i.type, fills: numbersOf(analysis, i) }));
    const wanted = keys.get(report.id) ?? [];
    const pairs = wanted.flatMap((key, k) =>
      answers
        .map((answer, a) => ({
          k,
          a,
          fit: fits(key.type, answer.type),
          ...pairing(key.victims, answer.fills),
        }))
        .filter((pair) => pair.fit),
    );
    pairs.sort((x, y) => y.worth - x.worth || x.k - y.k || x.a - y.a);
    const [doneKeys, doneAnswers] = [new Set<number>(), new Set<number>()];
    for (const { k, a, worth, missingOptional } of pairs) {
      if (doneKeys.has(k) || doneAnswers.has(a)) continue;
      if (errors && worth < Math.max(wanted[k]!.victims.length, answers[a]!.fills.length))
        console.error(
          `${report.id} ${wanted[k]!.type}: key ${show(wanted[k]!.victims)}; found ${show(answers[a]!.fills)}; credit ${worth}`,
        );
      doneKeys.add(k);
      doneAnswers.add(a);
      total.right += worth;
      total.possible += wanted[k]!.victims.length - missingOptional;
      total.possibleMatched += wanted[k]!.victims.length - missingOptional;
      total.actual += answers[a]!.fills.length;
    }
    wanted.forEach((key, k) => {
      if (!doneKeys.has(k) && !key.optional)
        total.possible += key.victims.filter((fill) => !fill.optional).length;
    });
    total.all += answers.reduce((sum, answer) => sum + answer.fills.length, 0);
    total.templates += wanted.length;
    total.matched += doneKeys.size;
  }
  return {
    templates: total.templates,
    matched: total.matched,
    fills: total.possible,
    recall: perCent(total.right / total.possible),
    recall_matched: perCent(total.right / total.possibleMatched),
    precision: perCent(total.right / total.actual),
    precision_all: perCent(total.right / total.all),
  };
}

if (process.argv[1]?.endsWith('muc4-numbers.ts')) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { set: { type: 'string', default: 'dev' }, errors: { type: 'boolean', default: false } },
  });
  const folder = positionals[0] ?? MUC4;
  if (!existsSync(join(folder, values.set))) {
    console.error(`muc4-numbers: ${join(folder, values.set)} is not there: give the folder of MUC-4`);
    process.exit(2);
  }
  console.log(
    JSON.stringify({ gold: folder, set: values.set, ...scoreNumbers(folder, values.set, values.errors) }),
  );
}
