import type { OpenSale } from '../cart/open-sale';
import type { Outbox } from '../outbox/outbox';
import type { FinishedSale, SaleRecord } from '../outbox/record';
import { newReceiptToken } from '../receipt/link';
import { tell } from '../ui/notices';
import type { Session, Tender } from '../wire';
import { t } from '../words/words';

/** Turns the open sale into a paid one: on this device first, then on the screen, then at the hub. */
export class Checkout {
  /** Resolves once the next receipt number is certain; at once, but on a device's very first sale. */
  numbersReady: Promise<void> = Promise.resolve();
  /** What the open sale takes of what this till was lent. */
  lent: () => Pick<FinishedSale, 'unasked' | 'mayOversell'> = () => ({});

  constructor(
    private readonly sale: OpenSale,
    private readonly session: Session,
    private readonly outbox: Outbox,
    private readonly flusher: { kick(): Promise<void> },
    private readonly onPaid: (sale: SaleRecord) => void,
  ) {}

  /** The customer hands over so much; what is too much goes back as change. False if it was not paid. */
  async cash(tendered: number): Promise<boolean> {
    const { total } = this.sale.price.value;
    if (tendered < total || this.sale.payment.value !== null) {
      return false;
    }
    return this.finish({ kind: 'CASH', amount: this.money(total), tendered: this.money(tendered), change: this.money(tendered - total) });
  }

  /** PayPal has the money for the open sale. False if it could not be written down. */
  async payPal(): Promise<boolean> {
    const begun = this.sale.payment.value;
    return begun !== null && this.finish({ kind: 'PAYPAL', amount: this.money(begun.amount), paymentId: begun.paymentId });
  }

  private async finish(tender: Tender): Promise<boolean> {
    const { sale } = this;
    if (sale.finishing || sale.count.value === 0) {
      return false;
    }
    sale.finishing = true;
    sale.holds.freeze();
    const holdId = sale.payment.value?.holdId ?? sale.holds.current();
    try {
      await this.numbersReady;
      const paid = await this.outbox.finish({
        saleId: sale.cart.value.saleId,
        soldAt: new Date().toISOString(),
        session: this.session,
        cart: sale.cart.value,
        lines: sale.cart.value.lines,
        rules: sale.book.rules.value.version,
        promotions: Object.fromEntries(sale.book.rules.value.promotions.map(({ id, title }) => [id, title])),
        price: sale.price.value,
        tenders: [tender],
        receiptToken: newReceiptToken(),
        holdId,
        ...this.lent(),
      });
      sale.begin();
      this.onPaid(paid);
      void sale.holds.handOver(holdId).finally(() => this.flusher.kick());
      return true;
    } catch (failure) {
      if (sale.payment.value === null) {
        sale.holds.thaw();
      }
      tell(t('This sale could not be saved on this device, so it is not finished: {why}', { why: String(failure) }), { tone: 'wrong' });
      return false;
    } finally {
      sale.finishing = false;
    }
  }

  private money(minor: number) {
    return { minor, currency: this.session.currency };
  }
}
