import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lineNet, price, type PricedLine } from '../src/pricing/tax';
import type { TaxMode, TaxRate } from '../src/wire';
import { seeded } from './random';

const SALES_TAX: TaxRate = { category: 'standard', name: 'Sales tax', ratePpm: 82_500 };
const ZERO: TaxRate = { category: 'zero', name: 'No tax', ratePpm: 0 };

function line(quantity: number, unitPrice: number, discount: number | null = null, category = 'standard'): PricedLine {
  return { quantity, unitPrice, discount, category };
}

describe('pricing', () => {
  it('adds_us_sales_tax_once_over_the_whole_category', () => {
    const { subtotal, taxes, total } = price('EXCLUSIVE', [SALES_TAX, ZERO], [line(3, 1999, 600)]);
    expect({ subtotal, tax: taxes[0]?.amount, total }).toEqual({ subtotal: 5397, tax: 445, total: 5842 });
  });

  it('finds_the_vat_inside_a_gross_price', () => {
    const vat = { category: 'standard', name: 'VAT', ratePpm: 81_000 };
    const { taxes, total } = price('INCLUSIVE', [vat], [line(1, 4783)]);
    expect([taxes[0]?.amount, taxes[0]?.included, total]).toEqual([358, true, 4783]);
  });

  it('rounds_half_a_cent_up', () => {
    const half = { category: 'standard', name: 'Half', ratePpm: 50_000 };
    expect(price('EXCLUSIVE', [half], [line(1, 10)]).taxes[0]?.amount).toBe(1);
    expect(price('EXCLUSIVE', [half], [line(1, 9)]).taxes[0]?.amount).toBe(0);
  });

  it('says_nothing_of_a_tax_that_does_not_apply', () => {
    expect(price('EXCLUSIVE', [SALES_TAX, ZERO], [line(1, 1000, null, 'zero')]).taxes).toEqual([]);
  });

  it('keeps_categories_apart_in_the_order_of_the_rates', () => {
    const reduced = { category: 'reduced', name: 'Reduced', ratePpm: 25_000 };
    const { taxes } = price('EXCLUSIVE', [reduced, SALES_TAX], [line(1, 1000), line(2, 500, null, 'reduced')]);
    expect(taxes.map((tax) => [tax.category, tax.taxable, tax.amount])).toEqual([
      ['reduced', 1000, 25],
      ['standard', 1000, 83],
    ]);
  });

  it('stays_exact_where_floating_point_would_not', () => {
    const { taxes } = price('EXCLUSIVE', [{ ...SALES_TAX, ratePpm: 999_999 }], [line(1_000_000, 999_999_999)]);
    expect(taxes[0]?.amount).toBe(999_998_999_000_001);
  });

  it('refuses_a_discount_above_the_worth_of_the_line', () => {
    expect(() => lineNet(line(1, 100, 101))).toThrow(/101/);
  });

  it.each(Array.from({ length: 300 }, (_, seed) => seed))('is_within_half_a_cent_of_the_true_tax (seed %i)', (seed) => {
    const random = seeded(seed);
    const mode: TaxMode = random(2) === 0 ? 'EXCLUSIVE' : 'INCLUSIVE';
    const rate = 1 + random(400_000);
    const lines = Array.from({ length: 1 + random(20) }, () => line(1 + random(30), random(100_000)));
    const { taxes, subtotal, total } = price(mode, [{ ...SALES_TAX, ratePpm: rate }], lines);
    const [amount, taxable] = [BigInt(taxes[0]!.amount), BigInt(taxes[0]!.taxable)];
    // Compared by cross-multiplying, because a test of exactness must not round.
    const base = 1_000_000n + (mode === 'INCLUSIVE' ? BigInt(rate) : 0n);
    const off = 2n * (amount * base - taxable * BigInt(rate));
    expect(off <= base && off > -base).toBe(true);
    expect(total).toBe(mode === 'INCLUSIVE' ? subtotal : subtotal + taxes[0]!.amount);
  });
});

interface Golden {
  readonly taxMode: TaxMode;
  readonly rates: readonly TaxRate[];
  readonly lines: readonly PricedLine[];
  readonly expected: { subtotal: number; taxes: { category: string; taxable: number; amount: number }[]; total: number };
}

const file = new URL('../src/pricing.golden.json', import.meta.url);

describe.skipIf(!existsSync(file))('golden vectors written by the hub', () => {
  it('price_every_cart_as_the_hub_does', () => {
    const vectors = JSON.parse(readFileSync(file, 'utf8')) as Golden[];
    expect(vectors.length).toBeGreaterThan(0);
    vectors.forEach((vector, i) => {
      const { subtotal, taxes, total } = price(vector.taxMode, vector.rates, vector.lines);
      const ours = { subtotal, taxes: taxes.map(({ category, taxable, amount }) => ({ category, taxable, amount })), total };
      expect(ours, `vector ${i}`).toEqual(vector.expected);
    });
  });
});
