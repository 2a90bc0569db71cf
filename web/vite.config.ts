import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [svelte()],
  build: {
    // The content security policy takes no data: fonts.
    assetsInlineLimit: 0,
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
  },
  // A folder of its own: src/server/web.ts gives it a policy of its own.
  worker: { format: 'es', rollupOptions: { output: { entryFileNames: 'assets/reader/[name]-[hash].js' } } },
  server: { proxy: { '/api': 'http://127.0.0.1:4321', '/reading': 'http://127.0.0.1:4321' } },
});
