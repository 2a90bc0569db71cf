/**
 * Where an event was: how likely each name of its sentence is to be its place.
 *
 * chance = σ(Σ weight[f] + Σ output[j] · max(0, bias[j] + Σ vector[f][j] + event[j]·state(event) + place[j]·state(name)))
 *
 * over the features f of the name; a state is what the parser's last layer holds of a word. Made by
 * `npm run train -- event-place`; a feature that is not in the model counts nothing.
 *
 * @module
 */
import { type Models, modelFile } from '../resources.ts';
import type { Ground } from './ground.ts';
import { type PlaceName, placeNames } from './place-candidates.ts';
import { placeFeatures } from './place-features.ts';

export const FORMAT = 2;

/** `models/event-place/manifest.json`. */
export interface PlaceManifest {
  format: number;
  /** Of weights.bin. */
  sha256: string;
  /** Units of the hidden layer, numbers in a state, features. */
  hidden: number;
  states: number;
  features: number;
  /** What one step of a byte is worth in each table. */
  scales: { weight: number; vector: number; event: number; place: number };
  /** The chance from which on a name is taken for the place. */
  threshold: number;
}

export interface LikelyPlace extends PlaceName {
  readonly chance: number;
}

export class PlaceModel {
  /** @throws when the files are of another format or the weights are cut short. */
  static open(models: Models): PlaceModel {
    const json = new TextDecoder().decode(modelFile(models, 'event-place/manifest.json'));
    const manifest = JSON.parse(json) as PlaceManifest;
    if (manifest.format !== FORMAT)
      throw new Error(
        `models/event-place is of format ${manifest.format}, this program reads ${FORMAT}: reinstall onrecord`,
      );
    return new PlaceModel(manifest, modelFile(models, 'event-place/weights.bin'));
  }

  /** Row numbers of the features. */
  private readonly rows: ReadonlyMap<string, number>;
  private readonly hidden: number;
  private readonly bias: Float32Array;
  private readonly output: Float32Array;
  private readonly event: Int8Array;
  private readonly place: Int8Array;
  private readonly table: Int8Array;

  private constructor(
    private readonly manifest: PlaceManifest,
    bytes: Uint8Array,
  ) {
    const { hidden, states, features } = manifest;
    this.hidden = hidden;
    let at = 0;
    const take = (count: number) => {
      at += count;
      return bytes.slice(at - count, at).buffer;
    };
    this.bias = new Float32Array(take(4 * hidden));
    this.output = new Float32Array(take(4 * hidden));
    this.event = new Int8Array(take(states * hidden));
    this.place = new Int8Array(take(states * hidden));
    this.table = new Int8Array(take(features * (1 + hidden)));
    const names = new TextDecoder().decode(bytes.subarray(at)).split('\n');
    if (names.length !== features) throw new Error('models/event-place is damaged: reinstall onrecord');
    this.rows = new Map(names.map((name, row) => [name, row]));
  }

  /** The names of an event word's sentence at which its event was, likeliest first. */
  placesOf(ground: Ground, event: number, isAsked?: (name: PlaceName) => boolean): LikelyPlace[] {
    return this.judge(ground, event, isAsked)
      .filter(({ chance }) => chance >= this.manifest.threshold)
      .sort((a, b) => b.chance - a.chance);
  }

  /** The names of an event word's sentence that are asked for, with the chance that its event was there. */
  judge(ground: Ground, event: number, isAsked: (name: PlaceName) => boolean = () => true): LikelyPlace[] {
    const names = placeNames(ground, event);
    if (!names.some(isAsked)) return [];
    const { scales } = this.manifest;
    const fromEvent = this.seen(ground, event, this.event, scales.event);
    const featuresOf = placeFeatures(ground, event, names);
    return names.flatMap((name, i) => {
      if (!isAsked(name)) return [];
      const fromName = this.seen(ground, name.head, this.place, scales.place);
      return { ...name, chance: this.chance(featuresOf(i), fromEvent, fromName) };
    });
  }

  /** What a word's state adds to each hidden unit; a matrix has a row for each. */
  private seen({ doc: { syntax, tokens } }: Ground, token: number, matrix: Int8Array, scale: number) {
    const width = syntax.states.length / tokens.length;
    const state = syntax.states.subarray(token * width, (token + 1) * width);
    const sums = new Float32Array(this.hidden);
    for (let j = 0; j < sums.length; j++) {
      let sum = 0;
      for (let k = 0, at = j * width; k < width; k++) sum += state[k]! * matrix[at + k]!;
      sums[j] = (sum * scale) / 128;
    }
    return sums;
  }

  private chance(features: readonly string[], fromEvent: Float32Array, fromName: Float32Array): number {
    const { hidden, table, rows } = this;
    const { weight, vector } = this.manifest.scales;
    const sums = new Int32Array(hidden);
    let direct = 0;
    for (const feature of features) {
      const row = rows.get(feature);
      if (row === undefined) continue;
      const at = row * (1 + hidden);
      direct += table[at]!;
      for (let j = 0; j < hidden; j++) sums[j]! += table[at + 1 + j]!;
    }
    let score = direct * weight;
    for (let j = 0; j < hidden; j++)
      score +=
        this.output[j]! * Math.max(0, this.bias[j]! + sums[j]! * vector + fromEvent[j]! + fromName[j]!);
    return 1 / (1 + Math.exp(-score));
  }
}
