/**
 * The network while it learns: forward and backward over a batch of sentences, in single precision.
 *
 * Words become vectors (rows of a table, summed, and a projected pretrained vector), read in both directions by simple
 * recurrent units (Lei et al. 2018); tags are read off the second layer, heads and relations off the last by
 * a deep biaffine scorer (Dozat & Manning 2017) with an additive scorer for relations.
 *
 * @module
 */
import { Arithmetic } from './arithmetic.ts';
import { type Recurrence, recur, recurBack } from './recurrence.ts';
import { DIMENSIONS } from './vectors.ts';

export interface Shape {
  /** Rows of the table of embeddings. */
  rows: number;
  rowsPerWord: number;
  /** Units in one direction; words and layers have twice as many. */
  units: number;
  layers: number;
  /** Layer whose output the tags are read off, from 0. */
  tagLayer: number;
  /** Size of the vectors that heads and dependents meet in. */
  arc: number;
  label: number;
  upos: number;
  xpos: number;
  relations: number;
}

/** Longest distance of a dependent and its head that has a weight of its own. */
export const FARTHEST = 24;
export const MOST_TOKENS = 3000;
/** Room for the activations of one thread, in floats. */
const OWN = 60_000_000;

const padded = (n: number) => (n + 7) & ~7;

export interface Tensor {
  at: number;
  rows: number;
  columns: number;
}

export interface Batch {
  /** Sentence s is tokens `starts[s]` to `starts[s + 1]`. */
  starts: number[];
  /** Rows of the table, `rowsPerWord` a token, and the row of `vectors` of each (-1 none). */
  rows: Int32Array;
  vectors: Int32Array;
  /** Gold: heads count from the start of the sentence, -1 for its root. */
  upos: Int32Array;
  xpos: Int32Array;
  head: Int32Array;
  relation: Int32Array;
}

export interface Loss {
  tags: number;
  heads: number;
  relations: number;
}

export interface Dropout {
  input: number;
  layer: number;
  mlp: number;
}

const SLOPE = 0.1;

export class Network extends Arithmetic {
  readonly parameters: Map<string, Tensor> = new Map();
  /** All parameters lie between these; each thread's gradients lie in the same order. */
  readonly first: number;
  readonly size: number;
  readonly gradients: number[] = [];
  readonly width: number;
  readonly vectors: Tensor;
  private readonly gradient: number;
  /** Rows of the table that this thread's gradients touch in the current step. */
  readonly touched: number[] = [];
  private readonly marked: Uint8Array;

  constructor(
    memory: WebAssembly.Memory,
    readonly shape: Shape,
    vectorRows: number,
    readonly thread: number,
    threads: number,
  ) {
    super(memory);
    const w = 2 * shape.units;
    this.width = w;
    this.first = this.next;
    const tensor = (name: string, rows: number, columns: number) => {
      const t = { at: this.allocate(rows * columns), rows, columns };
      this.parameters.set(name, t);
      return t;
    };
    tensor('table', shape.rows, w);
    tensor('project', DIMENSIONS, w);
    tensor('inputBias', 1, w);
    for (let l = 0; l < shape.layers; l++) {
      tensor(`layer${l}`, w, 3 * w);
      // Rows: weights of the state in the two gates, and the biases of the two gates.
      tensor(`gates${l}`, 4, w);
    }
    tensor('tags', w, padded(shape.upos) + padded(shape.xpos));
    tensor('tagBias', 1, padded(shape.upos) + padded(shape.xpos));
    tensor('meet', w, 2 * shape.arc + 2 * shape.label);
    tensor('meetBias', 1, 2 * shape.arc + 2 * shape.label);
    tensor('arc', shape.arc, shape.arc);
    tensor('arcBias', 1, shape.arc);
    tensor('root', 1, shape.arc + shape.label);
    tensor('distance', 1, padded(2 * FARTHEST + 2));
    tensor('relation', shape.label, padded(shape.relations));
    tensor('relationBias', 1, padded(shape.relations));
    this.size = this.next - this.first;
    for (let t = 0; t < threads; t++) this.gradients.push(this.allocate(this.size));
    this.vectors = { at: this.allocate(vectorRows * DIMENSIONS), rows: vectorRows, columns: DIMENSIONS };
    this.gradient = this.gradients[thread]!;
    this.marked = new Uint8Array(shape.rows);
    // What follows is each thread's own.
    this.next = this.extra(3) + thread * OWN;
  }

