import type { Given } from '../pricing/by-hand';
import type { BasketLine } from '../pricing/engine';

/** What a line is made from: a variant as the shelf knows it at this moment. */
export interface Item {
  readonly sku: string;
  readonly title: string;
  readonly variantTitle: string;
  readonly unitPrice: number;
  readonly taxCategory: string;
  /** What kind of goods, in the merchant's words; carts of older versions have none. */
  readonly type?: string;
}

export interface CartLine extends Item {
  readonly quantity: number;
  /** Always null since discounts say who gave them; receipts of older versions have an amount. */
  readonly discount: number | null;
  /** Taken off by hand. */
  readonly given?: Given | null;
}

/** The open sale. Its id is the sale's id from birth to books. */
export interface Cart {
  readonly saleId: string;
  readonly lines: readonly CartLine[];
  /** When its first line came (milliseconds since 1970): what held then, holds for all of it. */
  readonly begunAt?: number | null;
  /** Taken off all of it by hand. */
  readonly given?: Given | null;
  readonly coupons?: readonly string[];
  /** Why the customer pays no tax; null when he does. */
  readonly exempt?: Exempt | null;
  /** What is charged beside goods: a tip, gift cards that are sold. */
  readonly charges?: readonly Charge[];
  /** The customer's card for loyalty points. */
  readonly pointCard?: string | null;
}

export interface Charge {
  readonly kind: 'TIP' | 'GIFT_CARD';
  /** What the receipt says. */
  readonly title: string;
  readonly amount: number;
  /** Of the gift card. */
  readonly code?: string;
}

export interface Exempt {
  readonly by: string;
  readonly reason: string;
  readonly approval: string | null;
}

export type Change =
  | { readonly kind: 'add'; readonly item: Item; readonly quantity: number }
  | { readonly kind: 'set'; readonly sku: string; readonly quantity: number }
  | { readonly kind: 'remove'; readonly sku: string }
  | { readonly kind: 'clear' }
  /** Off one line, or off the whole cart without a SKU; null takes the discount back. */
  | { readonly kind: 'give'; readonly sku: string | null; readonly given: Given | null }
  | { readonly kind: 'coupon'; readonly code: string; readonly on: boolean }
  | { readonly kind: 'exempt'; readonly exempt: Exempt | null }
  | { readonly kind: 'charges'; readonly charges: readonly Charge[] }
  | { readonly kind: 'point-card'; readonly number: string | null }
  /** The customer gets the price that the goods have by now. */
  | { readonly kind: 'reprice'; readonly sku: string; readonly unitPrice: number }
  /** Takes the clearing back. */
  | { readonly kind: 'whole'; readonly cart: Cart }
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
      return cart.lines.length === 0 && chargedIn(cart) === 0 ? cart : emptyCart(cart.saleId);
    case 'whole':
      return change.cart;
    case 'give':
      return change.sku === null
        ? { ...cart, given: change.given }
        : { ...cart, lines: cart.lines.map((line) => (line.sku === change.sku ? { ...line, given: change.given } : line)) };
    case 'coupon': {
      const others = (cart.coupons ?? []).filter((code) => code !== change.code);
      return { ...cart, coupons: change.on ? [...others, change.code] : others };
    }
    case 'charges':
      return { ...cart, charges: change.charges };
    case 'point-card':
      return { ...cart, pointCard: change.number };
    case 'exempt':
      return { ...cart, exempt: change.exempt };
    case 'reprice':
      return { ...cart, lines: cart.lines.map((line) => (line.sku === change.sku ? { ...line, unitPrice: change.unitPrice } : line)) };
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

/** What is charged beside goods, in all. */
export function chargedIn(cart: Cart): number {
  return (cart.charges ?? []).reduce((sum, { amount }) => sum + amount, 0);
}

/** Gift cards that are sold count as goods do; a tip is nothing to sell. */
export function countOf(cart: Cart): number {
  return (cart.charges ?? []).filter(({ kind }) => kind === 'GIFT_CARD').length + cart.lines.reduce((sum, line) => sum + line.quantity, 0);
}

export function basketLine({ sku, type, taxCategory, quantity, unitPrice, given }: CartLine): BasketLine {
  return { sku, type: (type ?? '').trim(), category: taxCategory, quantity, basePrice: unitPrice, discount: given ?? null };
}
