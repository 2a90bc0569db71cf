/**
 * Where the design breaks first: how many tellings a new one meets when there are very many. Synthetic incidents, spread
 * over time, countries and types as unevenly as news is, are put under the keys that reconciling really uses.
 *
 * `npx tsx bench/scale.ts [INCIDENTS]`; ten million when not given, about 1.5 GB of memory.
 *
 * @module
 */
import { performance } from 'node:perf_hooks';
import { keyOf, keysNear } from '../src/reconcile/candidates.ts';
import type { EventFacts } from '../src/reconcile/facts.ts';
import { compareEvents } from '../src/reconcile/same-event.ts';
import { randomOf } from '../test/sample-reading.ts';

const INCIDENTS = Number(process.argv[2] ?? 10_000_000);
/** Periods over which they are spread, in days: a decade, a year, and the twenty days in which GDELT sees so many. */
const PERIODS = [3650, 365, 20];
const COUNTRIES = 200;
/** Shares of PLOVER's types in what the wire reports of MUC-4 and re3d give, in thousandths. */
const TYPES: [EventFacts['type'], number][] = [
  ['ASSAULT', 300],
  ['CONSULT', 150],
  ['AGREE', 60],
  ['SUPPORT', 60],
  ['CONCEDE', 20],
  ['COOPERATE', 50],
  ['AID', 40],
  ['RETREAT', 20],
  ['REQUEST', 50],
  ['ACCUSE', 60],
  ['REJECT', 30],
  ['THREATEN', 30],
  ['PROTEST', 40],
  ['SANCTION', 20],
  ['MOBILIZE', 30],
  ['COERCE', 40],
];
const MEETINGS = 20_000;

const random = randomOf(1);
const chance = (): number => random(1 << 24) / (1 << 24);

/** A number below the length of `sums`, with the shares that `sums` adds up. */
function drawn(sums: Float64Array): number {
  const at = chance() * sums.at(-1)!;
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[middle]! <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function sumsOf(shares: Iterable<number>): Float64Array {
  let sum = 0;
  return Float64Array.from(shares, (share) => {
    sum += share;
    return sum;
  });
}

// As Zipf found of words, so it is with countries in the news: the second has half of the first.
const countries = sumsOf(Array.from({ length: COUNTRIES }, (_, rank) => 1 / (rank + 1)));
const types = sumsOf(TYPES.map(([, share]) => share));
const none: ReadonlySet<string> = new Set();

function factsIn(period: number): EventFacts {
  const country = String(drawn(countries));
  const day = Math.floor(chance() * period);
  const place = {
    name: `place ${random(300)}`,
    lat: chance() * 10,
    lon: chance() * 10,
    country,
    admin1: null,
  };
  const actors = chance() < 0.6 ? new Set([`group${random(400)}`]) : none;
  return {
    id: '',
    type: TYPES[drawn(types)]![0],
    mode: null,
    status: 'actual',
    lemma: 'attack',
    days: { first: day, last: day },
    recent: null,
    place: { ...place, precision: 'settlement' },
    likelyPlace: null,
    country,
    sentence: 0,
    actors,
    recipients: none,
    counts: [],
    about: new Set([place.name, ...actors]),
  };
}

/** Nanoseconds that one comparison takes. */
function comparing(): number {
  const some = Array.from({ length: 500 }, () => ({ ...factsIn(3), type: 'ASSAULT' as const, country: '0' }));
  let joined = 0;
  const turn = () => {
    for (const a of some) for (const b of some) if (compareEvents(a, b).score > 0) joined++;
  };
  turn();
  const before = process.cpuUsage();
  for (let i = 0; i < 4; i++) turn();
  const used = process.cpuUsage(before);
  if (joined < 0) throw new Error('never');
  return ((used.user + used.system) * 1000) / (4 * some.length ** 2);
}

const nanoseconds = comparing();
const results: Record<string, number>[] = [];
for (const period of PERIODS) {
  const begun = performance.now();
  const standing = new Map<string, number>();
  for (let i = 0; i < INCIDENTS; i++) {
    const key = keyOf(factsIn(period))!;
    standing.set(key, (standing.get(key) ?? 0) + 1);
  }
  const met = new Float64Array(MEETINGS);
  for (let i = 0; i < MEETINGS; i++)
    for (const key of keysNear(factsIn(period))) met[i]! += standing.get(key) ?? 0;
  met.sort();
  const mean = met.reduce((sum, n) => sum + n, 0) / MEETINGS;
  results.push({
    incidents: INCIDENTS,
    days: period,
    'incidents a day': Math.round(INCIDENTS / period),
    keys: standing.size,
    'largest key': Math.max(...chunked(standing.values())),
    'met, median': met[MEETINGS / 2]!,
    'met, mean': Math.round(mean),
    'met, 99 %': met[Math.floor(MEETINGS * 0.99)]!,
    'ms a telling, mean': Math.round((mean * nanoseconds) / 1e4) / 100,
    seconds: Math.round((performance.now() - begun) / 1000),
  });
  console.error(results.at(-1));
}
console.log(
  JSON.stringify({
    nanoseconds: Math.round(nanoseconds),
    peak_mb: Math.round(process.resourceUsage().maxRSS / 1024),
    results,
  }),
);

/** The largest of each thousand: an argument list has its limits. */
function* chunked(values: Iterable<number>): Generator<number> {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, value);
  yield largest;
}
