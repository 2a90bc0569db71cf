/**
 * What the network makes of a word by itself: its embedding and the products of the first layer. Computed once a word
 * and kept, for as many words as there is room for; what is kept is what would be computed again.
 *
 * @module
 */
import { TILE } from '../wasm/dot.ts';
import { type Casing, normalized, ROWS_PER_WORD, UNKNOWN, wordRows } from './features.ts';
import type { Matrix, Workspace } from './layout.ts';
import type { Weights } from './weights.ts';

/** Words that are kept. */
const KEPT_WORDS = 16384;

interface Fresh {
  form: string;
  casing: Casing;
}

export class WordLayer {
  private readonly width: number;
  private readonly words: Map<string, number>;
  private readonly vectorRows: Map<string, number>;
  private readonly table: Int8Array;
  private readonly tableFactors: Float32Array;
  private readonly vectors: Int8Array;
  private readonly vectorFactors: Float32Array;
  private readonly inputBias: Float32Array;
  private readonly kept = new Map<string, number>();
  private readonly keptX: number;
  private readonly keptU: number;
  private readonly scratch: number;
  private readonly slots: Int32Array;
  private readonly rows = new Int32Array(ROWS_PER_WORD);

  /** @param most how many words are looked up at a time. */
  constructor(
    private readonly workspace: Workspace,
    private readonly weights: Weights,
    private readonly project: Matrix,
    private readonly first: Matrix,
    most: number,
  ) {
    this.width = project.columns;
    this.words = new Map(weights.words('words').map((word, i) => [word, i + 1]));
    this.vectorRows = new Map(weights.words('vectorWords').map((word, i) => [word, i]));
    this.table = weights.integers('table') as Int8Array;
    this.tableFactors = weights.floats('table.factors');
    this.vectors = weights.integers('vectors') as Int8Array;
    this.vectorFactors = weights.floats('vectors.factors');
    this.inputBias = weights.floats('inputBias');
    const room = KEPT_WORDS + TILE;
    this.keptX = workspace.allocate(room * this.width * 4);
    this.keptU = workspace.allocate(room * 3 * this.width * 4);
    this.scratch = workspace.allocate(most * project.rows * 4);
    this.slots = new Int32Array(most);
  }

  /** Place of a word among all that have a vector, most frequent first; infinite for others. */
  rank(word: string): number {
    return this.vectorRows.get(word) ?? Number.POSITIVE_INFINITY;
  }

  /** Writes the embedding of each word to `x` on and its products to `u` on (byte addresses). */
  lookUp(
    forms: readonly string[],
    casing: readonly Casing[],
    starts: readonly number[],
    x: number,
    u: number,
  ): void {
    const { kept, slots, width: w } = this;
    if (kept.size + forms.length > KEPT_WORDS) kept.clear();
    const first = kept.size;
    const fresh: Fresh[] = [];
    for (let s = 0; s + 1 < starts.length; s++) {
      const written = casing[s]!;
      for (let i = starts[s]!; i < starts[s + 1]!; i++) {
        // No word holds the character zero: it is white space.
        const key = written === 'as-written' ? forms[i]! : `\u0000${forms[i]}`;
        let slot = kept.get(key);
        if (slot === undefined) {
          slot = first + fresh.length;
          kept.set(key, slot);
          fresh.push({ form: forms[i]!, casing: written });
        }
        slots[i] = slot;
      }
    }
    if (fresh.length > 0) this.compute(fresh, first);
    const heap = new Float32Array(this.workspace.memory.buffer);
    for (let i = 0; i < forms.length; i++) {
      const fromX = this.keptX / 4 + slots[i]! * w;
      heap.copyWithin(x / 4 + i * w, fromX, fromX + w);
      const fromU = this.keptU / 4 + slots[i]! * 3 * w;
      heap.copyWithin(u / 4 + i * 3 * w, fromU, fromU + 3 * w);
    }
  }

  /** Computes words that were not met before, for the slots from `first` on. */
  private compute(fresh: readonly Fresh[], first: number): void {
    const { width: w, table, tableFactors, rows, words, workspace } = this;
    const heap = new Float32Array(workspace.memory.buffer);
    const dimensions = this.weights.manifest.tensors['vectors']!.columns;
    const x = this.keptX + first * w * 4;
    fresh.forEach(({ form }, i) => {
      const row = this.vectorRows.get(form.toLowerCase());
      const to = this.scratch / 4 + i * dimensions;
      if (row === undefined) heap.fill(0, to, to + dimensions);
      else {
        const factor = this.vectorFactors[row]!;
        for (let j = 0; j < dimensions; j++) heap[to + j] = this.vectors[row * dimensions + j]! * factor;
      }
    });
    workspace.product(this.scratch, dimensions, this.project, fresh.length, x);
    fresh.forEach(({ form, casing }, i) => {
      wordRows(form, casing, words.get(normalized(form)) ?? UNKNOWN, words.size + 1, rows, 0);
      const to = x / 4 + i * w;
      for (let j = 0; j < w; j++) heap[to + j]! += this.inputBias[j]!;
      for (let r = 0; r < ROWS_PER_WORD; r++) {
        const from = rows[r]! * w;
        const factor = tableFactors[rows[r]!]!;
        for (let j = 0; j < w; j++) heap[to + j]! += table[from + j]! * factor;
      }
    });
    workspace.kernels.leak(x, x + fresh.length * w * 4);
    workspace.product(x, w, this.first, fresh.length, this.keptU + first * 3 * w * 4);
  }
}
