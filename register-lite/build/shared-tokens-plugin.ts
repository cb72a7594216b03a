import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

/** Copies the design tokens to a fixed address: the hub's console links to the same file. */
export function sharedTokens(): Plugin {
  return {
    name: 'shared-tokens',
    apply: 'build',
    generateBundle() {
      const source = readFileSync(new URL('../src/tokens.css', import.meta.url), 'utf8');
      this.emitFile({ type: 'asset', fileName: 'tokens.css', source });
    },
  };
}
