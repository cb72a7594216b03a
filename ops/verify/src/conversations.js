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

/** Of the first orders of src/life.js: what waits for its customer, and what is to be sent. */
const WAITING = { order: 'gid://shopify/Order/5000000001', part: 'gid://shopify/FulfillmentOrder/11000000001' };
const TO_SEND = {
  order: 'gid://shopify/Order/5000000002',
  line: 'gid://shopify/LineItem/6000000002',
  part: 'gid://shopify/FulfillmentOrder/11000000002',
  units: 'gid://shopify/FulfillmentOrderLineItem/12000000002',
  payment: 'gid://shopify/OrderTransaction/50000000022',
};
const SENDING = 'gid://shopify/Fulfillment/13000000001';

const parcel = (fulfillmentOrderId, more) => ({
  fulfillment: {
    lineItemsByFulfillmentOrder: [
      { fulfillmentOrderId, fulfillmentOrderLineItems: [{ id: TO_SEND.units, quantity: 1 }] },
    ],
    ...more,
  },
});
const ready = (fulfillmentOrderId) => ({ input: { lineItemsByFulfillmentOrder: [{ fulfillmentOrderId }] } });
const refund = (amount) => ({
  key: key(),
  input: {
    orderId: TO_SEND.order,
    note: 'Tillbridge 3f0c8a52-9f2e-4a51-8f39-0e6a8b0d7c11: nobody came',
    notify: true,
    currency: 'USD',
    refundLineItems: [{ lineItemId: TO_SEND.line, quantity: 1, restockType: 'NO_RESTOCK' }],
    transactions: [
      { orderId: TO_SEND.order, parentId: TO_SEND.payment, gateway: 'shopify_payments', kind: 'REFUND', amount },
    ],
  },
});
const dollars = (amount) => ({ shopMoney: { amount, currencyCode: 'USD' } });
const counterSale = (lineItems) => ({
  order: {
    sourceIdentifier: '018f6f2e-1b7c-7c3a-9b1e-2f7a4c1d5e60',
    sourceName: 'tillbridge-counter',
    processedAt: '2026-05-01T12:00:00Z',
    currency: 'USD',
    financialStatus: 'PAID',
    fulfillmentStatus: 'FULFILLED',
    note: 'Receipt R1-000101',
    taxesIncluded: false,
    tags: ['tillbridge-counter', 'main'],
    email: 'ann@example.com',
    lineItems,
    taxLines: [{ title: 'Sales tax', rate: '0.0825', priceSet: dollars('1.65') }],
    transactions: [{ kind: 'SALE', status: 'SUCCESS', gateway: 'cash', amountSet: dollars('21.64') }],
  },
  options: { inventoryBehaviour: 'BYPASS', sendReceipt: false, sendFulfillmentReceipt: false },
});

/** The orders of src/life.js, one by one. */
const orders = () => [1, 2, 3, 4, 5, 6, 7, 8].map((n) => taken({ order: `gid://shopify/Order/${5_000_000_000 + n}` }));

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
  Send: () => [
    taken(parcel(TO_SEND.part, {
      notifyCustomer: true,
      trackingInfo: { company: 'UPS', number: '1Z999', url: 'https://ups.example.com/1Z999' },
    })),
    refused(parcel('gid://shopify/FulfillmentOrder/9', { notifyCustomer: false })),
  ],
  Move: () => [
    taken({ part: TO_SEND.part, location: DOCK, lines: [{ id: TO_SEND.units, quantity: 1 }] }),
    refused({ part: TO_SEND.part, location: 'gid://shopify/Location/9', lines: [{ id: TO_SEND.units, quantity: 1 }] }),
  ],
  Ready: () => [taken(ready(WAITING.part)), refused(ready(WAITING.part)), refused(ready(TO_SEND.part))],
  ToSend: () => [...orders(), taken({ order: 'gid://shopify/Order/9' })].map(({ variables }) => {
    return taken({ ...variables, parts: 5, lines: 30, after: null });
  }),
  Sendings: () => [...orders(), taken({ order: 'gid://shopify/Order/9' })],
  SendingLines: () => [taken({ sending: SENDING, after: null }), taken({ sending: 'gid://shopify/Fulfillment/9' })],
  Payments: () => [...orders(), taken({ order: 'gid://shopify/Order/9' })],
  GiveBack: () => [taken(refund('21.64')), refused(refund('9999.00'))],
  Mirror: () => [
    taken(counterSale([
      { sku: 'MUG', title: 'Enamel mug', quantity: 1, requiresShipping: false, variantId: VARIANT, priceSet: dollars('19.99') },
    ])),
    refused(counterSale([])),
  ],
  Mirrored: () => [
    taken({ query: "source_identifier:'018f6f2e-1b7c-7c3a-9b1e-2f7a4c1d5e60'" }),
    taken({ query: "source_identifier:'none'" }),
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
