import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../src/device/database';
import { DeviceMemory } from '../src/device/memory';
import { Journal } from '../src/journal/journal';
import { Outbox } from '../src/outbox/outbox';
import type { FinishedSale } from '../src/outbox/record';
import type { SaleBody, Session } from '../src/wire';

const SESSION: Session = {
  user: { id: 'u1', name: 'Cora', role: 'CASHIER' },
  merchant: { name: 'Harbor & Pine', address: ['12 Main Street'] },
  location: { id: 'main', name: 'Main Street', timeZone: 'America/New_York' },
  register: { id: 'R1' },
  currency: 'USD',
  taxMode: 'EXCLUSIVE',
  taxRates: [{ category: 'standard', name: 'Sales tax', ratePpm: 82_500 }],
  tenders: ['CASH'],
  stockPolicy: 'WARN',
};

function sale(id: string): FinishedSale {
  const money = (minor: number) => ({ minor, currency: 'USD' });
  return {
    saleId: id,
    soldAt: '2026-11-22T14:00:00Z',
    session: SESSION,
    lines: [{ sku: 'MUG', title: 'Mug', variantTitle: '', unitPrice: 1999, taxCategory: 'standard', quantity: 1, discount: null }],
    cart: { saleId: id, lines: [], begunAt: Date.parse('2026-11-22T13:59:00Z') },
    rules: 7,
    price: { items: [{ sku: 'MUG', quantity: 1, unitPrice: 1999, list: null, parts: [], discount: 0, net: 1999 }], saved: 0, subtotal: 1999, taxes: [{ category: 'standard', name: 'Sales tax', ratePpm: 82_500, included: false, taxable: 1999, amount: 165 }], total: 2164 },
    tenders: [{ kind: 'CASH', amount: money(2164), tendered: money(2500), change: money(336) }],
    holdId: null,
  };
}

let name = 0;
let db: Database;
let outbox: Outbox;

beforeEach(async () => {
  db = await openDatabase(`till-${++name}`);
  outbox = new Outbox(new Journal(db));
});

describe('outbox', () => {
  it('numbers_receipts_without_gaps', async () => {
    const numbers = [];
    for (const id of ['a', 'b', 'c']) {
      numbers.push((await outbox.finish(sale(id))).receipt.receiptNumber);
    }
    expect(numbers).toEqual(['R1-000001', 'R1-000002', 'R1-000003']);
  });

  it('pays_a_double_tap_once', async () => {
    const [first, second] = await Promise.all([outbox.finish(sale('a')), outbox.finish(sale('a'))]);
    expect(second.receipt.receiptNumber).toBe(first.receipt.receiptNumber);
    expect(await outbox.unsent()).toHaveLength(1);
  });

  it('gives_two_tabs_different_numbers', async () => {
    const other = new Outbox(new Journal(await openDatabase(`till-${name}`)));
    const [first, second] = await Promise.all([outbox.finish(sale('a')), other.finish(sale('b'))]);
    expect([first.receipt.receiptNumber, second.receipt.receiptNumber].sort()).toEqual(['R1-000001', 'R1-000002']);
  });

  it('ends_the_open_sale_in_the_same_breath', async () => {
    const memory = new DeviceMemory(db);
    await memory.rememberOpenSale({ cart: { saleId: 'a', lines: [] }, payment: null, holds: [] });
    await outbox.finish(sale('a'));
    expect(await memory.openSale()).toBeNull();
  });

  it('writes_down_everything_the_hub_needs', async () => {
    const body = JSON.parse((await outbox.finish(sale('a'))).body) as SaleBody;
    expect(body).toMatchObject({ id: 'a', location: 'main', channel: 'COUNTER', register: 'R1', receiptNumber: 'R1-000001', holdId: null, currency: 'USD' });
    expect(body.lines).toEqual([{ sku: 'MUG', quantity: 1, unitPrice: { minor: 1999, currency: 'USD' }, discount: null }]);
    expect(body.taxes[0]).toMatchObject({ ratePpm: 82_500, included: false, taxable: { minor: 1999 }, amount: { minor: 165 } });
  });

  it('goes_on_after_the_number_the_hub_saw_last', async () => {
    await new DeviceMemory(db).raiseCounter('R1', 100);
    expect((await outbox.finish(sale('a'))).receipt.receiptNumber).toBe('R1-000101');
  });

  it('keeps_the_counter_when_it_is_already_ahead', async () => {
    await outbox.finish(sale('a'));
    await outbox.finish(sale('b'));
    await new DeviceMemory(db).raiseCounter('R1', 1);
    expect((await outbox.finish(sale('c'))).receipt.receiptNumber).toBe('R1-000003');
  });

  it('forgets_only_what_the_hub_has_confirmed', async () => {
    for (let i = 1; i <= 205; i++) {
      const record = await outbox.finish(sale(`s${i}`));
      await db.put('sales', { ...record, state: i === 1 ? 'ATTENTION' : 'SENT' });
    }
    await outbox.prune();
    expect((await outbox.latest(1_000)).length).toBe(201);
    expect((await outbox.attention()).map((record) => record.id)).toEqual(['s1']);
  });

  it('counts_all_that_wait_and_lists_the_newest', async () => {
    for (let i = 1; i <= 120; i++) {
      await outbox.finish(sale(`s${i.toString().padStart(3, '0')}`));
    }
    expect(await outbox.counts()).toEqual({ unsent: 120, attention: 0 });
    const listed = await outbox.newestUnsent();
    expect([listed.length, listed[0]?.id, listed.at(-1)?.id]).toEqual([30, 's091', 's120']);
  });
});
