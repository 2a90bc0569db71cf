/**
 * Matrices as the kernels of `wasm/` want them in memory.
 *
 * @module
 */
import { assembleModule } from '../wasm/assembler.ts';
import { dot, quantize } from '../wasm/dot.ts';
import { leak } from '../wasm/leak.ts';
import { multiply } from '../wasm/multiply.ts';
import { recur } from '../wasm/recur.ts';

type Kernel = (...args: number[]) => void;
export type Kernels = Record<'multiply' | 'dot' | 'quantize' | 'recur' | 'leak', Kernel>;

/** How activations are rounded to 16 bits: so many steps to one. */
export const STEPS = 256;

export interface Matrix {
  /** Address of the packed weights, and of the factor and bias of each column. */
  at: number;
  scale: number;
  bias: number;
  rows: number;
  columns: number;
}

/** Kernels over a memory of their own. Allocation only ever grows: all of it is made when the model is opened. */
export class Workspace {
  readonly memory = new WebAssembly.Memory({ initial: 1 });
  readonly kernels: Kernels;
  private next = 64;
  /** Where activations are rounded to, and the four equal numbers that they are multiplied with. */
  private readonly small: number;
  private readonly steps: number;

  /** @param most how many activations go into one product. */
  constructor(most: number) {
    const module = new WebAssembly.Module(assembleModule([multiply, dot, quantize, recur, leak]));
    this.kernels = new WebAssembly.Instance(module, { env: { memory: this.memory } }).exports as Kernels;
    this.small = this.allocate((most + 8) * 2);
    this.steps = this.allocate(16);
    new Float32Array(this.memory.buffer, this.steps, 4).fill(STEPS);
  }

  /** Address of `bytes` new bytes, all zero. */
  allocate(bytes: number): number {
    const at = this.next;
    this.next += (bytes + 63) & ~63;
    const missing = this.next - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / 65536));
    return at;
  }

  /** C = A·matrix, plus its bias, for `n` rows: A has `width` numbers a row, of which the matrix takes the first. */
  product(a: number, width: number, matrix: Matrix, n: number, c: number): void {
    const { kernels, small } = this;
    // The kernel rounds eight at a time: a few numbers beyond the last are rounded too, and never read.
    kernels.quantize(a, small, (n * width + 7) & ~7, this.steps);
    const { at, scale, bias, rows, columns } = matrix;
    kernels.dot(small, width * 2, at, c, columns * 4, n, columns, rows / 2, scale, bias);
  }

  /** The first `count` activations of the last product, as it rounded them: so many in a step of one as STEPS says. */
  rounded(count: number): Int16Array {
    return new Int16Array(this.memory.buffer, this.small, count);
  }
}

/** Packs a matrix of whole numbers for `dot`; an odd number of rows is filled up with zeros. */
export function packMatrix(
  workspace: Workspace,
  values: Int16Array | Int8Array,
  factors: Float32Array,
  bias: Float32Array | null,
  rows: number,
  columns: number,
): Matrix {
  const pairs = (rows + 1) >> 1;
  const at = workspace.allocate(pairs * columns * 4);
  const scale = workspace.allocate(columns * 4);
  const biasAt = workspace.allocate(columns * 4);
  const packed = new Int16Array(workspace.memory.buffer, at, pairs * 2 * columns);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++)
      packed[((j >> 3) * pairs + (i >> 1)) * 16 + (j & 7) * 2 + (i & 1)] = values[i * columns + j]!;
  const scales = new Float32Array(workspace.memory.buffer, scale, columns);
  for (let j = 0; j < columns; j++) scales[j] = factors[j]! / STEPS;
  if (bias) new Float32Array(workspace.memory.buffer, biasAt, columns).set(bias);
  return { at, scale, bias: biasAt, rows: pairs * 2, columns };
}
