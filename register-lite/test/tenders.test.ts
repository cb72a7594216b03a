import 'fake-indexeddb/auto';
import { computed, signal } from '@preact/signals';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { emptyCart } from '../src/cart/cart';
import type { OpenSale } from '../src/cart/open-sale';
import { type Database, openDatabase } from '../src/device/database';
import { Hub } from '../src/hub/client';
import type { Checkout } from '../src/payment/checkout';
import { AttemptBook } from '../src/tender/attempt-book';
import { type Attempt, givenUp, taken } from '../src/tender/tendering';
import { Tenders } from '../src/tender/tenders';
import { oneTimer } from '../src/timer';
import { SESSION } from './receipts';

/** Payments and cards at the hub, and a line to it that can be cut. */
class FakeHub {
  readonly payments = new Map<string, { state: string; amount: number; unwanted: boolean; charged: number }>();
  card = 5_000;
  readonly holds = new Map<string, number>();
  away = false;
  approves = true;
  readonly hub = new Hub(async (url, init) => this.answer(url, init));

  private async answer(url: string, init: RequestInit): Promise<Response> {
    if (this.away) {
      throw new TypeError('no connection');
    }
    const body = init.body ? JSON.parse(init.body as string) : {};
    const [, , , what, id, deed] = url.split('/');
    if (what === 'gift-cards') {
      return this.giftCard(init.method ?? 'GET', id!, deed, body);
    }
    const payment = this.payments.get(id ?? body.id) ?? { state: 'WAITING', amount: body.amount?.minor, unwanted: false, charged: 0 };
    if (id === undefined) {
      this.payments.set(body.id, payment);
    } else if (!this.payments.has(id)) {
      return json(404, { code: 'not-found', title: 'no such payment' });
    }
    if (deed === 'abandon') {
      payment.unwanted = true;
      payment.state = payment.state === 'CAPTURED' ? 'CAPTURED' : 'CANCELLED';
    } else if (deed === 'cancel' && payment.state !== 'CAPTURED') {
      payment.state = 'CANCELLED';
    } else if (deed === 'capture' && payment.state === 'APPROVED') {
      payment.state = 'CAPTURED';
      payment.charged++;
    } else if (deed === undefined && id !== undefined && payment.state === 'WAITING' && this.approves) {
      payment.state = 'APPROVED';
    }
    return json(200, { id: id ?? body.id, state: payment.state, approvalUrl: null, reference: 'r', note: null, unwanted: payment.unwanted });
  }

  private giftCard(method: string, what: string, id: string | undefined, body: { id: string; amount: { minor: number } }): Response {
    if (method === 'DELETE') {
      this.holds.delete(id!);
      return new Response(null, { status: 204 });
    }
    const held = [...this.holds.values()].reduce((sum, amount) => sum + amount, 0);
    const money = (minor: number) => ({ minor, currency: 'USD' });
    if (what === 'balance') {
      return json(200, { id: 'c', kind: 'GIFT_CARD', endsWith: 'ABCD', balance: money(this.card), available: money(this.card - held) });
    }
    if (body.amount.minor > this.card - held && !this.holds.has(body.id)) {
      return json(422, { code: 'bad-input', title: 'no', errors: [{ field: 'amount', reason: 'only 10.00 USD are left on it' }] });
    }
    this.holds.set(body.id, body.amount.minor);
    return json(201, { id: body.id, kind: 'GIFT_CARD', endsWith: 'ABCD', amount: body.amount, left: money(this.card - held - body.amount.minor) });
  }
}

const json = (status: number, body: unknown) => new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });

let db: Database;
let hub: FakeHub;
let finished: (readonly Attempt[])[];
let ends: string[];
let name = 0;

function counter(due: number, cashStep?: number): Tenders {
  const cart = signal(emptyCart('sale-1'));
  const payment = signal<{ paymentId: string; holdId: string | null; amount: number } | null>(null);
  const holds = { step: async () => {}, freeze: () => {}, thaw: () => {}, current: () => null };
  const sale = { cart, payment, holds, due: computed(() => due), remember: async () => {} } as unknown as OpenSale;
  const finish = async (parts: readonly Attempt[]) => {
    finished.push(parts);
    for (const { id } of parts) {
      await db.delete('attempts', id);
    }
    cart.value = emptyCart(`sale-${finished.length + 1}`);
    payment.value = null;
    return true;
  };
  const checkout = { finish } as unknown as Checkout;
  return new Tenders({ hub: hub.hub, book: new AttemptBook(db), session: { ...SESSION, ...(cashStep ? { cashStep } : {}) }, sale, checkout, onEnd: (_, end) => ends.push(end), timer: hasty });
}

