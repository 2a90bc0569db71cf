/**
 * `npm run train -- syntax [FOLDER]`: makes `models/syntax/` from the treebanks in FOLDER (`ewt/`, `gum/`).
 *
 * @module
 */
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { randomFrom } from '../random.ts';
import { newMemory } from './arithmetic.ts';
import { exportModel } from './export.ts';
import { controlSize, evaluate, learn, type Team } from './learn.ts';
import { developmentSets, readPlan, setUp } from './setup.ts';

const PLAN = fileURLToPath(new URL('./plan.json', import.meta.url));
/** A thread that loads this file: workers do not inherit the loader of TypeScript. */
const LOAD = `import('tsx/esm/api').then((tsx) => { tsx.register(); return import(${JSON.stringify(import.meta.url)}); });`;

interface Share {
  folder: string;
  plan: string;
  memory: WebAssembly.Memory;
  team: Team;
}

export async function train(folder = '../shared/data/syntax', planFile = PLAN, threads = 2): Promise<void> {
  const plan = readPlan(planFile);
  const memory = newMemory();
  const control = new Int32Array(new SharedArrayBuffer(4 * controlSize(60000, threads)));
  const team: Team = { thread: 0, threads, control };
  const setup = setUp(folder, plan, memory, 0, threads);
  const { vectors, vocabulary, examples, wire, network } = setup;
  network.initialize(randomFrom(plan.seed + 100));
  network.heap.set(vectors.values, network.vectors.at);
  const workers = Array.from({ length: threads - 1 }, (_, i) => {
    const share: Share = { folder, plan: planFile, memory, team: { ...team, thread: i + 1 } };
    return new Worker(LOAD, { eval: true, workerData: share });
  });
  // Once all are ready this thread may block: nothing is loaded any more.
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  const dev = developmentSets(folder, vocabulary);
  console.error(`${examples.length} sentences, ${vocabulary.words.length} words, ${network.size} parameters`);
  const begin = Date.now();
  for (const leg of plan.legs)
    learn(network, plan, leg, [...examples, ...wire.slice(0, leg.wire)], vocabulary, team, (epoch, loss) => {
      const seconds = ((Date.now() - begin) / 1000).toFixed(0);
      const losses = Object.values(loss).map((value) => value.toFixed(3));
      const scores: Record<string, unknown> = { ewt: evaluate(network, dev.ewt, vocabulary) };
      if (epoch + 1 === leg.epochs) {
        scores['gum'] = evaluate(network, dev.gum, vocabulary);
        scores['ewt in capitals'] = evaluate(network, dev.ewt, vocabulary, 'all-capitals');
      }
      console.error(`${epoch + 1} ${seconds} s, losses ${losses.join(' ')}, ${JSON.stringify(scores)}`);
    });
  exportModel(setup);
  await Promise.all(workers.map((worker) => worker.terminate()));
}

if (!isMainThread) {
  const { folder, plan: planFile, memory, team } = workerData as Share;
  const plan = readPlan(planFile);
  const { vocabulary, examples, wire, network } = setUp(folder, plan, memory, team.thread, team.threads);
  parentPort?.postMessage('ready');
  for (const leg of plan.legs)
    learn(network, plan, leg, [...examples, ...wire.slice(0, leg.wire)], vocabulary, team, () => {});
}
