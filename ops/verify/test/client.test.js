// Shopify's own client calls the sandbox: path, headers, envelope and refusals are what it expects.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createAdminApiClient } from '@shopify/admin-api-client';
import { documents } from '../src/documents.js';
import { lifeOfAShop } from '../src/life.js';
import { DOMAIN, startSandbox } from '../src/sandbox.js';
import { VERSIONS } from '../src/shopify-schema.js';

const SHOP = '{ shop { name currencyCode myshopifyDomain } }';

describe('the official client', () => {
  let sandbox;
  let token;
  let orders;

  before(async () => {
    sandbox = await startSandbox();
    token = await sandbox.token();
    orders = await lifeOfAShop(sandbox);
  });
  after(() => sandbox?.stop());

  /** It only speaks https to a shop's own domain; that is the one thing turned around here. */
  const client = (apiVersion, accessToken = token) =>
    createAdminApiClient({
      storeDomain: DOMAIN,
      apiVersion,
      accessToken,
      customFetchApi: (url, init) =>
        fetch(url.replace(`https://${DOMAIN}`, `${sandbox.base}/shopify/${DOMAIN}`), init),
    });

  for (const version of VERSIONS) {
    test(`reads the shop by ${version}`, async () => {
      const { data, errors, extensions } = await client(version).request(SHOP);
      assert.equal(errors, undefined);
      assert.equal(data.shop.myshopifyDomain, DOMAIN);
      assert.equal(extensions.cost.throttleStatus.restoreRate, 100);
    });
  }

  test('sends variables and our own document', async () => {
    const { text } = documents().find(({ name }) => name === 'OrdersChangedSince');
    const variables = { query: "updated_at:>='2026-01-01T00:00:00Z'" };
    const { data, errors } = await client(VERSIONS[0]).request(text, { variables });
    assert.equal(errors, undefined);
    assert.equal(data.orders.nodes.length, Math.min(orders, 5));
  });

  test('hands a wrong document back as errors of GraphQL', async () => {
    const { data, errors } = await client(VERSIONS[0]).request('{ shop { colour } }');
    assert.equal(data, undefined);
    assert.match(errors.graphQLErrors[0].message, /colour/);
  });

  test('hands being throttled back with its code', async () => {
    await sandbox.control('/shopify/faults', { throttle: 1 });
    const { errors } = await client(VERSIONS[0]).request(SHOP);
    assert.equal(errors.graphQLErrors[0].extensions.code, 'THROTTLED');
    assert.equal((await client(VERSIONS[0]).request(SHOP)).errors, undefined);
  });

  test('hears 401 for a token that was never given out', async () => {
    const { errors } = await client(VERSIONS[0], 'shpat_made_up').request(SHOP);
    assert.equal(errors.networkStatusCode, 401);
  });

  test('hears of a failing shop after its retries', async () => {
    await sandbox.control('/shopify/faults', { errorRate: 1 });
    const { errors } = await client(VERSIONS[0]).request(SHOP);
    assert.ok(errors.networkStatusCode >= 500, JSON.stringify(errors));
    await sandbox.control('/shopify/faults', {});
  });
});
