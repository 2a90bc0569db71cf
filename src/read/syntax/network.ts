/**
 * The network that tags and parses: see `training/syntax/network.ts` for what it computes and where that comes from.
 * Here its matrices are of whole numbers, and what depends on a word alone is computed once a word and kept.
 *
 * @module
 */
import { TreeDecoder } from './decode.ts';
import { type Casing, normalized, ROWS_PER_WORD, UNKNOWN, wordRows } from './features.ts';
import { type Matrix, packMatrix, STEPS, Workspace } from './layout.ts';
import { UPOS } from './types.ts';
import type { Weights } from './weights.ts';

/** Longest stretch of words that is parsed as one; memory is bounded by it. */
export const LONGEST = 192;
/** Words that are computed at a time. */
export const MOST_WORDS = 1024;
/** Words whose first layer is kept. */
const KEPT_WORDS = 6144;
const SLOPE = 0.1;

/** Words to parse, in stretches of at most LONGEST: stretch s is words `starts[s]` to `starts[s + 1]`. */
export interface Stretches {
  forms: readonly string[];
  casing: Casing[];
  starts: number[];
}

export interface Parses {
  upos: Uint8Array;
  xpos: Uint8Array;
  /** Within its stretch, -1 for the root. */
  head: Int32Array;
  relation: Uint8Array;
}

export class SyntaxNetwork {
  private readonly workspace = new Workspace();
  private readonly width: number;
  private readonly layers: { matrix: Matrix; gates: number }[] = [];
  private readonly project: Matrix;
  private readonly tags: Matrix;
  private readonly meet: Matrix;
  private readonly arc: Matrix;
  private readonly relations: Matrix;
  private readonly words: Map<string, number>;
  private readonly vectorRows: Map<string, number>;
  private readonly table: Int8Array;
  private readonly tableFactors: Float32Array;
  private readonly vectors: Int8Array;
  private readonly vectorFactors: Float32Array;
  private readonly inputBias: Float32Array;
  private readonly root: Float32Array;
  private readonly distance: Float32Array;
  private readonly relationCount: number;
  private readonly rootRelation: number;
  /** Where things lie: byte addresses in the workspace. */
  private readonly at;
  private readonly kept = new Map<string, number>();
  private readonly rows = new Int32Array(ROWS_PER_WORD);
  private readonly slots = new Int32Array(MOST_WORDS);
  private readonly decoder = new TreeDecoder(LONGEST);

  constructor(private readonly weights: Weights) {
    const { manifest } = weights;
    const { units, layers, arc, label } = manifest.shape;
    const w = 2 * units;
    this.width = w;
    const matrix = (name: string, bias: string | null) => {
      const { rows, columns } = manifest.tensors[name]!;
      return packMatrix(
        this.workspace,
        weights.integers(name),
        weights.floats(`${name}.factors`),
        bias ? weights.floats(bias) : null,
        rows,
        columns,
      );
    };
    this.project = matrix('project', null);
    this.tags = matrix('tags', 'tagBias');
    this.meet = matrix('meet', 'meetBias');
    this.arc = matrix('arc', 'arcBias');
    this.relations = matrix('relation', 'relationBias');
    for (let l = 0; l < layers; l++) {
      const gates = this.workspace.allocate(4 * w * 4);
      new Float32Array(this.workspace.memory.buffer, gates, 4 * w).set(weights.floats(`gates${l}`));
      this.layers.push({ matrix: matrix(`layer${l}`, null), gates });
    }
    this.words = new Map(weights.words('words').map((word, i) => [word, i + 1]));
    this.vectorRows = new Map(weights.words('vectorWords').map((word, i) => [word, i]));
    this.table = weights.integers('table') as Int8Array;
    this.tableFactors = weights.floats('table.factors');
    this.vectors = weights.integers('vectors') as Int8Array;
    this.vectorFactors = weights.floats('vectors.factors');
    this.inputBias = weights.floats('inputBias');
    this.root = weights.floats('root');
    this.distance = weights.floats('distance');
    this.relationCount = manifest.relations.length;
    this.rootRelation = manifest.relations.indexOf('root');
    const floats = (count: number) => this.workspace.allocate(count * 4);
    const columns = LONGEST + 8;
    this.at = {
      keptX: floats(KEPT_WORDS * w),
      keptU: floats(KEPT_WORDS * 3 * w),
      x: floats(MOST_WORDS * w),
      y: floats(MOST_WORDS * w),
      small: this.workspace.allocate(MOST_WORDS * Math.max(w, this.meet.columns) * 2),
      u: floats(MOST_WORDS * 3 * w),
      tags: floats(MOST_WORDS * this.tags.columns),
      z: floats(MOST_WORDS * this.meet.columns),
      q: floats(MOST_WORDS * arc),
      sums: floats(MOST_WORDS * label),
      relations: floats(MOST_WORDS * this.relations.columns),
      heads: floats(columns * arc),
      scores: floats(LONGEST * columns),
      steps: floats(4),
    };
    new Float32Array(this.workspace.memory.buffer, this.at.steps, 4).fill(STEPS);
  }

