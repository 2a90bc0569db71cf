/**
 * Reads a report in the browser, off the page's own thread, with the same `read` as everywhere else.
 *
 * @module
 */
import { createExplain } from '../../../src/read/event/explain.ts';
import type { Analysis } from '../../../src/read/layers.ts';
import { createReader } from '../../../src/read/read.ts';
import type { Answered, Asked } from './messages.ts';
import { loadResources } from './resources.ts';

const say = (message: Answered) => postMessage(message);

async function makeTools() {
  let said = 0;
  const resources = await loadResources((loaded, size) => {
    if (loaded - said < 1 << 18 && loaded < size) return;
    said = loaded;
    say({ kind: 'loading', loaded, size });
  });
  const reader = createReader(resources);
  say({ kind: 'ready' });
  return { reader, explain: createExplain(resources) };
}

let tools: ReturnType<typeof makeTools> | undefined;
let last: Analysis | undefined;

async function answer(asked: Asked) {
  const n = asked.kind === 'load' ? null : asked.n;
  try {
    tools ??= makeTools();
    const { reader, explain } = await tools;
    if (asked.kind === 'read') {
      const began = performance.now();
      last = reader.analyse(asked.report);
      const reading = reader.record(last);
      say({ kind: 'read', n: asked.n, reading, milliseconds: performance.now() - began });
    } else if (asked.kind === 'explain') {
      const explanation = last ? explain(last, asked.event) : null;
      say({ kind: 'explain', n: asked.n, explanation });
    }
  } catch (error) {
    if (!(await tools?.catch(() => null))) tools = undefined; // So that it can be tried again.
    const message =
      error instanceof TypeError
        ? 'The lists and models did not come. Is the server still there?'
        : (error as Error).message;
    say({ kind: 'failed', n: tools ? n : null, message });
  }
}

addEventListener('message', (event: MessageEvent<Asked>) => void answer(event.data));
