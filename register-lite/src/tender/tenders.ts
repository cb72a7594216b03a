import { computed, effect, signal } from '@preact/signals';
import type { OpenSale } from '../cart/open-sale';
import type { Hub } from '../hub/client';
import { reasonOf } from '../hub/client';
import { newId } from '../ids';
import type { Checkout } from '../payment/checkout';
import { PayPalPayment } from '../payment/paypal';
import { oneTimer } from '../timer';
import type { Approver, NotAllowed } from '../ui/manager-form';
import type { Session } from '../wire';
import { t } from '../words/words';
import type { AttemptBook } from './attempt-book';
import { type End, followed } from './follow';
import { PaymentHub } from './payment-port';
import { after, type Attempt, begun, cashRest, ELECTRONIC, givenUp, isPaid, type Kind, type Move, restOf, taken, type Tendering, underWay } from './tendering';

const HOLD_PATIENCE_MS = 1_500;
const FOLLOW_MS = 3_000;

/** Why a card could not be used, and how much of it can be. */
export interface CardRefused {
  readonly why: string;
  readonly offer: number | null;
}

export interface TendersNeeds {
  readonly hub: Hub;
  readonly book: AttemptBook;
  readonly session: Session;
  readonly sale: OpenSale;
  readonly checkout: Checkout;
  /** Told when the end of a payment that was given up is known. */
  readonly onEnd: (attempt: Attempt, end: End) => void;
  /** Makes a timer that holds one appointment. */
  readonly timer?: typeof oneTimer;
}

/** How the open sale is paid: each step is on disk before anybody outside hears of it. */
export class Tenders {
  /** Of the open sale, and of earlier ones what was given up and is not over. */
  private readonly attempts = signal<readonly Attempt[]>([]);
  readonly now = computed<Tendering>(() => ({
    due: this.needs.sale.due.value,
    step: this.needs.session.cashStep ?? null,
    attempts: this.attempts.value.filter(({ saleId }) => saleId === this.needs.sale.cart.value.saleId),
  }));
  readonly rest = computed(() => restOf(this.now.value));
  readonly cashRest = computed(() => cashRest(this.now.value));
  /** The payment through a gateway that is under way here, or the last one with its end. */
  readonly running = signal<{ readonly kind: Kind; readonly amount: number; readonly payment: PayPalPayment } | null>(null);
  /** All is paid and it is being written down, or could not be. */
  readonly paid = computed(() => isPaid(this.now.value));
  /** Given up, and nobody knows yet what became of it: another card needs a manager's word. */
  readonly doubtful = computed(() => givenUp(this.now.value).filter((one) => ELECTRONIC.has(one.kind) && !this.allowed.has(one.id)));
  private readonly allowed = new Set<string>();
  private readonly hub: PaymentHub;
  private readonly timer: typeof oneTimer;
  private readonly wake: ReturnType<typeof oneTimer>;
  private turn: Promise<unknown> = Promise.resolve();
  private stop = () => {};
  private closed = false;

  constructor(private readonly needs: TendersNeeds) {
    this.hub = new PaymentHub(needs.hub, needs.session);
    this.timer = needs.timer ?? oneTimer;
    this.wake = this.timer();
  }

  /** Goes on where a crash or reload left off; what was being paid is asked for by its key. */
  async open(): Promise<void> {
    const { sale } = this.needs;
    const saleId = sale.cart.value.saleId;
    const known = (await this.needs.book.all()).filter((one) => one.saleId === saleId || one.state === 'GIVEN_UP');
    const before = sale.payment.value;
    if (before && known.every(({ id }) => id !== before.paymentId) && known.every((one) => one.saleId !== saleId)) {
      // Begun by a version that knew one payment only.
      const old: Attempt = { id: before.paymentId, saleId, kind: 'PAYPAL', amount: before.amount, state: 'BEGUN', at: Date.now(), holdId: before.holdId };
      await this.needs.book.write([], [old]);
      this.attempts.value = [...known, old];
    } else {
      this.attempts.value = known;
    }
    this.lock();
    const open = begun(this.now.value);
    if (open && ELECTRONIC.has(open.kind)) {
      this.run(open);
    } else if (open) {
      void this.ask(open);
    }
    this.follow();
  }

  close(): void {
    this.closed = true;
    this.stop();
    this.running.value?.payment.leave();
    this.wake(0, () => {});
  }

