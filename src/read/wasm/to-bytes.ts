/**
 * Numbers as bytes with their sign, in steps of 1/128: what the last layer holds of each word, for the layers after.
 *
 * @module
 */
import {
  type Code,
  f32x4Mul,
  f32x4Nearest,
  f32x4Splat,
  f32x4ToI32,
  get,
  I32,
  i8x16MaxS,
  i8x16Narrow,
  i8x16Splat,
  i16x8Narrow,
  i16x8ShrS,
  i32,
  i32Add,
  i32LtS,
  type Kernel,
  set,
  v128Load,
  v128Store,
  whileLoop,
} from './assembler.ts';

// Parameters: the address of the numbers, sixteen at a time, and the one beyond the last; where the bytes are put.
const [from, end, to] = [0, 1, 2] as const;

const four = (at: number): Code => [
  [get(from), v128Load(at), f32x4Splat(256), f32x4Mul, f32x4Nearest, f32x4ToI32],
];
// Rounded to halves of a step, then down.
const eight = (at: number): Code => [four(at), four(at + 16), i16x8Narrow, i32(1), i16x8ShrS];

export const toBytes: Kernel = {
  name: 'toBytes',
  parameters: [I32, I32, I32],
  locals: [],
  body: [
    whileLoop(
      [get(from), get(end), i32LtS],
      [
        [get(to), eight(0), eight(32), i8x16Narrow, i8x16Splat(-127), i8x16MaxS, v128Store()],
        [get(from), i32(64), i32Add, set(from), get(to), i32(16), i32Add, set(to)],
      ],
    ),
  ],
};
