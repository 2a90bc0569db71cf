/**
 * Arithmetic over one memory that threads share: products of matrices in WebAssembly, the rest in plain loops.
 * Matrices are given by the place of their first number in `heap`, row after row.
 *
 * @module
 */
import { assembleModule } from '../../src/read/wasm/assembler.ts';
import { multiply, multiplyTurned, pack } from '../../src/read/wasm/multiply.ts';

const PAGES = 16000;
/** Numbers that the right side of a product has at most. */
const LARGEST = 3_072_000;

/** Memory that all threads of a training share. */
export const newMemory = () => new WebAssembly.Memory({ initial: PAGES, maximum: PAGES, shared: true });

export class Arithmetic {
  readonly heap: Float32Array;
  private readonly kernels: Record<'multiply' | 'multiplyTurned' | 'pack', (...args: number[]) => void>;
  private packed = 0;
  /** Where the next array will lie. */
  protected next = 64;
  private readonly buffers = new Map<string, number>();

  constructor(memory: WebAssembly.Memory) {
    this.heap = new Float32Array(memory.buffer);
    const module = new WebAssembly.Module(assembleModule([multiply, multiplyTurned, pack], PAGES));
    this.kernels = new WebAssembly.Instance(module, { env: { memory } }).exports as never;
  }

  protected allocate(count: number): number {
    const at = this.next;
    this.next += (count + 15) & ~15;
    if (this.next * 4 > PAGES * 65536) throw new Error('the network does not fit in memory');
    return at;
  }

  /** The array of that name, made at its first use. */
  protected buffer(name: string, count: number): number {
    let at = this.buffers.get(name);
    if (at === undefined) {
      at = this.allocate(count);
      this.buffers.set(name, at);
    }
    return at;
  }

  /** C += A·B; rows of A are `k` long unless strides are given. */
  protected product(
    a: number,
    b: number,
    c: number,
    m: number,
    n: number,
    k: number,
    lda = k,
    ldb = n,
    ldc = n,
  ) {
    this.packed ||= this.allocate(LARGEST);
    this.kernels.pack(b * 4, ldb * 4, this.packed * 4, k, n);
    this.kernels.multiply(a * 4, lda * 4, this.packed * 4, c * 4, ldc * 4, m, n, k);
  }

  /** C += Aᵀ·B for A of k rows and m columns. */
  protected productOfTransposed(
    a: number,
    b: number,
    c: number,
    m: number,
    n: number,
    k: number,
    lda = m,
    ldb = n,
    ldc = n,
  ) {
    this.packed ||= this.allocate(LARGEST);
    this.kernels.pack(b * 4, ldb * 4, this.packed * 4, k, n);
    this.kernels.multiplyTurned(a * 4, lda * 4, this.packed * 4, c * 4, ldc * 4, m, n, k);
  }

  protected transpose(from: number, to: number, rows: number, columns: number): void {
    const { heap } = this;
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < columns; j++) heap[to + j * rows + i] = heap[from + i * columns + j]!;
  }

  protected addBias(at: number, bias: number, rows: number, columns: number): void {
    const { heap } = this;
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < columns; j++) heap[at + i * columns + j]! += heap[bias + j]!;
  }

  protected sumColumns(at: number, bias: number, rows: number, columns: number): void {
    const { heap } = this;
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < columns; j++) heap[bias + j]! += heap[at + i * columns + j]!;
  }

  protected times(at: number, mask: number, count: number): void {
    const { heap } = this;
    for (let i = 0; i < count; i++) heap[at + i]! *= heap[mask + i]!;
  }

  /** Cross-entropy of a row of scores, which become their gradient; the padding's is zero. */
  protected softmaxLoss(at: number, classes: number, columns: number, gold: number, scale: number): number {
    const { heap } = this;
    let most = Number.NEGATIVE_INFINITY;
    for (let j = 0; j < classes; j++) if (heap[at + j]! > most) most = heap[at + j]!;
    let sum = 0;
    for (let j = 0; j < classes; j++) {
      const e = Math.exp(heap[at + j]! - most);
      heap[at + j] = e;
      sum += e;
    }
    const probability = gold < 0 ? 1 : heap[at + gold]! / sum;
    for (let j = 0; j < classes; j++) heap[at + j] = gold < 0 ? 0 : (heap[at + j]! / sum) * scale;
    for (let j = classes; j < columns; j++) heap[at + j] = 0;
    if (gold >= 0) heap[at + gold]! -= scale;
    return -Math.log(Math.max(probability, 1e-9));
  }
}
