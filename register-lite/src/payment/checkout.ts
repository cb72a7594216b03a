import { aheadOf } from '../cart/cart';
import type { OpenSale } from '../cart/open-sale';
import type { Outbox } from '../outbox/outbox';
import type { FinishedSale, SaleRecord } from '../outbox/record';
import { newReceiptToken } from '../receipt/link';
import type { Attempt } from '../tender/tendering';
import { tell } from '../ui/notices';
import type { ChargeBody, Session, Tender } from '../wire';
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

  /** All of it was paid ahead: the goods are handed over. */
  async handOver(): Promise<boolean> {
    return this.sale.due.value === 0 && aheadOf(this.sale.cart.value) > 0 && this.finish([]);
  }

  /** What was paid ahead pays first; never more than is due. */
  private ahead(): readonly Tender[] {
    const { cart, price } = this.sale;
    const amount = Math.min(aheadOf(cart.value), price.value.total);
    return amount === 0 ? [] : [{ kind: 'DEPOSIT', amount: this.money(amount), reference: cart.value.ahead!.code }];
  }

  /** What is charged beside goods, as the hub hears of it. */
  private charges(): readonly ChargeBody[] {
    const { charge, charges = [] } = this.sale.cart.value;
    return [...(charge ? [{ kind: 'DEPOSIT' as const, ...charge, amount: this.money(charge.amount) }] : []), ...charges.map((one) => ({ ...one, amount: this.money(one.amount) }))];
  }

  /** All is paid, in these parts. False if it could not be written down. */
  async finish(parts: readonly Attempt[]): Promise<boolean> {
    const { sale } = this;
    if (sale.finishing || sale.count.value === 0) {
      return false;
    }
    sale.finishing = true;
    sale.holds.freeze();
    const cart = sale.cart.value;
    const ahead = this.ahead();
    const charges = this.charges();
    const holdId = sale.payment.value?.holdId ?? sale.holds.current();
    try {
      await this.numbersReady;
      const paid = await this.outbox.finish({
        saleId: cart.saleId,
        soldAt: new Date().toISOString(),
        session: this.session,
        cart,
        lines: cart.lines,
        rules: sale.book.rules.value.version,
        promotions: Object.fromEntries(sale.book.rules.value.promotions.map(({ id, title }) => [id, title])),
        price: sale.price.value,
        tenders: [...ahead, ...parts.filter(({ amount }) => amount > 0 || ahead.length === 0).map((part) => this.tender(part))],
        ...(charges.length === 0 ? {} : { charges }),
        receiptToken: newReceiptToken(),
        ...(sale.cart.value.note ? { note: sale.cart.value.note } : {}),
        ...(sale.cart.value.joined ? { joined: sale.cart.value.joined } : {}),
        holdId,
        invoiceTo: parts.find(({ invoiceTo }) => invoiceTo)?.invoiceTo ?? null,
        ...this.points(),
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

  private tender(part: Attempt): Tender {
    const amount = this.money(part.amount);
    switch (part.kind) {
      case 'CASH':
        return { kind: 'CASH', amount, tendered: this.money(part.tendered ?? part.amount), change: this.money(part.change ?? 0) };
      case 'CARD':
      case 'PAYPAL':
        return { kind: part.kind, amount, paymentId: part.id };
      case 'GIFT_CARD':
      case 'STORE_CREDIT':
        return {
          kind: part.kind,
          amount,
          reference: part.code ?? '',
          ...(part.endsWith === undefined ? {} : { endsWith: part.endsWith }),
          ...(part.left === undefined ? {} : { left: this.money(part.left) }),
        };
      case 'ON_ACCOUNT':
        return { kind: 'ON_ACCOUNT', amount, reference: part.reference ?? '' };
    }
  }

  /** Turnover earns points, as the hub counts them; tips and gift cards do not. */
  private points() {
    const { pointCard, charge } = this.sale.cart.value;
    const card = charge ? null : pointCard;
    const spend = this.session.spendForPoint?.minor ?? 0;
    return card ? { points: { card, earned: spend > 0 ? Math.floor(this.sale.price.value.total / spend) : 0 } } : {};
  }

  private money(minor: number) {
    return { minor, currency: this.session.currency };
  }
}
