/**
 * What goes wrong on ECB+: the pairs of words whose links are missed or false, the most frequent first.
 *
 * @module
 */
import type { Told } from '../../src/reconcile/coreference/coreference.ts';
import { headOf } from '../../src/reconcile/coreference/mention.ts';

const MOST = 40;

/** Prints on standard error; `gold` and `events` are the clusters of all mentions in order. */
export function printErrors(told: readonly Told[], gold: readonly string[], events: readonly number[]): void {
  const words = told.flatMap(({ analysis: { syntax }, mentions }) =>
    mentions.map((own) => syntax.lemma[headOf(syntax.head, own)]!.toLowerCase()),
  );
  print('missed', links(gold, events, words));
  print('false', links(events, gold, words));
}

/** How often each pair of words is one in `of` and not in `other`. */
function links(of: readonly unknown[], other: readonly unknown[], words: readonly string[]) {
  const members = new Map<unknown, number[]>();
  for (const [i, cluster] of of.entries()) members.set(cluster, [...(members.get(cluster) ?? []), i]);
  const counts = new Map<string, number>();
  for (const own of members.values())
    for (const [k, i] of own.entries())
      for (const j of own.slice(0, k)) {
        if (other[i] === other[j]) continue;
        const pair = [words[i]!, words[j]!].sort().join(' ');
        counts.set(pair, (counts.get(pair) ?? 0) + 1);
      }
  return counts;
}

function print(kind: string, counts: ReadonlyMap<string, number>): void {
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  console.error(`${kind} links: ${sorted.reduce((sum, [, count]) => sum + count, 0)}`);
  for (const [pair, count] of sorted.slice(0, MOST)) console.error(`  ${String(count).padStart(5)} ${pair}`);
}
