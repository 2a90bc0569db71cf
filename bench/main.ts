/**
 * `npm run bench -- accuracy LAYER [--gold PATH] [--json]`, `speed [--json] [--peers]`, `copies [--json]`, `incidents [--json]`,
 * `told-incidents [--errors] [--json]`, `hostile [--json]`, `web [--archive FILE] [--json]`, `results`.
 *
 * @module
 */
import { existsSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { LAYERS, type Scorer } from './scorer.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    gold: { type: 'string' },
    json: { type: 'boolean', default: false },
    peers: { type: 'boolean', default: false },
    types: { type: 'string' },
    errors: { type: 'boolean', default: false },
    archive: { type: 'string' },
    without: { type: 'string' },
  },
});
const [what, layer] = positionals;

function fail(message: string): never {
  console.error(`bench: ${message}`);
  process.exit(2);
}

if (what === 'accuracy') {
  const layers = LAYERS as readonly string[];
  if (!layer || !layers.includes(layer)) fail(`accuracy of what? One of: ${layers.join(', ')}`);
  const scorer = ((await import(`./accuracy/${layer}.ts`)) as { scorer: Scorer }).scorer;
  const gold = values.gold ?? scorer.gold;
  if (!existsSync(gold)) fail(`${gold} is not there: give the gold set with --gold PATH`);
  const begin = performance.now();
  const { items, words, scores } = await scorer.score(gold, {
    types: values.types?.split(','),
    errors: values.errors,
  });
  const seconds = Math.round(performance.now() - begin) / 1000;
  const result = { layer, gold, items, scores, seconds, words };
  if (values.json) console.log(JSON.stringify(result));
  else {
    console.log(`${layer} on ${gold}: ${items} items, ${words} words, ${seconds} s`);
    for (const [name, score] of Object.entries(scores)) console.log(`  ${name.padEnd(24)} ${score}`);
  }
} else if (what === 'speed') {
  const { speed } = await import('./speed.ts');
  const result = await speed({ peers: values.peers });
  if (values.json) console.log(JSON.stringify(result));
  else console.log(JSON.stringify(result, null, 2));
} else if (what === 'copies') {
  const { scoreCopies } = await import('./reconcile/copies.ts');
  console.log(JSON.stringify({ layer: what, ...scoreCopies() }, null, values.json ? 0 : 2));
} else if (what === 'incidents') {
  const { scoreIncidents } = await import('./reconcile/incidents.ts');
  const count = positionals[1] ? Number(positionals[1]) : undefined;
  const result = await scoreIncidents(count ? { count } : {});
  console.log(JSON.stringify({ layer: what, gold: 'made up', ...result }, null, values.json ? 0 : 2));
} else if (what === 'told-incidents') {
  const { scoreToldIncidents } = await import('./reconcile/told-incidents.ts');
  const result = await scoreToldIncidents({ errors: values.errors });
  console.log(
    JSON.stringify({ layer: what, gold: 'written for this', ...result }, null, values.json ? 0 : 2),
  );
} else if (what === 'archive') {
  const { measureArchive } = await import('./archive.ts');
  const events = positionals[1] ? Number(positionals[1]) : undefined;
  const scores = await measureArchive(events, console.error);
  console.log(JSON.stringify({ layer: what, gold: 'made up', scores }, null, values.json ? 0 : 2));
} else if (what === 'hostile') {
  const { growth } = await import('./hostile.ts');
  const table = growth();
  if (values.json) console.log(JSON.stringify(table));
  else console.table(table);
} else if (what === 'web') {
  const { measureWeb } = await import('./web.ts');
  console.log(JSON.stringify(await measureWeb(values.archive), null, values.json ? 0 : 2));
} else if (what === 'results') {
  const { writeResults } = await import('./results.ts');
  writeResults(values.without?.split(','));
} else
  fail(
    'usage: accuracy LAYER [--gold PATH] [--json] | speed [--json] [--peers] | copies [--json] | incidents [REPORTS] [--json] | told-incidents [--errors] [--json] | archive [EVENTS] [--json] | hostile [--json] | web [--archive FILE] [--json] | results [--without NAMES]',
  );
