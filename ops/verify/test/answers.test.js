// Shopify's schema judges what the sandbox answers: types, nulls, enums and the look of scalars.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { buildSchema, getNamedType, isObjectType } from 'graphql';
import { conversations, inOrder } from '../src/conversations.js';
import { documents } from '../src/documents.js';
import { bulkLineFaults } from '../src/bulk.js';
import { answerFaults } from '../src/judge.js';
import { lifeOfAShop } from '../src/life.js';
import { isBulk } from '../src/paging.js';
import { startSandbox } from '../src/sandbox.js';
import { everythingOf } from '../src/selection.js';
import { VERSIONS, schemaOf } from '../src/shopify-schema.js';

const SDL = new URL('../../sandbox/src/main/resources/shopify/admin.graphqls', import.meta.url);
const ours = buildSchema(readFileSync(SDL, 'utf8'));
const typeOf = (name) => ours.getType(name);
const everything = (type, depth) => everythingOf(ours, type, depth, REQUIRED);

/** Arguments that must be given, wherever a field takes them. */
const REQUIRED = {
  inventoryItemId: 'gid://shopify/InventoryItem/50000000001',
  locationId: 'gid://shopify/Location/1001',
  names: ['available', 'committed', 'on_hand'],
};

const LISTS = Object.values(ours.getQueryType().getFields()).filter((field) => {
  return getNamedType(field.type).name.endsWith('Connection');
});