  /** Where further arrays as long as the parameters (moments, averages) may lie. */
  extra(number: number): number {
    return this.vectors.at + ((this.vectors.rows * DIMENSIONS + 63) & ~63) + number * this.size;
  }

  tensor(name: string): Tensor {
    return this.parameters.get(name)!;
  }

  private gradientOf(name: string): number {
    return this.gradient + this.tensor(name).at - this.first;
  }

  initialize(random: () => number): void {
    for (const [name, { at, rows, columns }] of this.parameters) {
      const count = rows * columns;
      let scale = Math.sqrt(6 / (rows + columns));
      if (name.startsWith('layer')) scale = Math.sqrt(3 / rows);
      if (name === 'table') scale = 0.25;
      if (name === 'project') scale = 0.15;
      if (name === 'root') scale = 0.1;
      const zero = name.endsWith('Bias') || name.startsWith('gates') || name === 'distance';
      for (let i = 0; i < count; i++) this.heap[at + i] = zero ? 0 : (2 * random() - 1) * scale;
    }
  }

  /** One mask a sentence and column, used at all its tokens (Gal & Ghahramani 2016). */
  private mask(name: string, batch: Batch, columns: number, rate: number, random: () => number): number {
    const { heap } = this;
    const at = this.buffer(name, MOST_TOKENS * columns);
    const keep = 1 / (1 - rate);
    for (let s = 0; s + 1 < batch.starts.length; s++) {
      const from = batch.starts[s]!;
      const row = at + from * columns;
      for (let j = 0; j < columns; j++) heap[row + j] = random() < rate ? 0 : keep;
      for (let t = from + 1; t < batch.starts[s + 1]!; t++)
        heap.copyWithin(at + t * columns, row, row + columns);
    }
    return at;
  }

