/**
 * How fast readings come into incidents, and whether it gets slower as an archive grows:
 * `npm run bench -- incidents [--json]`.
 *
 * A hundred thousand made-up reports of ten years, in the order in which they were published: each tells two new
 * incidents or tells again, with figures and days that differ a little, one of the last days'; every fifth is a copy of
 * an earlier one. They come in batches of 64, as they do when reports are added; what is timed is what turns their
 * readings into incidents: finding the origin and the incidents of each, and writing both into the archive.
 *
 * @module
 */
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Transaction } from 'kysely';
import { openArchive } from '../../src/archive/archive.ts';
import { reconcileReports } from '../../src/archive/incidents-reconcile.ts';
import { reportKey, reportRow, rowsOf } from '../../src/archive/rows.ts';
import type { Tables } from '../../src/archive/schema.ts';
import { civil } from '../../src/record/calendar.ts';
import type { Event, Reading } from '../../src/record/reading.ts';
import { textId } from '../../src/report/text.ts';
import { temporaryFolder } from '../../test/sample-archive.ts';
import { randomFrom } from '../../training/random.ts';

const REPORTS = 100_000;
const DAYS = 3650;
/** An incident is told again so many times on average, within so many days. */
const RETOLD = 3;
const RETOLD_DAYS = 5;
const COPIES = 0.2;
const BATCH = 64;
const FIRST_DAY = 15_000;

const TYPES = [
  ['ASSAULT', 'kill'],
  ['ASSAULT', 'attack'],
  ['ASSAULT', 'shell'],
  ['COERCE', 'arrest'],
  ['PROTEST', 'march'],
  ['CONSULT', 'meet'],
  ['ACCUSE', 'accuse'],
  ['AGREE', 'sign'],
] as const;
const COUNTRIES = 40;
const TOWNS = 60;
const GROUPS = 400;

interface Happened {
  type: (typeof TYPES)[number];
  day: number;
  country: number;
  town: number;
  actor: number;
  recipient: number;
  killed: number;
}

const dayText = (n: number) => {
  const { year, month, day } = civil(FIRST_DAY + n);
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
};

/** Reports in the order of publication. */
export function* reports(count: number, seed = 7): Generator<Reading> {
  const random = randomFrom(seed);
  const pick = (n: number) => Math.floor(random() * n);
  const words = Array.from({ length: 4000 }, (_, i) => `w${(i * 2654435761) % 99991}`);
  const recent: Happened[] = [];
  const last: Reading[] = [];
  for (let i = 0; i < count; i++) {
    // The same number of reports a day, however many there are in all.
    const day = Math.floor((i * DAYS) / REPORTS);
    if (last.length > 20 && random() < COPIES) {
      const original = last[pick(last.length)]!;
      const cut = original.report.text.length - pick(200);
      const text = `${original.report.text.slice(0, Math.max(cut, 200))} w${i}`;
      const whole = original.events.filter(({ end }) => end < text.length - 10);
      yield {
        ...original,
        report: { ...original.report, id: textId(text), text, publisher: `Outlet ${pick(200)}` },
        events: whole,
      };
      continue;
    }
    const told: Happened[] = [];
    for (let k = 0; k < 3; k++) {
      while (recent.length && recent[0]!.day < day - RETOLD_DAYS) recent.shift();
      if (recent.length && random() < RETOLD / (RETOLD + 1)) told.push(recent[pick(recent.length)]!);
      else {
        const happened: Happened = {
          type: TYPES[pick(TYPES.length)]!,
          day: day - pick(2),
          // A few countries are in the news much more than others.
          country: Math.floor(COUNTRIES * random() ** 3),
          town: pick(TOWNS),
          actor: pick(GROUPS),
          recipient: pick(GROUPS),
          killed: 1 + pick(30),
        };
        recent.push(happened);
        told.push(happened);
      }
    }
    const reading = written(told, day, i, pick, words);
    last.push(reading);
    if (last.length > 200) last.shift();
    yield reading;
  }
}

