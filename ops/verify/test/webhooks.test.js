// Shopify's own library takes the sandbox's webhooks in, and the published payloads are like them.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { appWith, startReceiver } from '../src/receiver.js';
import { payloadFaults, sampleOf } from '../src/payloads.js';
import { DOMAIN, startSandbox } from '../src/sandbox.js';
import { PRIVACY_TOPICS, TOPICS, endOfAnApp, lifeOfAShop } from '../src/life.js';

const SUBSCRIBE = `mutation($topic: WebhookSubscriptionTopic!, $uri: String!) {
  webhookSubscriptionCreate(topic: $topic, webhookSubscription: { uri: $uri, format: JSON }) {
    userErrors { message }
  }
}`;

describe('webhooks', () => {
  let sandbox;
  let receiver;
  let stranger;

  before(async () => {
    [receiver, stranger] = [await startReceiver(), await startReceiver(appWith('another-secret'))];
    sandbox = await startSandbox('--webhook-url', receiver.address);
    const token = await sandbox.token();
    for (const uri of [receiver.address, stranger.address]) {
      for (const topic of TOPICS.map((name) => name.toUpperCase().replace('/', '_'))) {
        const { data } = await sandbox.ask(token, '2026-07', { query: SUBSCRIBE, variables: { topic, uri } });
        // On its first day the shop already tells the address that it was started with of orders.
        const { userErrors } = data.webhookSubscriptionCreate;
        assert.ok(userErrors.every(({ message }) => /already been taken/.test(message)), topic);
      }
    }
    await lifeOfAShop(sandbox);
    await preparedAList(token);
    await endOfAnApp(sandbox);
    await sandbox.toldEverybody();
  });
  after(() => {
    sandbox?.stop();
    receiver?.stop();
    stranger?.stop();
  });

  /** A bulk operation, whose end the shop tells. */
  async function preparedAList(token) {
    const query = 'mutation { bulkOperationRunQuery(query: "{ products { edges { node { id } } } }") { userErrors { message } } }';
    const { data } = await sandbox.ask(token, '2026-07', { query });
    assert.deepEqual(data.bulkOperationRunQuery.userErrors, []);
    while (!receiver.received.some(({ topic }) => topic === 'bulk_operations/finish')) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  for (const topic of [...TOPICS, ...PRIVACY_TOPICS]) {
    test(`${topic} is accepted by the library of Shopify and has the published payload`, () => {
      const webhooks = receiver.received.filter((webhook) => webhook.topic === topic);
      assert.notEqual(webhooks.length, 0);
      for (const { headers, rawBody, verdict } of webhooks) {
        assert.equal(verdict.valid, true, JSON.stringify(verdict));
        assert.equal(verdict.topic, topic.toUpperCase().replace('/', '_'));
        assert.equal(verdict.domain, DOMAIN);
        assert.equal(verdict.apiVersion, '2026-07');
        for (const told of [verdict.webhookId, verdict.eventId, verdict.triggeredAt]) {
          assert.ok(told, JSON.stringify(headers));
        }
        assert.deepEqual(payloadFaults(topic, JSON.parse(rawBody)), []);
      }
    });

    test(`the sample of ${topic} passes the same judge`, () => {
      assert.deepEqual(payloadFaults(topic, sampleOf(topic)), []);
    });
  }

  test('a receiver with another secret refuses every one', () => {
    const refused = stranger.received.map(({ verdict }) => verdict);
    assert.ok(refused.length >= TOPICS.length);
    for (const verdict of refused) {
      assert.deepEqual(verdict, { valid: false, reason: 'invalid_hmac' });
    }
  });

  /** What the library says of a webhook that is sent once more, by somebody else. */
  async function sentAgain(headers, body) {
    return (await fetch(receiver.address, { method: 'POST', headers, body })).json();
  }

  test('one changed byte is refused', async () => {
    const { headers, rawBody } = receiver.received[0];
    const changed = rawBody.replace(/\d/, (digit) => String((Number(digit) + 1) % 10));
    assert.deepEqual(await sentAgain(signed(headers), changed), { valid: false, reason: 'invalid_hmac' });
    assert.equal((await sentAgain(signed(headers), rawBody)).valid, true);
  });

  test('a webhook without one of its headers is refused', async () => {
    const { headers, rawBody } = receiver.received[0];
    const { 'x-shopify-shop-domain': _, ...fewer } = signed(headers);
    assert.equal((await sentAgain(fewer, rawBody)).reason, 'missing_headers');
  });

  test('the judge of payloads notices what is missing, of another kind or made up', () => {
    const order = JSON.parse(receiver.received.find(({ topic }) => topic === 'orders/create').rawBody);
    const refused = (change) => payloadFaults('orders/create', { ...order, ...change }).join();
    assert.match(refused({ total_price: 1999 }), /total_price must be string/);
    assert.match(refused({ total_price: undefined, id: '5' }), /id must be integer/);
    assert.match(refused({ created_at: 'yesterday' }), /created_at must match format/);
    assert.match(refused({ totalPrice: '1.00' }), /has totalPrice, which nobody published/);
    const { currency, ...without } = order;
    assert.match(payloadFaults('orders/create', without).join(), /required property 'currency'/);
    assert.match(refused({ line_items: [{ ...order.line_items[0], quantity: '1' }] }), /quantity must be/);
  });
});

const signed = (headers) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('x-shopify-')));
