/**
 * The words of a PDF with where they stand on its pages, read in a thread of its own within limits of time and memory.
 *
 * @module
 */
import { Worker } from 'node:worker_threads';
import { NotAReport } from '../types.ts';

/** Words as a file draws them: at times a line, at times a letter. Lengths in points, from the lower left corner. */
export interface PdfWords {
  text: string;
  x: number;
  /** Of the line on which they stand. */
  y: number;
  width: number;
  /** Of the font. */
  size: number;
}
export interface PdfPage {
  width: number;
  height: number;
  words: PdfWords[];
}
export interface PdfFile {
  /** Pages that the file has. */
  count: number;
  /** CreationDate as the file has it: "D:20160208100000+03'00'". */
  created: string | null;
  pages: PdfPage[];
}

export interface Task {
  bytes: Uint8Array;
  mostPages: number;
}
export type Answer = { file: PdfFile } | { failure: { name: string; message: string } };

export interface PdfLimits {
  mostPages: number;
  /** Milliseconds. */
  timeout: number;
}
export const LIMITS: PdfLimits = { mostPages: 300, timeout: 60_000 };
const MEMORY_MB = 512;

/** From source the thread is TypeScript; built, JavaScript. */
const fromSource = import.meta.url.endsWith('.ts');
const THREAD = new URL(fromSource ? './thread.ts' : './pdf-thread.js', import.meta.url);

let thread: Worker | null = null;
let turn: Promise<unknown> = Promise.resolve();

/** @throws {NotAReport} `encoding` when it is damaged or encrypted; `too-large` when it is over a limit. */
export function readPages(bytes: Uint8Array, limits: PdfLimits = LIMITS): Promise<PdfFile> {
  // One at a time: the thread has one file's memory.
  const mine = turn.then(() => ask(bytes, limits));
  turn = mine.catch(() => {});
  return mine;
}

async function ask(bytes: Uint8Array, { mostPages, timeout }: PdfLimits): Promise<PdfFile> {
  const answer = await answerOf({ bytes: new Uint8Array(bytes), mostPages }, timeout);
  if ('failure' in answer) throw problemOf(answer.failure);
  const { file } = answer;
  if (file.count > mostPages)
    throw new NotAReport('too-large', `a PDF of ${file.count} pages; ${mostPages} are the most`, 'split it');
  return file;
}

function answerOf(task: Task, timeout: number): Promise<Answer> {
  thread ??= start();
  const worker = thread;
  return new Promise((resolve) => {
    const end = (answer: Answer, isDead: boolean) => {
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      if (isDead) {
        thread = null;
        void worker.terminate();
      } else worker.unref(); // An idle thread keeps no program alive.
      resolve(answer);
    };
    const failed = (name: string, message: string) => end({ failure: { name, message } }, true);
    const onMessage = (answer: Answer) => end(answer, false);
    const onError = (error: NodeJS.ErrnoException) => failed(error.code ?? error.name, error.message);
    const onExit = () => failed('Exit', 'its reader ended');
    const timer = setTimeout(() => failed('TimeoutError', `${timeout / 1000} seconds`), timeout);
    worker.ref();
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage(task, [task.bytes.buffer as ArrayBuffer]);
  });
}

function start(): Worker {
  const options = {
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    // What pdf.js warns of is in the answer, or of no concern.
    stdout: true,
    stderr: true,
  };
  if (!fromSource) return new Worker(THREAD, options);
  // From source the thread must first be taught TypeScript.
  const [teacher, module] = [import.meta.resolve('tsx/esm/api'), THREAD.href].map((url) =>
    JSON.stringify(url),
  );
  const begin = `import(${teacher}).then(({ register }) => (register(), import(${module})))`;
  return new Worker(begin, { ...options, eval: true });
}

function problemOf({ name, message }: { name: string; message: string }): NotAReport {
  if (name === 'PasswordException')
    return new NotAReport('encoding', 'an encrypted PDF that asks for a password', 'save it without one');
  if (name === 'TimeoutError')
    return new NotAReport('too-large', `a PDF that is not read in ${message}`, 'print it to a new PDF');
  if (name === 'ERR_WORKER_OUT_OF_MEMORY')
    return new NotAReport('too-large', `a PDF that takes more than ${MEMORY_MB} MB`, 'split it');
  return new NotAReport('encoding', `a damaged PDF: ${message}`, 'get it again, or print it to a new PDF');
}
