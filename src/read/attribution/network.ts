/**
 * A scorer of decisions: a sum of weights, and a hidden layer over a sum of vectors, one row a feature.
 *
 * score = bias + Σ weight[f] + Σ output[j] · max(0, hiddenBias[j] + Σ vector[f][j])
 *
 * Rows are signed bytes, weight and vector side by side, so that a table stays in the processor's cache.
 *
 * @module
 */
import { createRowSums, type RowSums } from '../wasm/row-sums.ts';
import { Features } from './features.ts';

export interface NetworkShape {
  readonly name: string;
  /** The table has 2^bits rows. */
  readonly bits: number;
  /** Units of the hidden layer. */
  readonly hidden: number;
}

/** What a network is made of, before its table is put into bytes. */
export interface Weights {
  bias: number;
  readonly weight: Float32Array;
  readonly vector: Float32Array;
  readonly hiddenBias: Float32Array;
  readonly output: Float32Array;
}

export class Network {
  private readonly rowSums: RowSums;
  /** Where the features of a decision are put before its score is asked for. */
  readonly features: Features;

  private constructor(
    readonly shape: NetworkShape,
    private readonly bias: number,
    private readonly scales: readonly [weight: number, vector: number],
    private readonly hiddenBias: Float32Array,
    private readonly output: Float32Array,
    private readonly table: Int8Array,
  ) {
    this.rowSums = createRowSums(table, 1 + shape.hidden);
    this.features = new Features(shape.bits, this.rowSums.rows);
  }

  /** Puts weights into bytes, each table on its own scale. */
  static from(shape: NetworkShape, { bias, weight, vector, hiddenBias, output }: Weights): Network {
    const scaleOf = (values: Float32Array) =>
      values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9) / 127;
    const scales = [Math.fround(scaleOf(weight)), Math.fround(scaleOf(vector))] as const;
    const { hidden } = shape;
    const table = new Int8Array(weight.length * (1 + hidden));
    for (let row = 0; row < weight.length; row++) {
      table[row * (1 + hidden)] = Math.round(weight[row]! / scales[0]);
      for (let j = 0; j < hidden; j++)
        table[row * (1 + hidden) + 1 + j] = Math.round(vector[row * hidden + j]! / scales[1]);
    }
    return new Network(shape, Math.fround(bias), scales, hiddenBias, output, table);
  }

  /** Bytes that a network of this shape takes in a model file. */
  static bytesOf({ bits, hidden }: NetworkShape): number {
    return (1 << bits) * (1 + hidden) + 4 * (2 * hidden + 3);
  }

  /** The network whose bytes begin at `at`: bias, two scales, hidden bias, output (float32, little endian), table. */
  static read(shape: NetworkShape, bytes: Uint8Array, at: number): Network {
    const view = new DataView(bytes.buffer, bytes.byteOffset + at, Network.bytesOf(shape));
    const { hidden } = shape;
    const floats = Float32Array.from({ length: 3 + 2 * hidden }, (_, k) => view.getFloat32(4 * k, true));
    const from = bytes.byteOffset + at + 4 * floats.length;
    const table = new Int8Array(bytes.buffer, from, (1 << shape.bits) * (1 + hidden));
    const [bias, weightScale, vectorScale] = floats as unknown as [number, number, number];
    const hiddenBias = floats.subarray(3, 3 + hidden);
    return new Network(
      shape,
      bias,
      [weightScale, vectorScale],
      hiddenBias,
      floats.subarray(3 + hidden),
      table,
    );
  }

  write(bytes: Uint8Array, at: number): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    [this.bias, ...this.scales, ...this.hiddenBias, ...this.output].forEach((value, k) => {
      view.setFloat32(at + 4 * k, value, true);
    });
    bytes.set(this.table, at + 4 * (3 + 2 * this.shape.hidden));
  }

  /** The score of the decision whose features were put in. */
  score(): number {
    const { output, hiddenBias, rowSums, features } = this;
    rowSums.add(features.length);
    const [weightScale, vectorScale] = this.scales;
    let score = this.bias + rowSums.sums[0]! * weightScale;
    for (let j = 0; j < output.length; j++) {
      const unit = rowSums.sums[1 + j]! * vectorScale + hiddenBias[j]!;
      if (unit > 0) score += output[j]! * unit;
    }
    return score;
  }
}

/** Networks as the bytes of a model file, one after the other. */
export function packNetworks(networks: readonly Network[]): Uint8Array {
  const bytes = new Uint8Array(networks.reduce((sum, { shape }) => sum + Network.bytesOf(shape), 0));
  let at = 0;
  for (const network of networks) {
    network.write(bytes, at);
    at += Network.bytesOf(network.shape);
  }
  return bytes;
}

/** @throws Error when the bytes are not those of networks of these shapes. */
export function unpackNetworks(bytes: Uint8Array, shapes: readonly NetworkShape[]): Network[] {
  const want = shapes.reduce((sum, shape) => sum + Network.bytesOf(shape), 0);
  if (bytes.length !== want)
    throw new Error(
      `models/attribution/weights.bin has ${bytes.length} bytes, not ${want}: make it again with npm run train -- attribution`,
    );
  let at = 0;
  return shapes.map((shape) => {
    at += Network.bytesOf(shape);
    return Network.read(shape, bytes, at - Network.bytesOf(shape));
  });
}
