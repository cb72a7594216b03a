// What the tests of a run said to the sandbox's shop, as the sandbox wrote it down.
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const MODULES = ['connectors', 'hub', 'ops'].flatMap((folder) => {
  return readdirSync(join(ROOT, folder)).map((module) => join(folder, module));
});

/**
 * Everything of the run of this name: `{module, version, request, answer}` for a conversation,
 * `{module, topic, payload}` for a webhook. What earlier runs left is deleted.
 */
export function recorded(run = process.env.TILLBRIDGE_RECORDED) {
  return [...MODULES, 'routes'].flatMap((module) => {
    const folder = join(ROOT, module, 'target/recorded');
    const runs = existsSync(folder) ? readdirSync(folder) : [];
    runs.filter((one) => one < run).forEach((one) => rmSync(join(folder, one), { recursive: true }));
    return runs.includes(run) ? linesOf(join(folder, run)).map((line) => ({ module, ...line })) : [];
  });
}

function linesOf(folder) {
  return readdirSync(folder).flatMap((file) =>
    readFileSync(join(folder, file), 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line)),
  );
}

/** Into lists by what the key says, in the order of their first. */
export function grouped(list, key) {
  const groups = new Map();
  for (const one of list) {
    groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
  }
  return groups;
}
