import { describe, expect, it } from 'vitest';
import { bornOnOrBefore, nextAsk, unitName } from '../src/asks/asking';
import { cleanNote, hasCardNumber } from '../src/asks/notes';
import { Sightings } from '../src/camera/camera';
import { type Cart, changed, type Change, emptyCart, type Item, keyOf, unitsOf } from '../src/cart/cart';
import { basketLine } from '../src/cart/cart';
import { Catalogue } from '../src/catalogue/catalogue';
import { favourites } from '../src/catalogue/favourites';
import { bodyOf } from '../src/outbox/record';
import { equalParts, laybyCode } from '../src/parked/layby';
import { atQuotedPrices, lastDay, quoteNumber, stands } from '../src/parked/quote';
import { splitBy } from '../src/parked/split';
import { type Priced, priceBasket } from '../src/pricing/engine';
import { NO_RULES, type PriceRules } from '../src/pricing/rules';
import { sum } from '../src/pricing/whole';
import type { Product } from '../src/wire';
import { SESSION } from './receipts';

const MUG: Item = { sku: 'MUG', title: 'Mug', variantTitle: '', unitPrice: 1999, taxCategory: 'standard' };
const CHEESE: Item = { ...MUG, sku: 'CHEESE', title: 'Cheese', unitPrice: 2490, unit: 'kg', weight: 312_000 };
const WINE: Item = { ...MUG, sku: 'WINE', title: 'Wine', minimumAge: 16 };
const GIN: Item = { ...MUG, sku: 'GIN', title: 'Gin', minimumAge: 18 };
const PHONE: Item = { ...MUG, sku: 'PHONE', title: 'Phone', tracking: 'SERIAL' };
const MILK: Item = { ...MUG, sku: 'MILK', title: 'Milk', tracking: 'LOT' };
const add = (item: Item, quantity = 1): Change => ({ kind: 'add', item, quantity });
const after = (...changes: Change[]) => changes.reduce(changed, emptyCart('0193f0c0-0000-7000-8000-00000000abcd'));
const ALWAYS = { from: null, to: null, days: [], fromMinute: null, toMinute: null, locations: [], groups: [] };

function priced(cart: Cart, rules: PriceRules = NO_RULES): Priced {
  return priceBasket(rules, {
    moment: { date: '2026-11-24', minute: 600, location: 'main' },
    groups: [],
    coupons: [],
    taxMode: 'INCLUSIVE',
    rates: [{ category: 'standard', name: 'VAT', ratePpm: 200_000 }],
    exempt: false,
    lines: cart.lines.map(basketLine),
    discount: cart.given ?? null,
  });
}

describe('weighed pieces', () => {
  it('are_a_line_each_and_one_wish_for_the_shelf', () => {
    const cart = after(add(CHEESE), add({ ...CHEESE, weight: 205_000 }), add(MUG), add(CHEESE));
    expect(cart.lines.map(keyOf)).toEqual(['CHEESE #1', 'CHEESE #2', 'MUG', 'CHEESE #3']);
    expect(unitsOf(cart)).toEqual([{ sku: 'CHEESE', quantity: 3 }, { sku: 'MUG', quantity: 1 }]);
    const less = changed(cart, { kind: 'remove', sku: 'CHEESE #2' });
    expect(less.lines.map(keyOf)).toEqual(['CHEESE #1', 'MUG', 'CHEESE #3']);
    expect(changed(less, { kind: 'restore', lines: [cart.lines[1]!], at: 1 }).lines.map(keyOf)).toEqual(['CHEESE #1', 'CHEESE #2', 'MUG', 'CHEESE #3']);
  });

  it('get_another_weight_and_a_discount_each_on_its_own', () => {
    const cart = after(add(CHEESE), add(CHEESE), { kind: 'line', sku: 'CHEESE #2', is: { weight: 100_000 } }, { kind: 'give', sku: 'CHEESE #1', given: { kind: 'PERCENT', value: 500_000, by: 'Cora', reason: null, approval: null } });
    expect(priced(cart).items.map((item) => item.net)).toEqual([388, 249]);
  });
});