  /**
   * Runs a batch. With dropout it learns too: gradients are added up; without, it only predicts.
   *
   * @param scale what each token's loss is multiplied with: one through the tokens of the whole step.
   */
  run(batch: Batch, scale: number, dropout: Dropout | null, random: () => number): Loss {
    const { heap, shape, width: w } = this;
    const n = batch.starts.at(-1)!;
    const { layers } = shape;

    // Words.
    const x0 = this.buffer('x0', MOST_TOKENS * w);
    const v = this.buffer('v', MOST_TOKENS * DIMENSIONS);
    const table = this.tensor('table').at;
    const bias = this.tensor('inputBias').at;
    const per = shape.rowsPerWord;
    for (let t = 0; t < n; t++) {
      const to = x0 + t * w;
      heap.copyWithin(to, bias, bias + w);
      for (let r = 0; r < per; r++) {
        const row = table + batch.rows[t * per + r]! * w;
        for (let j = 0; j < w; j++) heap[to + j]! += heap[row + j]!;
      }
      const vector = batch.vectors[t]!;
      if (vector < 0) heap.fill(0, v + t * DIMENSIONS, v + (t + 1) * DIMENSIONS);
      else
        heap.copyWithin(
          v + t * DIMENSIONS,
          this.vectors.at + vector * DIMENSIONS,
          this.vectors.at + (vector + 1) * DIMENSIONS,
        );
    }
    this.product(v, this.tensor('project').at, x0, n, w, DIMENSIONS);
    let x = this.buffer('a0', MOST_TOKENS * w);
    for (let i = 0; i < n * w; i++) {
      const value = heap[x0 + i]!;
      heap[x + i] = value > 0 ? value : SLOPE * value;
    }
    const masks: number[] = [];
    if (dropout) {
      masks.push(this.mask('mask0', batch, w, dropout.input, random));
      this.times(x, masks[0]!, n * w);
    }

    // Layers.
    const inputs: number[] = [x];
    for (let l = 0; l < layers; l++) {
      const u = this.buffer(`u${l}`, MOST_TOKENS * 3 * w);
      heap.fill(0, u, u + n * 3 * w);
      this.product(x, this.tensor(`layer${l}`).at, u, n, 3 * w, w);
      const y = this.buffer(`y${l}`, MOST_TOKENS * w);
      recur(heap, batch.starts, this.recurrence(l, x, u, y));
      if (dropout) {
        masks.push(this.mask(`mask${l + 1}`, batch, w, dropout.layer, random));
        this.times(y, masks[l + 1]!, n * w);
      }
      x = y;
      inputs.push(x);
    }

    // Tags.
    const tagInput = inputs[shape.tagLayer + 1]!;
    const up = padded(shape.upos);
    const tagColumns = up + padded(shape.xpos);
    const tags = this.buffer('tags', MOST_TOKENS * tagColumns);
    heap.fill(0, tags, tags + n * tagColumns);
    this.product(tagInput, this.tensor('tags').at, tags, n, tagColumns, w);
    this.addBias(tags, this.tensor('tagBias').at, n, tagColumns);

    // Heads and relations.
    const { arc, label } = shape;
    const meetColumns = 2 * arc + 2 * label;
    const z = this.buffer('z', MOST_TOKENS * meetColumns);
    heap.fill(0, z, z + n * meetColumns);
    this.product(x, this.tensor('meet').at, z, n, meetColumns, w);
    this.addBias(z, this.tensor('meetBias').at, n, meetColumns);
    for (let t = 0; t < n; t++)
      for (let j = 0; j < 2 * arc; j++) {
        const at = z + t * meetColumns + j;
        if (heap[at]! < 0) heap[at]! *= SLOPE;
      }
    let meetMask = 0;
    if (dropout) {
      meetMask = this.mask('maskZ', batch, meetColumns, dropout.mlp, random);
      this.times(z, meetMask, n * meetColumns);
    }
    const q = this.buffer('q', MOST_TOKENS * arc);
    heap.fill(0, q, q + n * arc);
    this.product(z, this.tensor('arc').at, q, n, arc, arc, meetColumns);
    this.addBias(q, this.tensor('arcBias').at, n, arc);

    this.outputs = { tags, tagColumns, up, z, meetColumns, q };
    if (!dropout) return { tags: 0, heads: 0, relations: 0 };

    // Losses and their gradients.
    const loss: Loss = { tags: 0, heads: 0, relations: 0 };
    for (let t = 0; t < n; t++) {
      const row = tags + t * tagColumns;
      loss.tags += this.softmaxLoss(row, shape.upos, up, batch.upos[t]!, scale);
      loss.tags += this.softmaxLoss(row + up, shape.xpos, tagColumns - up, batch.xpos[t]!, scale);
    }
    const dz = this.buffer('dz', MOST_TOKENS * meetColumns);
    const dq = this.buffer('dq', MOST_TOKENS * arc);
    heap.fill(0, dz, dz + n * meetColumns);
    heap.fill(0, dq, dq + n * arc);
    for (let s = 0; s + 1 < batch.starts.length; s++) loss.heads += this.arcLoss(batch, s, dz, dq, scale);
    loss.relations = this.relationLoss(batch, n, dz, scale);

    // Backwards.
    const dx = inputs.map((_, l) => {
      const at = this.buffer(`dx${l}`, MOST_TOKENS * w);
      heap.fill(0, at, at + n * w);
      return at;
    });
    const turned = this.buffer('turned', 3 * w * Math.max(w, meetColumns));
    this.sumColumns(dq, this.gradientOf('arcBias'), n, arc);
    this.productOfTransposed(z, dq, this.gradientOf('arc'), arc, arc, n, meetColumns);
    this.transpose(this.tensor('arc').at, turned, arc, arc);
    this.product(dq, turned, dz, n, arc, arc, arc, arc, meetColumns);
    this.times(dz, meetMask, n * meetColumns);
    for (let t = 0; t < n; t++)
      for (let j = 0; j < 2 * arc; j++) {
        const i = t * meetColumns + j;
        if (heap[z + i]! < 0) heap[dz + i]! *= SLOPE;
      }
    this.sumColumns(dz, this.gradientOf('meetBias'), n, meetColumns);
    this.productOfTransposed(x, dz, this.gradientOf('meet'), w, meetColumns, n);
    this.transpose(this.tensor('meet').at, turned, w, meetColumns);
    this.product(dz, turned, dx[layers]!, n, w, meetColumns);

    const dTag = dx[shape.tagLayer + 1]!;
    this.sumColumns(tags, this.gradientOf('tagBias'), n, tagColumns);
    this.productOfTransposed(tagInput, tags, this.gradientOf('tags'), w, tagColumns, n);
    this.transpose(this.tensor('tags').at, turned, w, tagColumns);
    this.product(tags, turned, dTag, n, w, tagColumns);
    const du = this.buffer('du', MOST_TOKENS * 3 * w);
    for (let l = layers - 1; l >= 0; l--) {
      this.times(dx[l + 1]!, masks[l + 1]!, n * w);
      const { x: at, u, y } = { x: inputs[l]!, u: this.buffer(`u${l}`, 0), y: inputs[l + 1]! };
      recurBack(heap, batch.starts, this.recurrence(l, at, u, y), {
        x: dx[l]!,
        y: dx[l + 1]!,
        u: du,
        gates: this.gradientOf(`gates${l}`),
        carry: this.buffer('carry', w),
      });
      this.productOfTransposed(inputs[l]!, du, this.gradientOf(`layer${l}`), w, 3 * w, n);
      this.transpose(this.tensor(`layer${l}`).at, turned, w, 3 * w);
      this.product(du, turned, dx[l]!, n, w, 3 * w);
    }
    this.times(dx[0]!, masks[0]!, n * w);
    for (let i = 0; i < n * w; i++) if (heap[x0 + i]! < 0) heap[dx[0]! + i]! *= SLOPE;
    this.sumColumns(dx[0]!, this.gradientOf('inputBias'), n, w);
    this.productOfTransposed(v, dx[0]!, this.gradientOf('project'), DIMENSIONS, w, n);
    const dTable = this.gradientOf('table');
    for (let t = 0; t < n; t++)
      for (let r = 0; r < per; r++) {
        const number = batch.rows[t * per + r]!;
        if (!this.marked[number]) {
          this.marked[number] = 1;
          this.touched.push(number);
        }
        const row = dTable + number * w;
        const from = dx[0]! + t * w;
        for (let j = 0; j < w; j++) heap[row + j]! += heap[from + j]!;
      }
    return loss;
  }

