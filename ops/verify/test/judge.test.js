// The judge of answers can say no. The schema here is made up and has one of each.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildSchema } from 'graphql';
import { answerFaults } from '../src/judge.js';

const schema = buildSchema(`
  scalar DateTime
  scalar Decimal
  scalar Mystery
  scalar URL
  scalar UnsignedInt64
  enum Colour { BLUE RED }
  interface Thing { id: ID! }
  type Mug implements Thing {
    id: ID!
    legacyResourceId: UnsignedInt64!
    colour: Colour!
    size: Int!
    price: Decimal!
    title: String
    url: URL
    madeAt: DateTime!
    isFull: Boolean!
    weight: Float
    tags: [String!]!
    mystery: Mystery
  }
  type Query { mug(size: Int): Mug thing: Thing mugs: [Mug!]! }
`);

const FIELDS =
  'id legacyResourceId colour size price title url madeAt isFull weight tags';
const MUG = {
  id: 'gid://shopify/Mug/1',
  legacyResourceId: '1',
  colour: 'BLUE',
  size: 3,
  price: '19.99',
  title: null,
  url: 'https://example.com/mug',
  madeAt: '2026-11-22T10:00:00Z',
  isFull: false,
  weight: 0.5,
  tags: [],
};
const COST = { throttleStatus: { maximumAvailable: 2000, currentlyAvailable: 1990, restoreRate: 100 } };

const judged = (query, answer) =>
  answerFaults(schema, { query }, { extensions: { cost: COST }, ...answer }).join();
const mug = (change) => judged(`{ mug { ${FIELDS} } }`, { data: { mug: { ...MUG, ...change } } });

describe('the judge of answers', () => {
  test('takes what is right', () => {
    assert.equal(mug({}), '');
    assert.equal(judged('{ mug { colour } }', { data: { mug: null } }), '');
    assert.equal(judged('{ cup: mug { hue: colour } }', { data: { cup: { hue: 'RED' } } }), '');
    assert.equal(judged('{ mug { __typename } }', { data: { mug: { __typename: 'Mug' } } }), '');
  });

  for (const [field, values] of Object.entries({
    id: [1, 'Mug/1', 'gid://shopify/Cup/1'],
    legacyResourceId: [1, '-1', '1.5'],
    colour: ['GREEN', 'blue', null],
    size: ['3', 3.5, 2 ** 31, null],
    price: [19.99, '19,99', ''],
    title: [5, ['Mug']],
    url: ['mug', 7],
    madeAt: ['2026-11-22', '2026-11-22 10:00:00Z', 1764000000, '2026-11-22T10:00:00.123456789Z'],
    isFull: ['false', 0],
    weight: ['0.5'],
    tags: [null, [null], 'blue', [1]],
  })) {
    for (const value of values) {
      test(`refuses ${JSON.stringify(value)} as ${field}`, () => {
        assert.match(mug({ [field]: value }), new RegExp(`mug\\.${field}`));
      });
    }
  }

  test('refuses what was asked for and is not there', () => {
    const { title, ...without } = MUG;
    assert.match(judged(`{ mug { ${FIELDS} } }`, { data: { mug: without } }), /mug.title: .*not answered/);
    assert.match(judged('{ mug { title } mugs { title } }', { data: { mug: null } }), /mugs: .*not answered/);
  });

  test('refuses what was not asked for', () => {
    assert.match(judged('{ mug { colour } }', { data: { mug: MUG } }), /more/);
  });

  test('refuses data for a request that the schema refuses', () => {
    assert.match(judged('{ mug { taste } }', { data: { mug: { taste: 'tea' } } }), /taste/);
  });

  test('refuses a variable of another type', () => {
    const ask = (size) => {
      const request = { query: 'query($size: Int!) { mug(size: $size) { colour } }', variables: { size } };
      return answerFaults(schema, request, { data: { mug: null }, extensions: { cost: COST } }).join();
    };
    assert.equal(ask(3), '');
    assert.match(ask('big'), /\$size/);
    assert.match(ask(undefined), /\$size/);
  });

  test('refuses a scalar whose look nobody has written down', () => {
    assert.match(judged('{ mug { mystery } }', { data: { mug: { mystery: 'x' } } }), /Mystery/);
  });

  test('tells the type behind an interface by its name, or by its id, or says that it cannot', () => {
    const inside = '... on Mug { size }';
    const told = (asked, thing) => judged(`{ thing { ${asked} ${inside} } }`, { data: { thing } });
    assert.match(told('__typename', { __typename: 'Mug', size: 'big' }), /size/);
    assert.match(told('id', { id: 'gid://shopify/Mug/1', size: 'big' }), /size/);
    assert.match(told('', { size: 3 }), /Thing/);
  });

  test('knows the envelope', () => {
    const refusal = { errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }] };
    assert.equal(judged('{ mug { colour } }', refusal), '');
    assert.match(judged('{ mug { colour } }', {}), /neither data nor errors/);
    assert.match(judged('{ mug { colour } }', { errors: 'Throttled' }), /list of messages/);
    assert.match(judged('{ mug { colour } }', { errors: [{ message: 'x', extensions: { code: 5 } }] }), /code/);
    assert.match(judged('{ mug { colour } }', { ...refusal, status: 1 }), /no envelope has status/);
    assert.match(judged('{ mug { colour } }', { ...refusal, extensions: {} }), /throttleStatus/);
  });
});
