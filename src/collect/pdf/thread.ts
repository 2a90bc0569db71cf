/**
 * The thread that opens PDF files: pdf.js is a large program that strangers' files are put through, and one that does
 * not come to an end can only be stopped with its thread.
 *
 * @module
 */
import { parentPort } from 'node:worker_threads';
import { getDocumentProxy } from 'unpdf';
import type { Answer, PdfFile, PdfPage, PdfWords, Task } from './pages.ts';

parentPort!.on('message', async (task: Task) => {
  parentPort!.postMessage(await answer(task));
});

async function answer({ bytes, mostPages }: Task): Promise<Answer> {
  try {
    return { file: await read(bytes, mostPages) };
  } catch (error) {
    const { name, message } = error as Error;
    return { failure: { name, message } };
  }
}

async function read(bytes: Uint8Array, mostPages: number): Promise<PdfFile> {
  const document = await getDocumentProxy(bytes, {
    verbosity: 0,
    isEvalSupported: false,
    // Pictures are never drawn.
    maxImageSize: 1 << 20,
    useSystemFonts: false,
  });
  try {
    const { info } = (await document.getMetadata()) as unknown as { info: Record<string, unknown> };
    const created = typeof info['CreationDate'] === 'string' ? info['CreationDate'] : null;
    const count = document.numPages;
    const pages: PdfPage[] = [];
    for (let n = 1; n <= Math.min(count, mostPages); n++) {
      const page = await document.getPage(n);
      const [left, bottom, right, top] = page.view as [number, number, number, number];
      const words: PdfWords[] = [];
      const { items } = await page.getTextContent();
      for (const item of items) {
        if (!('str' in item) || !item.str.trim()) continue;
        const [a, b, , d, x, y] = item.transform as [number, number, number, number, number, number];
        // Text that runs up or down a page is a note at its edge.
        if (Math.abs(b) > Math.abs(a) * 0.1) continue;
        words.push({
          text: item.str,
          x: x - left,
          y: y - bottom,
          width: item.width,
          size: Math.abs(d) || item.height,
        });
      }
      pages.push({ width: right - left, height: top - bottom, words });
      page.cleanup();
    }
    return { count, created, pages };
  } finally {
    await document.loadingTask.destroy();
  }
}
