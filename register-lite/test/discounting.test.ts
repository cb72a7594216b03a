import { describe, expect, it } from 'vitest';
import { changed, emptyCart, type Item } from '../src/cart/cart';
import { Discounting } from '../src/cart/discounting';
import type { OpenSale } from '../src/cart/open-sale';
import { PriceWatch } from '../src/catalogue/price-watch';
import type { DeviceMemory } from '../src/device/memory';
import { Hub } from '../src/hub/client';
import { isAboveLimit, shareByHand } from '../src/pricing/by-hand';
import { type Priced, priceBasket } from '../src/pricing/engine';
import { RuleBook, type RuleDocument } from '../src/pricing/rule-book';
import { momentAt, NO_RULES, type Promotion } from '../src/pricing/rules';
import { basketLine, type Cart, type Change } from '../src/cart/cart';
import type { Session } from '../src/wire';

const TEA: Item = { sku: 'TEA', title: 'Tea', variantTitle: '', unitPrice: 2490, taxCategory: 'standard', type: 'Tea' };
const ALWAYS = { from: null, to: null, days: [], fromMinute: null, toMinute: null, locations: [], groups: [] };
const SPRING: Promotion = {
  id: 'spring',
  title: 'Spring',
  priority: 0,
  combinable: true,
  coupon: 'SPRING1',
  useLimit: 5,
  minimum: 2000,
  validity: ALWAYS,
  target: { skus: [], types: [] },
  offer: { kind: 'CART_AMOUNT', amount: 300 },
};
const SESSION = { user: { id: '1', name: 'Ada', role: 'CASHIER' } } as Session;
const LIMITS = { CASHIER: 100_000, MANAGER: 1_000_000 };

/** An open sale without a hub: a cart and its price. */
class Sale {
  readonly book = { rules: { value: { ...NO_RULES, promotions: [SPRING], limits: LIMITS } }, limitOf: (role: string) => (LIMITS as Record<string, number>)[role] ?? 0 };
  readonly cart = { value: changed(emptyCart('sale-1'), { kind: 'add', item: TEA, quantity: 1 }) };
  change(change: Change) {
    this.cart.value = changed(this.cart.value, change);
  }
  give(sku: string | null, given: Parameters<OpenSale['give']>[1]) {
    this.change({ kind: 'give', sku, given });
  }
  priced(cart: Cart): Priced {
    return priceBasket(this.book.rules.value, {
      moment: { date: '2026-11-25', minute: 600, location: 'main' },
      groups: [],
      coupons: cart.coupons ?? [],
      taxMode: 'INCLUSIVE',
      rates: [{ category: 'standard', name: 'VAT', ratePpm: 200_000 }],
      exempt: (cart.exempt ?? null) !== null,
      lines: cart.lines.map(basketLine),
      discount: cart.given ?? null,
    });
  }
  get price() {
    return { value: this.priced(this.cart.value) };
  }
  get total() {
    return this.priced(this.cart.value).total;
  }
}

function till(answers: (url: string, body: unknown) => Response = () => json(500, {})) {
  const asked: { url: string; body: unknown }[] = [];
  const hub = new Hub(async (url, init) => {
    const body = init.body ? JSON.parse(init.body as string) : null;
    asked.push({ url, body });
    return answers(url, body);
  });
  const sale = new Sale();
  return { sale, asked, hub, discounting: new Discounting(hub, sale as unknown as OpenSale, SESSION) };
}

function json(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
}

