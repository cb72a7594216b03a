// What the tests of this run said to the sandbox's shop and heard from it: the hub's documents as
// it really sent them, and the sandbox's answers and webhooks in whatever state a test had made.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { documents } from '../src/documents.js';
import { answerFaults, documentFaults } from '../src/judge.js';
import { payloadFaults } from '../src/payloads.js';
import { grouped, recorded } from '../src/recorded.js';
import { VERSIONS, schemaOf } from '../src/shopify-schema.js';

const lines = recorded();
const conversations = lines.filter((line) => line.request);
const operationOf = (query) => /^\s*(?:query|mutation)\s+(\w+)/.exec(query)?.[1];

describe('what the tests of this run recorded', () => {
  if (lines.length === 0) {
    test('nothing', { skip: 'no test talked to the shop of the sandbox in this run' }, () => {});
    return;
  }

  for (const [query, talks] of grouped(conversations, ({ request }) => request.query)) {
    test(`${talks.length} answers to ${operationOf(query) ?? query.slice(0, 60)}`, () => {
      const faults = talks.flatMap(({ version, request, answer }) => {
        return answerFaults(schemaOf(version), request, answer);
      });
      assert.deepEqual([...new Set(faults)], [], query);
    });
  }

  const ofTheHub = conversations.filter(({ module }) => module.startsWith('hub/'));
  for (const [query] of grouped(ofTheHub, ({ request }) => request.query)) {
    test(`the hub's ${operationOf(query)} is valid as it was sent`, () => {
      for (const version of VERSIONS) {
        assert.deepEqual(documentFaults(schemaOf(version), query), []);
      }
    });
  }

  test('documents that the hub sent', { skip: ofTheHub.length === 0 && 'no test of the hub ran' }, (t) => {
    const sent = new Set(ofTheHub.map(({ request }) => operationOf(request.query)));
    for (const { name } of documents().filter((document) => !sent.has(document.name))) {
      t.diagnostic(`no test of the hub sent ${name} to the sandbox in this run`);
    }
  });

  const webhooks = lines.filter((line) => line.topic);
  for (const [topic, told] of grouped(webhooks, (line) => line.topic)) {
    test(`${told.length} webhooks of ${topic}`, () => {
      const faults = told.flatMap(({ payload }) => payloadFaults(topic, payload));
      assert.deepEqual([...new Set(faults)], []);
    });
  }
});
