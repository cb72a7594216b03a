import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../src/device/database';
import { DeviceMemory } from '../src/device/memory';
import { Flusher } from '../src/outbox/flusher';
import { Outbox } from '../src/outbox/outbox';
import type { FinishedSale } from '../src/outbox/record';
import type { Verdict } from '../src/outbox/verdict';
import type { SaleBody, Session } from '../src/wire';
import { FakeClock, settled } from './fake-clock';

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

/** A hub that records each sale once, and a line that can lose the answer. */
class FakeHub {
  readonly recorded = new Map<string, string>();
  readonly asked: string[] = [];
  readonly poison = new Set<string>();
  readonly broken = new Set<string>();
  away = false;
  losesAnswers = 0;

  readonly send = async (id: string, body: string): Promise<Verdict> => {
    this.asked.push(id);
    if (this.away) {
      return { kind: 'stop', why: 'no connection', waitMs: null };
    }
    if (this.poison.has(id)) {
      return { kind: 'refused', why: 'customer address has no city' };
    }
    if (this.broken.has(id)) {
      return { kind: 'later', why: 'the hub answered 500', waitMs: null };
    }
    expect(this.recorded.get(id) ?? body, 'a retry sends the very same bytes').toBe(body);
    this.recorded.set(id, body);
    if (this.losesAnswers > 0) {
      this.losesAnswers--;
      return { kind: 'stop', why: 'no answer in time', waitMs: null };
    }
    return { kind: 'recorded' };
  };
}

let name = 0;
let db: Database;
let outbox: Outbox;
let hub: FakeHub;
let clock: FakeClock;
let locked: boolean;

function flusherOf(box: Outbox): Flusher {
  return new Flusher({
    outbox: box,
    send: hub.send,
    exclusively: async (work) => {
      if (locked) {
        return false;
      }
      locked = true;
      await work().finally(() => (locked = false));
      return true;
    },
    now: clock.now,
    wake: clock.timer(),
  });
}

beforeEach(async () => {
  db = await openDatabase(`till-${++name}`);
  outbox = new Outbox(db);
  hub = new FakeHub();
  clock = new FakeClock();
  locked = false;
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
    const other = new Outbox(await openDatabase(`till-${name}`));
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
});

describe('flusher', () => {
  it('sends_what_a_crashed_till_had_only_written_down', async () => {
    await outbox.finish(sale('a'));
    db.close();
    const reopened = new Outbox(await openDatabase(`till-${name}`));
    await flusherOf(reopened).kick();
    expect([...hub.recorded.keys()]).toEqual(['a']);
    expect(await reopened.unsent()).toEqual([]);
  });

  it('sends_again_under_the_same_id_when_the_answer_was_lost', async () => {
    await outbox.finish(sale('a'));
    hub.losesAnswers = 1;
    await flusherOf(outbox).kick();
    expect(await outbox.unsent()).toHaveLength(1);
    await clock.pass(5_000);
    expect(hub.asked).toEqual(['a', 'a']);
    expect(hub.recorded.size).toBe(1);
    expect(await outbox.unsent()).toEqual([]);
  });

  it('lets_no_bad_sale_stop_the_others', async () => {
    for (let i = 1; i <= 37; i++) {
      await outbox.finish(sale(`s${i}`));
    }
    hub.poison.add('s5');
    hub.broken.add('s9');
    await flusherOf(outbox).kick();
    expect(hub.recorded.size).toBe(35);
    expect((await outbox.attention()).map((record) => [record.id, record.why])).toEqual([['s5', 'customer address has no city']]);
    expect((await outbox.unsent()).map((record) => record.id)).toEqual(['s9']);
  });

  it('comes_back_to_a_sale_the_hub_stumbled_over', async () => {
    await outbox.finish(sale('a'));
    hub.broken.add('a');
    await flusherOf(outbox).kick();
    hub.broken.clear();
    await clock.pass(60_000);
    expect(hub.recorded.size).toBe(1);
  });

  it('does_not_hammer_a_hub_that_is_away', async () => {
    await outbox.finish(sale('a'));
    await outbox.finish(sale('b'));
    hub.away = true;
    await flusherOf(outbox).kick();
    await clock.pass(10 * 60_000);
    expect(new Set(hub.asked)).toEqual(new Set(['a']));
    expect(hub.asked.length).toBeLessThan(30);
    hub.away = false;
    await clock.pass(2 * 60_000);
    expect([...hub.recorded.keys()]).toEqual(['a', 'b']);
  });

  it('sends_a_sale_again_after_a_person_has_looked_at_it', async () => {
    await outbox.finish(sale('a'));
    hub.poison.add('a');
    const flusher = flusherOf(outbox);
    await flusher.kick();
    hub.poison.clear();
    await outbox.retry('a');
    await flusher.kick();
    expect(hub.recorded.size).toBe(1);
    expect(await outbox.attention()).toEqual([]);
  });

  it('leaves_the_sending_to_the_other_tab_while_that_lives', async () => {
    await outbox.finish(sale('a'));
    locked = true;
    await flusherOf(outbox).kick();
    expect(hub.asked).toEqual([]);
    locked = false;
    await clock.pass(10_000);
    await settled();
    expect([...hub.recorded.keys()]).toEqual(['a']);
  });

  it('also_sends_what_was_finished_while_it_was_sending', async () => {
    await outbox.finish(sale('a'));
    const flusher = flusherOf(outbox);
    const first = flusher.kick();
    await outbox.finish(sale('b'));
    await Promise.all([first, flusher.kick()]);
    expect([...hub.recorded.keys()]).toEqual(['a', 'b']);
  });

  it('forgets_only_what_the_hub_has_confirmed', async () => {
    for (let i = 1; i <= 205; i++) {
      await outbox.finish(sale(`s${i}`));
    }
    hub.poison.add('s1');
    await flusherOf(outbox).kick();
    await outbox.prune();
    expect((await outbox.latest(1_000)).length).toBe(201);
    expect((await outbox.attention()).map((record) => record.id)).toEqual(['s1']);
  });
});
