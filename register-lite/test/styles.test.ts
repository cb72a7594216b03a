import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const STYLES = new URL('../src/', import.meta.url).pathname;

/** Left and right are other sides where lines run from right to left; start and end are right everywhere. */
const PHYSICAL = /(?:^|[\s;{])(?:(?:margin|padding|border|inset)-(?:left|right)[\w-]*|left|right|border-(?:top|bottom)-(?:left|right)-radius)\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right)/;

/** Four values give left and right different sizes, unless the second and the fourth are the same. */
function lopsided(line: string): boolean {
  const [, values] = /^\s*(?:margin|padding|inset):\s*([^;]+);/.exec(line) ?? [];
  const parts = values?.match(/[^\s(]+(?:\((?:[^()]|\([^()]*\))*\))?/g) ?? [];
  return parts.length === 4 && parts[1] !== parts[3];
}

it.each(readdirSync(STYLES, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.css')))('%s knows no left and no right', (file) => {
  const lines = readFileSync(STYLES + file, 'utf8').split('\n');
  expect(lines.filter((line) => PHYSICAL.test(line) || lopsided(line))).toEqual([]);
});

it.each(['  margin-left: 2px;', '  left: 0;', '  text-align: right;', '  padding: 0 var(--s1) 0 calc(var(--s1) * 2);'])('the search finds %s', (line) => {
  expect(PHYSICAL.test(line) || lopsided(line)).toBe(true);
});
