import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Plugin } from 'vite';

/**
 * Writes the service worker once everything else is on disk: it must name every file of the app,
 * and its version is the hash of what they hold, so equal builds give equal workers.
 */
export function serviceWorker(): Plugin {
  let base = '/';
  let outDir = '';
  return {
    name: 'service-worker',
    apply: 'build',
    configResolved(config) {
      base = config.base;
      outDir = join(config.root, config.build.outDir);
    },
    closeBundle() {
      const files = filesUnder(outDir).sort();
      const version = createHash('sha256');
      for (const file of files) {
        version.update(file).update(readFileSync(join(outDir, file)));
      }
      const template = readFileSync(new URL('./service-worker.js', import.meta.url), 'utf8');
      const source = template
        .replace('__BASE__', JSON.stringify(base))
        .replace('__VERSION__', JSON.stringify(version.digest('hex').slice(0, 16)))
        .replace('__FILES__', JSON.stringify(files.map((file) => base + file)));
      writeFileSync(join(outDir, 'service-worker.js'), source);
    },
  };
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => statSync(join(folder, file)).isFile())
    .map((file) => relative(folder, join(folder, file)).split(sep).join('/'))
    .filter((file) => file !== 'service-worker.js');
}
