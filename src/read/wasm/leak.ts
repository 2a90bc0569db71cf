/**
 * The rectifier that leaks, x or a tenth of it: without a branch, since the sign of what comes is anyone's guess.
 *
 * @module
 */
import {
  f32x4Mul,
  f32x4Pmax,
  f32x4Splat,
  get,
  I32,
  i32,
  i32Add,
  i32LtS,
  type Kernel,
  set,
  V128,
  v128Load,
  v128Store,
  whileLoop,
} from './assembler.ts';

// Parameters: the first address, and the one beyond the last; fours of numbers between them.
const [at, end, four] = [0, 1, 2] as const;

export const leak: Kernel = {
  name: 'leak',
  parameters: [I32, I32],
  locals: [V128],
  body: [
    whileLoop(
      [get(at), get(end), i32LtS],
      [
        [get(at), v128Load(), set(four)],
        [get(at), get(four), get(four), f32x4Splat(0.1), f32x4Mul, f32x4Pmax, v128Store()],
        [get(at), i32(16), i32Add, set(at)],
      ],
    ),
  ],
};
