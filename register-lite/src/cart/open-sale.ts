import { computed, signal } from '@preact/signals';
import type { Found } from '../catalogue/catalogue';
import type { BegunPayment, DeviceMemory } from '../device/memory';
import type { Hub } from '../hub/client';
import { newId } from '../ids';
import { price } from '../pricing/tax';
import { oneTimer } from '../timer';
import { tell } from '../ui/notices';
import type { Session, Shortage } from '../wire';
import { changed, type Change, countOf, emptyCart, type Item, pricedLine } from './cart';
import { HoldKeeper } from './hold-keeper';
import { hubHolds } from './hold-port';

/** The sale under way: its cart, its price, what is held for it, and the payment that was begun. */
export class OpenSale {
  readonly cart = signal(emptyCart(newId()));
  readonly price = computed(() => price(this.session.taxMode, this.session.taxRates, this.cart.value.lines.map(pricedLine)));
  readonly count = computed(() => countOf(this.cart.value));
  readonly shortages = signal<readonly Shortage[]>([]);
  /** Set from before the hub hears of a payment until its end is known; the cart is locked meanwhile. */
  readonly payment = signal<BegunPayment | null>(null);
  /** The line that changed last, to show the cashier what the scanner did. */
  readonly touched = signal<{ sku: string; at: number } | null>(null);
  /** Set while the sale is being written down as paid. */
  finishing = false;
  readonly holds: HoldKeeper;
  private kept = false;

  constructor(
    hub: Hub,
    private readonly memory: DeviceMemory,
    private readonly session: Session,
  ) {
    this.holds = new HoldKeeper({
      port: hubHolds(hub, session.location.id),
      newId,
      now: () => Date.now(),
      wake: oneTimer(),
      onHold: () => void this.remember(),
      onShortages: (shortages) => (this.shortages.value = shortages),
    });
  }

  /** Goes on where a crash or reload left off. `kept` says whether this tab's sale is the one written down. */
  async open(kept: boolean): Promise<void> {
    this.kept = kept;
    const sale = kept ? await this.memory.openSale() : null;
    if (sale) {
      this.cart.value = sale.cart;
      this.payment.value = sale.payment;
      this.holds.adopt(sale.holds);
      if (sale.payment) {
        this.holds.freeze();
      }
      this.want();
    }
  }

  add({ product, variant }: Found, quantity = 1): void {
    const item: Item = {
      sku: variant.sku,
      title: product.title,
      variantTitle: product.variants.length > 1 ? variant.title : '',
      unitPrice: variant.price.minor,
      taxCategory: variant.taxCategory,
    };
    this.touched.value = { sku: item.sku, at: Date.now() };
    this.change({ kind: 'add', item, quantity });
  }

  remove(sku: string): void {
    const at = this.cart.value.lines.findIndex((line) => line.sku === sku);
    const line = this.cart.value.lines[at];
    if (line) {
      this.change({ kind: 'remove', sku });
      tell(`${line.title} removed`, { action: { label: 'Undo', run: () => this.change({ kind: 'restore', lines: [line], at }) } });
    }
  }

  clear(): void {
    const { lines } = this.cart.value;
    if (lines.length > 0) {
      this.change({ kind: 'clear' });
      tell('Cart cleared', { action: { label: 'Undo', run: () => this.change({ kind: 'restore', lines, at: 0 }) } });
    }
  }

  change(change: Change): void {
    if (this.payment.value === null && !this.finishing) {
      this.cart.value = changed(this.cart.value, change);
      this.want();
      void this.remember();
    }
  }

  /** The sale is written down as paid; the next one begins. */
  begin(): void {
    this.payment.value = null;
    this.touched.value = null;
    this.cart.value = emptyCart(newId());
  }

  /** Writes the sale down; whoever needs it to be on disk before going on awaits it. */
  remember(): Promise<void> {
    return this.kept
      ? this.memory.rememberOpenSale({ cart: this.cart.value, payment: this.payment.value, holds: this.holds.ids() })
      : Promise.resolve();
  }

  private want(): void {
    this.holds.want(this.cart.value.lines.map(({ sku, quantity }) => ({ sku, quantity })));
  }
}
