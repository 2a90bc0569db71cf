/**
 * From scores of heads to a tree: the best head of each word where that is a projective tree with one root,
 * else the best such tree (Eisner 1996), which is cubic in the length: keep sentences short.
 *
 * @module
 */
export const LONGEST = 600;

export class TreeDecoder {
  private readonly right: Float32Array;
  private readonly left: Float32Array;
  private readonly openRight: Float32Array;
  private readonly openLeft: Float32Array;
  private readonly splitOpen: Int16Array;
  private readonly splitRight: Int16Array;
  private readonly splitLeft: Int16Array;
  private readonly mark: Int32Array;

  /** @param longest most words of a sentence; memory grows with its square. */
  constructor(readonly longest: number) {
    const cells = longest * longest;
    this.right = new Float32Array(cells);
    this.left = new Float32Array(cells);
    this.openRight = new Float32Array(cells);
    this.openLeft = new Float32Array(cells);
    this.splitOpen = new Int16Array(cells);
    this.splitRight = new Int16Array(cells);
    this.splitLeft = new Int16Array(cells);
    this.mark = new Int32Array(longest);
  }

  /**
   * Writes the head of each of `n` words to `head` from `to` on, counted from 0, -1 for the root.
   *
   * @param scores row d, column h at `at + d * columns + h`; column n is the root.
   */
  decode(scores: Float32Array, at: number, columns: number, n: number, head: Int32Array, to: number): void {
    if (!this.greedy(scores, at, columns, n, head, to)) this.eisner(scores, at, columns, n, head, to);
  }

  /** Whether the best head of each word makes a projective tree with one root. */
  private greedy(
    scores: Float32Array,
    at: number,
    columns: number,
    n: number,
    head: Int32Array,
    to: number,
  ): boolean {
    let roots = 0;
    for (let d = 0; d < n; d++) {
      const row = at + d * columns;
      let best = n;
      let most = scores[row + n]!;
      for (let h = 0; h < n; h++) {
        const score = scores[row + h]!;
        if (score > most && h !== d) {
          most = score;
          best = h;
        }
      }
      if (best === n) roots++;
      head[to + d] = best === n ? -1 : best;
    }
    if (roots !== 1) return false;
    const { mark } = this;
    mark.fill(0, 0, n);
    for (let d = 0; d < n; d++) {
      let i = d;
      while (i >= 0 && mark[i] === 0) {
        mark[i] = d + 1;
        i = head[to + i]!;
      }
      if (i >= 0 && mark[i] === d + 1) return false;
    }
    for (let d = 0; d < n; d++) {
      const h = head[to + d]!;
      if (h < 0) continue;
      const low = d < h ? d : h;
      const high = d < h ? h : d;
      for (let k = low + 1; k < high; k++) {
        const other = head[to + k]!;
        if (other < low || other > high) return false;
      }
    }
    return true;
  }

  private eisner(
    scores: Float32Array,
    at: number,
    columns: number,
    n: number,
    head: Int32Array,
    to: number,
  ): void {
    const { right, left, openRight, openLeft, splitOpen, splitRight, splitLeft } = this;
    for (let i = 0; i < n; i++) {
      right[i * n + i] = 0;
      left[i * n + i] = 0;
    }
    for (let length = 1; length < n; length++) {
      for (let i = 0; i + length < n; i++) {
        const j = i + length;
        const cell = i * n + j;
        let most = Number.NEGATIVE_INFINITY;
        let split = i;
        for (let k = i; k < j; k++) {
          const score = right[i * n + k]! + left[(k + 1) * n + j]!;
          if (score > most) {
            most = score;
            split = k;
          }
        }
        splitOpen[cell] = split;
        openRight[cell] = most + scores[at + j * columns + i]!;
        openLeft[cell] = most + scores[at + i * columns + j]!;
        // Where no score is a number the splits must still lie inside their spans.
        most = Number.NEGATIVE_INFINITY;
        split = j;
        for (let k = i + 1; k <= j; k++) {
          const score = openRight[i * n + k]! + right[k * n + j]!;
          if (score > most) {
            most = score;
            split = k;
          }
        }
        right[cell] = most;
        splitRight[cell] = split;
        most = Number.NEGATIVE_INFINITY;
        split = i;
        for (let k = i; k < j; k++) {
          const score = left[i * n + k]! + openLeft[k * n + j]!;
          if (score > most) {
            most = score;
            split = k;
          }
        }
        left[cell] = most;
        splitLeft[cell] = split;
      }
    }
    let root = 0;
    let most = Number.NEGATIVE_INFINITY;
    for (let r = 0; r < n; r++) {
      const score = left[r]! + right[r * n + n - 1]! + scores[at + r * columns + n]!;
      if (score > most) {
        most = score;
        root = r;
      }
    }
    head[to + root] = -1;
    // Spans still to be undone: 0 complete to the right, 1 complete to the left, 2 open to the right, 3 to the left.
    const pending: number[] = [1, 0, root, 0, root, n - 1];
    while (pending.length > 0) {
      const j = pending.pop()!;
      const i = pending.pop()!;
      const kind = pending.pop()!;
      if (i === j) continue;
      const cell = i * n + j;
      if (kind === 0) {
        const k = splitRight[cell]!;
        pending.push(2, i, k, 0, k, j);
      } else if (kind === 1) {
        const k = splitLeft[cell]!;
        pending.push(1, i, k, 3, k, j);
      } else {
        if (kind === 2) head[to + j] = i;
        else head[to + i] = j;
        const k = splitOpen[cell]!;
        pending.push(0, i, k, 1, k + 1, j);
      }
    }
  }
}
