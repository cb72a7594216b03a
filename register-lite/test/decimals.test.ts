import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import { OpenSale } from '../src/cart/open-sale';
import { openDatabase } from '../src/device/database';
import { DeviceMemory } from '../src/device/memory';
import { Hub } from '../src/hub/client';
import { Journal } from '../src/journal/journal';
import { decimalKey, parse, show } from '../src/money';
import { Outbox } from '../src/outbox/outbox';
import type { SaleRecord } from '../src/outbox/record';
import { likelyNotes } from '../src/payment/cash';
import { Checkout } from '../src/payment/checkout';
import { receiptDocument } from '../src/receipt/receipt-document';
import { countedOf, piecesOf } from '../src/shift/shift';
import { offer, speak } from '../src/words/words';
import type { Session, Variant } from '../src/wire';
import { SESSION } from './receipts';

const away = new Hub(() => Promise.reject(new TypeError('no network')));
let count = 0;

/** Sells one thing for cash on a device without a hub, in the session's currency. */
async function sold(session: Session, price: number, quantity: number, typed: string, locale: string): Promise<SaleRecord> {
  const db = await openDatabase(`decimals-${count++}`);
  const sale = new OpenSale(away, new DeviceMemory(db), session);
  await sale.open(false);
  const variant: Variant = { sku: 'TEA', title: '', price: { minor: price, currency: session.currency }, taxCategory: 'standard', barcode: null, image: null, available: null } as unknown as Variant;
  sale.add({ product: { id: 'p', title: 'Tea', variants: [variant] } as never, variant });
  sale.change({ kind: 'set', sku: 'TEA', quantity });
  const outbox = new Outbox(new Journal(db));
  const flusher = { kick: async () => {} };
  let paid: SaleRecord | null = null;
  const checkout = new Checkout(sale, session, outbox, flusher, (record) => (paid = record));
  const tendered = parse(typed, session.currency, locale)!;
  const amount = sale.due.value;
  expect(await checkout.finish([{ id: 'cash', saleId: sale.cart.value.saleId, kind: 'CASH', amount, state: 'TAKEN', at: 0, tendered, change: tendered - amount }])).toBe(true);
  sale.book.close();
  return paid!;
}

const tidy = (text: string) => text.replace(/[\u200e\u200f]/g, '').replace(/\s+/g, ' ').trim();

afterEach(() => speak('en'));

describe.each([
  // What is typed, and what receipts say of total, cash and change, in the language of the place.
  { currency: 'USD', locale: 'en-US', price: 1999, typed: '100', total: '$59.97', cash: '$100.00', change: '$40.03', tax: '$0.00' },
  { currency: 'JPY', locale: 'ja-JP', price: 1980, typed: '10,000', total: '￥5,940', cash: '￥10,000', change: '￥4,060', tax: '￥0' },
  { currency: 'JPY', locale: 'de-DE', price: 1980, typed: '10.000', total: '5.940 ¥', cash: '10.000 ¥', change: '4.060 ¥', tax: '0 ¥' },
  { currency: 'KWD', locale: 'en-US', price: 1250, typed: '4.5', total: 'KWD 3.750', cash: 'KWD 4.500', change: 'KWD 0.750', tax: 'KWD 0.000' },
  { currency: 'KWD', locale: 'ar-EG', price: 1250, typed: '٤٫٥', total: '٣٫٧٥٠ د.ك.', cash: '٤٫٥٠٠ د.ك.', change: '٠٫٧٥٠ د.ك.', tax: '٠٫٠٠٠ د.ك.' },
])('a sale in $currency, written as in $locale', ({ currency, locale, price, typed, total, cash, change }) => {
  const session: Session = { ...SESSION, currency, taxRates: [{ category: 'standard', name: 'Tax', ratePpm: 0 }] };

  it('is paid by what was typed, and the receipt says so to the last decimal', async () => {
    const record = await sold(session, price, 3, typed, locale);
    const paper = receiptDocument(record.receipt, { kind: 'original' }, null, locale);
    expect(tidy(paper.total!.value)).toBe(total);
    expect(paper.tenders.map(({ value }) => tidy(value))).toEqual([cash, change]);
    expect(paper.lines[0]!.details.map(tidy)).toEqual([`3 × ${tidy(show(price, currency, locale))}`]);
    expect((JSON.parse(record.body) as { total?: { minor: number } }).total?.minor ?? price * 3).toBe(price * 3);
  });

  it('offers sums that customers hand over', () => {
    const offered = likelyNotes(price * 3, currency);
    expect(offered.length).toBeGreaterThan(1);
    expect(offered.every((sum) => sum > price * 3)).toBe(true);
  });
});

it('a dinar is the smallest sum to round up to, and a hundred yen', () => {
  expect(likelyNotes(3_750, 'KWD')).toEqual([4_000, 5_000, 10_000, 20_000].slice(0, likelyNotes(3_750, 'KWD').length));
  expect(likelyNotes(480, 'JPY')).toEqual([500, 600, 1_000, 2_000]);
});

it.each([
  ['1,234.50', 'USD', 'en-US', 123_450],
  ['1.234,50', 'EUR', 'de-DE', 123_450],
  ['1 234,50', 'EUR', 'fr-FR', 123_450],
  ['1\u202f234,50', 'EUR', 'fr-FR', 123_450],
  ['1’234.50', 'CHF', 'de-CH', 123_450],
  ["1'234.50", 'CHF', 'de-CH', 123_450],
  // The number block has a point, whatever people write.
  ['20.5', 'EUR', 'de-DE', 2_050],
  ['20,5', 'USD', 'en-US', 2_050],
  ['1.000', 'EUR', 'de-DE', 100_000],
  ['1,000', 'USD', 'en-US', 100_000],
  ['1,000', 'KWD', 'en-US', 1_000_000],
  ['1.000', 'KWD', 'en-US', 1_000],
  ['1,000', 'JPY', 'ja-JP', 1_000],
  ['1,00', 'JPY', 'ja-JP', null],
  ['12,34,50', 'USD', 'en-US', null],
  ['1,2345', 'USD', 'en-US', null],
  ['١٬٢٣٤٫٥', 'KWD', 'ar-EG', 1_234_500],
  ['۱۲٫۵', 'USD', 'fa-IR', 1_250],
  ['２０', 'JPY', 'ja-JP', 20],
])('%s typed for %s where people write as in %s is %s', (typed, currency, locale, minor) => {
  expect(parse(typed, currency, locale)).toBe(minor);
});

it('the pad has the sign of the language, and two zeros where there are no decimals', () => {
  expect([decimalKey('USD', 'en-US'), decimalKey('EUR', 'de-DE'), decimalKey('KWD', 'ar-EG'), decimalKey('JPY', 'ja-JP')]).toEqual(['.', ',', '٫', '00']);
});

it('coins are counted in the digits of the language', () => {
  expect(countedOf([{ face: 250, pieces: piecesOf('٣')! }])).toBe(750);
  expect(piecesOf('٣٫٥')).toBeNull();
});

it('amounts follow the language of the screens', async () => {
  offer([{ code: 'de', name: 'Deutsch', direction: 'ltr', load: async () => ({}) }]);
  await speak('de');
  expect(tidy(show(123_456, 'EUR'))).toBe('1.234,56 €');
  expect(parse('1.234,56', 'EUR')).toBe(123_456);
});
