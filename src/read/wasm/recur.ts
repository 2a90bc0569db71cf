/**
 * Simple recurrent units (Lei et al. 2018) over one sentence in one direction, eight units at a time: a step waits for
 * the one before, so two fours side by side take little longer than one.
 *
 *     f = σ(u₂ + v₁c + b₁)   r = σ(u₃ + v₂c + b₂)   c = f·c + (1 − f)·u₁   y = r·tanh(c) + (1 − r)·x
 *
 * @module
 */
import {
  type Code,
  f32x4Add,
  f32x4Div,
  f32x4Mul,
  f32x4Pmax,
  f32x4Pmin,
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
// reading backwards); gates (v₁, then v₂, b₁, b₂, each `width` bytes on); how many words; bytes of units (of a
// multiple of eight).
const [u1, u2, u3, uStep, x, xStep, y, yStep, gates, width, words, units] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,
] as const;
const [j, t, p1, p2, p3, px, py] = [12, 13, 14, 15, 16, 17, 18] as const;
const [z, square] = [19, 20] as const;
/** What each four units keep, `shift` bytes on from the first. */
const fours = [0, 1].map((four) => {
  const [v1, v2, b1, b2, state, keep, reset] = Array.from({ length: 7 }, (_, i) => 21 + four * 7 + i);
  return { shift: four * 16, v1: v1!, v2: v2!, b1: b1!, b2: b2!, state: state!, keep: keep!, reset: reset! };
});

const add = (local: number, by: Code): Code => [get(local), by, i32Add, set(local)];

/**
 * The hyperbolic tangent of `z`, within 1e-4: a rational function (the continued fraction of Lambert, seven terms).
 * Leaves its value on the stack; uses `square`.
 */
const tanh: Code = [
  [get(z), f32x4Splat(-4.9), f32x4Pmax, f32x4Splat(4.9), f32x4Pmin, set(z)],
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
const gate = (row: number, shift: number): Code => [
  from(gates),
  new Array(row).fill([get(width), i32Add]),
  v128Load(shift),
];
/** σ(u + v·state + b), of the u at `p`. */
const opening = (p: number, v: number, b: number, state: number, shift: number): Code => [
  [get(p), v128Load(shift), get(v), get(state), f32x4Mul, f32x4Add, get(b), f32x4Add],
  sigmoid,
];

export const recur: Kernel = {
  name: 'recur',
  parameters: new Array(12).fill(I32),
  locals: [...new Array(7).fill(I32), ...new Array(2 + 7 * fours.length).fill(V128)],
  body: [
    [i32(0), set(j)],
    whileLoop(
      [get(j), get(units), i32LtS],
      [
        [from(u1), set(p1), from(u2), set(p2), from(u3), set(p3), from(x), set(px), from(y), set(py)],
        fours.map(({ shift, v1, v2, b1, b2, state }) => [
          [
            gate(0, shift),
            set(v1),
            gate(1, shift),
            set(v2),
            gate(2, shift),
            set(b1),
            gate(3, shift),
            set(b2),
          ],
          [v128Zero, set(state)],
        ]),
        [get(words), set(t)],
        whileLoop(
          [i32(0), get(t), i32LtS],
          [
            fours.map(({ shift, v1, v2, b1, b2, state, keep, reset }) => [
              [opening(p2, v1, b1, state, shift), set(keep)],
              [opening(p3, v2, b2, state, shift), set(reset)],
            ]),
            fours.map(({ shift, state, keep, reset }) => [
              // c = u₁ + f·(c − u₁)
              [get(p1), v128Load(shift), get(keep), get(state), get(p1), v128Load(shift), f32x4Sub, f32x4Mul],
              [f32x4Add, set(state), get(state), set(z)],
              // y = x + r·(tanh(c) − x)
              [get(py), get(px), v128Load(shift), get(reset), tanh, get(px), v128Load(shift), f32x4Sub],
              [f32x4Mul, f32x4Add, v128Store(shift)],
            ]),
            [add(p1, get(uStep)), add(p2, get(uStep)), add(p3, get(uStep)), add(px, get(xStep))],
            add(py, get(yStep)),
            [get(t), i32(1), i32Sub, set(t)],
          ],
        ),
        add(j, i32(16 * fours.length)),
      ],
    ),
  ],
};
