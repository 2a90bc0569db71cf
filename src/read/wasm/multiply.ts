/**
 * Matrix product in single precision: C += A·B, four rows and eight columns at a time. B is packed by panels of
 * eight columns: the eight numbers of each of its rows together, row after row.
 *
 * @module
 */
import {
  type Code,
  f32x4Add,
  f32x4Mul,
  get,
  I32,
  i32,
  i32Add,
  i32GeS,
  i32LtS,
  i32Mul,
  i32Sub,
  type Kernel,
  set,
  V128,
  v128Load,
  v128Load32Splat,
  v128Store,
  whileLoop,
} from './assembler.ts';

// Parameters: addresses and row lengths in bytes; m rows, n columns (a multiple of 8), k steps.
const [a, aRow, b, c, cRow, m, n, k] = [0, 1, 2, 3, 4, 5, 6, 7] as const;
const [i, j, kk, pb, panel, b0, b1] = [8, 9, 10, 11, 12, 13, 14] as const;
const pa = [15, 16, 17, 18];
const pc = [19, 20, 21, 22];
const sums = [23, 24, 25, 26, 27, 28, 29, 30];
const each = 31;
const LOCALS = [I32, I32, I32, I32, I32, V128, V128, ...new Array(8).fill(I32), ...new Array(9).fill(V128)];

const add = (local: number, by: Code): Code => [get(local), by, i32Add, set(local)];

/** One step of `rows` rows: `load(row)` puts A's number on the stack; B's row lies `offset` bytes on. */
function step(rows: number, offset: number, load: (row: number) => Code): Code {
  return [
    [get(pb), v128Load(offset), set(b0)],
    [get(pb), v128Load(offset + 16), set(b1)],
    Array.from({ length: rows }, (_, r) => [
      [load(r), set(each)],
      [get(sums[2 * r]!), get(each), get(b0), f32x4Mul, f32x4Add, set(sums[2 * r]!)],
      [get(sums[2 * r + 1]!), get(each), get(b1), f32x4Mul, f32x4Add, set(sums[2 * r + 1]!)],
    ]),
  ];
}

/** The product for `rows` rows from row `i`. */
function tile(rows: number, begin: Code, walk: Code): Code {
  const forEach = (make: (row: number) => Code): Code => Array.from({ length: rows }, (_, row) => make(row));
  return [
    begin,
    [get(c), get(i), get(cRow), i32Mul, i32Add, get(j), i32(4), i32Mul, i32Add, set(pc[0]!)],
    forEach((r) => (r === 0 ? [] : [get(pc[r - 1]!), get(cRow), i32Add, set(pc[r]!)])),
    forEach((r) => [
      [get(pc[r]!), v128Load(0), set(sums[2 * r]!)],
      [get(pc[r]!), v128Load(16), set(sums[2 * r + 1]!)],
    ]),
    [get(panel), set(pb)],
    [get(k), set(kk)],
    walk,
    forEach((r) => [
      [get(pc[r]!), get(sums[2 * r]!), v128Store(0)],
      [get(pc[r]!), get(sums[2 * r + 1]!), v128Store(16)],
    ]),
  ];
}

/** Over all panels and rows. */
function body(make: (rows: number) => Code): Code {
  return [
    [i32(0), set(j), get(b), set(panel)],
    whileLoop(
      [get(j), get(n), i32LtS],
      [
        [i32(0), set(i)],
        whileLoop([get(m), get(i), i32Sub, i32(4), i32GeS], [make(4), add(i, i32(4))]),
        whileLoop([get(i), get(m), i32LtS], [make(1), add(i, i32(1))]),
        add(j, i32(8)),
        [get(panel), get(k), i32(32), i32Mul, i32Add, set(panel)],
      ],
    ),
  ];
}

/** A by rows: row i is `aRow` bytes after row i - 1. */
export const multiply: Kernel = {
  name: 'multiply',
  parameters: new Array(8).fill(I32),
  locals: LOCALS,
  body: body((rows) => {
    const forEach = (make: (row: number) => Code): Code =>
      Array.from({ length: rows }, (_, row) => make(row));
    const steps = (count: number): Code => [
      Array.from({ length: count }, (_, s) =>
        step(rows, 32 * s, (r) => [get(pa[r]!), v128Load32Splat(4 * s)]),
      ),
      forEach((r) => add(pa[r]!, i32(4 * count))),
      add(pb, i32(32 * count)),
      [get(kk), i32(count), i32Sub, set(kk)],
    ];
    return tile(
      rows,
      [
        [get(a), get(i), get(aRow), i32Mul, i32Add, set(pa[0]!)],
        forEach((r) => (r === 0 ? [] : [get(pa[r - 1]!), get(aRow), i32Add, set(pa[r]!)])),
      ],
      [whileLoop([i32(3), get(kk), i32LtS], steps(4)), whileLoop([i32(0), get(kk), i32LtS], steps(1))],
    );
  }),
};

/** A turned: its columns lie `aRow` bytes apart and the four rows of a tile next to each other. */
export const multiplyTurned: Kernel = {
  name: 'multiplyTurned',
  parameters: new Array(8).fill(I32),
  locals: LOCALS,
  body: body((rows) => {
    const steps = (count: number): Code => [
      Array.from({ length: count }, (_, s) => [
        step(rows, 32 * s, (r) => [get(pa[0]!), v128Load32Splat(4 * r)]),
        add(pa[0]!, get(aRow)),
      ]),
      add(pb, i32(32 * count)),
      [get(kk), i32(count), i32Sub, set(kk)],
    ];
    return tile(
      rows,
      [get(a), get(i), i32(4), i32Mul, i32Add, set(pa[0]!)],
      [whileLoop([i32(3), get(kk), i32LtS], steps(4)), whileLoop([i32(0), get(kk), i32LtS], steps(1))],
    );
  }),
};

// pack: from, length of a row in bytes, to, rows, columns (a multiple of 8).
const [source, sourceRow, target, rows, columns, row, column, at] = [0, 1, 2, 3, 4, 5, 6, 7] as const;

/** Packs a matrix as the products want it. */
export const pack: Kernel = {
  name: 'pack',
  parameters: new Array(5).fill(I32),
  locals: [I32, I32, I32],
  body: [
    [i32(0), set(column)],
    whileLoop(
      [get(column), get(columns), i32LtS],
      [
        [get(source), get(column), i32(4), i32Mul, i32Add, set(at)],
        [i32(0), set(row)],
        whileLoop(
          [get(row), get(rows), i32LtS],
          [
            [get(target), get(at), v128Load(0), v128Store(0)],
            [get(target), get(at), v128Load(16), v128Store(16)],
            [add(target, i32(32)), add(at, get(sourceRow)), add(row, i32(1))],
          ],
        ),
        add(column, i32(8)),
      ],
    ),
  ],
};