  private outputs = { tags: 0, tagColumns: 0, up: 0, z: 0, meetColumns: 0, q: 0 };

  /** Where the arrays of layer `l` lie. */
  private recurrence(l: number, x: number, u: number, y: number): Recurrence {
    const array = (name: string) => this.buffer(`${name}${l}`, MOST_TOKENS * this.width);
    return {
      width: this.width,
      x,
      u,
      y,
      gates: this.tensor(`gates${l}`).at,
      state: array('c'),
      keep: array('f'),
      reset: array('r'),
      out: array('g'),
    };
  }

  clearTouched(): void {
    for (const row of this.touched) this.marked[row] = 0;
    this.touched.length = 0;
  }

  /**
   * Scores of all heads for all dependents of sentence `s`: row d, column h; column n is the root.
   * Gives the address, and how long a row is.
   */
  scoreArcs(batch: Batch, s: number): { scores: number; columns: number } {
    const { heap, shape } = this;
    const { z, q, meetColumns } = this.outputs;
    const { arc } = shape;
    const from = batch.starts[s]!;
    const n = batch.starts[s + 1]! - from;
    const columns = padded(n + 1);
    const turned = this.buffer('heads', arc * (MOST_TOKENS + 8));
    heap.fill(0, turned, turned + arc * columns);
    const root = this.tensor('root').at;
    for (let j = 0; j < arc; j++) {
      for (let t = 0; t < n; t++)
        heap[turned + j * columns + t] = heap[z + (from + t) * meetColumns + arc + j]!;
      heap[turned + j * columns + n] = heap[root + j]!;
    }
    const scores = this.buffer('scores', 600 * 608);
    if (n > 600) throw new Error(`a sentence of ${n} words is too long to learn from`);
    heap.fill(0, scores, scores + n * columns);
    this.product(q + from * arc, turned, scores, n, columns, arc, arc, columns, columns);
    const distance = this.tensor('distance').at + FARTHEST;
    for (let d = 0; d < n; d++)
      for (let k = 0; k < n; k++) {
        const far = k - d;
        heap[scores + d * columns + k]! +=
          heap[distance + (far < -FARTHEST ? -FARTHEST : far > FARTHEST ? FARTHEST : far)]!;
      }
    return { scores, columns };
  }

