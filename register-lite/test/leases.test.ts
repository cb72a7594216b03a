import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../src/device/database';
import { afterSale, beyondLease, ended, heard, isActive, type Lease, leaseKey, type LeaseView, NO_LEASE, remaining, report, wanting, withoutAsking } from '../src/leases/lease';
import { LeaseKeeper } from '../src/leases/lease-keeper';
import type { Answer, Request } from '../src/hub/client';

const NOW = Date.parse('2026-11-24T09:00:00Z');
const HOUR = 3_600_000;
const NONE = new Map<string, number>();

function view(items: LeaseView['items'], more: Partial<LeaseView> = {}): LeaseView {
  return { register: 'R1', generation: 1, state: 'ACTIVE', validSeconds: 24 * 3_600, beyond: 'PIN', items, ...more };
}

const three = heard(NO_LEASE, view([{ sku: 'MUG', granted: 3, giveBack: 0 }]), NOW);

describe('what a till was lent', () => {
  it('three_can_be_sold_for_sure_and_the_fourth_may_oversell', () => {
    expect(remaining(three, 'MUG', NOW)).toBe(3);
    expect(beyondLease(three, [{ sku: 'MUG', quantity: 3 }], NONE, NOW)).toEqual([]);
    expect(beyondLease(three, [{ sku: 'MUG', quantity: 4 }], NONE, NOW)).toEqual([{ sku: 'MUG', quantity: 1 }]);
    const sold = afterSale(three, [{ sku: 'MUG', quantity: 3 }]);
    expect(remaining(sold, 'MUG', NOW)).toBe(0);
    expect(beyondLease(sold, [{ sku: 'MUG', quantity: 1 }], NONE, NOW)).toEqual([{ sku: 'MUG', quantity: 1 }]);
  });

  it('what_a_hold_covers_needs_no_lease', () => {
    const held = new Map([['MUG', 2]]);
    expect(beyondLease(three, [{ sku: 'MUG', quantity: 5 }], held, NOW)).toEqual([]);
    expect(withoutAsking(three, [{ sku: 'MUG', quantity: 5 }], held)).toEqual([{ sku: 'MUG', quantity: 3 }]);
    expect(withoutAsking(three, [{ sku: 'MUG', quantity: 2 }], held)).toEqual([]);
  });

  it('what_was_never_lent_asks_for_nobody_and_is_not_told_as_lent', () => {
    expect(beyondLease(three, [{ sku: 'TEA', quantity: 9 }], NONE, NOW)).toEqual([]);
    expect(withoutAsking(three, [{ sku: 'TEA', quantity: 9 }], NONE)).toEqual([]);
  });

  it('ends_with_its_time_and_with_a_clock_that_is_set_back', () => {
    expect(isActive(three, NOW + 24 * HOUR - 1)).toBe(true);
    expect(isActive(three, NOW + 24 * HOUR)).toBe(false);
    expect(isActive(three, NOW - HOUR)).toBe(false);
    expect(beyondLease(three, [{ sku: 'MUG', quantity: 1 }], NONE, NOW + 24 * HOUR)).toEqual([{ sku: 'MUG', quantity: 1 }]);
  });

  it('an_answer_that_comes_twice_or_late_changes_nothing', () => {
    const more = heard(three, view([{ sku: 'MUG', granted: 5, giveBack: 0 }]), NOW + 1);
    expect(heard(more, view([{ sku: 'MUG', granted: 3, giveBack: 0 }]), NOW + 1)).toEqual(more);
    expect(remaining(more, 'MUG', NOW + 2)).toBe(5);
  });

  it('what_the_hub_wants_back_is_given_up_before_it_is_said_and_never_more_than_there_is', () => {
    const less = heard(three, view([{ sku: 'MUG', granted: 3, giveBack: 2 }]), NOW);
    expect(remaining(less, 'MUG', NOW)).toBe(1);
    expect(JSON.parse(report(less, 'R1', 'x', 'renew').body).items).toEqual([{ sku: 'MUG', sold: 0, returned: 2, granted: 3, wanted: null }]);
    const sold = afterSale(three, [{ sku: 'MUG', quantity: 2 }]);
    expect(heard(sold, view([{ sku: 'MUG', granted: 3, giveBack: 3 }]), NOW).items['MUG']).toMatchObject({ sold: 2, returned: 1 });
  });

  it('a_new_lease_begins_with_new_totals_but_the_journal_goes_on', () => {
    const over = ended(afterSale(wanting(three, 'MUG', 3), [{ sku: 'MUG', quantity: 1 }]), null);
    expect(over).toMatchObject({ generation: null, journalCount: 1, items: { MUG: { granted: 0, sold: 0, returned: 0, wanted: 3 } } });
  });
});

