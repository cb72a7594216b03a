// Shopify's schema judges every document that we send, and every schema that we wrote down ourselves.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { documents } from '../src/documents.js';
import { documentFaults } from '../src/judge.js';
import { scopeFaults } from '../src/scopes.js';
import { NotPinned, VERSIONS, accessOf, checkIntegrity, schemaOf } from '../src/shopify-schema.js';
import { subsetFaults } from '../src/subset.js';

const read = (path) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const OURS = {
  'the schema of the sandbox': read('ops/sandbox/src/main/resources/shopify/admin.graphqls'),
  'the supplement of the connector': read(
    'connectors/shopify/src/test/resources/dev/tillbridge/connector/shopify/schema-supplement.graphql',
  ),
};

/** What a merchant is told to allow. */
const SCOPES = /Scopes: ([a-z_, ]+)/.exec(read('README.md'))[1].trim().split(', ');

for (const version of VERSIONS) {
  describe(`by ${version}`, () => {
    const schema = schemaOf(version);
    const faults = (text) => documentFaults(schema, text).join();

    for (const { name, text } of documents()) {
      test(`the document ${name} is valid`, () => assert.equal(faults(text), ''));

      test(`the scopes that a merchant allows are enough for ${name}`, () => {
        assert.deepEqual(scopeFaults(schema, accessOf(version), text, SCOPES), []);
      });
    }

    for (const [name, text] of Object.entries(OURS)) {
      test(`${name} says nothing else`, () => assert.deepEqual(subsetFaults(text, schema), []));
    }

    test('a document with one mistake is refused', () => {
      const named = (wanted) => documents().find(({ name }) => name === wanted).text;
      const set = named('SetAvailable');
      assert.match(faults(set.replaceAll('isActive', 'isAlive')), /Cannot query field "isAlive"/);
      assert.match(faults(set.replace('@idempotent(key: $key)', '')), /needs @idempotent/);
      assert.match(faults(set.replace('$key: String!', '$key: Int!')), /used in position expecting/);
      assert.match(faults(set.replace('$location: ID!', '')), /"\$location" is not defined/);
      assert.match(faults(named('OrdersChangedSince').replace('UPDATED_AT', 'LATEST')), /LATEST/);
      assert.match(faults(named('Subscribe').replace('uri:', 'url:')), /"url" is not defined/);
      assert.match(faults(named('Subscriptions').replace(/\buri\n/, 'callbackUrl\n')), /deprecated/);
      assert.match(faults('query {'), /Syntax Error/);
    });

    test('connections without a size are for bulk operations, which have limits', () => {
      const listings = documents().find(({ name }) => name === 'Listings').text;
      assert.match(faults(listings.replace('first: 100', 'first: 251')), /asks for more than 250/);
      const nested = (...names) =>
        names.reduceRight((inside, name) => `${name} { edges { node { id ${inside} } } }`, '');
      assert.equal(faults(`{ ${nested('products', 'variants', 'media')} }`), '');
      assert.match(faults(`{ ${nested('products', 'variants', 'media')} ${nested('orders')} }`), /one field/);
      const mixed = `{ ${nested('products', 'variants')} orders(first: 1) { nodes { id } } }`;
      assert.match(faults(mixed), /products does not say how many/);
      assert.match(faults(`{ ${nested('products', 'collections', 'products', 'variants')} }`), /nested 2 deep/);
      const five = ['variants', 'media', 'metafields', 'collections', 'events'].map((name) => nested(name));
      assert.match(faults(`{ products { edges { node { ${five.join(' ')} } } } }`), /5 connections at most/);
    });

    test('a scope that is not allowed is missed', () => {
      const lacking = (wanted, without) => {
        const { text } = documents().find(({ name }) => name === wanted);
        const rest = SCOPES.filter((scope) => ![without, without.replace('read_', 'write_')].includes(scope));
        return scopeFaults(schema, accessOf(version), text, rest).join();
      };
      assert.match(lacking('OrdersChangedSince', 'read_customers'), /Customer needs read_customers/);
      assert.match(lacking('OrderLines', 'read_orders'), /Order needs read_orders or /);
      assert.match(lacking('SetAvailable', 'write_inventory'), /inventorySetQuantities needs write_inventory/);
      assert.match(lacking('Listings', 'read_products'), /ProductVariant needs read_products/);
    });

    test('a schema of ours with one mistake is refused', () => {
      const wrong = (text, change) => subsetFaults(text.replace(...change), schema).join();
      const sandbox = OURS['the schema of the sandbox'];
      assert.match(wrong(sandbox, ['test: Boolean!', 'test: Boolean']), /Order.test is Boolean!, not Boolean/);
      assert.match(wrong(sandbox, ['fullyPaid', 'paidUp']), /there is no Order.paidUp/);
      assert.match(wrong(sandbox, ['CHANGE_FROM_QUANTITY_STALE', 'STALE']), /has no STALE/);
      assert.match(wrong(sandbox, ['delta: Int!', 'delta: Float!']), /is Int!, not Float!/);
      assert.match(wrong(sandbox, ['Inactive: Boolean = false', 'Inactive: Boolean = true']), /when left out/);
      assert.match(wrong(sandbox, ['type LineItem impl', 'type Position impl']), /there is no Position/);
      assert.match(wrong(sandbox, [/ @deprecated\(reason: "variants"\)/, '']), /is deprecated/);
      const supplement = OURS['the supplement of the connector'];
      assert.match(wrong(supplement, ['endCursor: String', 'endCursor: String!']), /PageInfo.endCursor is/);
    });
  });
}

describe('what is read', () => {
  test('fragments come from other files, each under one name', () => {
    const lines = documents().find(({ name }) => name === 'OrderLines').text;
    assert.match(lines, /fragment Line on LineItem/);
    assert.match(lines, /fragment Price on MoneyBag/);
    const folder = pathToFileURL(`${mkdtempSync(`${tmpdir()}/verify-`)}/`);
    writeFileSync(new URL('a.graphql', folder), 'query A { shop { ...Told } }');
    const write = (file, text) => writeFileSync(new URL(file, folder), text);
    assert.throws(() => documents(folder, []), /no file has the fragment Told/);
    write('b.graphql', 'fragment Told on Shop { name }');
    assert.deepEqual(documents(folder, []).map(({ name }) => name), ['A']);
    write('c.graphql', 'fragment Other on Shop { name }');
    assert.throws(() => documents(folder, []), /no document uses the fragment Other/);
    write('c.graphql', 'fragment Told on Shop { name }');
    assert.throws(() => documents(folder, []), /two fragments are called Told/);
  });

  test('an archive other than the pinned one is refused', () => {
    assert.throws(() => checkIntegrity(Buffer.from('something else'), 'sha512-abc='), NotPinned);
  });
});
