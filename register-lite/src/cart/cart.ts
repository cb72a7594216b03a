import type { PricedLine } from '../pricing/tax';

/** What a line is made from: a variant as the shelf knows it at this moment. */
export interface Item {
  readonly sku: string;
  readonly title: string;
  readonly variantTitle: string;
  readonly unitPrice: number;
  readonly taxCategory: string;
}

export interface CartLine extends Item {
  readonly quantity: number;
  /** Minor units off the whole line; null for none. */
  readonly discount: number | null;
}

/** The open sale. Its id is the sale's id from birth to books. */
export interface Cart {
  readonly saleId: string;
  readonly lines: readonly CartLine[];
}

export type Change =
  | { readonly kind: 'add'; readonly item: Item; readonly quantity: number }
  | { readonly kind: 'set'; readonly sku: string; readonly quantity: number }
  | { readonly kind: 'remove'; readonly sku: string }
  | { readonly kind: 'clear' }
  /** Takes a removal back: the lines return to where they were, whatever was added since. */
  | { readonly kind: 'restore'; readonly lines: readonly CartLine[]; readonly at: number };

/** More of one thing than this is a slip of the finger or of the scanner. */
export const QUANTITY_MAX = 9_999;

export function emptyCart(saleId: string): Cart {
  return { saleId, lines: [] };
}

/**
 * The cart after a change. A line keeps the price at which it was first scanned: the customer has seen
 * it. Changes that make no sense leave the cart as it was.
 */
export function changed(cart: Cart, change: Change): Cart {
  switch (change.kind) {
    case 'add':
      return added(cart, change.item, change.quantity);
    case 'set':
      return withQuantity(cart, change.sku, change.quantity);
    case 'remove':
      return cart.lines.some((line) => line.sku === change.sku)
        ? { ...cart, lines: cart.lines.filter((line) => line.sku !== change.sku) }
        : cart;
    case 'clear':
      return cart.lines.length === 0 ? cart : { ...cart, lines: [] };
    case 'restore':
      return restored(cart, change.lines, change.at);
  }
}

function withQuantity(cart: Cart, sku: string, quantity: number): Cart {
  if (!Number.isInteger(quantity) || quantity < 0 || quantity > QUANTITY_MAX) {
    return cart;
  }
  return quantity === 0
    ? changed(cart, { kind: 'remove', sku })
    : { ...cart, lines: cart.lines.map((line) => (line.sku === sku ? { ...line, quantity } : line)) };
}

function restored(cart: Cart, lines: readonly CartLine[], at: number): Cart {
  const missing = lines.filter((line) => !cart.lines.some((other) => other.sku === line.sku));
  const again = lines.filter((line) => !missing.includes(line));
  const whole = { ...cart, lines: cart.lines.toSpliced(at, 0, ...missing) };
  return again.reduce<Cart>((sofar, line) => added(sofar, line, line.quantity), whole);
}

function added(cart: Cart, item: Item, quantity: number): Cart {
  const known = cart.lines.find((line) => line.sku === item.sku);
  if (!known) {
    return { ...cart, lines: [...cart.lines, { ...item, quantity, discount: null }] };
  }
  const sum = Math.min(known.quantity + quantity, QUANTITY_MAX);
  return { ...cart, lines: cart.lines.map((line) => (line === known ? { ...line, quantity: sum } : line)) };
}

export function countOf(cart: Cart): number {
  return cart.lines.reduce((sum, line) => sum + line.quantity, 0);
}

export function pricedLine(line: CartLine): PricedLine {
  return { quantity: line.quantity, unitPrice: line.unitPrice, discount: line.discount, category: line.taxCategory };
}