  private arcLoss(batch: Batch, s: number, dz: number, dq: number, scale: number): number {
    const { heap, shape } = this;
    const { q, z, meetColumns } = this.outputs;
    const { arc } = shape;
    const { scores, columns } = this.scoreArcs(batch, s);
    const from = batch.starts[s]!;
    const n = batch.starts[s + 1]! - from;
    let loss = 0;
    const dDistance = this.gradientOf('distance') + FARTHEST;
    for (let d = 0; d < n; d++) {
      const row = scores + d * columns;
      heap[row + d] = -1e9;
      const gold = batch.head[from + d]!;
      loss += this.softmaxLoss(row, n + 1, columns, gold < 0 ? n : gold, scale);
      for (let k = 0; k < n; k++) {
        const far = k - d;
        heap[dDistance + (far < -FARTHEST ? -FARTHEST : far > FARTHEST ? FARTHEST : far)]! += heap[row + k]!;
      }
    }
    // dq = dS·H; dH = dSᵀ·q.
    const heads = this.buffer('headRows', arc * (MOST_TOKENS + 8));
    const dHeads = this.buffer('dHeads', arc * (MOST_TOKENS + 8));
    const root = this.tensor('root').at;
    for (let t = 0; t < n; t++) {
      const source = z + (from + t) * meetColumns + arc;
      heap.copyWithin(heads + t * arc, source, source + arc);
    }
    heap.copyWithin(heads + n * arc, root, root + arc);
    this.product(scores, heads, dq + from * arc, n, arc, n + 1, columns, arc, arc);
    heap.fill(0, dHeads, dHeads + (n + 1) * arc);
    this.productOfTransposed(scores, q + from * arc, dHeads, n + 1, arc, n, columns, arc, arc);
    for (let t = 0; t < n; t++) {
      const to = dz + (from + t) * meetColumns + arc;
      for (let j = 0; j < arc; j++) heap[to + j]! += heap[dHeads + t * arc + j]!;
    }
    const dRoot = this.gradientOf('root');
    for (let j = 0; j < arc; j++) heap[dRoot + j]! += heap[dHeads + n * arc + j]!;
    return loss;
  }

  /** Scores of the relations of tokens with the heads given (within their sentence, -1 the root). */
  scoreRelations(
    batch: Batch,
    n: number,
    head: Int32Array,
  ): { scores: number; columns: number; sums: number } {
    const { heap, shape } = this;
    const { z, meetColumns } = this.outputs;
    const { arc, label } = shape;
    const columns = padded(shape.relations);
    const sums = this.buffer('labelSums', MOST_TOKENS * label);
    const root = this.tensor('root').at + arc;
    for (let s = 0; s + 1 < batch.starts.length; s++) {
      const from = batch.starts[s]!;
      for (let t = from; t < batch.starts[s + 1]!; t++) {
        const own = z + t * meetColumns + 2 * arc;
        const its = head[t]! < 0 ? root : z + (from + head[t]!) * meetColumns + 2 * arc + label;
        for (let j = 0; j < label; j++) {
          const value = heap[own + j]! + heap[its + j]!;
          heap[sums + t * label + j] = value > 0 ? value : SLOPE * value;
        }
      }
    }
    const scores = this.buffer('labelScores', MOST_TOKENS * columns);
    heap.fill(0, scores, scores + n * columns);
    this.product(sums, this.tensor('relation').at, scores, n, columns, label);
    this.addBias(scores, this.tensor('relationBias').at, n, columns);
    return { scores, columns, sums };
  }

  private relationLoss(batch: Batch, n: number, dz: number, scale: number): number {
    const { heap, shape } = this;
    const { meetColumns } = this.outputs;
    const { arc, label } = shape;
    const { scores, columns, sums } = this.scoreRelations(batch, n, batch.head);
    let loss = 0;
    for (let t = 0; t < n; t++)
      loss += this.softmaxLoss(scores + t * columns, shape.relations, columns, batch.relation[t]!, scale);
    this.sumColumns(scores, this.gradientOf('relationBias'), n, columns);
    this.productOfTransposed(sums, scores, this.gradientOf('relation'), label, columns, n);
    const turned = this.buffer('turnedRelation', columns * label);
    this.transpose(this.tensor('relation').at, turned, label, columns);
    const d = this.buffer('dLabels', MOST_TOKENS * label);
    heap.fill(0, d, d + n * label);
    this.product(scores, turned, d, n, label, columns);
    const dRoot = this.gradientOf('root') + arc;
    for (let s = 0; s + 1 < batch.starts.length; s++) {
      const from = batch.starts[s]!;
      for (let t = from; t < batch.starts[s + 1]!; t++) {
        const own = dz + t * meetColumns + 2 * arc;
        const head = batch.head[t]!;
        const its = head < 0 ? dRoot : dz + (from + head) * meetColumns + 2 * arc + label;
        for (let j = 0; j < label; j++) {
          const value = heap[d + t * label + j]! * (heap[sums + t * label + j]! > 0 ? 1 : SLOPE);
          heap[own + j]! += value;
          heap[its + j]! += value;
        }
      }
    }
    return loss;
  }

  /** Best of the scores of tags of token t: part of speech and Penn tag, each by itself. */
  tagScores(): { scores: number; columns: number; xposFrom: number } {
    return { scores: this.outputs.tags, columns: this.outputs.tagColumns, xposFrom: this.outputs.up };
  }
}
