import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../src/device/database';
import { Journal } from '../src/journal/journal';
import { Outbox } from '../src/outbox/outbox';
import type { FinishedSale } from '../src/outbox/record';
import { denominationsOf } from '../src/shift/denominations';
import { DrawerBox } from '../src/shift/drawer-box';
import type { EventBody } from '../src/shift/event';
import { countedOf, expectedOf, nameOf, needsReason, piecesOf } from '../src/shift/shift';
import type { SaleBody, Session } from '../src/wire';
import { resumed } from '../src/shift/resume';

const SESSION: Session = {
  user: { id: 'u1', name: 'Cora', role: 'CASHIER' },
  merchant: { name: 'Harbor & Pine', address: [] },
  location: { id: 'main', name: 'Main Street', timeZone: 'America/New_York' },
  register: { id: 'R1' },
  currency: 'USD',
  taxMode: 'EXCLUSIVE',
  taxRates: [],
  tenders: ['CASH'],
  stockPolicy: 'WARN',
};
const NOON = new Date('2026-11-22T12:00:00Z');

function sale(id: string, total: number): FinishedSale {
  const money = (minor: number) => ({ minor, currency: 'USD' });
  return {
    saleId: id,
    soldAt: '2026-11-22T14:00:00Z',
    session: SESSION,
    lines: [{ sku: 'MUG', title: 'Mug', variantTitle: '', unitPrice: total - 100, taxCategory: 'standard', quantity: 1, discount: null }],
    cart: { saleId: id, lines: [] },
    rules: 1,
    price: { items: [{ sku: 'MUG', quantity: 1, unitPrice: total - 100, list: null, parts: [], discount: 0, net: total - 100 }], saved: 0, subtotal: total - 100, taxes: [{ category: 'standard', name: 'Sales tax', ratePpm: 82_500, included: false, taxable: total - 100, amount: 100 }], total },
    tenders: [{ kind: 'CASH', amount: money(total), tendered: money(total), change: money(0) }],
    holdId: null,
  };
}

let names = 0;
let name: string;
let db: Database;
let box: DrawerBox;
let outbox: Outbox;

beforeEach(async () => {
  name = `shift-${++names}`;
  db = await openDatabase(name);
  box = new DrawerBox(new Journal(db));
  outbox = new Outbox(new Journal(db));
});

async function bodies(): Promise<readonly EventBody[]> {
  return (await box.unsent()).map((record) => JSON.parse(record.body) as EventBody);
}

describe('shift', () => {
  it('scenario_27_counts_the_drawer_to_the_cent_without_the_hub', async () => {
    await box.begin(SESSION, 15_000, NOON);
    await outbox.finish(sale('a', 30_000));
    await outbox.finish(sale('b', 11_235));
    await box.move(SESSION, 'PAY_IN', 2_000, 'Change from the bank', NOON);
    await box.move(SESSION, 'PAY_OUT', 3_500, 'Window cleaner', NOON);
    await box.move(SESSION, 'NO_SALE', 0, 'Change for a customer', NOON);
    await box.move(SESSION, 'DROP', 30_000, null, NOON);
    // The counter of this device knows of no refunds: 247.35 is 222.35 and the 25.00 that went back.
    expect(expectedOf((await box.open('R1'))!)).toBe(24_735);
    await box.raiseNumber('R1', 41);
    const count = [
      { face: 10_000, pieces: 2 },
      { face: 1_000, pieces: 4 },
      { face: 100, pieces: 6 },
      { face: 25, pieces: 3 },
      { face: 10, pieces: 1 },
    ];
    const ended = await box.end(SESSION, count, 500, null, 2, NOON);
    expect(ended?.closed).toMatchObject({ number: 42, counted: 24_685, expected: 24_735, unsent: 2 });
    expect(nameOf(ended!.closed!.number)).toBe('Z-0042');
    expect(await box.open('R1')).toBeNull();
    expect((await bodies()).map((body) => body.kind)).toEqual(['OPENED', 'PAY_IN', 'PAY_OUT', 'NO_SALE', 'DROP', 'CLOSED']);
    expect((await bodies()).at(-1)).toMatchObject({
      register: 'R1',
      location: 'main',
      person: 'Cora',
      amount: { minor: 24_685, currency: 'USD' },
      close: { number: 42, expected: { minor: 24_735 }, limit: { minor: 500 }, count: [{ face: { minor: 10_000 }, pieces: 2 }, {}, {}, {}, {}] },
    });
  });

  it('puts_each_sale_into_the_shift_that_is_open_when_it_is_paid', async () => {
    const before = await outbox.finish(sale('before', 1_000));
    const shift = await box.begin(SESSION, 5_000, NOON);
    const during = await outbox.finish(sale('during', 1_000));
    await outbox.finish(sale('during', 1_000));
    await box.end(SESSION, [], 500, 'no count', 0, NOON);
    const after = await outbox.finish(sale('after', 1_000));
    const inShift = (record: { body: string }) => (JSON.parse(record.body) as SaleBody).shift;
    expect([before, during, after].map(inShift)).toEqual([undefined, shift.id, undefined]);
    expect((await box.closed('R1'))[0]?.sales).toEqual({ pieces: 1, amount: 1_000 });
  });

  it('keeps_one_open_shift_of_a_register_however_often_it_is_opened', async () => {
    const other = new DrawerBox(new Journal(await openDatabase(name)));
    const [first, second] = await Promise.all([box.begin(SESSION, 5_000, NOON), other.begin(SESSION, 7_000, NOON)]);
    expect(second.id).toBe(first.id);
    expect(await box.unsent()).toHaveLength(1);
  });

  it('changes_nothing_when_no_shift_is_open', async () => {
    expect(await box.move(SESSION, 'PAY_IN', 100, 'Found', NOON)).toBeNull();
    expect(await box.end(SESSION, [], 500, null, 0, NOON)).toBeNull();
    expect(await box.unsent()).toHaveLength(0);
  });

  it('numbers_reports_without_gaps_and_goes_on_where_the_hub_saw_them_end', async () => {
    await box.raiseNumber('R1', 7);
    const numbers: (number | undefined)[] = [];
    for (let i = 0; i < 3; i++) {
      await box.begin(SESSION, 100, NOON);
      numbers.push((await box.end(SESSION, [], 500, null, 0, NOON))?.closed?.number);
      await box.raiseNumber('R1', 8);
    }
    expect(numbers).toEqual([8, 9, 10]);
  });

  it('survives_a_crash_between_any_two_taps', async () => {
    await box.begin(SESSION, 5_000, NOON);
    await outbox.finish(sale('a', 1_000));
    db.close();
    db = await openDatabase(name);
    box = new DrawerBox(new Journal(db));
    expect(expectedOf((await box.open('R1'))!)).toBe(6_000);
    expect(await box.unsent()).toHaveLength(1);
  });

  it('an_older_till_keeps_its_unsent_sales_through_the_update', async () => {
    const old = await openDB('shift-old', 1, {
      upgrade(fresh) {
        fresh.createObjectStore('memory');
        fresh.createObjectStore('catalogue');
        const sales = fresh.createObjectStore('sales', { keyPath: 'id' });
        sales.createIndex('state', 'state');
        sales.createIndex('sequence', 'sequence');
      },
    });
    await old.put('sales', { id: 'a', sequence: 1, state: 'UNSENT', body: '{}', attempts: 0, nextAt: 0, why: null });
    old.close();
    const now = await openDatabase('shift-old');
    expect(await new Outbox(new Journal(now)).unsent()).toHaveLength(1);
    expect(await new DrawerBox(new Journal(now)).begin(SESSION, 100, NOON)).toMatchObject({ float: 100 });
  });

  it('forgets_only_shifts_that_the_hub_has_wholly', async () => {
    for (let i = 0; i < 33; i++) {
      await box.begin(SESSION, 100, new Date(NOON.getTime() + i * 60_000));
      await box.end(SESSION, [], 500, null, 0, new Date(NOON.getTime() + i * 60_000 + 1));
    }
    await box.prune();
    expect(await box.closed('R1')).toHaveLength(33);
    for (const record of (await box.unsent()).slice(2)) {
      await db.put('drawer', { ...record, state: 'SENT' });
    }
    await box.prune();
    expect(await box.closed('R1'), 'thirty, and the one that was not sent').toHaveLength(31);
    expect(await box.unsent()).toHaveLength(2);
  });
});

