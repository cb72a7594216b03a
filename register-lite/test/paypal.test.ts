import { beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../src/hub/client';
import { type PaymentPort, PayPalPayment } from '../src/payment/paypal';
import type { PaymentState, PaymentView } from '../src/wire';
import { FakeClock } from './fake-clock';

/** A hub with one payment and a line that can break before or after the request arrives. */
class FakePayments implements PaymentPort {
  state: PaymentState | null = null;
  captures = 0;
  breaks: 'never' | 'before' | 'after' = 'never';
  refusesCreation = false;
  readonly asked: string[] = [];

  create = () => this.answer('create', () => (this.state ??= 'WAITING'));
  ask = () => this.answer('ask', () => {});
  capture = () =>
    this.answer('capture', () => {
      if (this.state === 'APPROVED') {
        this.captures++;
        this.state = 'CAPTURED';
      }
    });
  cancel = () =>
    this.answer('cancel', () => {
      if (this.state === 'WAITING' || this.state === 'APPROVED') {
        this.state = 'CANCELLED';
      }
    });

  private async answer(step: string, effect: () => void): Promise<Answer<PaymentView>> {
    this.asked.push(step);
    const lost = { kind: 'lost', status: null, why: 'no connection' } as const;
    if (this.breaks === 'before') {
      return lost;
    }
    if (step === 'create' && this.refusesCreation) {
      return refusal(422, 'PayPal does not take this currency');
    }
    effect();
    if (this.breaks === 'after') {
      return lost;
    }
    return this.state === null
      ? refusal(404, 'no such payment')
      : { kind: 'ok', status: 200, body: { id: 'p', saleId: 's', amount: { minor: 1, currency: 'USD' }, state: this.state, approvalUrl: 'https://pay.example/1', reference: 'R', note: null } };
  }
}

function refusal(status: number, detail: string): Answer<PaymentView> {
  return { kind: 'refused', status, problem: { code: 'x', title: 'no', detail, errors: [], shortages: [] }, waitMs: null };
}

let clock: FakeClock;
let hub: FakePayments;
let payment: PayPalPayment;
const kind = () => payment.phase.value.kind;

beforeEach(async () => {
  clock = new FakeClock();
  hub = new FakePayments();
  payment = new PayPalPayment(hub, clock.timer());
});

describe('paypal at the till', () => {
  it('shows_the_code_waits_and_captures_once', async () => {
    payment.start();
    await clock.pass(3_000);
    expect(payment.phase.value).toEqual({ kind: 'waiting', approvalUrl: 'https://pay.example/1', cancelling: false });
    hub.state = 'APPROVED';
    await clock.pass(2_000);
    expect([kind(), hub.captures]).toEqual(['paid', 1]);
  });

  it('stops_asking_once_it_is_paid', async () => {
    hub.state = 'CAPTURED';
    payment.start();
    await clock.pass(60_000);
    expect(hub.asked).toEqual(['create']);
  });

  it('finds_the_money_when_the_answer_to_the_capture_was_lost', async () => {
    payment.start();
    await clock.pass(0);
    hub.state = 'APPROVED';
    await clock.pass(1_000);
    payment = new PayPalPayment(hub, clock.timer());
    hub.state = 'APPROVED';
    hub.captures = 0;
    hub.breaks = 'after';
    payment.start();
    await clock.pass(0);
    expect(kind()).toBe('checking');
    hub.breaks = 'never';
    await clock.pass(10_000);
    expect([kind(), hub.captures]).toEqual(['paid', 1]);
  });

  it('creates_again_under_the_same_id_when_the_first_answer_was_lost', async () => {
    hub.breaks = 'after';
    payment.start();
    await clock.pass(0);
    expect(kind()).toBe('checking');
    hub.breaks = 'never';
    await clock.pass(3_000);
    expect([kind(), hub.asked.slice(0, 2)]).toEqual(['waiting', ['create', 'create']]);
  });

  it('keeps_the_code_in_sight_over_one_missed_answer', async () => {
    payment.start();
    await clock.pass(0);
    hub.breaks = 'before';
    await clock.pass(1_000);
    expect(kind()).toBe('waiting');
    await clock.pass(1_000);
    expect(kind()).toBe('checking');
    hub.breaks = 'never';
    await clock.pass(3_000);
    expect(kind()).toBe('waiting');
  });

  it('says_that_it_is_checking_while_paypal_does_not_know', async () => {
    payment.start();
    await clock.pass(0);
    hub.state = 'UNKNOWN';
    await clock.pass(60_000);
    expect(kind()).toBe('checking');
    hub.state = 'CAPTURED';
    payment.askAgain();
    await clock.pass(0);
    expect(kind()).toBe('paid');
  });

  it('is_cancelled_only_when_the_hub_says_so', async () => {
    payment.start();
    await clock.pass(0);
    hub.breaks = 'before';
    payment.cancel();
    await clock.pass(1_000);
    expect(kind()).toBe('checking');
    hub.breaks = 'never';
    await clock.pass(5_000);
    expect(payment.phase.value).toMatchObject({ kind: 'ended', cancelled: true });
    expect(hub.state).toBe('CANCELLED');
  });

  it('finishes_the_sale_if_the_customer_was_faster_than_the_cancel', async () => {
    payment.start();
    await clock.pass(0);
    hub.state = 'CAPTURED';
    payment.cancel();
    await clock.pass(1_000);
    expect(kind()).toBe('paid');
  });

  it('does_not_capture_what_was_approved_while_we_cancelled', async () => {
    payment.start();
    await clock.pass(0);
    hub.breaks = 'before';
    payment.cancel();
    await clock.pass(0);
    hub.breaks = 'never';
    hub.state = 'APPROVED';
    await clock.pass(5_000);
    expect([kind(), hub.captures]).toEqual(['ended', 0]);
  });

  it('says_why_paypal_refused', async () => {
    payment.start();
    await clock.pass(0);
    hub.state = 'FAILED';
    await clock.pass(1_000);
    expect(payment.phase.value).toMatchObject({ kind: 'ended', cancelled: false });
    hub.refusesCreation = true;
    payment = new PayPalPayment(hub, clock.timer());
    payment.start();
    await clock.pass(0);
    expect(payment.phase.value).toMatchObject({ kind: 'ended', why: 'PayPal does not take this currency' });
  });

  it('goes_on_after_a_crash_without_charging_again', async () => {
    payment.start();
    await clock.pass(0);
    payment.leave();
    hub.state = 'APPROVED';
    const again = new PayPalPayment(hub, clock.timer());
    again.start();
    await clock.pass(1_000);
    expect([again.phase.value.kind, hub.captures]).toEqual(['paid', 1]);
  });
});
