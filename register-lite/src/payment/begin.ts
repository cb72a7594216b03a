import { newId } from '../ids';
import type { Till } from '../till';
import { oneTimer } from '../timer';
import type { PaymentView } from '../wire';
import { PayPalPayment } from './paypal';

const HOLD_PATIENCE_MS = 1_500;

/**
 * Begins a PayPal payment for the open sale, or goes on with the one that was begun before a crash. Its
 * id is on disk before the hub hears of it, so whatever happens next we can ask what became of it.
 */
export async function beginPayPal(till: Till): Promise<PayPalPayment> {
  if (till.sale.payment.value === null) {
    await Promise.race([till.sale.holds.step(), new Promise((done) => setTimeout(done, HOLD_PATIENCE_MS))]);
    till.sale.holds.freeze();
    till.sale.payment.value = { paymentId: newId(), holdId: till.sale.holds.current(), amount: till.sale.due.value };
    await till.sale.remember();
  }
  const { paymentId, holdId, amount } = till.sale.payment.value;
  const { hub } = till.app;
  const path = `/api/v1/payments/${paymentId}`;
  const body = {
    id: paymentId,
    saleId: till.sale.cart.value.saleId,
    holdId,
    gateway: 'PAYPAL',
    amount: { minor: amount, currency: till.session.currency },
  };
  const post = { method: 'POST', timeoutMs: 20_000 } as const;
  return new PayPalPayment(
    {
      create: () => hub.call<PaymentView>('/api/v1/payments', { ...post, body }),
      ask: () => hub.call<PaymentView>(path),
      capture: () => hub.call<PaymentView>(`${path}/capture`, post),
      cancel: () => hub.call<PaymentView>(`${path}/cancel`, post),
    },
    oneTimer(),
  );
}

/** The payment ended without money: the cart is open again. */
export function dropPayment(till: Till): void {
  till.sale.payment.value = null;
  till.sale.holds.thaw();
  void till.sale.remember();
}
