/**
 * MUC-4, slots HUM TGT: NUMBER, INCIDENT: DATE and PERP: ORGANIZATION CONFIDENCE: how many victims, when, and how sure the
 * report is of who did it, against the published keys. Not a layer of `bench accuracy`; run it with
 *
 *     npx tsx bench/accuracy/muc4-slots.ts [--set dev|tst1|tst2] [--errors] [FOLDER]
 *
 * Reports and keys as of 1992. Each answer is mapped to the key template of its report that fits it best, one to one: same
 * incident type (attack and bombing go together), most of the three slots right. As in the official "matched/missing" row, key
 * templates without an answer cost recall, answers without a key template cost nothing here; `precision_all` charges them
 * too, and `recall_matched` leaves out key templates without an answer. A fill is right if the number is one of the key's and its words share a word with the key's target; half right
 * (partial) if only the number is, or if it is the anchor of the key's range, bound or "~". Fills and templates that the
 * key calls optional cost nothing when missing. GE 1992 on TST3: recall 66, precision 56 (scored by hand where strings
 * differed), and 61, 57 for the date. Dates by the scoring guidelines of 1992 (3.2.2): a day within the key's range is half
 * right, the default ("on or before the report's day") is half right where the key's last day is that day. A confidence is
 * right for an organisation that shares a name with the key's; the best of 1992 had recall 24, precision 30.
 *
 * @module
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createReader, loadResources } from '../../src/index.ts';
import { confidenceOf, dateOf, MONTHS } from '../muc4/circumstances.ts';
import { type KeyTemplate, type NumberFill, type OrganizationFill, readKeys } from '../muc4/keys.ts';
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

/** What a slot of one key template and one answer comes to. */
interface Slot {
  worth: number;
  possible: number;
  actual: number;
}

/** The credit of the best pairing that a greedy choice finds, the fullest first. */
function scoreVictims(keys: readonly NumberFill[], fills: readonly FoundFill[]): Slot {
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
  return { worth, possible: keys.length - missingOptional, actual: fills.length };
}

/** A day of the keys as a number that sorts; without a year it is of none. */
const dayNumber = (day: string) => {
  const [date, month, year] = day.trim().split(' ');
  return Number(year) * 10000 + MONTHS.indexOf(month!) * 100 + Number(date);
};
/** First and last day; the first of "- 04 FEB 90" is open. */
function daysOf(date: string): [number, number] {
  if (date.startsWith('-')) return [Number.NEGATIVE_INFINITY, dayNumber(date.slice(1))];
  const [first, last] = date.split(' - ');
  return [dayNumber(first!), dayNumber(last ?? first!)];
}

/** 1, 0.5 or 0. */
export function creditDate(key: string, found: string): number {
  const [[from, to], [first, last]] = [daysOf(key), daysOf(found)];
  if (from === first && to === last) return 1;
  if (first === Number.NEGATIVE_INFINITY) return to === last ? 0.5 : 0;
  return first >= from && last <= to ? 0.5 : 0;
}

function scoreDate(keys: readonly string[], found: string | null): Slot {
  const worth = found ? Math.max(0, ...keys.map((key) => creditDate(key, found))) : 0;
  return { worth, possible: keys.length > 0 ? 1 : 0, actual: found ? 1 : 0 };
}

interface Confidence {
  organization: string;
  confidence: string;
}

function scoreConfidences(keys: readonly OrganizationFill[], found: readonly Confidence[]): Slot {
  const named = keys.map((key) =>
    found.find(({ organization }) => key.names.some((name) => sameName(name, organization.toLowerCase()))),
  );
  const worth = named.filter((f, k) => f && keys[k]!.confidences.includes(f.confidence)).length;
  const possible = keys.filter((key, k) => !key.optional || named[k]).length;
  return { worth, possible, actual: found.length };
}

const sameName = (a: string, b: string) =>
  a === b || ` ${a} `.includes(` ${b} `) || ` ${b} `.includes(` ${a} `);

const fits = (key: string, found: string) => {
  const k = key.toLowerCase();
  return (
    k.includes(found) || (/attack|bombing|murder/.test(k) && (found === 'attack' || found === 'bombing'))
  );
};

const SLOTS = ['victims', 'date', 'confidence'] as const;

interface Answer {
  type: string;
  victims: FoundFill[];
  date: string | null;
  confidences: Confidence[];
}