for (const version of VERSIONS) {
  describe(`what the sandbox answers by ${version}`, () => {
    const theirs = schemaOf(version);
    const [bulk, single] = [true, false].map((kind) => {
      return documents().filter(({ text }) => isBulk(theirs, text) === kind);
    });
    const seen = new Set();
    const ids = new Map();
    let sandbox;
    let token;

    before(async () => {
      sandbox = await startSandbox();
      token = await sandbox.token();
      await lifeOfAShop(sandbox);
    });
    after(() => sandbox?.stop());

    /** Asks, judges, and remembers every id in the answer by its type. */
    async function ask(query, variables = {}) {
      const answer = await sandbox.ask(token, version, { query, variables });
      assert.deepEqual(answerFaults(theirs, { query, variables }, answer, seen), [], query);
      for (const [id, type] of JSON.stringify(answer).matchAll(/gid:\/\/shopify\/(\w+)\/[^"\\]+/g)) {
        ids.set(type, (ids.get(type) ?? new Set()).add(id));
      }
      return answer;
    }

    async function told(query, variables) {
      const { data, errors } = await ask(query, variables);
      assert.equal(errors, undefined, `${query}: ${JSON.stringify(errors)}`);
      return data;
    }

    for (const { name, text } of inOrder(single)) {
      test(`our document ${name}`, async () => {
        const talks = conversations(name);
        assert.notEqual(talks.length, 0, `src/conversations.js does not say with what ${name} is asked`);
        for (const { variables, refused } of talks) {
          const [payload] = Object.values(await told(text, variables));
          assert.equal((payload?.userErrors?.length ?? 0) > 0, refused, JSON.stringify(payload));
        }
      });
    }

    for (const { name, text } of bulk) {
      test(`the file of the bulk operation ${name}`, async () => {
        const texts = Object.fromEntries(documents().map((document) => [document.name, document.text]));
        const { bulkOperationRunQuery: run } = await told(texts.BulkRun, { query: text });
        assert.deepEqual(run.userErrors, []);
        const file = await finished(async () => {
          return (await told(texts.BulkOperation, { id: run.bulkOperation.id })).bulkOperation;
        });
        const lines = (await (await fetch(file)).text()).trim().split('\n');
        assert.notEqual(lines.length, 0);
        assert.deepEqual(bulkLineFaults(theirs, text, lines.map((line) => JSON.parse(line))), []);
      });
    }

    for (const { name, type } of LISTS) {
      test(`the list ${name}`, async () => {
        const node = getNamedType(getNamedType(type).getFields().nodes.type);
        const page = 'pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';
        const nodes = `edges { cursor node { id } } nodes { ${everything(node, 0)} }`;
        await told(`{ ${name}(first: 9) { ${page} ${nodes} } }`);
      });
    }

    test('the mutations that we do not send yet', async () => {
      const group = everything(typeOf('InventoryAdjustmentGroup'), 2);
      const adjust = `mutation($input: InventoryAdjustQuantitiesInput!, $key: String!) {
        inventoryAdjustQuantities(input: $input) @idempotent(key: $key) {
          inventoryAdjustmentGroup { ${group} }
          userErrors { code field message }
        }
      }`;
      const { inventoryItemId, locationId } = REQUIRED;
      for (const [change, refused] of [[null, false], [999, true]]) {
        const changes = [{ inventoryItemId, locationId, delta: -1, changeFromQuantity: change }];
        const input = { name: 'available', reason: 'correction', changes };
        const data = await told(adjust, { input, key: `adjust-${change}` });
        assert.equal(data.inventoryAdjustQuantities.userErrors.length > 0, refused);
      }
      const unsubscribe = `mutation($id: ID!) {
        webhookSubscriptionDelete(id: $id) {
          deletedWebhookSubscriptionId
          userErrors { field message }
        }
      }`;
      const [id] = ids.get('WebhookSubscription');
      assert.equal((await told(unsubscribe, { id })).webhookSubscriptionDelete.deletedWebhookSubscriptionId, id);
      assert.equal((await told(unsubscribe, { id })).webhookSubscriptionDelete.userErrors.length, 1);
    });

    test('every field of everything that has an id', async () => {
      await told(`{ shop { ${everything(typeOf('Shop'), 1)} } }`);
      for (const [name, found] of ids) {
        const type = typeOf(name);
        const isNode = isObjectType(type) && type.getInterfaces().some((one) => one.name === 'Node');
        for (const id of isNode ? [...found].slice(0, 12) : []) {
          const all = (depth) =>
            `query($id: ID!) { node(id: $id) { ... on ${name} { ${everything(type, depth)} } } }`;
          const { errors } = await ask(all(2), { id });
          if (errors) {
            assert.equal(errors[0].extensions.code, 'MAX_COST_EXCEEDED', JSON.stringify(errors));
            await told(all(1), { id });
          }
        }
      }
    });

    test('one thing by its id', async () => {
      for (const [field, type] of Object.entries({
        inventoryItem: 'InventoryItem',
        inventoryLevel: 'InventoryLevel',
        location: 'Location',
        fulfillment: 'Fulfillment',
        order: 'Order',
        product: 'Product',
      })) {
        const [id] = ids.get(type);
        const data = await told(`query($id: ID!) { ${field}(id: $id) { id } nodes(ids: [$id]) { id } }`, { id });
        assert.deepEqual(data, { [field]: { id }, nodes: [{ id }] });
      }
    });

    test('what leaves and what goes back is told in full', async () => {
      const part = 'gid://shopify/FulfillmentOrder/11000000002';
      const order = 'gid://shopify/Order/5000000002';
      await told(`mutation($part: ID!) {
        fulfillmentOrderMove(id: $part, newLocationId: "gid://shopify/Location/9") {
          movedFulfillmentOrder { id }
          userErrors { code field message }
        }
      }`, { part });
      await told(`mutation($input: RefundInput!) {
        refundCreate(input: $input) @idempotent(key: "in-full") {
          order { id }
          refund { id }
          userErrors { field message }
        }
      }`, { input: { orderId: order, note: 'by hand', transactions: [] } });
      const sent = everything(typeOf('ShippingLine'), 2);
      const back = everything(typeOf('RefundShippingLine'), 1);
      for (const id of ids.get('Order')) {
        await told(`query($id: ID!) { order(id: $id) { shippingLines(first: 2) { nodes { ${sent} } } } }`, { id });
        await told(`query($id: ID!) {
          order(id: $id) { refunds(first: 3) { refundShippingLines(first: 2) { nodes { ${back} } } } }
        }`, { id });
      }
    });

    test('a refusal is answered as refusals are', async () => {
      for (const query of ['{', '{ shop { colour } }', '{ orders { nodes { id } } }', '{ product(id: "x") { id } }']) {
        const { data, errors } = await ask(query);
        assert.ok(errors.length > 0, query);
        assert.ok(!data || Object.values(data).every((value) => value === null), query);
      }
    });

    test('an app, an import and a change are asked for in full', async () => {
      await told(`query($id: ID!) {
        currentAppInstallation { id accessScopes { handle description } }
        bulkOperation(id: $id) { type query rootObjectCount fileSize partialDataUrl createdAt completedAt }
      }`, { id: 'gid://shopify/BulkOperation/5000001' });
      await told(`mutation($product: ID!) {
        productVariantsBulkUpdate(productId: $product, variants: []) { product { id } userErrors { message } }
      }`, { product: 'gid://shopify/Product/8000000001' });
    });

    test('no field of a type that was answered stayed unasked', (t) => {
      const types = Object.values(ours.getTypeMap()).filter((type) => {
        return isObjectType(type) && !type.name.startsWith('__');
      });
      const unasked = new Map();
      for (const type of types) {
        const fields = Object.keys(type.getFields()).filter((field) => !seen.has(`${type.name}.${field}`));
        if (fields.length === Object.keys(type.getFields()).length) {
          t.diagnostic(`never answered in these runs, so not judged: ${type.name}`);
        } else if (fields.length > 0) {
          unasked.set(type.name, fields);
        }
      }
      assert.deepEqual(Object.fromEntries(unasked), {});
    });
  });
}

/** The address of a bulk operation's file, once it is there. */
async function finished(look) {
  for (;;) {
    const { status, url } = await look();
    if (!['CREATED', 'RUNNING'].includes(status)) {
      assert.equal(status, 'COMPLETED');
      return url;
    }
    await pause(50);
  }
}