describe('what the till asks', () => {
  it('is_the_age_once_a_sale_and_again_only_for_more_years', () => {
    const wine = after(add(MUG), add(WINE));
    expect(nextAsk(wine)).toMatchObject({ kind: 'age', minimumAge: 16 });
    const seen = changed(wine, { kind: 'about', is: { age: { minimumAge: 16, bornOnOrBefore: '2010-11-24', by: 'Cora', at: '2026-11-24T10:00:00Z' } } });
    expect(nextAsk(seen)).toBeNull();
    expect(nextAsk(changed(seen, add(WINE)))).toBeNull();
    expect(nextAsk(changed(seen, add(GIN)))).toMatchObject({ kind: 'age', minimumAge: 18, lines: [{ sku: 'GIN' }] });
    expect(nextAsk(after(add(WINE), add(GIN)))).toMatchObject({ minimumAge: 18, lines: [{ sku: 'WINE' }, { sku: 'GIN' }] });
  });

  it.each([
    [18, '2026-11-24T12:00:00Z', 'Europe/Berlin', '2008-11-24'],
    // In Tokyo it is tomorrow already.
    [18, '2026-11-24T16:00:00Z', 'Asia/Tokyo', '2008-11-25'],
    [18, '2028-02-29T12:00:00Z', 'UTC', '2010-02-28'],
    [20, '2028-02-29T12:00:00Z', 'UTC', '2008-02-29'],
  ])('is_%i_years_at_%s_in_%s_on_or_before_%s', (years, now, zone, day) => {
    expect(bornOnOrBefore(years, Date.parse(now), zone)).toBe(day);
  });

  it('is_a_number_for_each_unit_and_one_lot_for_all', () => {
    const two = after(add(PHONE, 2));
    expect(nextAsk(two)).toMatchObject({ kind: 'name', count: 1 });
    const one = changed(two, { kind: 'line', sku: 'PHONE', is: { serials: ['A1'] } });
    expect(nextAsk(one)).toMatchObject({ count: 2 });
    expect(nextAsk(changed(one, { kind: 'set', sku: 'PHONE', quantity: 1 }))).toBeNull();
    expect(nextAsk(changed(one, { kind: 'line', sku: 'PHONE', is: { unnamed: true } }))).toBeNull();
    const milk = after(add(MILK, 6));
    expect(nextAsk(milk)).toMatchObject({ kind: 'name', line: { sku: 'MILK' } });
    expect(nextAsk(changed(milk, { kind: 'line', sku: 'MILK', is: { lot: 'L7' } }))).toBeNull();
  });

  it('is_not_answered_by_what_is_no_name', () => {
    expect(unitName(' A 1 ')).toBe('A 1');
    expect(['', '  ', 'x'.repeat(101), 'A\u001bB'].map(unitName)).toEqual([null, null, null, null]);
  });

  it('goes_with_the_sale_to_the_hub', () => {
    const age = { minimumAge: 18, bornOnOrBefore: '2008-11-24', by: 'Cora', at: '2026-11-24T10:00:00Z' };
    const cart = after(add(PHONE), { kind: 'line', sku: 'PHONE', is: { serials: ['A1'], note: 'gift wrap' } }, add(CHEESE), { kind: 'about', is: { age, note: 'call when ready' } });
    const body = bodyOf(
      { saleId: cart.saleId, soldAt: '2026-11-24T10:00:00Z', session: SESSION, lines: cart.lines, cart, rules: 1, price: priced(cart), tenders: [], holdId: null },
      'R1-000001',
      null,
    );
    expect(body.lines).toMatchObject([{ sku: 'PHONE', serials: ['A1'], note: 'gift wrap' }, { sku: 'CHEESE', quantity: 1, unitPrice: { minor: 777 }, weight: 312_000 }]);
    expect(body.remarks).toEqual({ note: 'call when ready', age });
    expect(body.pricing.lines[1]!.basePrice.minor).toBe(2490);
  });
});

