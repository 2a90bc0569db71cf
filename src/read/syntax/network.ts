/**
 * The network that tags and parses: see `training/syntax/network.ts` for what it computes and where that comes from.
 * Here its matrices are of whole numbers, and what depends on a word alone is computed once a word and kept.
 *
 * @module
 */
import { TreeDecoder } from './decode.ts';
import type { Casing } from './features.ts';
import { type Matrix, packMatrix, Workspace } from './layout.ts';
import { UPOS } from './types.ts';
import type { Weights } from './weights.ts';
import { WordLayer } from './word-layer.ts';

/** Longest stretch of words that is parsed as one; memory is bounded by it. */
export const LONGEST = 192;
/** Words that are computed at a time. */
export const MOST_WORDS = 1024;

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
  /** What the last layer holds of each word, in steps of 1/128; written over by the next parse. */
  states: Int8Array;
}

export class SyntaxNetwork {
  private readonly workspace: Workspace;
  /** Numbers in the state of a word. */
  readonly width: number;
  private readonly layers: { matrix: Matrix; gates: number }[] = [];
  private readonly wordLayer: WordLayer;
  private readonly tags: Matrix;
  private readonly meet: Matrix;
  private readonly arc: Matrix;
  private readonly relations: Matrix;
  private readonly root: Float32Array;
  private readonly distance: Float32Array;
  private readonly relationCount: number;
  private readonly rootRelation: number;
  /** Where things lie: byte addresses in the workspace. */
  private readonly at;
  private readonly decoder = new TreeDecoder(LONGEST);

  constructor(private readonly weights: Weights) {
    const { manifest } = weights;
    const { units, layers, arc, label } = manifest.shape;
    const w = 2 * units;
    this.width = w;
    const widest = manifest.tensors['meet']!.columns;
    this.workspace = new Workspace(MOST_WORDS * Math.max(w, widest));
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
    this.tags = matrix('tags', 'tagBias');
    this.meet = matrix('meet', 'meetBias');
    this.arc = matrix('arc', 'arcBias');
    this.relations = matrix('relation', 'relationBias');
    for (let l = 0; l < layers; l++) {
      const gates = this.workspace.allocate(4 * w * 4);
      new Float32Array(this.workspace.memory.buffer, gates, 4 * w).set(weights.floats(`gates${l}`));
      this.layers.push({ matrix: matrix(`layer${l}`, null), gates });
    }
    this.root = weights.floats('root');
    this.distance = weights.floats('distance');
    this.relationCount = manifest.relations.length;
    this.rootRelation = manifest.relations.indexOf('root');
    const floats = (count: number) => this.workspace.allocate(count * 4);
    const columns = LONGEST + 8;
    this.at = {
      x: floats(MOST_WORDS * w),
      y: floats(MOST_WORDS * w),
      u: floats(MOST_WORDS * 3 * w),
      tags: floats(MOST_WORDS * this.tags.columns),
      z: floats(MOST_WORDS * this.meet.columns),
      q: floats(MOST_WORDS * arc),
      sums: floats(MOST_WORDS * label),
      relations: floats(MOST_WORDS * this.relations.columns),
      heads: floats(columns * arc),
      scores: floats(LONGEST * columns),
      states: this.workspace.allocate(MOST_WORDS * w),
    };
    this.wordLayer = new WordLayer(
      this.workspace,
      weights,
      matrix('project', null),
      this.layers[0]!.matrix,
      MOST_WORDS,
    );
  }

  /** Place of a word among all that have a vector, most frequent first; infinite for others. */
  rank(word: string): number {
    return this.wordLayer.rank(word);
  }

  /** Tags and trees of at most MOST_WORDS words. What comes out depends on nothing but what goes in. */
  parse({ forms, casing, starts }: Stretches): Parses {
    const n = forms.length;
    const { at, width: w, workspace } = this;
    const { memory } = workspace;
    const { shape } = this.weights.manifest;
    this.wordLayer.lookUp(forms, casing, starts, at.x, at.u);
    const heap = new Float32Array(memory.buffer);
    const result: Parses = {
      upos: new Uint8Array(n),
      xpos: new Uint8Array(n),
      head: new Int32Array(n),
      relation: new Uint8Array(n),
      states: new Int8Array(memory.buffer, at.states, n * w),
    };
    let x = at.x;
    let y = at.y;
    this.layers.forEach(({ matrix, gates }, l) => {
      if (l > 0) workspace.product(x, w, matrix, n, at.u);
      for (let s = 0; s + 1 < starts.length; s++) this.recur(x, y, gates, starts[s]!, starts[s + 1]!);
      [x, y] = [y, x];
      if (l === shape.tagLayer) {
        workspace.product(x, w, this.tags, n, at.tags);
        this.readTags(heap, n, result);
      }
    });
    workspace.product(x, w, this.meet, n, at.z);
    workspace.kernels.toBytes(x, x + n * w * 4, at.states);
    const { arc, label } = shape;
    const columns = this.meet.columns;
    for (let i = 0, z = at.z; i < n; i++, z += columns * 4) workspace.kernels.leak(z, z + 2 * arc * 4);
    workspace.product(at.z, columns, this.arc, n, at.q);
    for (let s = 0; s + 1 < starts.length; s++) this.readHeads(heap, starts[s]!, starts[s + 1]!, result.head);
    this.readRelations(heap, starts, label, result);
    return result;
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
    const { at, root, relationCount, rootRelation, workspace } = this;
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
        for (let j = 0; j < label; j++)
          heap[to + j] = heap[own + j]! + (head < 0 ? root[arc + j]! : heap[its + j]!);
      }
    }
    workspace.kernels.leak(at.sums, at.sums + n * label * 4);
    workspace.product(at.sums, label, this.relations, n, at.relations);
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
