import type { Hub } from '../hub/client';
import type { PaymentPort } from '../payment/paypal';
import type { CardHold, CardView, Money, PaymentView, Session } from '../wire';
import type { Attempt } from './tendering';

const POST = { method: 'POST', timeoutMs: 20_000 } as const;

/** What the hub does for the parts of a payment. Every call carries the id that was on disk before it. */
export class PaymentHub {
  constructor(
    private readonly hub: Hub,
    private readonly session: Session,
  ) {}

  /** One payment through a gateway, of a sale that comes to `due`. */
  gateway({ id, saleId, holdId, kind, amount }: Attempt, due: number): PaymentPort {
    const path = `/api/v1/payments/${id}`;
    const body = { id, saleId, holdId: holdId ?? null, gateway: kind, amount: this.money(amount), due: this.money(due), register: this.session.register.id };
    return {
      create: () => this.hub.call<PaymentView>('/api/v1/payments', { ...POST, body }),
      ask: () => this.look(id),
      capture: () => this.hub.call<PaymentView>(`${path}/capture`, POST),
      cancel: () => this.hub.call<PaymentView>(`${path}/cancel`, POST),
    };
  }

  look(id: string) {
    return this.hub.call<PaymentView>(`/api/v1/payments/${id}`, { timeoutMs: 20_000 });
  }

  /** Nobody wants it any more. With a manager's word another card may be asked before its end is known. */
  abandon(id: string, approval: { readonly name: string; readonly pin: string } | null) {
    return this.hub.call<PaymentView>(`/api/v1/payments/${id}/abandon`, { ...POST, body: approval ? { approval } : {} });
  }

  /** What is on a gift card or credit. */
  balance(code: string) {
    return this.hub.call<CardView>('/api/v1/gift-cards/balance', { method: 'POST', body: { code } });
  }

  /** Sets a part of a card aside for the sale; the same attempt again is the same. */
  hold({ id, saleId, code, amount }: Attempt) {
    return this.hub.call<CardHold>('/api/v1/gift-cards/holds', { method: 'POST', body: { id, saleId, code, amount: this.money(amount) } });
  }

  release(id: string) {
    return this.hub.call<null>(`/api/v1/gift-cards/holds/${id}`, { method: 'DELETE' });
  }

  private money(minor: number): Money {
    return { minor, currency: this.session.currency };
  }
}
