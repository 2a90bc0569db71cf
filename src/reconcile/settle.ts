/**
 * From events that are alike, two by two, to incidents.
 *
 * A block is what hangs together by pairs that are one; within it an event joins the incident that it is most like on
 * the whole, in the order of time. Then a person's rulings are carried out on what the machine made, oldest first. The
 * outcome depends on nothing but the tellings and the rulings: not on the order in which they came, nor on what other
 * blocks hold.
 *
 * @module
 */
import type { EventFacts } from './facts.ts';
import { Groups } from './groups.ts';

/** One telling of an event, as reconciling sees it. */
export interface Telling {
  /** Names it in every archive. */
  readonly id: string;
  /** Key of its report. */
  readonly report: string;
  /** Sorts tellings: by publication, report, place in the report. */
  readonly order: string;
  /** Whether it stands for its event in the report; else it goes with the one that it tells again. */
  readonly listed: boolean;
  /** The telling of the same report that it tells again. */
  readonly sameAs: string | null;
  readonly facts: EventFacts;
}

/** What a person ruled. */
export interface Operation {
  /** The incidents that hold any of these are one. */
  readonly join?: readonly string[];
  /** These are taken out of incidents that hold any of `from` too. */
  readonly part?: readonly string[];
  readonly from?: readonly string[];
}

/** How alike two tellings are: above 0 they are one. */
export type Score = (a: Telling, b: Telling) => number;

/** What one pair can weigh at most against others, in log-odds: a veto is strong, but one odd pair is not all. */
const MOST = 6;

/** What hangs together: all tellings of it in their order, and the incidents among them, each likewise. */
export interface Block<T extends Telling> {
  members: T[];
  incidents: T[][];
}

export interface Rulings {
  /** Oldest first. */
  operations: readonly Operation[];
  /** Tellings that belong to no incident, though others may hang together through them. */
  out: ReadonlySet<string>;
}

const NO_RULINGS: Rulings = { operations: [], out: new Set() };

/** Blocks and incidents, in the order of their first. */
export function settle<T extends Telling>(
  tellings: readonly T[],
  score: Score,
  { operations, out }: Rulings = NO_RULINGS,
): Block<T>[] {
  const sorted = [...tellings].sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0));
  const number = new Map(sorted.map((telling, i) => [telling.id, i]));
  const units = new Groups();
  for (const _ of sorted) units.add();
  for (const [i, { sameAs }] of sorted.entries()) {
    const other = sameAs === null ? undefined : number.get(sameAs);
    if (other !== undefined) units.join(i, other);
  }
  const clusters = machineClusters(sorted, units, score, out);
  const of = new Int32Array(sorted.length).fill(-1);
  for (const [cluster, members] of clusters.entries()) for (const i of members) of[i] = cluster;
  let next = clusters.length;
  for (const { join, part, from } of operations) {
    if (part && from) next = takeOut(sorted, number, of, part, from, next, score);
    if (join) {
      const [first, ...others] = new Set(held(number, of, join));
      for (const other of others) for (let i = 0; i < of.length; i++) if (of[i] === other) of[i] = first!;
    }
  }
  const blocks = blocksOf(sorted, units, number, operations, score);
  const made = new Map<number, { members: T[]; incidents: Map<number, T[]> }>();
  for (const [i, telling] of sorted.entries()) {
    const block = made.get(blocks.of(i)) ?? { members: [], incidents: new Map<number, T[]>() };
    made.set(blocks.of(i), block);
    block.members.push(telling);
    if (of[i]! < 0) continue;
    const incident = block.incidents.get(of[i]!);
    if (incident) incident.push(telling);
    else block.incidents.set(of[i]!, [telling]);
  }
  return [...made.values()].map(({ members, incidents }) => ({
    members,
    incidents: [...incidents.values()],
  }));
}

/** Clusters of the tellings that hold those. */
function* held(
  number: ReadonlyMap<string, number>,
  of: Int32Array,
  ids: readonly string[],
): Generator<number> {
  for (const id of ids) {
    const i = number.get(id);
    if (i !== undefined && of[i]! >= 0) yield of[i]!;
  }
}

