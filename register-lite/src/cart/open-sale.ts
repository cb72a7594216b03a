import { computed, signal } from '@preact/signals';
import type { Found } from '../catalogue/catalogue';
import type { BegunPayment, DeviceMemory } from '../device/memory';
import type { Hub } from '../hub/client';
import { newId } from '../ids';
import type { Given } from '../pricing/by-hand';
import { type Priced, priceBasket, type PricedItem } from '../pricing/engine';
import { RuleBook } from '../pricing/rule-book';
import { momentAt } from '../pricing/rules';
import { oneTimer } from '../timer';
import { tell } from '../ui/notices';
import type { Session, Shortage, Variant } from '../wire';
import { t } from '../words/words';
import { aheadOf, basketLine, type Cart, changed, type Change, chargedIn, countOf, emptyCart, type Item, keyOf, unitsOf } from './cart';
import type { SetAside } from './hold-keeper';
import { HoldKeeper } from './hold-keeper';
import { hubHolds } from './hold-port';

/** The sale under way: its cart, its price, what is held for it, and the payment that was begun. */
export class OpenSale {
  readonly cart = signal(emptyCart(newId()));
  readonly price = computed(() => this.shown(this.priced(this.cart.value)));
  private items: readonly PricedItem[] = [];
  /** What is still to be paid for goods, tip and gift cards, after what was paid ahead. */
  readonly due = computed(() => Math.max(0, this.price.value.total - aheadOf(this.cart.value)) + chargedIn(this.cart.value));
  readonly book: RuleBook;
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
    this.book = new RuleBook(hub, memory, () => this.cart.value.lines.length > 0);
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
    await this.book.open(sale && sale.cart.lines.length > 0 ? (sale.rules ?? null) : null);
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

  /** What the cart costs, or would cost after a change. */
  priced(cart: Cart): Priced {
    if (cart.charge) {
      const { amount } = cart.charge;
      return { subtotal: amount, taxes: [], total: amount, items: [], saved: 0 };
    }
    const { location, taxMode, taxRates } = this.session;
    return priceBasket(this.book.rules.value, {
      moment: momentAt(cart.begunAt ?? Date.now(), location.timeZone, location.id),
      groups: [],
      coupons: cart.coupons ?? [],
      taxMode,
      rates: taxRates,
      exempt: (cart.exempt ?? null) !== null,
      lines: cart.lines.map(basketLine),
      discount: cart.given ?? null,
    });
  }

  /** A line whose price is as it was stays the very same, so that only what changed is drawn again. */
  private shown(priced: Priced): Priced {
    const before = new Map(this.items.map((item) => [item.sku, item]));
    this.items = priced.items.map((item) => {
      const old = before.get(item.sku);
      return old && JSON.stringify(old) === JSON.stringify(item) ? old : item;
    });
    return { ...priced, items: this.items };
  }

  give(sku: string | null, given: Given | null): void {
    this.change({ kind: 'give', sku, given });
  }

  add({ product, variant }: Found, quantity = 1, weight?: number): void {
    const item: Item = {
      sku: variant.sku,
      title: product.title,
      variantTitle: product.variants.length > 1 ? variant.title : '',
      unitPrice: variant.price.minor,
      taxCategory: variant.taxCategory,
      type: product.type ?? '',
      ...asked(variant),
      ...(weight === undefined ? {} : { weight }),
    };
    this.touched.value = { sku: item.sku, at: Date.now() };
    this.change({ kind: 'add', item, quantity });
  }

  /** Goes on with a cart that was put aside, and with what is still held for it. */
  takeUp(cart: Cart, hold: SetAside | null): void {
    this.book.adopt();
    this.cart.value = cart;
    this.holds.takeUp(hold);
    this.want();
  }

  remove(sku: string): void {
    const at = this.cart.value.lines.findIndex((line) => keyOf(line) === sku);
    const line = this.cart.value.lines[at];
    if (line) {
      this.change({ kind: 'remove', sku });
      tell(t('{title} removed', { title: line.title }), { action: { label: t('Undo'), run: () => this.change({ kind: 'restore', lines: [line], at }) } });
    }
  }

  clear(): void {
    const before = this.cart.value;
    if (countOf(before) > 0) {
      this.change({ kind: 'clear' });
      tell(t('Cart cleared'), { action: { label: t('Undo'), run: () => this.undoClear(before) } });
    }
  }

  /** Everything is as it was, unless something else was scanned meanwhile. */
  private undoClear(before: Cart): void {
    if (countOf(this.cart.value) === 0 && this.cart.value.saleId === before.saleId) {
      this.change({ kind: 'whole', cart: before });
    } else {
      this.change({ kind: 'restore', lines: before.lines, at: 0 });
    }
  }

  change(change: Change): void {
    if (this.payment.value === null && !this.finishing) {
      const before = this.cart.value;
      const after = changed(before, change);
      const begins = before.lines.length === 0 && after.lines.length > 0;
      if (begins) {
        this.book.adopt();
      }
      this.cart.value = begins && change.kind === 'add' ? { ...after, begunAt: Date.now(), given: null, coupons: [], exempt: null } : after;
      this.want();
      void this.remember();
    }
  }

  /** The sale is written down as paid, or put aside; the next one begins. */
  begin(next: Cart = emptyCart(newId())): void {
    this.payment.value = null;
    this.touched.value = null;
    this.cart.value = next;
  }

  /** Writes the sale down; whoever needs it to be on disk before going on awaits it. */
  remember(): Promise<void> {
    return this.kept
      ? this.memory.rememberOpenSale({ cart: this.cart.value, payment: this.payment.value, holds: this.holds.ids(), rules: this.book.rules.value.version })
      : Promise.resolve();
  }

  private want(): void {
    this.holds.want(unitsOf(this.cart.value));
  }
}

/** What the till asks before it sells it. */
function asked({ unit, minimumAge, tracking }: Variant) {
  return {
    ...(unit === undefined ? {} : { unit }),
    ...(minimumAge === undefined ? {} : { minimumAge }),
    ...(tracking === undefined ? {} : { tracking }),
  };
}