describe('notes', () => {
  it('are_one_line_and_never_hold_the_number_of_a_card', () => {
    expect(cleanNote('  red\n\u0007 one ')).toBe('red one');
    expect(cleanNote('   ')).toBeUndefined();
    expect(cleanNote('pays with 4111 1111 1111 1111')).toBeNull();
    expect(hasCardNumber('order 4111111111111112')).toBe(false);
    expect(hasCardNumber('x5555-5555-5555-4444y')).toBe(true);
    expect(cleanNote('x'.repeat(400))).toHaveLength(300);
  });
});

describe('the camera', () => {
  it('scans_a_box_once_until_it_was_out_of_sight', () => {
    const seen = new Sightings();
    expect([0, 200, 1_300, 2_600].map((at) => seen.isNew('A', at))).toEqual([true, false, false, true]);
    expect([2_700, 2_800].map((at) => seen.isNew('B', at))).toEqual([true, false]);
    expect(seen.isNew('A', 2_900)).toBe(true);
  });
});

describe('a quote', () => {
  const nets = (cart: Cart, rules?: PriceRules) => priced(cart, rules).items.map((item) => item.net);
  const quote = (cart: Cart, rules?: PriceRules) => ({ kind: 'QUOTE' as const, number: 'Q-1', until: '2026-12-08', nets: nets(cart, rules), price: priced(cart, rules) });
  const HALF: PriceRules = { ...NO_RULES, promotions: [{ id: 'half', title: 'Half', priority: 0, combinable: true, coupon: null, useLimit: null, minimum: 0, validity: ALWAYS, target: { skus: ['MUG'], types: [] }, offer: { kind: 'PERCENT', ppm: 500_000 } }] };

  it('keeps_its_prices_when_a_promotion_has_ended', () => {
    const cart = after(add(MUG, 3), add(CHEESE));
    const then = quote(cart, HALF);
    const sold = atQuotedPrices(cart, then, 'Cora', 5, (each) => priced(each));
    expect(nets(sold)).toEqual(then.nets);
    expect(sold).toMatchObject({ quote: 'Q-1', begunAt: 5, lines: [{ given: { kind: 'AMOUNT', reason: 'Q-1' } }, { given: null }] });
  });

  it('costs_less_when_the_goods_do', () => {
    const cart = after(add(MUG, 3));
    expect(nets(atQuotedPrices(cart, quote(cart), 'Cora', 5, (each) => priced(each, HALF)), HALF)).toEqual([2998]);
  });

  it('keeps_a_discount_that_was_given', () => {
    const cart = { ...after(add(MUG, 3), add(CHEESE)), given: { kind: 'AMOUNT' as const, value: 777, by: 'Ada', reason: null, approval: 'yes' } };
    const then = quote(cart);
    expect(nets(atQuotedPrices(cart, then, 'Cora', 5, (each) => priced(each)))).toEqual(then.nets);
  });

  it('stands_until_the_end_of_its_last_day_in_the_shop', () => {
    const zone = 'America/New_York';
    const until = lastDay(Date.parse('2026-11-24T10:00:00Z'), 14, zone);
    expect(until).toBe('2026-12-08');
    const of = { ...quote(after(add(MUG))), until };
    expect(stands(of, Date.parse('2026-12-09T04:59:00Z'), zone)).toBe(true);
    expect(stands(of, Date.parse('2026-12-09T05:01:00Z'), zone)).toBe(false);
    expect(quoteNumber('0193f0c0-0000-7000-8000-00000000abcd')).toMatch(/^Q-[0-9A-Z]{7,8}$/);
  });
});

