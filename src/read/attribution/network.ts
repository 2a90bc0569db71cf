/**
 * A scorer of decisions: a sum of weights, and a hidden layer over a sum of vectors, one row a feature.
 *
 * score = bias + Σ weight[f] + Σ output[j] · max(0, hiddenBias[j] + Σ vector[f][j])
 *
 * @module
 */
import type { Features } from './features.ts';

export interface NetworkShape {
  readonly name: string;
  /** The tables have 2^bits rows. */
  readonly bits: number;
  readonly hidden: number;
}

export class Network {
  readonly weight: Float32Array;
  readonly vector: Float32Array;
  readonly hiddenBias: Float32Array;
  readonly output: Float32Array;
  readonly sum: Float32Array;
  bias = 0;

  constructor(readonly shape: NetworkShape) {
    const rows = 1 << shape.bits;
    this.weight = new Float32Array(rows);
    this.vector = new Float32Array(rows * shape.hidden);
    this.hiddenBias = new Float32Array(shape.hidden);
    this.output = new Float32Array(shape.hidden);
    this.sum = new Float32Array(shape.hidden);
  }

  /** The score of a decision; the hidden layer before its threshold stays in `sum`. */
  score(features: Features): number {
    const { weight, vector, output, sum, hiddenBias } = this;
    const width = this.shape.hidden;
    const { rows, length } = features;
    let score = this.bias;
    sum.set(hiddenBias);
    for (let k = 0; k < length; k++) {
      const row = rows[k]!;
      score += weight[row]!;
      const at = row * width;
      for (let j = 0; j < width; j++) sum[j]! += vector[at + j]!;
    }
    for (let j = 0; j < width; j++) if (sum[j]! > 0) score += output[j]! * sum[j]!;
    return score;
  }
}

/** Bytes that a network takes in a model file. */
const bytesOf = ({ bits, hidden }: NetworkShape) => (1 << bits) * (1 + hidden) + 4 * (2 * hidden + 3);

/**
 * Networks as bytes: for each, bias and the scales of its two tables (float32), hidden bias and output (float32),
 * then the weights and the vectors as signed bytes. Little endian.
 */
export function packNetworks(networks: readonly Network[]): Uint8Array {
  const bytes = new Uint8Array(networks.reduce((sum, { shape }) => sum + bytesOf(shape), 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  const float = (value: number) => {
    view.setFloat32(at, value, true);
    at += 4;
  };
  for (const network of networks) {
    const scales = [network.weight, network.vector].map(
      (table) => table.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9) / 127,
    );
    float(network.bias);
    for (const scale of scales) float(scale);
    for (const value of network.hiddenBias) float(value);
    for (const value of network.output) float(value);
    for (const [t, table] of [network.weight, network.vector].entries())
      for (const value of table) view.setInt8(at++, Math.round(value / scales[t]!));
  }
  return bytes;
}

/** @throws Error when the bytes are not those of networks of these shapes. */
export function unpackNetworks(bytes: Uint8Array, shapes: readonly NetworkShape[]): Network[] {
  const want = shapes.reduce((sum, shape) => sum + bytesOf(shape), 0);
  if (bytes.length !== want)
    throw new Error(
      `models/attribution/weights.bin has ${bytes.length} bytes, not ${want}: make it again with npm run train -- attribution`,
    );
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const float = () => {
    at += 4;
    return view.getFloat32(at - 4, true);
  };
  return shapes.map((shape) => {
    const network = new Network(shape);
    network.bias = float();
    const scales = [float(), float()];
    for (let j = 0; j < shape.hidden; j++) network.hiddenBias[j] = float();
    for (let j = 0; j < shape.hidden; j++) network.output[j] = float();
    for (const [t, table] of [network.weight, network.vector].entries())
      for (let k = 0; k < table.length; k++) table[k] = view.getInt8(at++) * scales[t]!;
    return network;
  });
}
