import { defineConfig } from 'vitest/config';
import { serviceWorker } from './build/service-worker-plugin.ts';
import { sharedTokens } from './build/shared-tokens-plugin.ts';

// The hub serves what is built here from its jar, under /register/.
export default defineConfig({
  base: '/register/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: 'target/classes/META-INF/resources/register',
    emptyOutDir: true,
    target: 'es2022',
    // Everything is a file of its own: the hub's content policy allows no inline script or style.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // The notices of the packages inside travel with them.
    license: { fileName: 'licenses.md' },
  },
  plugins: [sharedTokens(), serviceWorker()],
  test: { include: ['test/**/*.test.ts'], testTimeout: 120_000, pool: 'threads' },
});
