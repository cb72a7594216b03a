import type { TaxMode, TaxRate } from '../wire';
import { coverage, offered, type Cut, type Run } from './offering';
import { holds, type Moment, type PriceRules, type Promotion } from './rules';
import { type Price, priceOfNets } from './tax';
import { listsHolding, type UnitPrice, unitPriceOf } from './unit-prices';
import { MILLION, safe, share, spread, sum } from './whole';

/** A discount that somebody gives at the counter; millionths with PERCENT, minor units with AMOUNT. */
export interface Manual {
  readonly kind: 'PERCENT' | 'AMOUNT';
  readonly value: number;
}

export interface BasketLine {
  readonly sku: string;
  /** What kind of goods, in the merchant's words; may be empty. */
  readonly type: string;
  readonly category: string;
  readonly quantity: number;
  /** What the catalogue said when it was scanned. */
  readonly basePrice: number;
  readonly discount: Manual | null;
  /** Of each piece, in millionths of what the price is for; absent when it is sold by the piece. */
  readonly weight?: number | null;
}

export interface Basket {
  readonly moment: Moment;
  readonly groups: readonly string[];
  readonly coupons: readonly string[];
  readonly taxMode: TaxMode;
  readonly rates: readonly TaxRate[];
  readonly exempt: boolean;
  readonly lines: readonly BasketLine[];
  readonly discount: Manual | null;
}

export type Source = 'PROMOTION' | 'LINE' | 'CART' | 'EXEMPT';

/** One reason why a line costs less. */
export interface Part {
  readonly source: Source;
  readonly promotion: string | null;
  readonly amount: number;
}

export interface PricedItem {
  readonly sku: string;
  readonly quantity: number;
  /** Before discounts. */
  readonly unitPrice: number;
  readonly list: string | null;
  readonly parts: readonly Part[];
  /** All parts together. */
  readonly discount: number;
  readonly net: number;
}

export interface Priced extends Price {
  readonly items: readonly PricedItem[];
  /** All discounts together, without tax that was taken out. */
  readonly saved: number;
}

/** What a discount of the counter takes off so much; at most all of it. */
export function manualOf({ kind, value }: Manual, amount: number): number {
  return kind === 'PERCENT' ? share(amount, Math.min(value, MILLION)) : Math.min(amount, value);
}

/**
 * Prices a basket by rules: unit prices, promotions, discounts of the counter, tax, in this order. The
 * hub does the same (`PriceEngine` in Java), and both are proven alike on generated baskets.
 */
export function priceBasket(rules: PriceRules, basket: Basket): Priced {
  const places = [...basket.lines.keys()].sort((a, b) => compare(basket.lines[a]!.sku, basket.lines[b]!.sku));
  // Sorted: what is rounded is rounded in this order, whatever was scanned first.
  const lines = places.map((place) => basket.lines[place]!);
  const prices = unitPrices(rules, basket, lines);
  const parts: Part[][] = lines.map(() => []);
  const worth = lines.map((line, i) => safe(prices[i]!.price * line.quantity));
  const note = (line: number, source: Source, promotion: string | null, amount: number) => {
    if (amount > 0) {
      parts[line]!.push({ source, promotion, amount });
    }
  };

  let runs: readonly Run[] = lines.map(({ quantity }, line) => ({ line, count: quantity, left: worth[line]!, touched: false, alone: false }));
  const holding = rules.promotions.filter((promotion) => applies(promotion, basket, lines, worth));
  for (const forCart of [false, true]) {
    for (const { promotion, cut } of promote(holding.filter((each) => isForCart(each) === forCart), () => runs, lines)) {
      cut.gains(lines.length).forEach((gain, line) => note(line, 'PROMOTION', promotion.id, gain));
      runs = cut.after(promotion.combinable);
    }
  }

  const left = lines.map(() => 0);
  for (const run of runs) {
    left[run.line]! += run.left;
  }
  const takeOff = (line: number, source: Source, amount: number) => {
    left[line]! -= amount;
    note(line, source, null, amount);
  };
  lines.forEach(({ discount }, line) => discount && takeOff(line, 'LINE', manualOf(discount, left[line]!)));
  if (basket.discount) {
    spread(manualOf(basket.discount, sum(left)), left).forEach((amount, line) => takeOff(line, 'CART', amount));
  }
  const saved = sum(parts.flat().map((each) => each.amount));

  const nets = () => lines.map(({ category }, line) => ({ category, net: left[line]! }));
  let total = priceOfNets(basket.taxMode, basket.rates, nets());
  if (basket.exempt) {
    // Whoever is exempt does not pay what is inside the prices either.
    for (const tax of basket.taxMode === 'INCLUSIVE' ? total.taxes : []) {
      const weights = lines.map(({ category }, line) => (category === tax.category ? left[line]! : 0));
      spread(tax.amount, weights).forEach((amount, line) => takeOff(line, 'EXEMPT', amount));
    }
    total = priceOfNets(basket.taxMode, [], nets());
  }

  const items: PricedItem[] = [];
  places.forEach((place, line) => {
    const { sku, quantity } = lines[line]!;
    const { price, list } = prices[line]!;
    items[place] = { sku, quantity, unitPrice: price, list, parts: parts[line]!, discount: worth[line]! - left[line]!, net: left[line]! };
  });
  return { ...total, items, saved };
}

function unitPrices(rules: PriceRules, basket: Basket, lines: readonly BasketLine[]): readonly UnitPrice[] {
  const lists = listsHolding(rules.lists, basket.moment, basket.groups);
  const units = new Map<string, number>();
  for (const { sku, quantity } of lines) {
    units.set(sku, (units.get(sku) ?? 0) + quantity);
  }
  return lines.map(({ sku, basePrice, weight }) => {
    const { price, list } = unitPriceOf(lists, sku, units.get(sku)!) ?? { price: basePrice, list: null };
    return { price: weight === undefined || weight === null ? price : share(price, weight), list };
  });
}

function applies(promotion: Promotion, basket: Basket, lines: readonly BasketLine[], worth: readonly number[]): boolean {
  if (promotion.coupon !== null && !basket.coupons.includes(promotion.coupon)) {
    return false;
  }
  const covered = coverage(promotion.target);
  return sum(worth.filter((_, line) => covered(lines[line]!))) >= promotion.minimum && holds(promotion.validity, basket.moment, basket.groups);
}

function isForCart({ offer }: Promotion): boolean {
  return offer.kind === 'CART_PERCENT' || offer.kind === 'CART_AMOUNT';
}

/** The highest priority first; among equals, again and again, the one that gives most. */
function* promote(promotions: readonly Promotion[], runs: () => readonly Run[], lines: readonly BasketLine[]) {
  let open = promotions.toSorted((a, b) => b.priority - a.priority || compare(a.id, b.id));
  while (open.length > 0) {
    const { priority } = open[0]!;
    let best: { promotion: Promotion; cut: Cut; gain: number } | null = null;
    for (const promotion of open.filter((each) => each.priority === priority)) {
      const cut = offered(promotion, runs(), lines);
      const gain = cut.gain();
      if (gain > (best?.gain ?? 0)) {
        best = { promotion, cut, gain };
      }
    }
    if (best === null) {
      open = open.filter((each) => each.priority !== priority);
    } else {
      const { promotion } = best;
      yield best;
      open = open.filter((each) => each !== promotion);
    }
  }
}

/** As Java sorts texts, whatever the language of the device. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
