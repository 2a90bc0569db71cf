/**
 * What follows from the heads of a tree: children in order, the stretch of each subtree, the head of a stretch.
 *
 * @module
 */
export interface TreeLinks {
  firstChild: Int32Array;
  nextSibling: Int32Array;
  subtreeStart: Int32Array;
  subtreeEnd: Int32Array;
}

/** Links of a forest without cycles, in linear time; `head` as in `Syntax`. */
export function linkTree(head: Int32Array): TreeLinks {
  const n = head.length;
  const firstChild = new Int32Array(n).fill(-1);
  const nextSibling = new Int32Array(n).fill(-1);
  const waiting = new Int32Array(n);
  for (let i = n - 1; i >= 0; i--) {
    const h = head[i]!;
    if (h < 0) continue;
    nextSibling[i] = firstChild[h]!;
    firstChild[h] = i;
    waiting[h] = waiting[h]! + 1;
  }
  const subtreeStart = new Int32Array(n);
  const subtreeEnd = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    subtreeStart[i] = i;
    subtreeEnd[i] = i + 1;
  }
  // Leaves first: a head is done when all its children are.
  for (let leaf = 0; leaf < n; leaf++) {
    let i = leaf;
    while (waiting[i] === 0) {
      waiting[i] = -1;
      const h = head[i]!;
      if (h < 0) break;
      if (subtreeStart[i]! < subtreeStart[h]!) subtreeStart[h] = subtreeStart[i]!;
      if (subtreeEnd[i]! > subtreeEnd[h]!) subtreeEnd[h] = subtreeEnd[i]!;
      waiting[h] = waiting[h]! - 1;
      i = h;
    }
  }
  return { firstChild, nextSibling, subtreeStart, subtreeEnd };
}

/** The token of a stretch on which the rest of the sentence hangs: its head lies outside. */
export function headOf(head: Int32Array, first: number, last: number): number {
  for (let t = first; t < last; t++) if (head[t]! < first || head[t]! >= last) return t;
  return last - 1;
}
