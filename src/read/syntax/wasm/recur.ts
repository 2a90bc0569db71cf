/**
 * Simple recurrent units (Lei et al. 2018) over one sentence in one direction, four units at a time:
 *
 *     f = σ(u₂ + v₁c + b₁)   r = σ(u₃ + v₂c + b₂)   c = f·c + (1 − f)·u₁   y = r·tanh(c) + (1 − r)·x
 *
 * @module
 */
import {
  type Code,
  f32x4Add,
  f32x4Div,
  f32x4Max,
  f32x4Min,
  f32x4Mul,
  f32x4Splat,
  f32x4Sub,
  get,
  I32,
  i32,
  i32Add,
  i32LtS,
  i32Sub,
  type Kernel,
  set,
  V128,
  v128Load,
  v128Store,
  v128Zero,
  whileLoop,
} from './assembler.ts';

// Parameters: addresses of the first word's u₁, u₂, u₃ rows, x, y; steps in bytes from word to word (negative when
// reading backwards); gates (v₁, then v₂, b₁, b₂, each `width` bytes on); how many words; bytes of units.
const [u1, u2, u3, uStep, x, xStep, y, yStep, gates, width, words, units] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,
] as const;
const [j, t, p1, p2, p3, px, py] = [12, 13, 14, 15, 16, 17, 18] as const;
const [v1, v2, k1, k2, state, keep, reset, z, square] = [19, 20, 21, 22, 23, 24, 25, 26, 27] as const;

const add = (local: number, by: Code): Code => [get(local), by, i32Add, set(local)];

/**
 * The hyperbolic tangent of `z`, within 1e-4: a rational function (the continued fraction of Lambert, seven terms).
 * Leaves its value on the stack; uses `square`.
 */
const tanh: Code = [
  [get(z), f32x4Splat(-4.9), f32x4Max, f32x4Splat(4.9), f32x4Min, set(z)],
  [get(z), get(z), f32x4Mul, set(square)],
  [get(square), f32x4Splat(378), f32x4Add, get(square), f32x4Mul, f32x4Splat(17325), f32x4Add],
  [get(square), f32x4Mul, f32x4Splat(135135), f32x4Add, get(z), f32x4Mul],
  [f32x4Splat(28), get(square), f32x4Mul, f32x4Splat(3150), f32x4Add, get(square), f32x4Mul],
  [f32x4Splat(62370), f32x4Add, get(square), f32x4Mul, f32x4Splat(135135), f32x4Add, f32x4Div],
];
/** The logistic function of what is on the stack: half the tangent of its half, and a half. */
const sigmoid: Code = [
  [f32x4Splat(0.5), f32x4Mul, set(z)],
  [tanh, f32x4Splat(0.5), f32x4Mul, f32x4Splat(0.5), f32x4Add],
];

const from = (address: number): Code => [get(address), get(j), i32Add];

export const recur: Kernel = {
  name: 'recur',
  parameters: new Array(12).fill(I32),
  locals: [I32, I32, I32, I32, I32, I32, I32, ...new Array(9).fill(V128)],
  body: [
    [i32(0), set(j)],
    whileLoop(
      [get(j), get(units), i32LtS],
      [
        [from(u1), set(p1), from(u2), set(p2), from(u3), set(p3), from(x), set(px), from(y), set(py)],
        [from(gates), v128Load(), set(v1)],
        [from(gates), get(width), i32Add, v128Load(), set(v2)],
        [from(gates), get(width), i32Add, get(width), i32Add, v128Load(), set(k1)],
        [from(gates), get(width), i32Add, get(width), i32Add, get(width), i32Add, v128Load(), set(k2)],
        [v128Zero, set(state)],
        [get(words), set(t)],
        whileLoop(
          [i32(0), get(t), i32LtS],
          [
            [
              get(p2),
              v128Load(),
              get(v1),
              get(state),
              f32x4Mul,
              f32x4Add,
              get(k1),
              f32x4Add,
              sigmoid,
              set(keep),
            ],
            [
              get(p3),
              v128Load(),
              get(v2),
              get(state),
              f32x4Mul,
              f32x4Add,
              get(k2),
              f32x4Add,
              sigmoid,
              set(reset),
            ],
            // c = u₁ + f·(c − u₁)
            [get(p1), v128Load(), get(keep), get(state), get(p1), v128Load(), f32x4Sub, f32x4Mul, f32x4Add],
            set(state),
            [get(state), set(z)],
            // y = x + r·(tanh(c) − x)
            [
              get(py),
              get(px),
              v128Load(),
              get(reset),
              tanh,
              get(px),
              v128Load(),
              f32x4Sub,
              f32x4Mul,
              f32x4Add,
            ],
            v128Store(),
            [add(p1, get(uStep)), add(p2, get(uStep)), add(p3, get(uStep)), add(px, get(xStep))],
            add(py, get(yStep)),
            [get(t), i32(1), i32Sub, set(t)],
          ],
        ),
        add(j, i32(16)),
      ],
    ),
  ],
};
