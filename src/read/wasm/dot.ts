/**
 * Matrix product of small integers: C = (A·B)·scale + bias, where A is of 16-bit activations and B of 16-bit weights,
 * packed so that one instruction takes two steps for four columns.
 *
 * A is packed by tiles of four rows: for every two steps k, k+1 the pairs (A[i][k], A[i][k+1]) of the tile's rows i lie
 * together, 16 bytes in all. B is packed by panels of eight columns: for every two rows k, k+1 the pairs (B[k][j],
 * B[k+1][j]) of the panel's columns j lie together, 32 bytes in all. So both are read from front to back.
 *
 * @module
 */
import {
  type Code,
  f32x4Add,
  f32x4Mul,
  f32x4Nearest,
  f32x4Splat,
  f32x4ToI32,
  get,
  I32,
  i16x8Narrow,
  i32,
  i32Add,
  i32LtS,
  i32Mul,
  i32x4Add,
  i32x4Dot,
  i32x4Shuffle,
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

/** Rows of a tile. What is read and written are whole tiles: there must be room for the rows that fill up the last. */
export const TILE = 4;
/** How activations are rounded to 16 bits: so many steps to one. */
export const STEPS = 256;

const add = (local: number, by: Code): Code => [get(local), by, i32Add, set(local)];
const eachRow = (make: (row: number) => Code): Code => Array.from({ length: TILE }, (_, row) => make(row));

// Parameters: addresses of A and the end of A, B, C and the end of the first row of C; bytes of a row of C and of a
// tile of A; addresses of scale and bias.
const [a, aEnd, b, c, cEnd, cRow, tile, scale, bias] = [0, 1, 2, 3, 4, 5, 6, 7, 8] as const;
const [pa, tileEnd, pb, pc, b0, b1, both] = [9, 10, 11, 12, 13, 14, 15] as const;
const sum = (row: number, half: number) => 16 + 2 * row + half;

export const dot: Kernel = {
  name: 'dot',
  parameters: new Array(9).fill(I32),
  locals: [...new Array(4).fill(I32), ...new Array(3 + 2 * TILE).fill(V128)],
  body: [
    whileLoop(
      [get(c), get(cEnd), i32LtS],
      [
        [get(a), set(pa), get(c), set(pc)],
        whileLoop(
          [get(pa), get(aEnd), i32LtS],
          [
            [get(pa), get(tile), i32Add, set(tileEnd), get(b), set(pb)],
            eachRow((row) => [v128Zero, set(sum(row, 0)), v128Zero, set(sum(row, 1))]),
            // No more steps in one turn: the compiler would load them all first, and run out of registers.
            whileLoop(
              [get(pa), get(tileEnd), i32LtS],
              [
                [get(pb), v128Load(0), set(b0), get(pb), v128Load(16), set(b1)],
                eachRow((row) => [
                  [get(pa), v128Load32Splat(4 * row), set(both)],
                  [get(sum(row, 0)), get(both), get(b0), i32x4Dot, i32x4Add, set(sum(row, 0))],
                  [get(sum(row, 1)), get(both), get(b1), i32x4Dot, i32x4Add, set(sum(row, 1))],
                ]),
                [add(pa, i32(4 * TILE)), add(pb, i32(32))],
              ],
            ),
            eachRow((row) => [
              [0, 1].map((half) => [
                [get(pc), get(sum(row, half)), i32x4ToF32, get(scale), v128Load(16 * half), f32x4Mul],
                [get(bias), v128Load(16 * half), f32x4Add, v128Store(16 * half)],
              ]),
              add(pc, get(cRow)),
            ]),
          ],
        ),
        [get(pb), set(b), add(c, i32(32)), add(scale, i32(32)), add(bias, i32(32))],
      ],
    ),
  ],
};

// Parameters: address of the numbers, and bytes of a row of them; where the tiles are put; how many rows; bytes of a
// row that are rounded (of a multiple of four numbers).
const [from, fromRow, to, rows, width, left] = [0, 1, 2, 3, 4, 5] as const;
const pointer = (row: number) => 6 + row;
const rounded = (row: number): Code => [
  [get(pointer(row)), v128Load(), f32x4Splat(STEPS), f32x4Mul, f32x4Nearest, f32x4ToI32],
];

/** Rounds numbers to 16 bits, STEPS to one, and packs them as `dot` wants its A. */
export const quantize: Kernel = {
  name: 'quantize',
  parameters: new Array(5).fill(I32),
  locals: [...new Array(1 + TILE).fill(I32), V128, V128],
  body: [
    whileLoop(
      [i32(0), get(rows), i32LtS],
      [
        eachRow((row) => [get(from), i32(row), get(fromRow), i32Mul, i32Add, set(pointer(row))]),
        [get(width), set(left)],
        whileLoop(
          [i32(0), get(left), i32LtS],
          [
            // Two pairs of each of two rows are in each of these.
            [rounded(0), rounded(1), i16x8Narrow, set(10), rounded(2), rounded(3), i16x8Narrow, set(11)],
            [get(to), get(10), get(11), i32x4Shuffle(0, 2, 4, 6), v128Store(0)],
            [get(to), get(10), get(11), i32x4Shuffle(1, 3, 5, 7), v128Store(16)],
            [eachRow((row) => add(pointer(row), i32(16))), add(to, i32(32)), add(left, i32(-16))],
          ],
        ),
        [add(rows, i32(-TILE)), get(from), i32(TILE), get(fromRow), i32Mul, i32Add, set(from)],
      ],
    ),
  ],
};
