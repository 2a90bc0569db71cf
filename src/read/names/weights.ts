/**
 * The file of weights: parts one after another, their places and forms in the manifest.
 *
 * @module
 */
import { type Embedding, hashIndex, hashRows } from './embedding.ts';
import type { Weights } from './model.ts';

/** Version of the layout; a file of another version cannot be read. */
export const FORMAT = 1;

export interface PartPlace {
  readonly offset: number;
  readonly bytes: number;
  /** What a whole number of the part stands for; 1 for parts that are not rounded. */
  readonly scale: number;
}

export interface Manifest {
  readonly format: number;
  readonly sha256: string;
  readonly bits: number;
  readonly hidden: number;
  readonly dimensions: number;
  readonly parts: Readonly<Record<string, PartPlace>>;
}

/**
 * Opens the weights.
 *
 * @throws when the manifest is of another format or the file is cut short.
 */
export function openWeights(
  manifestBytes: Uint8Array,
  bytes: Uint8Array,
): { weights: Weights; embedding: Embedding } {
  const manifest = JSON.parse(new TextDecoder().decode(manifestBytes)) as Manifest;
  if (manifest.format !== FORMAT)
    throw new Error(
      `models/names is of format ${manifest.format}, this program reads ${FORMAT}: reinstall onrecord`,
    );
  const part = (name: string): { data: ArrayBuffer; scale: number } => {
    const place = manifest.parts[name];
    if (!place || place.offset + place.bytes > bytes.length)
      throw new Error(`models/names/weights.bin is cut short at ${name}: reinstall onrecord`);
    // A copy, so that it stands at an even address.
    return {
      data: new Uint8Array(bytes.subarray(place.offset, place.offset + place.bytes)).buffer,
      scale: place.scale,
    };
  };
  const numbers = (name: string): Float32Array => {
    const { data, scale } = part(name);
    const numbers = new Float32Array(new Int8Array(data));
    for (let i = 0; i < numbers.length; i++) numbers[i]! *= scale;
    return numbers;
  };
  const floats = (name: string) => new Float32Array(part(name).data);
  const table = part('table');
  const places = hashRows(new Uint32Array(part('places').data));
  return {
    weights: {
      bits: manifest.bits,
      table: new Int8Array(table.data),
      scale: table.scale,
      hidden: manifest.hidden,
      input: numbers('input'),
      shapes: floats('shapes'),
      bias: floats('bias'),
      output: floats('output'),
      moves: floats('moves'),
    },
    embedding: {
      dimensions: manifest.dimensions,
      values: numbers('vectors'),
      coarse: new Uint8Array(part('coarse').data),
      fine: new Uint16Array(part('fine').data),
      rowOf: hashIndex(new Uint32Array(part('words').data)),
      isPlace: (hash) => places(hash) >= 0,
    },
  };
}