describe('discounts of the counter', () => {
  it('are_given_at_once_up_to_the_limit', () => {
    const { sale, discounting, asked } = till();
    discounting.give('TEA', { kind: 'PERCENT', value: 100_000 }, 'dented');
    expect(sale.total).toBe(2241);
    expect(sale.cart.value.lines[0]?.given).toMatchObject({ by: 'Ada', reason: 'dented', approval: null });
    expect(asked).toEqual([]);
  });

  it('above_it_wait_for_a_manager_whose_name_is_kept', async () => {
    const { sale, discounting, asked } = till(() => json(200, { id: 'x', approvedBy: 'Max', at: '2026-11-25T10:00:00Z' }));
    discounting.give(null, { kind: 'PERCENT', value: 150_000 }, 'old stock');
    expect(sale.total).toBe(2490);
    expect(discounting.asking.value).not.toBeNull();
    expect(await discounting.allow({ name: 'Max', pin: '123456' })).toBeNull();
    expect(asked[0]).toMatchObject({ url: '/api/v1/pricing/approvals', body: { saleId: 'sale-1', kind: 'DISCOUNT', reason: 'old stock', name: 'Max' } });
    expect((asked[0]!.body as { ppm: number }).ppm).toBeGreaterThanOrEqual(150_000);
    expect(sale.cart.value.given).toMatchObject({ approvedBy: 'Max', approval: (asked[0]!.body as { id: string }).id });
    expect(sale.total).toBe(2116);
  });

  it('stay_away_when_the_manager_is_none_or_the_hub_does_not_answer', async () => {
    const refused = till(() => json(403, { code: 'approval-refused', title: 'no' }));
    refused.discounting.give('TEA', { kind: 'AMOUNT', value: 2000 }, '');
    expect((await refused.discounting.allow({ name: 'Eve', pin: '000000' }))?.why).toMatch(/PIN is wrong/);
    expect(refused.sale.total).toBe(2490);
    const away = till(() => json(503, {}));
    away.discounting.give('TEA', { kind: 'AMOUNT', value: 2000 }, '');
    expect((await away.discounting.allow({ name: 'Max', pin: '123456' }))?.why).toMatch(/does not answer/);
    expect(away.sale.total).toBe(2490);
  });

  it('on_line_and_cart_count_together', () => {
    const { sale, discounting } = till();
    discounting.give('TEA', { kind: 'PERCENT', value: 100_000 }, '');
    discounting.give(null, { kind: 'PERCENT', value: 100_000 }, '');
    expect(discounting.asking.value).not.toBeNull();
    expect(sale.cart.value.given ?? null).toBeNull();
  });

  it('an_amount_that_became_too_large_a_share_waits_for_a_manager_before_the_payment', async () => {
    const { sale, discounting } = till(() => json(200, { id: 'x', approvedBy: 'Max', at: '2026-11-25T10:00:00Z' }));
    sale.change({ kind: 'set', sku: 'TEA', quantity: 10 });
    discounting.give('TEA', { kind: 'AMOUNT', value: 2000 }, '');
    expect(discounting.ready()).toBe(true);
    sale.change({ kind: 'set', sku: 'TEA', quantity: 1 });
    expect(discounting.ready()).toBe(false);
    expect(await discounting.allow({ name: 'Max', pin: '123456' })).toBeNull();
    expect(discounting.ready()).toBe(true);
  });

  it('a_cent_of_rounding_is_not_above_the_limit', () => {
    const { sale } = till();
    const cheap = { ...sale.cart.value, lines: [{ ...sale.cart.value.lines[0]!, unitPrice: 5, given: { kind: 'PERCENT' as const, value: 100_000, by: 'Ada', reason: null, approval: null } }] };
    const { items } = sale.priced(cheap);
    expect(items[0]?.discount).toBe(1);
    expect(isAboveLimit(items, 100_000)).toBe(false);
    expect(shareByHand(items)).toBe(200_000);
  });
});

describe('a customer who is exempt', () => {
  it('pays_no_tax_once_a_manager_said_yes', async () => {
    const { sale, discounting, asked } = till(() => json(200, { id: 'x', approvedBy: 'Max', at: '2026-11-25T10:00:00Z' }));
    discounting.exempt('Diplomat D-17');
    expect(sale.total).toBe(2490);
    expect(await discounting.allow({ name: 'Max', pin: '123456' })).toBeNull();
    expect(asked[0]!.body).toMatchObject({ kind: 'EXEMPT', ppm: 0, reason: 'Diplomat D-17' });
    expect([sale.total, sale.price.value.taxes]).toEqual([2075, []]);
    discounting.taxAgain();
    expect(sale.total).toBe(2490);
  });
});

