import type { AgeAnswer, Joined, WeightUnit } from '../wire';
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
  /** What its price is for when it is sold by weight. */
  readonly unit?: WeightUnit;
  /** Of each unit, in millionths of that. */
  readonly weight?: number;
  /** Of the customer, in years. */
  readonly minimumAge?: number;
  readonly tracking?: 'SERIAL' | 'LOT';
}

export interface CartLine extends Item {
  readonly quantity: number;
  /** Always null since discounts say who gave them; receipts of older versions have an amount. */
  readonly discount: number | null;
  /** Taken off by hand. */
  readonly given?: Given | null;
  /** What the line is called when its SKU is on several: each weighed piece has a line of its own. */
  readonly key?: string;
  readonly note?: string | undefined;
  /** Of its units, as far as they were named. */
  readonly serials?: readonly string[];
  readonly lot?: string;
  /** The cashier goes on without naming its units. */
  readonly unnamed?: boolean;
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
  readonly charges?: readonly Beside[];
  /** The customer's card for loyalty points. */
  readonly pointCard?: string | null;
  readonly note?: string | undefined;
  /** That the customer is old enough, as far as it was asked. */
  readonly age?: AgeAnswer | null;
  /** The other sales of a split bill. */
  readonly joined?: Joined | null;
  /** Money instead of goods: a part of what waits elsewhere is paid. */
  readonly charge?: Charge | null;
  /** What was paid for it before, in parts. */
  readonly ahead?: Ahead | null;
  /** How it was called when it was parked. */
  readonly name?: string;
  /** The quote that it was made of. */
  readonly quote?: string | null;
}

/** A charge that goes with goods, or with none. */
export interface Beside {
  readonly kind: 'TIP' | 'GIFT_CARD';
  /** What the receipt says. */
  readonly title: string;
  readonly amount: number;
  /** Of the gift card. */
  readonly code?: string;
}

/** A payment for goods that are handed over later. */
export interface Charge {
  readonly title: string;
  readonly amount: number;
  /** What the hub finds the money by. */
  readonly code: string;
}

export interface Ahead {
  readonly code: string;
  readonly paid: readonly Instalment[];
  /** Into how many equal parts a bill is split; absent for a lay-by. */
  readonly parts?: number;
}

export interface Instalment {
  readonly saleId: string;
  readonly receiptNumber: string;
  readonly amount: number;
  readonly at: string;
}

/** What was paid ahead for a cart. */
export function aheadOf(cart: Cart): number {
  return (cart.ahead?.paid ?? []).reduce((sum, { amount }) => sum + amount, 0);
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
  | { readonly kind: 'charges'; readonly charges: readonly Beside[] }
  | { readonly kind: 'point-card'; readonly number: string | null }
  /** The customer gets the price that the goods have by now. */
  | { readonly kind: 'reprice'; readonly sku: string; readonly unitPrice: number }
  /** What is written down beside goods and prices. */
  | { readonly kind: 'line'; readonly sku: string; readonly is: Partial<Pick<CartLine, 'note' | 'serials' | 'lot' | 'unnamed' | 'weight'>> }
  | { readonly kind: 'about'; readonly is: Partial<Pick<Cart, 'note' | 'age' | 'joined' | 'quote'>> }
  /** Takes the clearing back. */
  | { readonly kind: 'whole'; readonly cart: Cart }
  /** Takes a removal back: the lines return to where they were, whatever was added since. */
  | { readonly kind: 'restore'; readonly lines: readonly CartLine[]; readonly at: number };

/** More of one thing than this is a slip of the finger or of the scanner. */
export const QUANTITY_MAX = 9_999;

export function emptyCart(saleId: string): Cart {
  return { saleId, lines: [] };
}

/** What a change calls the line by: its SKU, unless that is on several lines. */
export function keyOf(line: CartLine): string {
  return line.key ?? line.sku;
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
      return cart.lines.some((line) => keyOf(line) === change.sku)
        ? { ...cart, lines: cart.lines.filter((line) => keyOf(line) !== change.sku) }
        : cart;
    case 'clear':
      // Goods that somebody has paid for in part are never swept off the counter.
      return (cart.lines.length === 0 && !cart.charge && chargedIn(cart) === 0) || cart.ahead ? cart : emptyCart(cart.saleId);
    case 'whole':
      return change.cart;
    case 'give':
      return change.sku === null
        ? { ...cart, given: change.given }
        : { ...cart, lines: cart.lines.map((line) => (keyOf(line) === change.sku ? { ...line, given: change.given } : line)) };
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
    case 'line':
      return { ...cart, lines: cart.lines.map((line) => (keyOf(line) === change.sku ? { ...line, ...change.is } : line)) };
    case 'about':
      return { ...cart, ...change.is };
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
    : { ...cart, lines: cart.lines.map((line) => (keyOf(line) === sku ? { ...line, quantity, ...(line.serials ? { serials: line.serials.slice(0, quantity) } : {}) } : line)) };
}

function restored(cart: Cart, lines: readonly CartLine[], at: number): Cart {
  const missing = lines.filter((line) => !cart.lines.some((other) => keyOf(other) === keyOf(line)));
  const again = lines.filter((line) => !missing.includes(line));
  const whole = { ...cart, lines: cart.lines.toSpliced(at, 0, ...missing) };
  return again.reduce<Cart>((sofar, line) => added(sofar, line, line.quantity), whole);
}

function added(cart: Cart, item: Item, quantity: number): Cart {
  if (item.weight !== undefined) {
    return { ...cart, lines: [...cart.lines, { ...item, key: freeKey(cart, item.sku), quantity, discount: null }] };
  }
  const known = cart.lines.find((line) => keyOf(line) === item.sku);
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

/** No two pieces weigh the same, so each is a line. */
function freeKey(cart: Cart, sku: string): string {
  const taken = new Set(cart.lines.map(keyOf));
  for (let count = 1; ; count++) {
    const key = `${sku} #${count}`;
    if (!taken.has(key)) {
      return key;
    }
  }
}

/** Units of each SKU, in the order of the lines. */
export function unitsOf(cart: Cart): readonly { readonly sku: string; readonly quantity: number }[] {
  const units = new Map<string, number>();
  cart.lines.forEach(({ sku, quantity }) => units.set(sku, (units.get(sku) ?? 0) + quantity));
  return [...units].map(([sku, quantity]) => ({ sku, quantity }));
}

/** Gift cards that are sold count as goods do; a tip is nothing to sell. */
export function countOf(cart: Cart): number {
  const cards = (cart.charges ?? []).filter(({ kind }) => kind === 'GIFT_CARD').length;
  return cart.charge ? 1 : cards + cart.lines.reduce((sum, line) => sum + line.quantity, 0);
}

export function basketLine({ sku, type, taxCategory, quantity, unitPrice, given, weight }: CartLine): BasketLine {
  return { sku, type: (type ?? '').trim(), category: taxCategory, quantity, basePrice: unitPrice, discount: given ?? null, ...(weight === undefined ? {} : { weight }) };
}