describe('a split bill', () => {
  it('in_equal_parts_is_exactly_the_bill', () => {
    for (let amount = 1; amount < 5_000; amount += 13) {
      for (let parts = 2; parts <= 7; parts++) {
        const shares = equalParts(amount, parts);
        expect(sum(shares), `${amount} by ${parts}`).toBe(amount);
        expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
      }
    }
    expect(equalParts(1000, 3)).toEqual([334, 333, 333]);
  });

  it('by_units_is_exactly_the_bill_with_all_its_discounts', () => {
    const cart = { ...after(add(MUG, 3), add({ ...MUG, sku: 'POT', unitPrice: 999 }, 2), add(CHEESE)), given: { kind: 'AMOUNT' as const, value: 1_001, by: 'Ada', reason: 'regular', approval: null } };
    for (let mugs = 0; mugs <= 3; mugs++) {
      for (let pots = 0; pots <= 2; pots++) {
        const split = splitBy(cart, new Map([['MUG', mugs], ['POT', pots]]), () => 'new', 'Cora', (each) => priced(each));
        if (mugs + pots === 0) {
          expect(split).toBeNull();
          continue;
        }
        const sums = [split!.now, split!.rest].map((each) => priced(each).total);
        expect(sum(sums), `${mugs} ${pots}`).toBe(priced(cart).total);
      }
    }
  });

  it('loses_no_promotion_that_needs_both_parts', () => {
    const rules: PriceRules = { ...NO_RULES, promotions: [{ id: 'b2g1', title: 'Three for two', priority: 0, combinable: true, coupon: null, useLimit: null, minimum: 0, validity: ALWAYS, target: { skus: [], types: [] }, offer: { kind: 'BUY_GET', buy: 2, get: 1, ppm: 1_000_000, reward: null, times: null } }] };
    const cart = after(add(MUG, 3));
    expect(priced(cart, rules).total).toBe(3998);
    const split = splitBy(cart, new Map([['MUG', 1]]), () => 'new', 'Cora', (each) => priced(each, rules))!;
    expect([split.now, split.rest].map((each) => priced(each, rules).total)).toEqual([1332, 2666]);
  });

  it('shares_out_serial_numbers_and_joins_the_sales', () => {
    const cart = after(add(PHONE, 3), { kind: 'line', sku: 'PHONE', is: { serials: ['A', 'B', 'C'] } });
    const split = splitBy(cart, new Map([['PHONE', 1]]), () => 'new', 'Cora', (each) => priced(each))!;
    expect(split.now).toMatchObject({ saleId: 'new', lines: [{ serials: ['A'] }], joined: { reference: '0000ABCD', part: 1, of: null } });
    expect(split.rest).toMatchObject({ saleId: cart.saleId, lines: [{ serials: ['B', 'C'] }], joined: { reference: '0000ABCD', part: 2, of: null } });
    const again = splitBy(split.rest, new Map([['PHONE', 1]]), () => 'third', 'Cora', (each) => priced(each))!;
    expect([again.now.joined, again.rest.joined]).toMatchObject([{ reference: '0000ABCD', part: 2 }, { part: 3 }]);
  });

  it('is_not_possible_with_all_or_nothing', () => {
    const cart = after(add(MUG, 2));
    expect(splitBy(cart, new Map([['MUG', 2]]), () => 'new', 'Cora', (each) => priced(each))).toBeNull();
    expect(splitBy(cart, new Map(), () => 'new', 'Cora', (each) => priced(each))).toBeNull();
  });
});

describe('what is paid in parts', () => {
  it('has_a_code_that_nobody_guesses', () => {
    const codes = new Set(Array.from({ length: 200 }, () => laybyCode()));
    expect(codes.size).toBe(200);
    codes.forEach((code) => expect(code).toMatch(/^L-[A-HJKM-NP-Z2-9]{12}$/));
  });

  it('is_never_swept_off_the_counter', () => {
    const cart: Cart = { ...after(add(MUG)), ahead: { code: 'L-1', paid: [] } };
    expect(changed(cart, { kind: 'clear' })).toBe(cart);
  });
});

describe('favourites', () => {
  const product = (sku: string): Product => ({ id: sku, title: sku, vendor: null, type: null, variants: [{ sku, barcode: null, title: '', options: [], price: { minor: 1, currency: 'USD' }, taxCategory: 'standard', image: null, available: 1 }] });
  const catalogue = new Catalogue(['A', 'B', 'C', 'D'].map(product));
  const sale = (...skus: string[]) => skus.map((sku) => ({ sku }));

  it('are_what_most_sales_had', () => {
    expect(favourites([sale('B', 'A'), sale('B'), sale('C', 'C', 'C'), sale('GONE', 'B', 'A')], catalogue).map((each) => each.title)).toEqual(['B', 'A', 'C']);
  });

  it('are_nothing_after_the_first_customers', () => {
    expect(favourites([sale('A', 'B')], catalogue)).toEqual([]);
  });
});