describe('coupons', () => {
  it('count_when_they_give_something', () => {
    const { sale, discounting } = till();
    expect(discounting.addCoupon(' spring1 ')).toBeNull();
    expect(sale.total).toBe(2190);
    sale.change({ kind: 'coupon', code: 'SPRING1', on: false });
    expect(sale.total).toBe(2490);
  });

  it('say_why_not', () => {
    const { sale, discounting } = till();
    expect(discounting.addCoupon('NOPE')).toMatch(/No coupon/);
    sale.change({ kind: 'reprice', sku: 'TEA', unitPrice: 1000 });
    expect(discounting.addCoupon('SPRING1')).toMatch(/gives nothing/);
    expect(sale.cart.value.coupons ?? []).toEqual([]);
  });
});

/** Scenario 21. */
describe('a price that changes while the cart is open', () => {
  const page = (minor: number) => json(200, { products: [{ id: 'p', title: 'Tea', vendor: null, type: null, variants: [{ sku: 'TEA', price: { minor, currency: 'EUR' } }] }], nextCursor: null });

  it.each([
    [1990, 1990],
    [2990, undefined],
    [2490, undefined],
  ])('to_%d_offers_%s', async (now, offered) => {
    const { sale, hub } = till(() => page(now));
    const watch = new PriceWatch(hub, () => sale.cart.value.lines);
    await watch.look();
    expect(watch.lower.value.get('TEA')).toBe(offered);
    if (offered !== undefined) {
      sale.change({ kind: 'reprice', sku: 'TEA', unitPrice: offered });
    }
    expect(sale.total).toBe(offered ?? 2490);
  });

  it('without_a_line_nothing_is_offered', async () => {
    const { sale, hub } = till(() => json(502, {}));
    const watch = new PriceWatch(hub, () => sale.cart.value.lines);
    await watch.look();
    expect(watch.lower.value.size).toBe(0);
  });
});

describe('the rules on this device', () => {
  it('hold_from_the_next_cart_on', async () => {
    let kept: readonly RuleDocument[] = [];
    let busy = true;
    const memory = { priceRules: async () => kept, rememberPriceRules: async (rules: readonly RuleDocument[]) => void (kept = rules) } as unknown as DeviceMemory;
    const seen: (string | null)[] = [];
    const hub = new Hub(async (_url, init) => {
      const tag = (init.headers as Record<string, string>)['If-None-Match'] ?? null;
      seen.push(tag);
      return tag === '"v9"' ? new Response(null, { status: 304 }) : json(200, { ...NO_RULES, version: 9, limits: LIMITS });
    });
    const book = new RuleBook(hub, memory, () => busy);
    await book.refresh();
    expect([book.rules.value.version, kept.map((each) => each.version)]).toEqual([0, [9, 0]]);
    busy = false;
    book.adopt();
    await book.refresh();
    expect([book.rules.value.version, seen]).toEqual([9, ['"v0"', '"v9"']]);

    const again = new RuleBook(hub, memory, () => true);
    await again.open(0);
    expect(again.rules.value.version).toBe(0);
    again.close();
  });

  it('go_by_the_clock_of_the_shop', () => {
    expect(momentAt(Date.parse('2026-11-22T04:30:00Z'), 'America/New_York', 'main')).toEqual({ date: '2026-11-21', minute: 23 * 60 + 30, location: 'main' });
    expect(momentAt(Date.parse('2026-11-22T00:05:00Z'), 'Europe/Vienna', 'main')).toEqual({ date: '2026-11-22', minute: 65, location: 'main' });
    expect(momentAt(Date.parse('2026-11-22T00:00:00Z'), 'UTC', 'main').minute).toBe(0);
  });
});