  /** The customer hands over so much. Resolves to false when that is nothing that could be taken. */
  cash(tendered: number): Promise<boolean> {
    const { saleId } = this;
    return this.alone(async () => saleId === this.saleId && this.apply({ kind: 'cash', id: newId(), saleId, at: this.moment(), tendered }));
  }

  /** Asks for an amount through a gateway: at the terminal, or by a code for the customer's phone. */
  async begin(kind: 'CARD' | 'PAYPAL', amount: number): Promise<boolean> {
    const { holds } = this.needs.sale;
    const { saleId } = this;
    return this.alone(async () => {
      // The second half of a double tap belongs to the sale before.
      if (saleId !== this.saleId) {
        return false;
      }
      if (this.needs.sale.payment.value === null) {
        await Promise.race([holds.step(), new Promise((done) => setTimeout(done, HOLD_PATIENCE_MS))]);
        holds.freeze();
      }
      const attempt = { ...this.attempt(kind, amount), holdId: this.needs.sale.payment.value?.holdId ?? holds.current() };
      if (!(await this.apply({ kind: 'begin', attempt }))) {
        this.lock();
        return false;
      }
      this.run(begun(this.now.value)!);
      return true;
    });
  }

  /** A part with a gift card or store credit. Null when it is taken. */
  async card(code: string, amount: number): Promise<CardRefused | null> {
    const plain = code.replace(/[ -]/g, '').toUpperCase();
    const wanted = { ...this.attempt('GIFT_CARD', amount), code: plain, endsWith: plain.slice(-4) };
    const begins = await this.alone(async () => wanted.saleId === this.saleId && this.apply({ kind: 'begin', attempt: wanted }));
    const attempt = begun(this.now.value);
    return begins && attempt ? this.ask(attempt) : { why: t('That does not fit what is still to pay.'), offer: null };
  }

  /** A part that the customer will pay later. */
  account(reference: string, amount: number, invoiceTo: string | null): Promise<boolean> {
    const attempt = { ...this.attempt('ON_ACCOUNT', amount), reference, ...(invoiceTo ? { invoiceTo } : {}) };
    return this.alone(async () => attempt.saleId === this.saleId && this.apply({ kind: 'take', attempt }));
  }

  balance(code: string) {
    return this.hub.balance(code);
  }

  /** Takes a part back before the sale is finished. */
  remove(one: Attempt): Promise<boolean> {
    if (one.kind === 'GIFT_CARD' || one.kind === 'STORE_CREDIT') {
      // What the hub does not hear now runs out by itself.
      void this.hub.release(one.id);
    }
    return this.alone(() => this.apply({ kind: 'remove', id: one.id })).finally(() => this.follow());
  }

  /** The customer pays in another way, although nobody knows what becomes of the payment under way. */
  async giveUp(): Promise<void> {
    const one = begun(this.now.value);
    if (one) {
      this.running.value?.payment.leave();
      this.running.value = null;
      await this.alone(() => this.apply(ELECTRONIC.has(one.kind) ? { kind: 'give-up', id: one.id } : { kind: 'ended', id: one.id }));
      this.follow();
    }
  }

  /** A manager lets another card be asked. Null when he may, otherwise why not. */
  async allowAnother(approval: Approver): Promise<NotAllowed | null> {
    const doubtful = [...this.doubtful.value, ...[begun(this.now.value)].filter((one) => one !== null)];
    for (const { id } of doubtful) {
      const answer = await this.hub.abandon(id, approval);
      if (answer.kind === 'lost') {
        return { why: t('The hub does not answer. Try again.'), waitMs: null };
      }
      if (answer.kind === 'refused' && answer.status !== 404) {
        return answer.status === 403 || answer.status === 429
          ? { why: t('Name or PIN is wrong, or not that of a manager.'), waitMs: answer.waitMs }
          : { why: reasonOf(answer.problem), waitMs: null };
      }
      this.allowed.add(id);
    }
    await this.giveUp();
    // What may be done next depends on it.
    this.attempts.value = [...this.attempts.value];
    return null;
  }

  /** Writes a sale down that is paid and was not saved. */
  save(): Promise<boolean> {
    return this.alone(() => this.finish(this.now.value));
  }

