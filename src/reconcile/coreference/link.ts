/**
 * Agglomerative clustering by average link (UPGMA), the two most alike first.
 *
 * @module
 */

/**
 * The cluster of each item: its lowest member. Each row's best partner is kept, so that a joining costs a row or two.
 *
 * @param likeness a square, symmetric table; it is overwritten.
 * @param threshold mean likeness above which two clusters are one.
 */
export function averageLink(likeness: Float64Array[], threshold: number): number[] {
  const n = likeness.length;
  const of = Array.from({ length: n }, (_, i) => i);
  const size = new Float64Array(n).fill(1);
  const best = new Int32Array(n).fill(-1);
  let active = [...of];
  const look = (i: number) => {
    best[i] = -1;
    for (const k of active)
      if (k < i && (best[i]! < 0 || likeness[i]![k]! > likeness[i]![best[i]!]!)) best[i] = k;
  };
  for (const i of active) look(i);
  for (;;) {
    let from = -1;
    let most = threshold;
    for (const i of active)
      if (best[i]! >= 0 && likeness[i]![best[i]!]! > most) {
        most = likeness[i]![best[i]!]!;
        from = i;
      }
    if (from < 0) return of;
    const into = best[from]!;
    active = active.filter((k) => k !== from);
    for (const k of active) {
      if (k === into) continue;
      const mean =
        (size[into]! * likeness[into]![k]! + size[from]! * likeness[from]![k]!) / (size[into]! + size[from]!);
      likeness[into]![k] = mean;
      likeness[k]![into] = mean;
    }
    size[into]! += size[from]!;
    for (let k = 0; k < n; k++) if (of[k] === from) of[k] = into;
    for (const k of active) {
      if (k === into || best[k] === from || best[k] === into) look(k);
      else if (into < k && likeness[k]![into]! > likeness[k]![best[k]!]!) best[k] = into;
    }
  }
}
