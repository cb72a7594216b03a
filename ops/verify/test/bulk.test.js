// The judge of bulk files can say no.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { bulkLineFaults } from '../src/bulk.js';
import { VERSIONS, schemaOf } from '../src/shopify-schema.js';

const QUERY = `{
  products {
    edges { node { id title variants { edges { node { id sku price media { edges { node { id } } } } } } } }
  }
}`;
const PRODUCT = { id: 'gid://shopify/Product/1', title: 'Mug' };
const VARIANT = { id: 'gid://shopify/ProductVariant/2', sku: null, price: '19.99', __parentId: PRODUCT.id };
const IMAGE = { id: 'gid://shopify/MediaImage/3', __parentId: VARIANT.id };

const judged = (...lines) => bulkLineFaults(schemaOf(VERSIONS[0]), QUERY, lines).join();

describe('the judge of bulk files', () => {
  test('takes nodes, each below one that came before', () => {
    assert.equal(judged(PRODUCT, VARIANT, IMAGE), '');
  });

  test('refuses a line of another form', () => {
    assert.match(judged({ ...PRODUCT, title: null }), /title/);
    assert.match(judged(PRODUCT, { ...VARIANT, price: 19.99 }), /19.99 is no Money/);
    assert.match(judged({ id: PRODUCT.id }), /not answered/);
    assert.match(judged({ ...PRODUCT, handle: 'mug' }), /more/);
  });

  test('refuses a line of a connection that was not asked for, or in another place', () => {
    assert.match(judged({ id: 'gid://shopify/Order/1' }), /a Order, which was not asked for/);
    assert.match(judged({ id: VARIANT.id, sku: null, price: '19.99' }), /not asked for there/);
    assert.match(judged({ ...PRODUCT, __parentId: PRODUCT.id }), /not asked for there/);
  });

  test('refuses a line below one that did not come before', () => {
    assert.match(judged(VARIANT, PRODUCT), /which no line before it is/);
  });
});
