/**
 * From events that are alike, two by two, to incidents.
 *
 * A block is what hangs together by pairs that are one; within it an event joins the incident that it is most like on
 * the whole, in the order of time. A person's ties come before all else. The outcome depends on nothing but the events
 * and the ties: not on the order in which they came, nor on what other blocks hold.
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
  /** Whether it stands for its event in the report; else it goes where the ties of its report put it. */
  readonly listed: boolean;
  readonly facts: EventFacts;
}

/** Two tellings that are one, or are not. Of two that gainsay each other the one with the higher number holds. */
export interface Tie {
  readonly a: string;
  readonly b: string;
  /** Number of the decision; 0 for what the reading of a report says of its own events. */
  readonly n: number;
  readonly same: boolean;
}

/** How alike two tellings are: above 0 they are one. */
export type Score = (a: Telling, b: Telling) => number;

/** What one pair can weigh at most against others, in log-odds: a veto is strong, but one odd pair is not all. */
const MOST = 6;

/**
 * Blocks, each a list of incidents, each a list of tellings in their order; blocks and incidents in the order of their
 * first.
 */
export function settle(tellings: readonly Telling[], ties: readonly Tie[], score: Score): Telling[][][] {
  const sorted = [...tellings].sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0));
  const number = new Map(sorted.map((telling, i) => [telling.id, i]));
  const { groups, apart } = tied(sorted.length, number, ties);
  const blocks = new Groups();
  for (let i = 0; i < sorted.length; i++) {
    blocks.add();
    if (groups.of(i) !== i) blocks.join(groups.of(i), i);
  }
  for (let i = 0; i < sorted.length; i++) {
    if (!sorted[i]!.listed) continue;
    for (let j = 0; j < i; j++)
      if (sorted[j]!.listed && blocks.of(i) !== blocks.of(j) && score(sorted[i]!, sorted[j]!) > 0)
        blocks.join(i, j);
  }

  const made = new Map<number, Incident[]>();
  const members = new Map<number, number[]>();
  for (let i = 0; i < sorted.length; i++) {
    const group = groups.of(i);
    const list = members.get(group);
    if (list) list.push(i);
    else members.set(group, [i]);
  }
  for (const [group, unit] of members) {
    const block = blocks.of(group);
    const incidents = made.get(block) ?? [];
    made.set(block, incidents);
    let best: Incident | null = null;
    let most = 0;
    const listed = unit.filter((i) => sorted[i]!.listed);
    for (const incident of incidents) {
      if (incident.groups.some((other) => apart.has(pair(group, other)))) continue;
      let sum = 0;
      let pairs = 0;
      for (const i of listed)
        for (const j of incident.listed) {
          sum += Math.max(-MOST, Math.min(MOST, score(sorted[i]!, sorted[j]!)));
          pairs++;
        }
      if (pairs === 0 || sum / pairs <= most) continue;
      most = sum / pairs;
      best = incident;
    }
    if (best) {
      best.members.push(...unit);
      best.listed.push(...listed);
      best.groups.push(group);
    } else incidents.push({ members: [...unit], listed, groups: [group] });
  }
  return [...made.values()].map((incidents) =>
    incidents
      .map((incident) => incident.members.sort((a, b) => a - b).map((i) => sorted[i]!))
      .sort((a, b) => (a[0]!.order < b[0]!.order ? -1 : 1)),
  );
}

interface Incident {
  members: number[];
  listed: number[];
  groups: number[];
}

const pair = (a: number, b: number) => (a < b ? `${a} ${b}` : `${b} ${a}`);

/**
 * Groups of tellings that are tied together, and the pairs of groups that are kept apart. The newest tie is heard
 * first: an older one holds only where it does not undo it.
 */
function tied(count: number, number: ReadonlyMap<string, number>, ties: readonly Tie[]) {
  const groups = new Groups();
  for (let i = 0; i < count; i++) groups.add();
  const kept: [number, number][] = [];
  const newestFirst = ties
    .flatMap(({ a, b, n, same }) => {
      const [i, j] = [number.get(a), number.get(b)];
      return i === undefined || j === undefined || i === j
        ? []
        : [{ i: Math.min(i, j), j: Math.max(i, j), n, same }];
    })
    .sort((x, y) => y.n - x.n || Number(x.same) - Number(y.same) || x.i - y.i || x.j - y.j);
  for (const { i, j, same } of newestFirst) {
    const [a, b] = [groups.of(i), groups.of(j)];
    if (a === b) continue;
    if (!same) kept.push([i, j]);
    else if (
      !kept.some(([x, y]) => {
        const [p, q] = [groups.of(x), groups.of(y)];
        return (p === a && q === b) || (p === b && q === a);
      })
    )
      groups.join(a, b);
  }
  return { groups, apart: new Set(kept.map(([i, j]) => pair(groups.of(i), groups.of(j)))) };
}
