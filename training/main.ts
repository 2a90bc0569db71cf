/**
 * `npm run train -- MODEL [PATH]`: makes the weights of one model in `models/`.
 *
 * @module
 */
const MODELS = ['syntax', 'names', 'attribution', 'event-place', 'coreference'] as const;

const [model, path] = process.argv.slice(2);
if (!(MODELS as readonly string[]).includes(model ?? '')) {
  console.error(`train: which model? One of: ${MODELS.join(', ')}`);
  process.exit(2);
}
const { train } = (await import(`./${model}/train.ts`)) as { train: (path?: string) => Promise<void> };
await train(path);
