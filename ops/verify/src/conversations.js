// With what each of our documents is asked of the sandbox.
const ITEM = 'gid://shopify/InventoryItem/50000000001';
const MAIN_STREET = 'gid://shopify/Location/1001';
const DOCK = 'gid://shopify/Location/1002';
const PRODUCT = 'gid://shopify/Product/8000000001';
const VARIANT = 'gid://shopify/ProductVariant/40000000001';
const ADDRESS = 'https://hub.example.com/webhooks/shopify';

let keys = 0;
const key = () => `verify-${++keys}`;
const taken = (variables) => ({ variables, refused: false });
const refused = (variables) => ({ variables, refused: true });

const setTo = (quantity, changeFromQuantity, locationId = MAIN_STREET) => ({
  key: key(),
  location: locationId,
  input: {
    name: 'available',
    reason: 'correction',
    referenceDocumentUri: 'gid://tillbridge/Delivery/1',
    quantities: [{ inventoryItemId: ITEM, locationId, quantity, changeFromQuantity }],
  },
});

/** The orders of src/life.js, one by one. */
const orders = () => [1, 2, 3, 4, 5, 6].map((n) => taken({ order: `gid://shopify/Order/${5_000_000_000 + n}` }));

/** Their refunds, one by one. */
const refunds = () => [1, 2, 3, 4].map((n) => taken({ refund: `gid://shopify/Refund/${9_000_000_000 + n}` }));

/** Variables by the name of the operation, both in order; the answer to the refused ones is a no. */
const TALKS = {
  Activate: () => [
    taken({ item: ITEM, location: DOCK, key: key() }),
    refused({ item: ITEM, location: 'gid://shopify/Location/9', key: key() }),
  ],
  BulkRun: () => [
    taken({ query: '{ products { edges { node { id title } } } }' }),
    refused({ query: '{ shop { name } }' }),
  ],
  BulkOperation: () => [
    taken({ id: 'gid://shopify/BulkOperation/5000001' }),
    taken({ id: 'gid://shopify/BulkOperation/9' }),
  ],
  Shop: () => [taken({})],
  Sites: () => [taken({ after: null })],
  ProductNow: () => [taken({ id: PRODUCT, after: null }), taken({ id: 'gid://shopify/Product/9', after: null })],
  ProductChange: () => [
    taken({ product: { id: PRODUCT, title: 'Mug' } }),
    refused({ product: { id: 'gid://shopify/Product/9', title: 'Mug' } }),
  ],
  VariantsChange: () => [
    taken({ product: PRODUCT, variants: [{ id: VARIANT, barcode: '4006381333931' }] }),
    refused({ product: PRODUCT, variants: [{ id: 'gid://shopify/ProductVariant/9', barcode: '4006381333931' }] }),
  ],
  Available: () => [
    taken({ item: ITEM, location: MAIN_STREET }),
    taken({ item: ITEM, location: DOCK }),
    taken({ item: 'gid://shopify/InventoryItem/9', location: DOCK }),
  ],
  AvailableOfMany: () => [
    taken({ location: MAIN_STREET, item0: ITEM, item1: 'gid://shopify/InventoryItem/50000000002' }),
    taken({ location: DOCK, item0: ITEM, item1: 'gid://shopify/InventoryItem/9' }),
  ],
  Listings: () => [taken({ query: 'sku:MUG' }), taken({ query: 'sku:"none"', after: null })],
  OrderChanges: () => [taken({ query: "updated_at:>='2026-01-01T00:00:00Z'", after: null })],
  OrdersNow: () => orders().map(({ variables: { order } }) => taken({ order0: order, order1: 'gid://shopify/Order/9' })),
  OrderLines: () => [...orders(), taken({ order: 'gid://shopify/Order/9' })],
  OrderReturns: () => [...orders(), taken({ order: 'gid://shopify/Order/9' })],
  OrderRefunds: () => [...orders(), taken({ order: 'gid://shopify/Order/9' })],
  PaymentsNow: () => orders().map(({ variables: { order } }) => taken({ order0: order, order1: 'gid://shopify/Order/9' })),
  OrdersChangedSince: () => [taken({ query: "updated_at:>='2026-01-01T00:00:00Z'" })],
  RefundsNow: () =>
    refunds().map(({ variables: { refund } }) => taken({ refund0: refund, refund1: 'gid://shopify/Refund/9' })),
  RefundLines: () => [...refunds(), taken({ refund: 'gid://shopify/Refund/9', after: null })],
  SetAvailable: () => [
    taken(setTo(30, null)),
    refused(setTo(10, 999)),
    taken(setTo(5, null, DOCK)),
  ],
  Subscribe: () => [
    taken({ topic: 'ORDERS_CREATE', address: ADDRESS }),
    refused({ topic: 'ORDERS_CREATE', address: ADDRESS }),
  ],
  Resubscribe: () => [
    taken({ id: 'gid://shopify/WebhookSubscription/1000001', address: `${ADDRESS}/moved` }),
    refused({ id: 'gid://shopify/WebhookSubscription/9', address: ADDRESS }),
  ],
  Scopes: () => [taken({})],
  Subscriptions: () => [taken({ topics: ['ORDERS_CREATE'], address: ADDRESS }), taken({})],
};

/** What is asked with this document: `[{variables, refused}]`, none when nobody has said it. */
export function conversations(name) {
  return TALKS[name]?.() ?? [];
}

/** Documents in the order in which they are told above: some need what others have made. */
export function inOrder(documents) {
  const order = Object.keys(TALKS);
  return documents.toSorted((one, other) => order.indexOf(one.name) - order.indexOf(other.name));
}
