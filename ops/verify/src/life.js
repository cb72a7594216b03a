// What happens in a shop, so that there is something to ask for and something to tell.

/** What a shop tells its subscribers of in {@link lifeOfAShop} and {@link endOfAnApp}. */
export const TOPICS = [
  'app/scopes_update',
  'app/uninstalled',
  'bulk_operations/finish',
  'inventory_levels/update',
  'orders/cancelled',
  'orders/create',
  'orders/edited',
  'orders/fulfilled',
  'orders/paid',
  'orders/partially_fulfilled',
  'orders/updated',
  'products/create',
  'products/update',
  'refunds/create',
];

/** What it tells the address that is set up in the app itself. */
export const PRIVACY_TOPICS = ['customers/data_request', 'customers/redact', 'shop/redact'];

/** Orders in every state that the sandbox knows, and a second location; gives back how many. */
export async function lifeOfAShop(sandbox) {
  const orders = [];
  const buy = async (lines, more) => {
    orders.push(await sandbox.control('/shopify/orders', { lines, ...more }));
    return orders.at(-1).id;
  };
  const act = (id, name, body = {}) => sandbox.control(`/shopify/orders/${id}/${name}`, body);
  const mugs = (quantity, more) => ({ sku: 'MUG', quantity, ...more });
  const red = { sku: 'MUG-RED', quantity: 1 };

  // These two come first: src/conversations.js knows them by their numbers.
  await buy([mugs(1)], { name: 'Di', method: 'PICK_UP' });
  await buy([mugs(4)], { name: 'Ed', method: 'SHIPPING', shipTo: { latitude: 40.7, longitude: -74.01 } });

  await buy([mugs(2)], { email: 'ann@example.com', name: 'Ann' });
  // Nobody says who bought this.
  await act(await buy([{ sku: 'GIFT', quantity: 1 }]), 'cancel');
  await act(await buy([red, mugs(1)], { email: 'bo@example.com' }), 'fulfil');

  const rich = { shipping: 590, tip: 200, duties: 310, giftCard: 1000, risk: 'HIGH' };
  const changed = await buy([mugs(3, { discount: 150 }), red], { ...rich, email: 'cy@example.com', name: 'Cy' });
  await act(changed, 'fulfil', mugs(1));
  await act(changed, 'edit', red);
  await act(changed, 'edit', { ...mugs(1), remove: true });
  await act(changed, 'refund', { ...mugs(1), restock: false });
  await act(changed, 'refund', red);
  await act(changed, 'tag', { tag: 'gift' });

  // Goods come back before any money does.
  const kept = await buy([mugs(2)]);
  await act(kept, 'fulfil');
  await act(kept, 'return', mugs(2));
  await act(kept, 'refund', { ...mugs(1), ofReturn: true });

  const bowl = { sku: 'BOWL', barcode: '4006381333931', title: 'Small', price: '7.50', available: 3 };
  await sandbox.control('/shopify/products', { title: 'Bowl', variants: [bowl, { title: 'Large' }] });
  const price = { was: 'BOWL', price: '8.00' };
  await sandbox.control('/shopify/products/edit', { handle: 'bowl', vendor: 'Acme', variants: [price] });

  const abroad = await buy([mugs(1)], { unpaid: true, test: true, buyers: 'EUR', ratePpm: 920000, shipping: 590 });
  await act(abroad, 'pay');
  await act(await buy([red], { shipping: 590, buyers: 'JPY', ratePpm: 150000000 }), 'cancel');

  await sandbox.control('/shopify/locations', { id: 1002, name: 'Dock' });
  return orders.length;
}

/** Scopes change, customers and the shop are to be forgotten, and the app is thrown out. */
export async function endOfAnApp(sandbox) {
  await sandbox.control('/shopify/app/scopes', { scopes: ['read_products'] });
  for (const topic of PRIVACY_TOPICS) {
    const customer = { id: 1, email: 'ann@example.com', phone: '555-0100' };
    await sandbox.control('/shopify/privacy', { topic, customer, orders: [5_000_000_001] });
  }
  await sandbox.control('/shopify/app/uninstall', {});
}
