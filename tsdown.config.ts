import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    read: 'src/read/read.ts',
    cli: 'src/cli/main.ts',
    'reader-thread': 'src/engine/threads/thread.ts',
    'pdf-thread': 'src/collect/pdf/thread.ts',
  },
  format: 'esm',
  target: 'node20.19',
  fixedExtension: false,
  dts: true,
  logLevel: 'warn',
});
