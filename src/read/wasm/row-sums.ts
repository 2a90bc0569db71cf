/**
 * Sums of many rows of a table of weights: what a linear model of hashed features does most.
 *
 * @module
 */
import {
  assembleModule,
  type Code,
  get,
  I32,
  i16x8Add,
  i32,
  i32Add,
  i32Load,
  i32LtS,
  i32Mul,
  type Kernel,
  set,
  V128,
  v128Load8x8,
  v128Store,
  whileLoop,
} from './assembler.ts';

/** Most rows of one sum: so many bytes have room in 16 bits, whatever they are. */
export const MOST_ROWS = 256;

export interface RowSums {
  /** Where the numbers of the rows are put. */
  readonly rows: Int32Array;
  /** The sums of the columns; those after the last are of no meaning. */
  readonly sums: ArrayLike<number>;
  /** Adds up the first `count` of `rows`. */
  add(count: number): void;
}

/** Sums over a table of `columns` signed bytes a row. */
export function createRowSums(table: Int8Array, columns: number): RowSums {
  const stride = (columns + 7) & ~7;
  const rowsAt = stride * 2;
  const tableAt = rowsAt + MOST_ROWS * 4;
  const memory = new WebAssembly.Memory({
    initial: Math.ceil((tableAt + (table.length / columns) * stride) / 65536),
  });
  const bytes = new Int8Array(memory.buffer, tableAt);
  for (let from = 0, to = 0; from < table.length; from += columns, to += stride)
    for (let c = 0; c < columns; c++) bytes[to + c] = table[from + c]!;
  const module = new WebAssembly.Module(assembleModule([rowKernel(stride)]));
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const kernel = exports['rows'] as (table: number, from: number, end: number) => void;
  return {
    rows: new Int32Array(memory.buffer, rowsAt, MOST_ROWS),
    sums: new Int16Array(memory.buffer, 0, stride),
    add: (count) => kernel(tableAt, rowsAt, rowsAt + count * 4),
  };
}

// Parameters: address of the table, of the first row's number, and beyond the last; sums are written from 0 on.
const [table, from, end, row] = [0, 1, 2, 3] as const;

function rowKernel(stride: number): Kernel {
  const eights = (make: (at: number, sum: number) => Code): Code =>
    Array.from({ length: stride / 8 }, (_, i) => make(i * 8, 4 + i));
  return {
    name: 'rows',
    parameters: [I32, I32, I32],
    locals: [I32, ...new Array(stride / 8).fill(V128)],
    body: [
      whileLoop(
        [get(from), get(end), i32LtS],
        [
          [get(table), get(from), i32Load(), i32(stride), i32Mul, i32Add, set(row)],
          eights((at, sum) => [get(sum), get(row), v128Load8x8(at), i16x8Add, set(sum)]),
          [get(from), i32(4), i32Add, set(from)],
        ],
      ),
      eights((at, sum) => [i32(0), get(sum), v128Store(2 * at)]),
    ],
  };
}
