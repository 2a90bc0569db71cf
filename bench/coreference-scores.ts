/**
 * Scores of a clustering of mentions against gold clusters: MUC (Vilain et al. 1995), B-cubed (Bagga and Baldwin 1998),
 * CEAF-e (Luo 2005), and their mean, the CoNLL-2012 score. A mention that one side does not have counts against the other.
 *
 * @module
 */

/** Cluster of each mention, by the mention's number; null where this side has no such mention. */
export type Clustering = readonly (string | number | null)[];

interface Scores {
  precision: number;
  recall: number;
  f1: number;
}

const f1Of = (precision: number, recall: number): Scores => ({
  precision,
  recall,
  f1: precision + recall ? (2 * precision * recall) / (precision + recall) : 0,
});

function clustersOf(clustering: Clustering): number[][] {
  const clusters = new Map<string | number, number[]>();
  for (const [mention, cluster] of clustering.entries()) {
    if (cluster === null) continue;
    const members = clusters.get(cluster);
    if (members) members.push(mention);
    else clusters.set(cluster, [mention]);
  }
  return [...clusters.values()];
}

export function muc(gold: Clustering, found: Clustering): Scores {
  const links = (clusters: number[][], other: Clustering) => {
    let right = 0;
    let all = 0;
    for (const members of clusters) {
      right += members.length - new Set(members.map((mention) => other[mention] ?? `alone ${mention}`)).size;
      all += members.length - 1;
    }
    return all ? right / all : 0;
  };
  return f1Of(links(clustersOf(found), gold), links(clustersOf(gold), found));
}

export function bCubed(gold: Clustering, found: Clustering): Scores {
  const share = (clusters: number[][], other: Clustering) => {
    let sum = 0;
    let all = 0;
    for (const members of clusters) {
      const counts = new Map<string | number, number>();
      for (const mention of members) {
        const cluster = other[mention] ?? null;
        if (cluster !== null) counts.set(cluster, (counts.get(cluster) ?? 0) + 1);
      }
      for (const count of counts.values()) sum += (count * count) / members.length;
      all += members.length;
    }
    return all ? sum / all : 0;
  };
  return f1Of(share(clustersOf(found), gold), share(clustersOf(gold), found));
}

export function ceafE(gold: Clustering, found: Clustering): Scores {
  const goldClusters = clustersOf(gold);
  const foundClusters = clustersOf(found);
  const goldOf = new Map(
    goldClusters.flatMap((members, g) => members.map((mention) => [mention, g] as const)),
  );
  const overlap = foundClusters.map((members) => {
    const counts = new Map<number, number>();
    for (const mention of members) {
      const cluster = goldOf.get(mention);
      if (cluster !== undefined) counts.set(cluster, (counts.get(cluster) ?? 0) + 1);
    }
    return counts;
  });
  const phi = (f: number, g: number) =>
    (2 * (overlap[f]!.get(g) ?? 0)) / (foundClusters[f]!.length + goldClusters[g]!.length);

  let similarity = 0;
  for (const { rows, columns } of connected(overlap)) {
    const value = rows.map((f) => columns.map((g) => phi(f, g)));
    similarity += bestAssignment(value);
  }
  return f1Of(
    foundClusters.length ? similarity / foundClusters.length : 0,
    goldClusters.length ? similarity / goldClusters.length : 0,
  );
}

/** Mean of the F1 of MUC, B-cubed and CEAF-e. */
export const conll = (gold: Clustering, found: Clustering): number =>
  (muc(gold, found).f1 + bCubed(gold, found).f1 + ceafE(gold, found).f1) / 3;

/** Parts of the overlap between clusters that have nothing to do with each other: each is assigned by itself. */
function connected(overlap: Map<number, number>[]): { rows: number[]; columns: number[] }[] {
  const rowsOf = new Map<number, number[]>();
  for (const [row, columns] of overlap.entries())
    for (const column of columns.keys()) rowsOf.set(column, [...(rowsOf.get(column) ?? []), row]);
  const seen = new Set<number>();
  const parts: { rows: number[]; columns: number[] }[] = [];
  for (const start of overlap.keys()) {
    if (seen.has(start) || overlap[start]!.size === 0) continue;
    seen.add(start);
    const rows = [start];
    const columns = new Set<number>();
    for (const row of rows)
      for (const column of overlap[row]!.keys()) {
        if (columns.has(column)) continue;
        columns.add(column);
        for (const next of rowsOf.get(column)!)
          if (!seen.has(next)) {
            seen.add(next);
            rows.push(next);
          }
      }
    parts.push({ rows, columns: [...columns] });
  }
  return parts;
}

/** Highest sum of values with at most one taken from each row and column (Kuhn-Munkres with potentials, O(n³)). */
function bestAssignment(value: number[][]): number {
  const wide = value.length <= value[0]!.length;
  const table = wide ? value : value[0]!.map((_, column) => value.map((row) => row[column]!));
  const n = table.length;
  const m = table[0]!.length;
  const u = new Float64Array(n + 1);
  const v = new Float64Array(m + 1);
  const rowOf = new Int32Array(m + 1);
  const way = new Int32Array(m + 1);
  for (let row = 1; row <= n; row++) {
    rowOf[0] = row;
    let column = 0;
    const least = new Float64Array(m + 1).fill(Number.POSITIVE_INFINITY);
    const used = new Uint8Array(m + 1);
    do {
      used[column] = 1;
      const at = rowOf[column]!;
      let delta = Number.POSITIVE_INFINITY;
      let next = 0;
      for (let j = 1; j <= m; j++) {
        if (used[j]) continue;
        const cost = -table[at - 1]![j - 1]! - u[at]! - v[j]!;
        if (cost < least[j]!) {
          least[j] = cost;
          way[j] = column;
        }
        if (least[j]! < delta) {
          delta = least[j]!;
          next = j;
        }
      }
      for (let j = 0; j <= m; j++) {
        if (used[j]) {
          u[rowOf[j]!] = u[rowOf[j]!]! + delta;
          v[j] = v[j]! - delta;
        } else least[j] = least[j]! - delta;
      }
      column = next;
    } while (rowOf[column] !== 0);
    do {
      const before = way[column]!;
      rowOf[column] = rowOf[before]!;
      column = before;
    } while (column !== 0);
  }
  let sum = 0;
  for (let j = 1; j <= m; j++) if (rowOf[j]) sum += table[rowOf[j]! - 1]![j - 1]!;
  return sum;
}