  /** Place of a word among all that have a vector, most frequent first; infinite for others. */
  rank(word: string): number {
    return this.vectorRows.get(word) ?? Number.POSITIVE_INFINITY;
  }

  /** Tags and trees of at most MOST_WORDS words. What comes out depends on nothing but what goes in. */
  parse({ forms, casing, starts }: Stretches): Parses {
    const n = forms.length;
    const { at, width: w, workspace } = this;
    const { memory, kernels } = workspace;
    const { shape } = this.weights.manifest;
    this.lookUp(forms, casing, starts);
    const heap = new Float32Array(memory.buffer);
    const result: Parses = {
      upos: new Uint8Array(n),
      xpos: new Uint8Array(n),
      head: new Int32Array(n),
      relation: new Uint8Array(n),
    };
    let x = at.x;
    let y = at.y;
    for (let i = 0; i < n; i++) {
      const slot = this.slots[i]!;
      const fromX = at.keptX / 4 + slot * w;
      heap.copyWithin(x / 4 + i * w, fromX, fromX + w);
      const fromU = at.keptU / 4 + slot * 3 * w;
      heap.copyWithin(at.u / 4 + i * 3 * w, fromU, fromU + 3 * w);
    }
    this.layers.forEach(({ matrix, gates }, l) => {
      if (l > 0) this.product(x, w, matrix, n, at.u);
      for (let s = 0; s + 1 < starts.length; s++) this.recur(x, y, gates, starts[s]!, starts[s + 1]!);
      [x, y] = [y, x];
      if (l === shape.tagLayer) {
        this.product(x, w, this.tags, n, at.tags);
        this.readTags(heap, n, result);
      }
    });
    this.product(x, w, this.meet, n, at.z);
    const { arc, label } = shape;
    const columns = this.meet.columns;
    const z = at.z / 4;
    for (let i = 0; i < n; i++)
      for (let j = z + i * columns, end = j + 2 * arc; j < end; j++) if (heap[j]! < 0) heap[j]! *= SLOPE;
    kernels.quantize(at.z, at.small, n * columns, at.steps);
    kernels.dot(
      at.small,
      columns * 2,
      this.arc.at,
      at.q,
      arc * 4,
      n,
      arc,
      this.arc.rows / 2,
      this.arc.scale,
      this.arc.bias,
    );
    for (let s = 0; s + 1 < starts.length; s++) this.readHeads(heap, starts[s]!, starts[s + 1]!, result.head);
    this.readRelations(heap, starts, label, result);
    return result;
  }

  /** C = A·matrix for `n` rows of `width` numbers. */
  private product(a: number, width: number, matrix: Matrix, n: number, c: number): void {
    const { kernels } = this.workspace;
    kernels.quantize(a, this.at.small, n * width, this.at.steps);
    kernels.dot(
      this.at.small,
      width * 2,
      matrix.at,
      c,
      matrix.columns * 4,
      n,
      matrix.columns,
      matrix.rows / 2,
      matrix.scale,
      matrix.bias,
    );
  }

  private recur(x: number, y: number, gates: number, from: number, to: number): void {
    const { width: w, at, workspace } = this;
    const half = (w / 2) * 4;
    for (let direction = 0; direction < 2; direction++) {
      const first = direction ? to - 1 : from;
      const sign = direction ? -1 : 1;
      const column = direction * half;
      const u = at.u + first * 3 * w * 4 + column;
      const row = first * w * 4 + column;
      workspace.kernels.recur(
        u,
        u + w * 4,
        u + 2 * w * 4,
        sign * 3 * w * 4,
        x + row,
        sign * w * 4,
        y + row,
        sign * w * 4,
        gates + column,
        w * 4,
        to - from,
        half,
      );
    }
  }

  /** Finds the slot of each word, computing the first layer of those that are new. */
  private lookUp(forms: readonly string[], casing: Casing[], starts: number[]): void {
    const { kept, slots } = this;
    if (kept.size + forms.length > KEPT_WORDS) kept.clear();
    const first = kept.size;
    const fresh: { form: string; casing: Casing }[] = [];
    for (let s = 0; s + 1 < starts.length; s++) {
      const shouted = casing[s]!;
      for (let i = starts[s]!; i < starts[s + 1]!; i++) {
        const key = shouted === 'as-written' ? forms[i]! : `\u0000${forms[i]}`;
        let slot = kept.get(key);
        if (slot === undefined) {
          slot = first + fresh.length;
          kept.set(key, slot);
          fresh.push({ form: forms[i]!, casing: shouted });
        }
        slots[i] = slot;
      }
    }
    if (fresh.length > 0) this.compute(fresh, first);
  }