/** What hangs together: by a pair that is one, by what a report tells again, by what a person joined. */
function blocksOf(
  sorted: readonly Telling[],
  units: Groups,
  number: ReadonlyMap<string, number>,
  operations: readonly Operation[],
  score: Score,
): Groups {
  const blocks = new Groups();
  for (const i of sorted.keys()) {
    blocks.add();
    if (units.of(i) !== i) blocks.join(units.of(i), i);
  }
  for (const { join = [] } of operations) {
    const there = join.flatMap((id) => number.get(id) ?? []);
    for (const i of there) blocks.join(there[0]!, i);
  }
  for (const [i, telling] of sorted.entries()) {
    if (!telling.listed) continue;
    for (let j = 0; j < i; j++)
      if (sorted[j]!.listed && blocks.of(i) !== blocks.of(j) && score(telling, sorted[j]!) > 0)
        blocks.join(i, j);
  }
  return blocks;
}

interface Cluster {
  members: number[];
  /** Those that stand for their event: only they are compared. */
  listed: number[];
}

/** What a report tells again goes together; it joins the cluster that it is most like on the whole, in order. */
function machineClusters(
  sorted: readonly Telling[],
  units: Groups,
  score: Score,
  out: ReadonlySet<string>,
): number[][] {
  const members = new Map<number, number[]>();
  for (const [i, { id }] of sorted.entries()) {
    if (out.has(id)) continue;
    const unit = members.get(units.of(i));
    if (unit) unit.push(i);
    else members.set(units.of(i), [i]);
  }
  const clusters: Cluster[] = [];
  for (const unit of members.values()) {
    const listed = unit.filter((i) => sorted[i]!.listed);
    let best: Cluster | null = null;
    let most = 0;
    for (const cluster of clusters) {
      const likeness = meanScore(sorted, listed, cluster.listed, score);
      if (likeness <= most) continue;
      most = likeness;
      best = cluster;
    }
    if (best) {
      best.members.push(...unit);
      best.listed.push(...listed);
    } else clusters.push({ members: [...unit], listed });
  }
  return clusters.map((cluster) => cluster.members);
}

/** 0 where there is nothing to compare. */
function meanScore(
  sorted: readonly Telling[],
  left: readonly number[],
  right: readonly number[],
  score: Score,
): number {
  let sum = 0;
  for (const i of left)
    for (const j of right) sum += Math.max(-MOST, Math.min(MOST, score(sorted[i]!, sorted[j]!)));
  return left.length && right.length ? sum / (left.length * right.length) : 0;
}

/**
 * Takes tellings out of the clusters that they share with others. What came later, and was in neither list, goes with
 * those that it is more like.
 */
function takeOut(
  sorted: readonly Telling[],
  number: ReadonlyMap<string, number>,
  of: Int32Array,
  part: readonly string[],
  from: readonly string[],
  next: number,
  score: Score,
): number {
  const leave = new Set(part.flatMap((id) => number.get(id) ?? []));
  const stay = new Set(from.flatMap((id) => number.get(id) ?? []));
  const shared = new Set(held(number, of, part));
  const staying = new Set(held(number, of, from));
  let name = next;
  for (const cluster of shared) {
    if (!staying.has(cluster)) continue;
    const members = [...of.keys()].filter((i) => of[i] === cluster);
    const [leaving, remaining] = [members.filter((i) => leave.has(i)), members.filter((i) => stay.has(i))];
    const others = members.filter((i) => !leave.has(i) && !stay.has(i));
    for (const i of others.filter((i) => sorted[i]!.listed))
      (meanScore(sorted, [i], leaving, score) > meanScore(sorted, [i], remaining, score) ? leave : stay).add(
        i,
      );
    for (const i of others.filter((i) => !sorted[i]!.listed)) {
      const told = sorted[i]!.sameAs === null ? undefined : number.get(sorted[i]!.sameAs!);
      if (told !== undefined && leave.has(told)) leave.add(i);
    }
    for (const i of members) if (leave.has(i)) of[i] = name;
    name++;
  }
  return name;
}