const compare = (key: KeyTemplate, answer: Answer): Record<(typeof SLOTS)[number], Slot> => ({
  victims: scoreVictims(key.victims, answer.victims),
  date: scoreDate(key.dates, answer.date),
  confidence: scoreConfidences(key.organizations, answer.confidences),
});

/** What a key template asks for, where no answer was found for it. */
const NOTHING: Answer = { type: '', victims: [], date: null, confidences: [] };

export function scoreSlots(folder: string, set: string, errors = false) {
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
  const answersOf = (text: string): Answer[] => {
    const analysis = reader.analyse({ text });
    return incidentsOf(analysis).map((incident) => ({
      type: incident.type,
      victims: numbersOf(analysis, incident),
      date: dateOf(analysis, incident),
      confidences: [...incident.slots.PerpOrg].map((organization) => ({
        organization,
        confidence: confidenceOf(analysis, incident, organization),
      })),
    }));
  };
  const total = Object.fromEntries(
    SLOTS.map((slot) => [slot, { worth: 0, possible: 0, possibleMatched: 0, actual: 0, all: 0 }]),
  ) as Record<
    (typeof SLOTS)[number],
    { worth: number; possible: number; possibleMatched: number; actual: number; all: number }
  >;
  let [templates, matched] = [0, 0];
  const reports = files.filter((name) => /^(?:dev|tst\d)-muc\d/.test(name) && !name.endsWith('mixed-case'));
  for (const report of reports.flatMap((name) => muc4Reports(join(where, name)))) {
    const answers = answersOf(report.text);
    const wanted = keys.get(report.id) ?? [];
    const pairs = wanted.flatMap((key, k) =>
      answers
        .map((answer, a) => ({ k, a, fit: fits(key.type, answer.type), slots: compare(key, answer) }))
        .filter((pair) => pair.fit)
        .map((pair) => ({ ...pair, worth: SLOTS.reduce((sum, slot) => sum + pair.slots[slot].worth, 0) })),
    );
    pairs.sort((x, y) => y.worth - x.worth || x.k - y.k || x.a - y.a);
    const [doneKeys, doneAnswers] = [new Set<number>(), new Set<number>()];
    for (const { k, a, slots } of pairs) {
      if (doneKeys.has(k) || doneAnswers.has(a)) continue;
      doneKeys.add(k);
      doneAnswers.add(a);
      for (const slot of SLOTS) {
        const { worth, possible, actual } = slots[slot];
        total[slot].worth += worth;
        total[slot].possible += possible;
        total[slot].possibleMatched += possible;
        total[slot].actual += actual;
        if (errors && worth < Math.max(possible, actual))
          console.error(
            `${report.id} ${slot}: key ${JSON.stringify(wanted[k])}; found ${JSON.stringify(answers[a])}`,
          );
      }
    }
    wanted.forEach((key, k) => {
      if (doneKeys.has(k) || key.optional) return;
      const missed = compare(key, NOTHING);
      for (const slot of SLOTS) total[slot].possible += missed[slot].possible;
    });
    for (const answer of answers) {
      total.victims.all += answer.victims.length;
      total.date.all += answer.date ? 1 : 0;
      total.confidence.all += answer.confidences.length;
    }
    templates += wanted.length;
    matched += doneKeys.size;
  }
  const scores = Object.fromEntries(
    SLOTS.map((slot) => {
      const { worth, possible, possibleMatched, actual, all } = total[slot];
      return [
        slot,
        {
          fills: possible,
          recall: perCent(worth / possible),
          recall_matched: perCent(worth / possibleMatched),
          precision: perCent(worth / actual),
          precision_all: perCent(worth / all),
        },
      ];
    }),
  );
  return { templates, matched, ...scores };
}

if (process.argv[1]?.endsWith('muc4-slots.ts')) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { set: { type: 'string', default: 'dev' }, errors: { type: 'boolean', default: false } },
  });
  const folder = positionals[0] ?? MUC4;
  if (!existsSync(join(folder, values.set))) {
    console.error(`muc4-slots: ${join(folder, values.set)} is not there: give the folder of MUC-4`);
    process.exit(2);
  }
  console.log(
    JSON.stringify({ gold: folder, set: values.set, ...scoreSlots(folder, values.set, values.errors) }),
  );
}