  /** Asks the hub to set a card's part aside; again after a lost answer. */
  private async ask(attempt: Attempt): Promise<CardRefused | null> {
    const answer = await this.hub.hold(attempt);
    if (answer.kind === 'ok') {
      const { kind, endsWith, left } = answer.body;
      const known: Attempt = { ...attempt, kind: kind === 'STORE_CREDIT' ? 'STORE_CREDIT' : 'GIFT_CARD', endsWith, left: left.minor };
      await this.alone(async () => {
        this.attempts.value = this.attempts.value.map((one) => (one.id === attempt.id ? known : one));
        return this.apply({ kind: 'taken', id: attempt.id });
      });
      return null;
    }
    // Nothing is lost when nobody heard the answer: what was set aside is let go, or lets go by itself.
    void this.hub.release(attempt.id);
    await this.alone(() => this.apply({ kind: 'ended', id: attempt.id }));
    if (answer.kind === 'lost') {
      return { why: t('The hub does not answer. Try again.'), offer: null };
    }
    const seen = await this.hub.balance(attempt.code ?? '');
    const available = seen.kind === 'ok' ? Math.min(seen.body.available.minor, this.rest.value) : 0;
    return { why: reasonOf(answer.problem), offer: available > 0 && available < attempt.amount ? available : null };
  }

  private run(attempt: Attempt): void {
    this.running.value?.payment.leave();
    this.stop();
    const payment = new PayPalPayment(this.hub.gateway(attempt, this.now.value.due), this.timer());
    this.running.value = { kind: attempt.kind, amount: attempt.amount, payment };
    this.stop = effect(() => {
      const { kind } = payment.phase.value;
      if (kind === 'paid' || kind === 'ended') {
        void this.alone(() => this.apply({ kind: kind === 'paid' ? 'taken' : 'ended', id: attempt.id }));
      }
    });
    payment.start();
  }

  private async apply(move: Move): Promise<boolean> {
    const before = this.now.value;
    const next = after(before, move);
    if (next === before) {
      return false;
    }
    if (isPaid(next) && move.kind === 'cash') {
      // The sale itself is what is written: one transaction for all of it.
      return this.finish(next);
    }
    await this.needs.book.write(before.attempts, next.attempts);
    const others = this.attempts.value.filter(({ saleId }) => saleId !== this.saleId);
    this.attempts.value = [...others, ...next.attempts];
    this.lock();
    return isPaid(next) ? this.finish(next) : true;
  }

  private async finish(paid: Tendering): Promise<boolean> {
    const { saleId } = this;
    const done = await this.needs.checkout.finish(taken(paid));
    if (done) {
      this.running.value = null;
      this.attempts.value = this.attempts.value.filter((one) => one.saleId !== saleId || one.state === 'GIVEN_UP');
    }
    return done;
  }

  /** While something is paid, or may be, the cart stays as it is. */
  private lock(): void {
    const { sale } = this.needs;
    const tendering = this.now.value;
    if (underWay(tendering)) {
      const first = tendering.attempts.find(({ state }) => state !== 'GIVEN_UP')!;
      sale.holds.freeze();
      if (sale.payment.value === null) {
        sale.payment.value = { paymentId: first.id, holdId: first.holdId ?? sale.holds.current(), amount: first.amount };
        void sale.remember();
      }
    } else {
      if (sale.payment.value !== null) {
        sale.payment.value = null;
        void sale.remember();
      }
      sale.holds.thaw();
    }
  }

  /** Asks after what was given up until nothing of it is left. */
  private follow(): void {
    if (this.closed || this.attempts.value.every(({ state }) => state !== 'GIVEN_UP')) {
      return;
    }
    this.wake(FOLLOW_MS, () => void this.followOnce().finally(() => this.follow()));
  }

  private async followOnce(): Promise<void> {
    for (const one of this.attempts.value.filter(({ state }) => state === 'GIVEN_UP')) {
      const end = await followed(one, this.hub, Date.now());
      if (end && !this.closed) {
        await this.alone(async () => {
          await this.needs.book.write([one], []);
          this.attempts.value = this.attempts.value.filter(({ id }) => id !== one.id);
          return true;
        });
        this.needs.onEnd(one, end);
      }
    }
  }

  private attempt(kind: Kind, amount: number): Omit<Attempt, 'state'> {
    return { id: newId(), saleId: this.saleId, kind, amount, at: this.moment() };
  }

  /** Later than all before it, whatever the clock says. */
  private moment(): number {
    return this.attempts.value.reduce((latest, { at }) => Math.max(latest, at + 1), Date.now());
  }

  private get saleId(): string {
    return this.needs.sale.cart.value.saleId;
  }

  /** One step after the other: a double tap pays once. */
  private alone<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.turn.then(work, work);
    this.turn = mine.catch(() => {});
    return mine;
  }
}