function written(
  told: Happened[],
  day: number,
  seed: number,
  pick: (n: number) => number,
  words: string[],
): Reading {
  let text = '';
  const say = (said: string) => {
    const span = { start: text.length, end: text.length + said.length, text: said };
    text += said;
    return span;
  };
  const reading: Omit<Reading, 'report'> = {
    onrecord: '1',
    engine: { version: '0.1.0', models: {} },
    sentences: [],
    times: [],
    places: [],
    entities: [],
    quantities: [],
    claims: [],
    events: [],
  };
  for (const [k, { type, day: on, country, town, actor, recipient, killed }] of told.entries()) {
    const n = k + 1;
    const start = text.length;
    const by = say(`Group${actor} Front`);
    text += ' ';
    const trigger = { ...say(`${type[1]}ed`), lemma: type[1] };
    text += ' ';
    const number = say(String(killed + pick(3)));
    text += ' ';
    const to = say(`People${recipient} Party`);
    text += ' in ';
    const place = say(`Town${country}x${town}`);
    text += ' on ';
    const when = dayText(on + (pick(6) === 0 ? 1 : 0));
    const time = say(when);
    text += ', ';
    const source = say(`Ministry${country}`);
    text += ' ';
    const cue = say('said');
    text += '.';
    reading.sentences.push({ start, end: text.length });
    text += `\n\n${Array.from({ length: 60 }, () => words[pick(words.length)]).join(' ')}.\n\n`;
    reading.times.push({
      id: `t${n}`,
      ...time,
      type: 'DATE',
      value: when,
      mod: null,
      edtf: when,
      anchor: null,
    });
    reading.places.push({
      id: `p${n}`,
      ...place,
      name: place.text,
      geonames: country * 1000 + town,
      feature: 'PPL',
      lat: -60 + country * 3 + (town % 8) * 0.4,
      lon: country * 8 + Math.floor(town / 8) * 0.4,
      country: String.fromCharCode(65 + (country % 26), 65 + Math.floor(country / 26)),
      admin1: `Province ${town % 8}`,
      precision: 'settlement',
      use: 'literal',
      score: 0.9,
    });
    for (const [j, span] of [by, to].entries())
      reading.entities.push({
        id: `e${2 * n - 1 + j}`,
        name: span.text,
        kind: 'armed-group',
        country: null,
        sector: 'REB',
        wikidata: null,
        mentions: [{ ...span, head: { start: span.start, end: span.end } }],
        labels: [],
        roles: [],
      });
    const value = Number(number.text);
    reading.quantities.push({
      id: `q${n}`,
      ...number,
      value,
      low: value,
      high: value,
      operator: 'exactly',
      unit: 'person',
      measures: 'killed',
    });
    reading.claims.push({
      id: `c${n}`,
      start,
      end: time.end,
      text: text.slice(start, time.end),
      mode: 'indirect',
      source: { id: `s${n}`, kind: 'named', name: source.text, entity: null, ...source },
      cue,
      stance: 'asserts',
      via: null,
    });
    const event: Event = {
      id: `v${n}`,
      start,
      end: to.end,
      trigger,
      type: type[0],
      mode: null,
      context: [],
      status: 'actual',
      participants: [
        { role: 'actor', entity: `e${2 * n - 1}`, ...by },
        { role: 'recipient', entity: `e${2 * n}`, ...to },
      ],
      time: { edtf: when, ref: `t${n}`, basis: 'explicit' },
      place: { ref: `p${n}`, basis: 'explicit' },
      quantities: type[0] === 'ASSAULT' ? [`q${n}`] : [],
      claims: [`c${n}`],
      sameAs: null,
      why: 'made for a bench',
    };
    reading.events.push(event);
  }
  text = text.trimEnd();
  return {
    ...reading,
    report: {
      id: textId(text),
      text,
      language: 'en',
      title: null,
      deck: null,
      byline: null,
      publisher: `Outlet ${pick(200)}`,
      url: `https://outlet.example/${seed}`,
      dateline: null,
      published: { value: dayText(day), method: 'metadata', why: 'made for a bench' },
      blocks: [{ start: 0, end: text.length, kind: 'paragraph' }],
    },
  };
}

/** The rows of a reading that reconciling looks at: its report and its events. */
export async function keep(transaction: Transaction<Tables>, reading: Reading): Promise<number> {
  const report = reportRow(reading, null);
  const { n } = await transaction
    .insertInto('reports')
    .values(report)
    .returning('n')
    .executeTakeFirstOrThrow();
  await transaction.insertInto('events').values(rowsOf(reading, n).events).execute();
  return n;
}

export async function scoreIncidents({ count = REPORTS } = {}) {
  const folder = temporaryFolder();
  try {
    const archive = await openArchive(join(folder.path, 'a.db'), { create: true });
    /** Seconds of a core spent on reconciling: on a machine with neighbours the clock on the wall measures them too. */
    let core = 0;
    let wall = 0;
    let peak = 0;
    const done: [reports: number, seconds: number][] = [[0, 0]];
    let batch: Reading[] = [];
    let total = 0;
    const reconcile = async () => {
      await archive.db.transaction().execute(async (transaction) => {
        const made = [];
        for (const reading of batch)
          made.push({ n: await keep(transaction, reading), key: reportKey(reading), reading });
        const [clock, cpu] = [performance.now(), process.cpuUsage()];
        await reconcileReports(archive, transaction, made);
        const { user, system } = process.cpuUsage(cpu);
        core += (user + system) / 1e6;
        wall += (performance.now() - clock) / 1000;
      });
      total += batch.length;
      batch = [];
      done.push([total, core]);
      peak = Math.max(peak, process.memoryUsage().rss);
    };
    const keys = new Set<string>();
    for (const reading of reports(count)) {
      const key = reportKey(reading);
      if (keys.has(key)) continue;
      keys.add(key);
      batch.push(reading);
      if (batch.length === BATCH) await reconcile();
    }
    if (batch.length) await reconcile();
    /** Milliseconds a reading, of the tenth before a number of readings. */
    const costAt = (at: number) => {
      const from = done.find(([reports]) => reports >= at * 0.9)!;
      const to = done.find(([reports]) => reports >= at) ?? done.at(-1)!;
      return ((to[1] - from[1]) * 1000) / (to[0] - from[0]);
    };
    const counted = await archive.db
      .selectFrom('incidents')
      .select(({ fn }) => fn.countAll<number>().as('incidents'))
      .executeTakeFirstOrThrow();
    const { origins } = await archive.db
      .selectFrom('origins')
      .select(({ fn }) => fn.count<number>('origin').distinct().as('origins'))
      .executeTakeFirstOrThrow();
    await archive.close();
    const [small, large] = [costAt(total / 10), costAt(total)];
    return {
      items: total,
      words: 0,
      seconds: Math.round(wall * 10) / 10,
      scores: {
        readings_per_core_second: Math.round(total / core),
        ms_at_a_tenth: Math.round(small * 1000) / 1000,
        ms_at_the_end: Math.round(large * 1000) / 1000,
        growth: Math.round((large / small) * 100) / 100,
        peak_mb: Math.round(peak / 1e6),
        origins: Number(origins),
        incidents: Number(counted.incidents),
      },
    };
  } finally {
    folder.dispose();
  }
}