/** A hub as far as leases go: it lends what is wanted, and its answers can be lost. */
class LendingHub {
  readonly heard: { path: string; body: { id: string; generation: number | null; items: { sku: string; sold: number; returned: number; wanted: number | null }[] } }[] = [];
  loses = 0;
  away = false;
  refuses: string | null = null;

  call = async <T>(path: string, request: Request = {}): Promise<Answer<T>> => {
    if (this.away) {
      return { kind: 'lost', status: null, why: 'no connection' };
    }
    const body = JSON.parse(request.text!);
    this.heard.push({ path, body });
    if (this.refuses) {
      return { kind: 'refused', status: 409, problem: { code: this.refuses, title: this.refuses, detail: null, errors: [], shortages: [] }, waitMs: null };
    }
    if (this.loses > 0) {
      this.loses--;
      return { kind: 'lost', status: null, why: 'no answer in time' };
    }
    const items = body.items.map((item: { sku: string; wanted: number | null; sold: number }) => ({ sku: item.sku, granted: (item.wanted ?? 0) + item.sold, giveBack: 0 }));
    const answer: LeaseView = view(items, { state: path.endsWith('/return') ? 'CLOSED' : 'ACTIVE' });
    return { kind: 'ok', status: 200, body: answer as T };
  };
}

let count = 0;
let db: Database;
let hub: LendingHub;

function keeper(): LeaseKeeper {
  return new LeaseKeeper({
    db,
    hub,
    exclusively: async (work) => {
      await work();
      return true;
    },
    now: () => NOW,
    wake: () => {},
    isRegister: async () => false,
  });
}

beforeEach(async () => {
  db = await openDatabase(`leases-${count++}`);
  hub = new LendingHub();
});

describe('a till that talks about its lease', () => {
  it('asks_only_when_it_is_its_registers_device_or_somebody_wants_something_kept', async () => {
    const till = keeper();
    await till.open('R1');
    await till.talk();
    expect(hub.heard).toEqual([]);
    await till.want('MUG', 3);
    expect(hub.heard).toHaveLength(1);
    expect(remaining(till.lease.value, 'MUG', NOW)).toBe(3);
  });

  it('has_it_after_a_reload', async () => {
    const till = keeper();
    await till.open('R1');
    await till.want('MUG', 3);
    const again = keeper();
    await again.open('R1');
    expect(remaining(again.lease.value, 'MUG', NOW)).toBe(3);
  });

  it('says_the_very_same_again_until_it_is_answered_and_sales_wait_for_that', async () => {
    const till = keeper();
    await till.open('R1');
    hub.loses = 1;
    await till.want('MUG', 3);
    hub.away = true;
    expect(await till.settled()).toBe(false);
    hub.away = false;
    expect(await till.settled()).toBe(true);
    expect(hub.heard[1]).toEqual(hub.heard[0]);
    expect(till.lease.value.pending).toBeNull();
  });

  it('keeps_a_sale_that_was_made_while_it_waited_for_the_answer', async () => {
    const till = keeper();
    await till.open('R1');
    await till.want('MUG', 3);
    hub.away = true;
    await till.talk();
    await db.put('memory', afterSale((await db.get('memory', leaseKey('R1'))) as Lease, [{ sku: 'MUG', quantity: 1 }]), leaseKey('R1'));
    hub.away = false;
    await till.talk();
    expect(till.lease.value.items['MUG']).toMatchObject({ sold: 1 });
    expect(hub.heard.at(-1)!.body.items).toMatchObject([{ sku: 'MUG', sold: 1 }]);
  });

  it('stops_before_it_gives_back_and_gives_back_when_the_hub_is_there_again', async () => {
    const till = keeper();
    await till.open('R1');
    await till.want('MUG', 3);
    hub.away = true;
    await till.giveBack();
    expect(remaining(till.lease.value, 'MUG', NOW)).toBe(0);
    hub.away = false;
    await till.talk();
    expect(hub.heard.at(-1)).toMatchObject({ path: '/api/v1/leases/R1/return', body: { generation: 1 } });
    expect(till.lease.value.generation).toBeNull();
  });

  it('a_till_that_is_refused_sells_by_no_lease_and_says_why', async () => {
    const till = keeper();
    await till.open('R1');
    await till.want('MUG', 3);
    hub.refuses = 'lease-blocked';
    await till.talk();
    expect(till.lease.value).toMatchObject({ generation: null, refused: 'lease-blocked' });
  });
});
