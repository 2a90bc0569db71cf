/**
 * `npm run train -- attribution [PATH]`: makes models/attribution/ from PolNeAR's training set.
 *
 * Numbers only: every feature is a relation, a tag, a distance or an entry of our own lists (see the card).
 *
 * @module
 */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { loadResources } from '../../src/engine/resources.ts';
import { SHAPES } from '../../src/read/attribution/decisions.ts';
import { packNetworks } from '../../src/read/attribution/network.ts';
import { createAnalyst } from './lessons.ts';
import { readPolnear } from './polnear.ts';
import { teach } from './teach.ts';

const GOLD = '../shared/data/attribution/polnear/train.jsonl';
const FOLDER = 'models/attribution';

/** Trains on the set at `path` and writes weights and manifest. The same data give the same bytes. */
export async function train(path = GOLD): Promise<void> {
  const gold = readPolnear(path);
  console.log(`${gold.length} documents`);
  const analyse = createAnalyst(loadResources());
  const networks = teach(gold.map(analyse), console.log);
  const weights = packNetworks(networks);
  const sha256 = createHash('sha256').update(weights).digest('hex');
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(`${FOLDER}/weights.bin`, weights);
  writeFileSync(
    `${FOLDER}/manifest.json`,
    `${JSON.stringify({ sha256: `sha256:${sha256}`, networks: SHAPES, documents: gold.length }, null, 2)}\n`,
  );
}
