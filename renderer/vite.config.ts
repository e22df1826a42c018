/** The screens as static files with relative addresses, so that app:// and http:// serve the same build. */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'es2022',
    // SECURITY: the content security policy has no data: for scripts and styles; only files are served.
    assetsInlineLimit: 0,
    // The polyfill is an inline script in older browsers' way; every browser we support preloads by itself.
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
});
