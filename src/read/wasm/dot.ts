/**
 * Matrix product of small integers: C = (A·B)·scale + bias, where A is of 16-bit activations and B of 16-bit weights,
 * packed so that one instruction takes two steps for four columns.
 *
 * B is packed by panels of eight columns: for every two rows k, k+1 the pairs (B[k][j], B[k+1][j]) of the panel's
 * columns j lie together, 32 bytes in all.
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
  i32x4Add,
  i32x4Dot,
  i32x4ToF32,
  type Kernel,
  set,
  V128,
  v128Load,
  v128Load32Splat,
  v128Store,
  v128Zero,
  whileLoop,
} from './assembler.ts';

// Parameters: addresses and row lengths in bytes; m rows, n columns (a multiple of 8), k pairs of steps.
const [a, aRow, b, c, cRow, m, n, k, scale, bias] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
const [i, j, kk, pb, panel, b0, b1] = [10, 11, 12, 13, 14, 15, 16] as const;
const pa = [17, 18, 19, 20];
const pc = [21, 22, 23, 24];
const sums = [25, 26, 27, 28, 29, 30, 31, 32];
const both = 33;

const add = (local: number, by: Code): Code => [get(local), by, i32Add, set(local)];

function tile(rows: number): Code {
  const each = (make: (row: number) => Code): Code => Array.from({ length: rows }, (_, row) => make(row));
  const column = (base: number): Code => [get(base), get(j), i32(4), i32Mul, i32Add];
  const finish = (sum: number, half: number): Code => [
    [get(sum), i32x4ToF32, column(scale), v128Load(half), f32x4Mul],
    [column(bias), v128Load(half), f32x4Add],
  ];
  return [
    [get(a), get(i), get(aRow), i32Mul, i32Add, set(pa[0]!)],
    [get(c), get(i), get(cRow), i32Mul, i32Add, get(j), i32(4), i32Mul, i32Add, set(pc[0]!)],
    each((r) =>
      r === 0
        ? []
        : [
            [get(pa[r - 1]!), get(aRow), i32Add, set(pa[r]!)],
            [get(pc[r - 1]!), get(cRow), i32Add, set(pc[r]!)],
          ],
    ),
    each((r) => [
      [v128Zero, set(sums[2 * r]!)],
      [v128Zero, set(sums[2 * r + 1]!)],
    ]),
    [get(panel), set(pb)],
    [i32(0), set(kk)],
    whileLoop(
      [get(kk), get(k), i32LtS],
      [
        [get(pb), v128Load(0), set(b0)],
        [get(pb), v128Load(16), set(b1)],
        each((r) => [
          [get(pa[r]!), v128Load32Splat(), set(both)],
          [get(sums[2 * r]!), get(both), get(b0), i32x4Dot, i32x4Add, set(sums[2 * r]!)],
          [get(sums[2 * r + 1]!), get(both), get(b1), i32x4Dot, i32x4Add],
          set(sums[2 * r + 1]!),
          add(pa[r]!, i32(4)),
        ]),
        add(pb, i32(32)),
        add(kk, i32(1)),
      ],
    ),
    each((r) => [
      [get(pc[r]!), finish(sums[2 * r]!, 0), v128Store(0)],
      [get(pc[r]!), finish(sums[2 * r + 1]!, 16), v128Store(16)],
    ]),
  ];
}

export const dot: Kernel = {
  name: 'dot',
  parameters: new Array(10).fill(I32),
  locals: [I32, I32, I32, I32, I32, V128, V128, ...new Array(8).fill(I32), ...new Array(9).fill(V128)],
  body: [
    [i32(0), set(j), get(b), set(panel)],
    whileLoop(
      [get(j), get(n), i32LtS],
      [
        [i32(0), set(i)],
        whileLoop([get(m), get(i), i32Sub, i32(4), i32GeS], [tile(4), add(i, i32(4))]),
        whileLoop([get(i), get(m), i32LtS], [tile(1), add(i, i32(1))]),
        add(j, i32(8)),
        [get(panel), get(k), i32(32), i32Mul, i32Add, set(panel)],
      ],
    ),
  ],
};

// quantize: from, to, count, scale address.
const [from, to, count, factor, at, low, high] = [0, 1, 2, 3, 4, 5, 6] as const;

/** Rounds `count` (a multiple of 8) numbers at `from`, times the four equal numbers at `factor`, to 16 bits. */
export const quantize: Kernel = {
  name: 'quantize',
  parameters: [I32, I32, I32, I32],
  locals: [I32, V128, V128],
  body: [
    [i32(0), set(at)],
    whileLoop(
      [get(at), get(count), i32LtS],
      [
        [get(from), v128Load(0), get(factor), v128Load(), f32x4Mul, f32ToI32Rounded(), set(low)],
        [get(from), v128Load(16), get(factor), v128Load(), f32x4Mul, f32ToI32Rounded(), set(high)],
        [get(to), get(low), get(high), narrow(), v128Store()],
        add(from, i32(32)),
        add(to, i32(16)),
        add(at, i32(8)),
      ],
    ),
  ],
};

function f32ToI32Rounded(): Code {
  // f32x4.nearest, then the conversion that saturates and takes what is no number for 0.
  return [0xfd, 0x6a, 0xfd, 0xf8, 0x01];
}
function narrow(): Code {
  return [0xfd, 0x85, 0x01];
}
