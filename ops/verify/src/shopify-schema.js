// Shopify's own description of its Admin API, as the introspection of each version. It is Shopify's
// text, so it is fetched into target/ and never committed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { buildClientSchema } from 'graphql';

/** The versions that the hub is written for: the one it asks for, and the next. */
export const VERSIONS = ['2026-07', '2026-10'];

const TARGET = new URL('../target/shopify/', import.meta.url);
const PINNED = JSON.parse(readFileSync(new URL('../package.json', import.meta.url))).shopifySchema;

const fileOf = (version) => new URL(`admin_${version}.json.gz`, TARGET);
const STAMP = new URL('fetched', TARGET);

/** Fetches what is not there yet. Throws when it cannot be had or is not what was pinned. */
export function fetchSchemas() {
  const wanted = `${PINNED.integrity} ${VERSIONS}\n`;
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) {
    return;
  }
  mkdirSync(TARGET, { recursive: true });
  // Only the archive: the package's own dependencies are a whole development kit.
  const name = run('npm', ['pack', PINNED.package, '--loglevel=error']).trim().split('\n').at(-1);
  const archive = new URL(name, TARGET);
  checkIntegrity(readFileSync(archive), PINNED.integrity);
  const members = VERSIONS.map((version) => `package/dist/data/admin_${version}.json.gz`);
  run('tar', ['xzf', name, '--strip-components=3', ...members]);
  writeFileSync(STAMP, wanted);
}

/** What came is not what was asked for: somebody should look, so it is no reason to skip. */
export class NotPinned extends Error {}

/** Throws unless the bytes have this "sha512-…" checksum. */
export function checkIntegrity(bytes, integrity) {
  const found = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
  if (found !== integrity) {
    throw new NotPinned(`${PINNED.package}: wanted ${integrity}, found ${found}`);
  }
}

const loaded = new Map();

/** The schema of one version, ready to validate and execute against. */
export const schemaOf = (version) => load(version).schema;

/** The access scopes by "Type" or "Type.field"; any one of a list is enough. */
export const accessOf = (version) => load(version).access;

function load(version) {
  if (!loaded.has(version)) {
    const { data, offline_scopes: scopes } = JSON.parse(gunzipSync(readFileSync(fileOf(version))));
    const key = ({ typeName, fieldName }) => (fieldName ? `${typeName}.${fieldName}` : typeName);
    loaded.set(version, {
      schema: buildClientSchema(data),
      access: new Map(scopes.items.map((item) => [key(item), item.offlineScopes])),
    });
  }
  return loaded.get(version);
}

function run(command, args) {
  const done = spawnSync(command, args, { cwd: TARGET, encoding: 'utf8', timeout: 120_000 });
  if (done.error || done.status !== 0) {
    throw new Error(`${command} ${args[0]}: ${done.error?.message ?? done.stderr.trim()}`);
  }
  return done.stdout;
}