beforeEach(async () => {
  vi.useRealTimers();
  db = await openDatabase(`tenders-${++name}`);
  hub = new FakeHub();
  finished = [];
  ends = [];
});

/** Time runs a hundred times as fast. */
function hasty(): (afterMs: number, call: () => void) => void {
  const wake = oneTimer();
  return (afterMs, call) => wake(afterMs / 100, call);
}

const until = (what: () => boolean) => vi.waitFor(() => expect(what()).toBe(true), { timeout: 8_000, interval: 20 });

describe('the open sale is paid', () => {
  it('scenario_20_by_card_and_the_rest_in_coins', async () => {
    const tenders = counter(4783, 5);
    await tenders.open();
    await tenders.begin('CARD', 3000);
    await until(() => taken(tenders.now.value).length === 1);
    await tenders.cash(2000);
    expect(finished).toHaveLength(1);
    expect(finished[0]).toMatchObject([
      { kind: 'CARD', amount: 3000 },
      { kind: 'CASH', amount: 1785, tendered: 2000, change: 215, rounding: 2 },
    ]);
    tenders.close();
  });

  it('a_double_tap_on_exact_finishes_once', async () => {
    const tenders = counter(1000);
    await tenders.open();
    await Promise.all([tenders.cash(1000), tenders.cash(1000)]);
    expect(finished).toHaveLength(1);
    tenders.close();
  });

  it('a_reload_in_the_middle_loses_nothing_and_charges_nothing_twice', async () => {
    const first = counter(6420);
    await first.open();
    await first.cash(1000);
    hub.approves = false;
    await first.begin('CARD', 5420);
    await until(() => hub.payments.size === 1);
    first.close();

    hub.approves = true;
    const again = counter(6420);
    await again.open();
    expect(again.now.value.attempts.map(({ kind, state }) => `${kind} ${state}`)).toEqual(['CASH TAKEN', 'CARD BEGUN']);
    await until(() => finished.length === 1);
    expect([...hub.payments.values()].map(({ charged }) => charged)).toEqual([1]);
    expect(finished[0]!.map(({ kind, amount }) => [kind, amount])).toEqual([
      ['CASH', 1000],
      ['CARD', 5420],
    ]);
    again.close();
  });

  it('scenario_28_cash_instead_of_a_card_nobody_can_ask_after_and_the_approval_is_voided', async () => {
    const tenders = counter(6420);
    await tenders.open();
    hub.approves = false;
    await tenders.begin('CARD', 6420);
    await until(() => hub.payments.size === 1);
    hub.away = true;
    await tenders.giveUp();
    expect(givenUp(tenders.now.value)).toHaveLength(1);
    expect(tenders.doubtful.value).toHaveLength(1);
    await tenders.cash(7000);
    expect(finished[0]).toMatchObject([{ kind: 'CASH', amount: 6420, change: 580 }]);
    hub.away = false;
    await until(() => ends.length === 1);
    expect(ends).toEqual(['VOIDED']);
    expect([...hub.payments.values()]).toMatchObject([{ unwanted: true, charged: 0 }]);
    expect(await db.count('attempts')).toBe(0);
    tenders.close();
  });

  it('scenario_34_the_other_till_is_offered_what_is_left', async () => {
    hub.holds.set('the other till', 4_000);
    const tenders = counter(4000);
    await tenders.open();
    expect(await tenders.card('gift-0000-abcd', 4000)).toMatchObject({ offer: 1000 });
    expect(await tenders.card('gift-0000-abcd', 1000)).toBeNull();
    expect(tenders.rest.value).toBe(3000);
    await tenders.cash(3000);
    expect(finished[0]).toMatchObject([{ kind: 'GIFT_CARD', amount: 1000, code: 'GIFT0000ABCD', left: 0 }, { kind: 'CASH' }]);
    tenders.close();
  });

  it('a_card_taken_back_goes_back_by_the_hub_and_a_gift_card_is_let_go', async () => {
    const tenders = counter(6000);
    await tenders.open();
    await tenders.begin('CARD', 1000);
    await until(() => taken(tenders.now.value).length === 1);
    await tenders.card('gift-0000-abcd', 2000);
    for (const one of taken(tenders.now.value)) {
      await tenders.remove(one);
    }
    expect(tenders.rest.value).toBe(6000);
    await until(() => ends.length === 1);
    expect(ends).toEqual(['GOES_BACK']);
    expect(hub.holds.size).toBe(0);
    tenders.close();
  });
});