describe('a till that lost its storage', () => {
  it('goes_on_with_the_shift_that_the_hub_knows_as_open', async () => {
    const figure = (section: string, name: string, pieces: number, minor: number) => ({ section, name, pieces, amount: usd(minor) });
    const shift = resumed(
      {
        id: 'shift-1',
        report: {
          register: 'R1',
          openedAt: '2026-11-22T08:00:00Z',
          openedBy: 'Cora',
          cash: { began: usd(15_000) },
          figures: [figure('SALES', 'SALES', 3, 9_000), figure('TAX', 'Sales tax', 3, 700), figure('TENDER', 'CASH', 2, 6_000), figure('TENDER', 'PAYPAL', 1, 3_000)],
        },
        done: [
          { id: 'o', kind: 'OPENED', at: '2026-11-22T08:00:00Z', person: 'Cora', amount: usd(15_000), reason: null },
          { id: 'm', kind: 'PAY_OUT', at: '2026-11-22T09:00:00Z', person: 'Cora', amount: usd(500), reason: 'Stamps' },
        ],
      },
      'USD',
    );
    await box.resume(shift);
    expect(expectedOf((await box.open('R1'))!)).toBe(20_500);
    await outbox.finish(sale('a', 1_000));
    expect(await box.open('R1')).toMatchObject({ id: 'shift-1', sales: { pieces: 4, amount: 10_000 } });
    await box.end(SESSION, [], 500, 'no count', 0, NOON);
    await box.resume(shift);
    expect(await box.open('R1'), 'the hub has not heard of its end yet').toBeNull();
  });
});

function usd(minor: number) {
  return { minor, currency: 'USD' };
}

describe('count', () => {
  it('knows_the_coins_and_notes_of_a_currency', () => {
    expect(denominationsOf('USD')).toContain(25);
    expect(denominationsOf('EUR')).toContain(50_000);
    expect(denominationsOf('JPY').at(-1)).toBe(1);
    expect(denominationsOf('SEK').at(0)).toBe(100_000);
    for (const currency of ['USD', 'EUR', 'GBP', 'CHF', 'JPY', 'KWD', 'SEK', 'BHD', 'KRW']) {
      const faces = denominationsOf(currency);
      expect([...faces].sort((a, b) => b - a), currency).toEqual(faces);
      expect(new Set(faces).size, currency).toBe(faces.length);
    }
  });

  it('reads_only_whole_numbers_of_coins', () => {
    expect(['', ' 3 ', '12', '1.5', '-1', 'x', '123456'].map(piecesOf)).toEqual([0, 3, 12, null, null, null, null]);
  });

  it('adds_up_and_asks_why_only_beyond_the_limit', () => {
    expect(countedOf([{ face: 500, pieces: 3 }, { face: 25, pieces: 2 }])).toBe(1_550);
    expect(needsReason(22_185, 22_235, 500)).toBe(false);
    expect(needsReason(21_735, 22_235, 500)).toBe(false);
    expect(needsReason(21_734, 22_235, 500)).toBe(true);
    expect(needsReason(22_736, 22_235, 500)).toBe(true);
  });
});
