import { signal } from '@preact/signals';
import { type Answer, reasonOf } from '../hub/client';
import type { PaymentView } from '../wire';
import { t } from '../words/words';

/** The hub's payments, as far as one payment needs them. */
export interface PaymentPort {
  create(): Promise<Answer<PaymentView>>;
  ask(): Promise<Answer<PaymentView>>;
  capture(): Promise<Answer<PaymentView>>;
  cancel(): Promise<Answer<PaymentView>>;
}

/**
 * Where a payment stands. CHECKING is the state that must never be skipped: money may have moved and we
 * do not know, so nothing may be charged again until we do.
 */
export type PayPalPhase =
  | { readonly kind: 'starting' }
  | { readonly kind: 'waiting'; readonly approvalUrl: string; readonly cancelling: boolean }
  | { readonly kind: 'capturing' }
  | { readonly kind: 'checking'; readonly why: string }
  | { readonly kind: 'paid'; readonly reference: string | null }
  | { readonly kind: 'ended'; readonly cancelled: boolean; readonly why: string };

type Step = 'create' | 'ask' | 'capture' | 'cancel';

const POLL_MS = 1_000;
const CHECK_MS = 3_000;
/** One missed answer while the customer looks at the code is no reason to hide it. */
const MISSED_MAX = 2;

/** One PayPal payment at the till, from the code on the screen to a definite end. */
export class PayPalPayment {
  readonly phase = signal<PayPalPhase>({ kind: 'starting' });
  private next: Step = 'create';
  private wantsCancel = false;
  private missed = 0;
  private busy = false;
  private over = false;

  constructor(
    private readonly port: PaymentPort,
    /** Calls back after so many milliseconds; a new call replaces the old one. */
    private readonly wake: (afterMs: number, call: () => void) => void,
  ) {}

  /** Begins, or goes on with, the payment: creating it again under the same id changes nothing. */
  start(): void {
    void this.step();
  }

  /** Asks the hub now instead of at the next beat. */
  askAgain(): void {
    void this.step();
  }

  /** The cashier or the customer changed their mind. The payment ends only when the hub says so. */
  cancel(): void {
    this.wantsCancel = true;
    const phase = this.phase.value;
    if (phase.kind === 'waiting') {
      this.phase.value = { ...phase, cancelling: true };
    }
    if (this.next === 'ask') {
      this.next = 'cancel';
    }
    void this.step();
  }

  /** Stops asking, because the screen is gone. The payment itself stays as it is. */
  leave(): void {
    this.over = true;
    this.wake(0, () => {});
  }

  private async step(): Promise<void> {
    if (this.busy || this.over) {
      return;
    }
    this.busy = true;
    const step = this.next;
    const answer = await this.port[step]();
    this.busy = false;
    if (!this.over) {
      this.took(step, answer);
    }
  }

  private took(step: Step, answer: Answer<PaymentView>): void {
    if (answer.kind === 'ok') {
      this.missed = 0;
      return this.stands(answer.body);
    }
    if (answer.kind === 'lost') {
      return this.unanswered(step, answer.why);
    }
    if (answer.status === 401 || answer.status === 429) {
      return this.doubt(reasonOf(answer.problem), step);
    }
    if (step === 'create') {
      return this.end(false, reasonOf(answer.problem));
    }
    // The hub does not know the payment: our creation never arrived. The same id makes it now.
    // Any other no, to a capture or a cancel, means that the payment stands differently than we thought.
    this.doubt(reasonOf(answer.problem), answer.status === 404 ? 'create' : 'ask');
  }

  private stands(payment: PaymentView): void {
    switch (payment.state) {
      case 'WAITING':
        this.phase.value = { kind: 'waiting', approvalUrl: payment.approvalUrl ?? '', cancelling: this.wantsCancel };
        return this.proceed(this.wantsCancel ? 'cancel' : 'ask', POLL_MS);
      case 'APPROVED': {
        // Approved before our cancel arrived: nothing is captured yet, so the cancel still counts.
        // Still approved after we asked for the money: the gateway was not reached, so give it a moment.
        const again = this.phase.value.kind === 'capturing';
        this.phase.value = { kind: 'capturing' };
        return this.proceed(this.wantsCancel ? 'cancel' : 'capture', again ? POLL_MS : 0);
      }
      case 'CAPTURED':
        this.over = true;
        this.phase.value = { kind: 'paid', reference: payment.reference };
        return;
      case 'CANCELLED':
        return this.end(true, payment.note ?? t('The payment was cancelled. Nothing was charged.'));
      case 'FAILED':
        return this.end(false, payment.note ?? t('PayPal refused the payment. Nothing was charged.'));
      case 'UNKNOWN':
        return this.doubt(payment.note ?? t('PayPal has not said yet what became of the payment.'), 'ask');
    }
  }

  private unanswered(step: Step, why: string): void {
    this.missed++;
    if (this.phase.value.kind === 'waiting' && step === 'ask' && this.missed < MISSED_MAX) {
      return this.proceed('ask', POLL_MS);
    }
    // A capture whose answer was lost may have moved money: only look, never repeat blindly.
    this.doubt(t('The hub could not be reached ({why}).', { why }), step === 'capture' ? 'ask' : step);
  }

  private doubt(why: string, next: Step): void {
    this.phase.value = { kind: 'checking', why };
    this.proceed(next, CHECK_MS);
  }

  private end(cancelled: boolean, why: string): void {
    this.over = true;
    this.phase.value = { kind: 'ended', cancelled, why };
  }

  private proceed(step: Step, afterMs: number): void {
    this.next = step;
    this.wake(afterMs, () => void this.step());
  }
}
