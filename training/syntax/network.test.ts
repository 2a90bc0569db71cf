import { describe, expect, it } from 'vitest';
import { randomFrom } from '../random.ts';
import { newMemory } from './arithmetic.ts';
import { type Batch, Network } from './network.ts';

const shape = {
  rows: 50,
  rowsPerWord: 9,
  units: 8,
  layers: 2,
  tagLayer: 0,
  arc: 8,
  label: 8,
  upos: 5,
  xpos: 7,
  relations: 6,
};
const dropout = { input: 0.3, layer: 0.3, mlp: 0.3 };

describe('Network', () => {
  const network = new Network(newMemory(), shape, 20, 0, 1);
  const random = randomFrom(3);
  network.initialize(random);
  // Biases and gates begin at zero: give them values, so that their gradients are tried away from it.
  for (const { at, rows, columns } of network.parameters.values())
    for (let i = at; i < at + rows * columns; i++) network.heap[i]! += (random() - 0.5) * 0.2;
  for (let i = 0; i < 2000; i++) network.heap[network.vectors.at + i] = random() - 0.5;

  const below = (limit: number) => Math.floor(random() * limit);
  const n = 9;
  const batch: Batch = {
    starts: [0, 4, n],
    rows: Int32Array.from({ length: n * 9 }, () => below(50)),
    vectors: Int32Array.from({ length: n }, () => below(20)),
    upos: Int32Array.from({ length: n }, () => below(5)),
    xpos: Int32Array.from({ length: n }, () => below(7)),
    head: Int32Array.from([1, -1, 1, 2, 1, 3, 3, -1, 3]),
    relation: Int32Array.from({ length: n }, () => below(6)),
  };
  const run = () => {
    const loss = network.run(batch, 1, dropout, randomFrom(5));
    network.clearTouched();
    return loss.tags + loss.heads + loss.relations;
  };
  run();
  const gradients = network.heap.slice(network.gradients[0]!, network.gradients[0]! + network.size);

  it.each([...network.parameters.keys()])('has the gradient of %s that its loss has', (name) => {
    const { at, rows, columns } = network.tensor(name);
    for (let k = 0; k < 10; k++) {
      const i = at + below(rows * columns);
      const value = network.heap[i]!;
      const step = 2e-3;
      network.heap[i] = value + step;
      const more = run();
      network.heap[i] = value - step;
      const less = run();
      network.heap[i] = value;
      const slope = (more - less) / (2 * step);
      expect(Math.abs(slope - gradients[i - network.first]!)).toBeLessThan(0.002 + 0.01 * Math.abs(slope));
    }
  });
});
