/** Builds the portal. The server bundle leaves Lodge's packages outside: Node runs their TypeScript sources as they are. */
import { vitePlugin as remix } from '@remix-run/dev'
import { defineConfig } from 'vite'
import { pdfParts } from './server/pdf-parts.ts'
import { sharedFiles } from './server/shared-files.ts'

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [
    remix({
      future: {
        v3_fetcherPersist: true,
        v3_relativeSplatPath: true,
        v3_throwAbortReason: true,
        v3_routeConfig: true,
        v3_singleFetch: true,
        // Off: with it a cold deep link without a network fails at /__manifest.
        v3_lazyRouteDiscovery: false,
      },
    }),
    ...(isSsrBuild === true ? [] : [pdfParts()]),
  ],
  resolve: {
    // The package's own entry is written for browsers of ten years ago.
    alias: isSsrBuild === true ? {} : { dexie: 'dexie/dist/modern/dexie.mjs' },
  },
  build: {
    // Vite bundles linked packages (`ssr.external` does not stop it). One copy of each also keeps errors apart by class.
    rollupOptions:
      isSsrBuild === true
        ? { external: [/^@lodge\//] }
        : {
            output: { onlyExplicitManualChunks: true, manualChunks: sharedFiles() },
          },
    // The sources need browsers of 2024 anyway; rewriting syntax for older ones only adds to them.
    target: 'es2022',
    // Earlier assets stay for tabs that are still open; finish-build.ts forgets the old ones.
    emptyOutDir: false,
    manifest: true,
    // Four percent less than esbuild leaves: every drafting page loads all of React, Remix and Dexie.
    minify: isSsrBuild === true ? false : 'terser',
    assetsInlineLimit: 0,
  },
}))
