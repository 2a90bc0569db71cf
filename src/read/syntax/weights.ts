/**
 * The file of weights: raw little-endian arrays one after another, and the manifest that says where each lies.
 *
 * @module
 */
import { type Models, modelFile } from '../resources.ts';

export const FORMAT = 1;

export interface TensorEntry {
  /** Bytes from the start of the file; a multiple of 4. */
  offset: number;
  type: 'i8' | 'i16' | 'f32' | 'text';
  rows: number;
  columns: number;
}

export interface Manifest {
  format: number;
  /** SHA-256 of weights.bin, in hexadecimal. */
  sha256: string;
  shape: { units: number; layers: number; tagLayer: number; arc: number; label: number; farthest: number };
  /** Penn tags and relations by number, and which parts of speech go with which Penn tags. */
  xpos: string[];
  relations: string[];
  pairs: [upos: number, xpos: number][];
  tensors: Record<string, TensorEntry>;
}

/** Weights as they lie in the file: whole numbers with a factor for each row or column, or plain numbers. */
export interface Weights {
  readonly manifest: Manifest;
  integers(name: string): Int8Array | Int16Array;
  floats(name: string): Float32Array;
  words(name: string): string[];
}

export function openWeights(models: Models): Weights {
  const manifest: Manifest = JSON.parse(new TextDecoder().decode(modelFile(models, 'syntax/manifest.json')));
  if (manifest.format !== FORMAT)
    throw new Error(
      `models/syntax has format ${manifest.format}, this program reads ${FORMAT}: make it again with npm run train -- syntax`,
    );
  const file = modelFile(models, 'syntax/weights.bin');
  // A copy, so that arrays of two and four bytes are aligned wherever the file was read to.
  const bytes = new Uint8Array(file).buffer;
  const entry = (name: string) => {
    const found = manifest.tensors[name];
    if (!found) throw new Error(`models/syntax/weights.bin has no ${name}: reinstall onrecord`);
    return found;
  };
  return {
    manifest,
    integers(name) {
      const { offset, type, rows, columns } = entry(name);
      return type === 'i8'
        ? new Int8Array(bytes, offset, rows * columns)
        : new Int16Array(bytes, offset, rows * columns);
    },
    floats(name) {
      const { offset, rows, columns } = entry(name);
      return new Float32Array(bytes, offset, rows * columns);
    },
    words(name) {
      const { offset, columns } = entry(name);
      return new TextDecoder().decode(new Uint8Array(bytes, offset, columns)).split('\n');
    },
  };
}
