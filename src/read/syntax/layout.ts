/**
 * Matrices as the kernels of `wasm/` want them in memory.
 *
 * @module
 */
import { assembleModule } from '../wasm/assembler.ts';
import { dot, quantize, STEPS, TILE } from '../wasm/dot.ts';
import { leak } from '../wasm/leak.ts';
import { multiply } from '../wasm/multiply.ts';
import { recur } from '../wasm/recur.ts';
import { toBytes } from '../wasm/to-bytes.ts';

type Kernel = (...args: number[]) => void;
const KERNELS = { multiply, dot, quantize, recur, leak, toBytes };
export type Kernels = Record<keyof typeof KERNELS, Kernel>;

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
  /** Where activations are rounded to. */
  private readonly small: number;

  /** @param most how many activations go into one product. */
  constructor(most: number) {
    const module = new WebAssembly.Module(assembleModule(Object.values(KERNELS)));
    this.kernels = new WebAssembly.Instance(module, { env: { memory: this.memory } }).exports as Kernels;
    this.small = this.allocate(most * 2);
  }

  /** Address of `bytes` new bytes, all zero. */
  allocate(bytes: number): number {
    const at = this.next;
    this.next += (bytes + 63) & ~63;
    const missing = this.next - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / 65536));
    return at;
  }

  /**
   * C = A·matrix, plus its bias, for `n` rows: A has `width` numbers a row, of which the matrix takes the first. Both have
   * room for whole tiles of rows.
   */
  product(a: number, width: number, matrix: Matrix, n: number, c: number): void {
    const { kernels, small } = this;
    const { at, scale, bias, rows, columns } = matrix;
    kernels.quantize(a, width * 4, small, n, rows * 4);
    const end = small + Math.ceil(n / TILE) * TILE * rows * 2;
    kernels.dot(small, end, at, c, c + columns * 4, columns * 4, TILE * rows * 2, scale, bias);
  }
}

/** Packs a matrix of whole numbers for `dot`; rows are filled up to whole fours with zeros. */
export function packMatrix(
  workspace: Workspace,
  values: Int16Array | Int8Array,
  factors: Float32Array,
  bias: Float32Array | null,
  rows: number,
  columns: number,
): Matrix {
  const pairs = ((rows + 3) >> 2) * 2;
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
