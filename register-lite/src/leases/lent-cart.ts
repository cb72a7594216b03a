import type { HoldLine } from '../cart/hold-keeper';
import type { FinishedSale } from '../outbox/record';
import { askApproval } from '../people/approvals';
import type { Method, Till } from '../till';
import { tell } from '../ui/notices';
import { t } from '../words/words';
import { beyondLease, isActive, remaining, withoutAsking } from './lease';

/** What the open cart takes of what this till was lent, while the hub cannot be asked. */
export class LentCart {
  /** The cart for which somebody said yes to more than this till has for sure. */
  private allowed: { readonly saleId: string; readonly lines: string } | null = null;

  constructor(private readonly till: Till) {}

  /** How many of it can be sold for sure without the hub; null while the hub is asked, or nothing is lent at all. */
  sure(sku: string): number | null {
    const lease = this.till.app.leases.lease.value;
    if (this.isAsked() || !isActive(lease, Date.now())) {
      return null;
    }
    return remaining(lease, sku, Date.now()) + (this.till.sale.holds.covered().get(sku) ?? 0);
  }

  /** Of what was lent to this till, what somebody else may have sold already. */
  beyond(): readonly HoldLine[] {
    return this.isAsked() ? [] : beyondLease(this.till.app.leases.lease.value, this.lines(), this.till.sale.holds.covered(), Date.now());
  }

  /** Before the payment. False when somebody must be asked first, who is then asked; after a yes it goes on by itself. */
  ready(method: Method): boolean {
    const beyond = this.beyond();
    const { lease } = this.till.app.leases;
    const saleId = this.till.sale.cart.value.saleId;
    if (beyond.length === 0 || lease.value.beyond === 'WARN' || (this.allowed?.saleId === saleId && this.allowed.lines === JSON.stringify(beyond))) {
      return true;
    }
    const titles = beyond.map((line) => `${line.quantity} × ${this.titleOf(line.sku)}`).join(', ');
    if (lease.value.beyond === 'REFUSE') {
      tell(t('Not kept for this till: {goods}. Sell less, or wait until the hub is back.', { goods: titles }), { tone: 'wrong' });
      return false;
    }
    void this.ask(method, beyond, titles);
    return false;
  }

  /** For the sale as it is written down. */
  taken(): Pick<FinishedSale, 'unasked' | 'mayOversell'> {
    const unasked = withoutAsking(this.till.app.leases.lease.value, this.lines(), this.till.sale.holds.covered());
    return { unasked, ...(this.beyond().length > 0 ? { mayOversell: true } : {}) };
  }

  private async ask(method: Method, beyond: readonly HoldLine[], titles: string): Promise<void> {
    const { till } = this;
    const saleId = till.sale.cart.value.saleId;
    const yes = await askApproval(till, {
      kind: 'BEYOND_LEASE',
      scope: { subject: saleId, allowed: { lines: beyond } },
      title: t('May oversell'),
      text: t('The hub is away, and {goods} in this cart may have been sold elsewhere already.', { goods: titles }),
      reason: t('The customer has the goods'),
    });
    if (yes && till.sale.cart.value.saleId === saleId) {
      this.allowed = { saleId, lines: JSON.stringify(beyond) };
      till.pay(method);
    }
  }

  private isAsked(): boolean {
    return this.till.app.connection.reach.value === 'online';
  }

  private lines(): readonly HoldLine[] {
    return this.till.sale.cart.value.lines.map(({ sku, quantity }) => ({ sku, quantity }));
  }

  private titleOf(sku: string): string {
    return this.till.sale.cart.value.lines.find((line) => line.sku === sku)?.title ?? sku;
  }
}
