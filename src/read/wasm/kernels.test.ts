import { describe, expect, it } from 'vitest';
import { packMatrix, Workspace } from '../syntax/layout.ts';
import { assembleModule } from './assembler.ts';
import { multiply, multiplyTurned, pack } from './multiply.ts';

/** Numbers between -1 and 1 that are the same each time. */
function numbers(count: number, seed: number): Float32Array {
  let state = seed;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) / 8388608 - 1;
  });
}

describe('multiply', () => {
  const memory = new WebAssembly.Memory({ initial: 8 });
  const module = new WebAssembly.Module(assembleModule([multiply, multiplyTurned, pack]));
  const kernels = new WebAssembly.Instance(module, { env: { memory } }).exports as Record<
    string,
    (...args: number[]) => void
  >;
  const heap = new Float32Array(memory.buffer);

  it.each([
    [1, 8, 1],
    [4, 8, 4],
    [5, 16, 7],
    [7, 24, 13],
  ])('of %i × %i over %i agrees with the definition', (m, n, k) => {
    const [a, b, c, packed] = [0, 1000, 3000, 5000];
    const left = numbers(m * k, 1);
    const right = numbers(k * n, 2);
    heap.set(left, a);
    heap.set(right, b);
    const expected = (i: number, j: number, at: (i: number, s: number) => number) => {
      let sum = 0.5;
      for (let s = 0; s < k; s++) sum += at(i, s) * right[s * n + j]!;
      return sum;
    };
    heap.fill(0.5, c, c + m * n);
    kernels['pack']!(b * 4, n * 4, packed * 4, k, n);
    kernels['multiply']!(a * 4, k * 4, packed * 4, c * 4, n * 4, m, n, k);
    for (let i = 0; i < m; i++)
      for (let j = 0; j < n; j++)
        expect(heap[c + i * n + j]).toBeCloseTo(
          expected(i, j, (r, s) => left[r * k + s]!),
          4,
        );
    heap.fill(0.5, c, c + m * n);
    kernels['multiplyTurned']!(a * 4, m * 4, packed * 4, c * 4, n * 4, m, n, k);
    for (let i = 0; i < m; i++)
      for (let j = 0; j < n; j++)
        expect(heap[c + i * n + j]).toBeCloseTo(
          expected(i, j, (r, s) => left[s * m + r]!),
          4,
        );
  });
});

describe('dot', () => {
  it('multiplies rounded numbers, scales and adds the bias', () => {
    const [m, n, k] = [6, 16, 10];
    const workspace = new Workspace(m * 16);
    const weights = Int16Array.from(numbers(k * n, 3), (x) => Math.round(x * 1000));
    const factors = new Float32Array(n).fill(0.002);
    const bias = numbers(n, 4);
    const matrix = packMatrix(workspace, weights, factors, bias, k, n);
    const from = workspace.allocate(m * 16 * 4);
    const to = workspace.allocate(m * n * 4);
    const heap = new Float32Array(workspace.memory.buffer);
    const activations = numbers(m * k, 5);
    heap.set(activations, from / 4);
    workspace.product(from, k, matrix, m, to);
    for (let i = 0; i < m; i++)
      for (let j = 0; j < n; j++) {
        let sum = bias[j]!;
        for (let s = 0; s < k; s++) sum += activations[i * k + s]! * weights[s * n + j]! * 0.002;
        expect(Math.abs(heap[to / 4 + i * n + j]! - sum)).toBeLessThan(0.03);
      }
  });
});

describe('leak', () => {
  it('keeps what is positive and a tenth of the rest, and nothing beyond', () => {
    const { memory, kernels } = new Workspace(0);
    const heap = new Float32Array(memory.buffer);
    heap.set([1, -1, 0, -30, -5], 16);
    kernels.leak(64, 80);
    [1, -0.1, 0, -3, -5].forEach((value, i) => {
      expect(heap[16 + i]).toBeCloseTo(value, 6);
    });
  });
});

describe('recur', () => {
  const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

  it.each(['forwards', 'backwards'])('agrees with the definition %s', (direction) => {
    const [n, w] = [5, 8];
    const workspace = new Workspace(0);
    const address = (count: number) => workspace.allocate(count * 4);
    const [u, x, y, gates] = [address(n * 3 * w), address(n * w), address(n * w), address(4 * w)];
    const heap = new Float32Array(workspace.memory.buffer);
    heap.set(
      numbers(n * 3 * w, 6).map((value) => value * 3),
      u / 4,
    );
    heap.set(numbers(n * w, 7), x / 4);
    heap.set(numbers(4 * w, 8), gates / 4);
    const back = direction === 'backwards';
    const first = back ? n - 1 : 0;
    const sign = back ? -1 : 1;
    const row = (base: number, columns: number) => base + first * columns * 4;
    const start = row(u, 3 * w);
    workspace.kernels.recur(
      start,
      start + w * 4,
      start + 2 * w * 4,
      sign * 3 * w * 4,
      row(x, w),
      sign * w * 4,
      row(y, w),
      sign * w * 4,
      gates,
      w * 4,
      n,
      w * 4,
    );
    for (let j = 0; j < w; j++) {
      const gate = (number: number) => heap[gates / 4 + number * w + j]!;
      let state = 0;
      for (let i = 0, t = first; i < n; i++, t += sign) {
        const at = u / 4 + t * 3 * w + j;
        const keep = sigmoid(heap[at + w]! + gate(0) * state + gate(2));
        const reset = sigmoid(heap[at + 2 * w]! + gate(1) * state + gate(3));
        state = keep * state + (1 - keep) * heap[at]!;
        const out = reset * Math.tanh(state) + (1 - reset) * heap[x / 4 + t * w + j]!;
        expect(heap[y / 4 + t * w + j]).toBeCloseTo(out, 3);
      }
    }
  });
});

describe('toBytes', () => {
  it('rounds to halves of a step, then down, and stays within 127 steps', () => {
    const { memory, kernels } = new Workspace(0);
    const [half, step] = [1 / 256, 1 / 128];
    new Float32Array(memory.buffer).set([0, step, -step, half, -half, 0.4 * half, 0.6 * half, 5, -5, -1], 16);
    kernels.toBytes(64, 128, 256);
    expect([...new Int8Array(memory.buffer, 256, 11)]).toEqual([0, 1, -1, 0, -1, 0, 0, 127, -127, -127, 0]);
  });
});
