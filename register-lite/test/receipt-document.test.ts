import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Receipt } from '../src/outbox/record';
import { receiptDocument } from '../src/receipt/receipt-document';
import type { TaxLine } from '../src/pricing/tax';
import type { Session, Tender } from '../src/wire';
import { receipt, SESSION } from './receipts';

/** Receipts that the hub's page must tell in the same words; rewrite with GOLDEN=write and look at the change. */
const FILE = new URL('../src/receipt/receipt.golden.json', import.meta.url);

function made(change: Partial<Session>, tax: Partial<TaxLine>, total: number, tenders: (money: (minor: number) => { minor: number; currency: string }) => Tender[], lines?: Receipt['lines']): Receipt {
  const session = { ...SESSION, ...change };
  const first = receipt();
  const taxes = [{ ...first.price.taxes[0]!, ...tax }];
  return receipt({
    session,
    price: { subtotal: taxes[0]!.taxable, taxes, total },
    tenders: tenders((minor) => ({ minor, currency: session.currency })),
    ...(lines ? { lines } : {}),
  });
}

const line = (title: string, quantity: number, unitPrice: number, discount: number | null = null) => ({ sku: title, title, variantTitle: '', unitPrice, taxCategory: 'standard', quantity, discount });
const zurich = { id: 'zh', name: 'Zürich', timeZone: 'Europe/Zurich' };
const tokyo = { id: 'jp', name: 'Tokyo', timeZone: 'Asia/Tokyo' };
const kuwait = { id: 'kw', name: 'Kuwait', timeZone: 'Asia/Kuwait' };

const RECEIPTS: Record<string, Receipt> = {
  'dollars with a discount and tax on top, paid in cash': receipt(),
  'francs with tax inside, cash rounded to five': made(
    { location: zurich, currency: 'CHF', taxMode: 'INCLUSIVE' },
    { name: 'MWST', ratePpm: 81_000, included: true, taxable: 4783, amount: 358 },
    4783,
    (money) => [
      { kind: 'CARD', amount: money(3000) } as unknown as Tender,
      { kind: 'CASH', amount: money(1785), tendered: money(2000), change: money(215) },
    ],
    [line('Fondue set', 1, 4783)],
  ),
  'yen without decimals, by PayPal': made(
    { location: tokyo, currency: 'JPY', taxMode: 'INCLUSIVE' },
    { name: 'Consumption tax', ratePpm: 100_000, included: true, taxable: 1_234_500, amount: 112_227 },
    1_234_500,
    (money) => [{ kind: 'PAYPAL', amount: money(1_234_500), paymentId: '0193f0c0-0000-7000-8000-000000000002' }],
    [line('茶碗', 3, 411_500)],
  ),
  'dinars with three decimals, a gift card and what hides in names': made(
    { location: kuwait, currency: 'KWD' },
    { name: 'Fee\u202e', ratePpm: 12_500, taxable: 12_345, amount: 154 },
    12_499,
    (money) => [
      { kind: 'GIFT_CARD', amount: money(10_000) } as unknown as Tender,
      { kind: 'CASH', amount: money(2_499), tendered: money(2_499), change: money(0) },
    ],
    [line('Lamp\u001bp\u0000  large\nred', 1, 13_000, 655)],
  ),
};

function golden() {
  return Object.entries(RECEIPTS).map(([name, of]) => {
    const { saleId: _id, merchant, facts, footer: _footer, link: _link, mark: _mark, ...says } = receiptDocument(of, { kind: 'original' }, null, 'en-US');
    const { location, register, currency, taxMode, merchant: sold } = of.session;
    return {
      name,
      sale: { receiptNumber: of.receiptNumber, soldAt: of.soldAt, location, register: register.id, currency, taxMode, merchant: sold, lines: of.lines, taxes: of.price.taxes, tenders: of.tenders },
      // Who served is the shop's business: the page that is open to whoever has the address does not say it.
      says: { ...says, merchant, facts: facts.filter((fact) => fact.name !== 'Served by') },
    };
  });
}

describe('what a receipt says', () => {
  it('is_what_the_golden_receipts_say', () => {
    const text = `${JSON.stringify(golden(), null, 1)}\n`;
    if (process.env['GOLDEN'] === 'write') {
      writeFileSync(FILE, text);
    }
    expect(text).toBe(readFileSync(FILE, 'utf8'));
  });

  it('of_an_exclusive_tax_adds_up_from_the_subtotal', () => {
    const { sums, total, included } = receiptDocument(receipt(), { kind: 'original' }, null, 'en-US');
    expect([...sums, total]).toEqual([
      { name: 'Subtotal', value: '$45.97' },
      { name: 'Sales tax 8.25%', value: '$3.79' },
      { name: 'Total', value: '$49.76' },
    ]);
    expect(included).toEqual([]);
  });

  it('20 names_the_rounding_of_cash', () => {
    const francs = RECEIPTS['francs with tax inside, cash rounded to five']!;
    expect(receiptDocument(francs, { kind: 'original' }, null, 'en-US').tenders).toEqual([
      { name: 'Rounding', value: 'CHF 0.02' },
      { name: 'Card', value: 'CHF 30.00' },
      { name: 'Cash', value: 'CHF 20.00' },
      { name: 'Change', value: 'CHF 2.15' },
    ]);
  });

  it('as_a_gift_is_neither_a_price_nor_an_address', () => {
    const gift = receiptDocument(receipt(), { kind: 'gift' }, 'https://shop.example/r/x', 'en-US');
    expect(JSON.stringify(gift)).not.toMatch(/\$|shop\.example/);
    expect(gift.mark).toBe('GIFT RECEIPT');
  });

  it('A52 hides_nothing_and_turns_nothing_round', () => {
    const odd = RECEIPTS['dinars with three decimals, a gift card and what hides in names']!;
    expect(receiptDocument(odd, { kind: 'original' }, null, 'en-US').lines[0]?.what).toBe('Lamp p large red');
  });
});