  /** The first layer of words that were not met before, for the slots from `first` on. */
  private compute(fresh: { form: string; casing: Casing }[], first: number): void {
    const { at, width: w, words, table, tableFactors, rows, workspace } = this;
    const heap = new Float32Array(workspace.memory.buffer);
    const dimensions = this.weights.manifest.tensors['vectors']!.columns;
    const v = at.u / 4;
    const x0 = at.keptX / 4 + first * w;
    const count = fresh.length;
    fresh.forEach(({ form }, i) => {
      const row = this.vectorRows.get(form.toLowerCase());
      const to = v + i * dimensions;
      if (row === undefined) heap.fill(0, to, to + dimensions);
      else {
        const factor = this.vectorFactors[row]!;
        for (let j = 0; j < dimensions; j++) heap[to + j] = this.vectors[row * dimensions + j]! * factor;
      }
    });
    // Numbers of rows that are no multiple of 8 in all: quantize a little more than there is.
    workspace.kernels.quantize(at.u, at.small, (count * dimensions + 7) & ~7, at.steps);
    workspace.kernels.dot(
      at.small,
      dimensions * 2,
      this.project.at,
      at.keptX + first * w * 4,
      w * 4,
      count,
      w,
      this.project.rows / 2,
      this.project.scale,
      this.project.bias,
    );
    fresh.forEach(({ form, casing }, i) => {
      wordRows(form, casing, words.get(normalized(form)) ?? UNKNOWN, words.size + 1, rows, 0);
      const to = x0 + i * w;
      for (let j = 0; j < w; j++) heap[to + j]! += this.inputBias[j]!;
      for (let r = 0; r < ROWS_PER_WORD; r++) {
        const from = rows[r]! * w;
        const factor = tableFactors[rows[r]!]!;
        for (let j = 0; j < w; j++) heap[to + j]! += table[from + j]! * factor;
      }
      for (let j = 0; j < w; j++) if (heap[to + j]! < 0) heap[to + j]! *= SLOPE;
    });
    this.product(at.keptX + first * w * 4, w, this.layers[0]!.matrix, count, at.keptU + first * 3 * w * 4);
  }

  private readTags(heap: Float32Array, n: number, result: Parses): void {
    const { pairs } = this.weights.manifest;
    const columns = this.tags.columns;
    const xposFrom = (UPOS.length + 7) & ~7;
    for (let i = 0; i < n; i++) {
      const row = this.at.tags / 4 + i * columns;
      let most = Number.NEGATIVE_INFINITY;
      for (const [upos, xpos] of pairs) {
        const score = heap[row + upos]! + heap[row + xposFrom + xpos]!;
        if (score > most) {
          most = score;
          result.upos[i] = upos;
          result.xpos[i] = xpos;
        }
      }
    }
  }

  private readHeads(heap: Float32Array, from: number, to: number, head: Int32Array): void {
    const { at } = this;
    const { arc, farthest } = this.weights.manifest.shape;
    const n = to - from;
    const columns = (n + 8) & ~7;
    const packed = at.heads / 4;
    const scores = at.scores / 4;
    const z = at.z / 4;
    const row = this.meet.columns;
    for (let h = 0; h < columns; h++) {
      const panel = packed + (h >> 3) * arc * 8 + (h & 7);
      const source = z + (from + h) * row + arc;
      for (let k = 0; k < arc; k++)
        heap[panel + k * 8] = h < n ? heap[source + k]! : h === n ? this.root[k]! : 0;
    }
    for (let d = 0; d < n; d++) {
      const line = scores + d * columns;
      for (let h = 0; h < n; h++) {
        const far = h - d;
        heap[line + h] =
          this.distance[farthest + (far < -farthest ? -farthest : far > farthest ? farthest : far)]!;
      }
      heap[line + n] = 0;
    }
    this.workspace.kernels.multiply(
      at.q + from * arc * 4,
      arc * 4,
      at.heads,
      at.scores,
      columns * 4,
      n,
      columns,
      arc,
    );
    this.decoder.decode(heap, scores, columns, n, head, from);
  }

  private readRelations(heap: Float32Array, starts: number[], label: number, result: Parses): void {
    const { at, root, relationCount, rootRelation } = this;
    const { arc } = this.weights.manifest.shape;
    const z = at.z / 4;
    const sums = at.sums / 4;
    const row = this.meet.columns;
    const n = starts.at(-1)!;
    for (let s = 0; s + 1 < starts.length; s++) {
      const from = starts[s]!;
      for (let i = from; i < starts[s + 1]!; i++) {
        const own = z + i * row + 2 * arc;
        const head = result.head[i]!;
        const its = z + (from + head) * row + 2 * arc + label;
        const to = sums + i * label;
        for (let j = 0; j < label; j++) {
          const value = heap[own + j]! + (head < 0 ? root[arc + j]! : heap[its + j]!);
          heap[to + j] = value < 0 ? SLOPE * value : value;
        }
      }
    }
    this.product(at.sums, label, this.relations, n, at.relations);
    for (let i = 0; i < n; i++) {
      if (result.head[i]! < 0) {
        result.relation[i] = rootRelation;
        continue;
      }
      const line = at.relations / 4 + i * this.relations.columns;
      let most = Number.NEGATIVE_INFINITY;
      for (let r = 0; r < relationCount; r++) {
        const score = heap[line + r]!;
        if (score > most && r !== rootRelation) {
          most = score;
          result.relation[i] = r;
        }
      }
    }
  }
}
