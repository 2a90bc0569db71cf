/**
 * A worker as a process of its own, for tests and measurements that kill it: reads in the process itself, and dies of a
 * report that begins with POISON:
 *
 * @module
 */
import { openArchive } from '../src/archive/archive.ts';
import { Queue } from '../src/engine/cluster/queue.ts';
import { runWorker } from '../src/engine/cluster/run.ts';
import { readHere } from '../src/engine/reader.ts';
import { loadResources } from '../src/engine/resources.ts';

const { database, nats, queue: name, replicas, ackWait, every } = JSON.parse(process.argv[2]!);
const resources = loadResources();
const here = readHere(resources);
// The reader is made before the first message is taken, so that a short life is not spent on it.
await here.read([{ text: 'A first report.' }]);
const archive = await openArchive(database, { create: true });
const queue = await Queue.open({ nats, queue: name, replicas, ackWait });
const worker = await runWorker({
  archive,
  queue,
  resources,
  threads: 1,
  reader: {
    ...here,
    async read(reports) {
      if (reports.some(({ text }) => text.startsWith('POISON:'))) process.kill(process.pid, 'SIGKILL');
      return here.read(reports);
    },
  },
  republishEvery: every,
  onTrouble: (what) => process.stderr.write(`${what}\n`),
});
process.stdout.write('ready\n');
process.once('SIGTERM', async () => {
  await worker.stop();
  process.stdout.write(`${JSON.stringify(worker.metrics)}\n`);
  await queue.close();
  await archive.close();
  process.exit(0);
});
