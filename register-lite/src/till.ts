import { signal } from '@preact/signals';
import type { App } from './app-state';
import { OpenSale } from './cart/open-sale';
import type { Approval } from './cart/hold-keeper';
import type { Found } from './catalogue/catalogue';
import { PriceWatch } from './catalogue/price-watch';
import { Shelf } from './catalogue/shelf';
import { Discounting } from './cart/discounting';
import { decimalOf, show } from './money';
import { continueNumbers } from './outbox/numbers';
import type { SaleRecord } from './outbox/record';
import { LentCart } from './leases/lent-cart';
import { Checkout } from './payment/checkout';
import { AttemptBook } from './tender/attempt-book';
import { tellEnd } from './tender/tell-end';
import { begun } from './tender/tendering';
import { Tenders } from './tender/tenders';
import { Asking } from './asks/asking';
import { hubHolds } from './cart/hold-port';
import { Aside } from './parked/aside';
import { Layby } from './parked/layby';
import { type Chosen, splitBy } from './parked/split';
import { clearNotices, tell } from './ui/notices';
import type { Product, Session, Shortage } from './wire';
import { locale, t } from './words/words';

export type Method = 'CASH' | 'CARD' | 'PAYPAL' | 'GIFT_CARD' | 'ON_ACCOUNT';

export type Screen =
  | { readonly kind: 'sale' }
  | { readonly kind: 'tender'; readonly method: Method }
  | { readonly kind: 'receipt'; readonly sale: SaleRecord; readonly fresh: boolean }
  | { readonly kind: 'shift' };

/** What lies over the sale, one at a time. */
export type SaleDialog =
  | { readonly kind: 'park' | 'parked' | 'more' | 'note' | 'quote' | 'layby' | 'split' | 'camera' }
  /** About one line, by its key. */
  | { readonly kind: 'line'; readonly key: string };

/** One cashier's till from sign-in to sign-out: which screen is shown, and what the cashier can do there. */
export class Till {
  readonly screen = signal<Screen>({ kind: 'sale' });
  /** What was typed into the search field. */
  readonly query = signal('');
  /** The variants to choose from while the picker is open. */
  readonly picking = signal<readonly Found[] | null>(null);
  /** How the customer will pay, while a manager is asked for what waits for somebody else. */
  readonly overriding = signal<Method | null>(null);
  /** What was typed as handed over. */
  readonly tendered = signal('');
  /** The number of a gift card or credit, as typed or scanned; `cardScanned` says that it is whole. */
  readonly cardCode = signal('');
  readonly cardScanned = signal<string | null>(null);
  /** Whether a gift card is being sold. */
  readonly sellingCard = signal(false);
  readonly tenders: Tenders;
  /** On a phone: whether the cart covers the products. */
  readonly cartOpen = signal(false);
  /** The sale before the open one, whose change stays in sight until the next item. */
  readonly lastSale = signal<SaleRecord | null>(null);
  readonly shelf: Shelf;
  readonly sale: OpenSale;
  readonly checkout: Checkout;
  readonly discounting: Discounting;
  readonly watch: PriceWatch;
  readonly lent: LentCart;
  readonly asking: Asking;
  readonly aside: Aside;
  readonly layby: Layby;
  /** What follows once the receipt has been seen, such as the next part of a split bill. */
  follow: (() => void) | null = null;
  readonly dialog = signal<SaleDialog | null>(null);
  private readonly onHide = () => this.sale.holds.abandon();
  private readonly onBack = (event: PageTransitionEvent) => event.persisted && void this.sale.holds.step();

  constructor(
    readonly app: App,
    readonly session: Session,
  ) {
    this.shelf = new Shelf(app.hub, app.connection, app.memory.db, session.location.id, () =>
      tell(t('The products could not be loaded.'), { tone: 'wrong', action: { label: t('Load again'), run: () => void this.shelf.refresh() } }),
    );
    this.sale = new OpenSale(app.hub, app.memory, session);
    this.discounting = new Discounting(app.hub, this.sale, session, app.approvals);
    this.watch = new PriceWatch(app.hub, () => this.sale.cart.value.lines);
    this.asking = new Asking(this.sale, session);
    this.aside = new Aside({ db: app.memory.db, port: hubHolds(app.hub, session.location.id), sale: this.sale, session, owns: () => app.ownsOpenSale });
    this.layby = new Layby(this);
    this.checkout = new Checkout(this.sale, session, app.outbox, app.flusher, (sale) => this.paid(sale));
    this.tenders = new Tenders({ hub: app.hub, book: new AttemptBook(app.memory.db), session, sale: this.sale, checkout: this.checkout, onEnd: (one, end) => tellEnd(one, end, session.currency) });
    this.lent = new LentCart(this);
    this.checkout.lent = () => this.lent.taken();
  }

  async open(): Promise<void> {
    await this.sale.open(await this.app.ownsOpenSale);
    this.checkout.numbersReady = continueNumbers(this.app.hub, this.app.memory, this.session.register.id);
    await this.tenders.open();
    if (this.sale.payment.value) {
      // The customer may have paid: nothing else may happen before we know.
      const open = begun(this.tenders.now.value)?.kind;
      this.screen.value = { kind: 'tender', method: open === 'CARD' || open === 'PAYPAL' ? open : 'CASH' };
    }
    await this.shelf.open();
    this.watch.open();
    await this.aside.open();
    void this.layby.catchUp();
    addEventListener('pagehide', this.onHide);
    addEventListener('pageshow', this.onBack);
  }

  /** Leaves the counter: the screen is gone at once, the goods are given back in the background. */
  async close(): Promise<void> {
    removeEventListener('pagehide', this.onHide);
    removeEventListener('pageshow', this.onBack);
    this.shelf.close();
    this.sale.book.close();
    this.watch.close();
    this.tenders.close();
    this.aside.close();
    clearNotices();
    await Promise.race([this.sale.holds.step(), new Promise((done) => setTimeout(done, 2_000))]);
    this.sale.holds.freeze();
  }

  /** The amount as somebody would type it. */
  plain(minor: number): string {
    return decimalOf(minor, this.session.currency);
  }

  money(minor: number): string {
    return show(minor, this.session.currency, locale());
  }

  /** The shop's time, wherever the device thinks it is. */
  localTime(instant: string): string {
    return new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short', timeZone: this.session.location.timeZone }).format(new Date(instant));
  }

  add(found: Found): void {
    if (this.screen.value.kind === 'receipt' || this.screen.value.kind === 'shift') {
      this.newSale();
    }
    this.lastSale.value = null;
    if (found.variant.unit !== undefined) {
      this.asking.weighing.value = found;
      return;
    }
    this.sale.add(found);
  }

  /** A tile was tapped: its only variant goes into the cart, of several the cashier picks. */
  choose(product: Product): void {
    const variants = product.variants.map((variant) => ({ product, variant }));
    if (variants.length === 1) {
      this.add(variants[0]!);
    } else {
      this.picking.value = variants;
    }
  }

  /** To the payment, unless there is nothing to pay for or the goods may not be sold. */
  pay(method: Method): void {
    if (method !== 'CASH' && !this.session.tenders.includes(method)) {
      return;
    }
    if (this.screen.value.kind === 'tender') {
      if (begun(this.tenders.now.value) === null) {
        this.tendered.value = '';
        this.screen.value = { kind: 'tender', method };
      }
      return;
    }
    if (this.sale.count.value === 0 || this.sale.payment.value !== null) {
      return;
    }
    if (this.asking.next.value !== null) {
      // The question lies over the sale already.
      this.newSale();
      return;
    }
    if (this.reserved().length > 0) {
      this.overriding.value = method;
      return;
    }
    if (!this.discounting.ready() || !this.lent.ready(method)) {
      return;
    }
    if (this.app.keeping.full && this.app.connection.reach.value === 'away') {
      // Better no sale than one that the device cannot keep.
      tell(t('This device has no space left for sales that cannot be sent. Free some space, or wait for the hub.'), { tone: 'wrong' });
      return;
    }
    const short = this.sale.shortages.value[0];
    if (short && this.session.stockPolicy === 'REFUSE') {
      const title = this.sale.cart.value.lines.find((line) => line.sku === short.sku)?.title ?? short.sku;
      tell(t('{title}: only {count} can be sold. Change the quantity first.', { title, count: short.available }), { tone: 'wrong' });
      return;
    }
    void this.sale.holds.step();
    this.tendered.value = '';
    clearNotices();
    this.screen.value = { kind: 'tender', method };
    if ((method === 'CARD' || method === 'PAYPAL') && this.app.connection.reach.value !== 'away') {
      // All of it, as it is mostly meant; a part is chosen where cash is.
      void this.tenders.begin(method, this.sale.due.value);
    }
  }

  /** A gift card or the like was scanned while paying. False where none can be used. */
  useCard(code: string): boolean {
    if (!this.session.tenders.includes('GIFT_CARD') || begun(this.tenders.now.value) !== null || code.length < 8) {
      return false;
    }
    this.cardCode.value = code;
    this.cardScanned.value = code;
    this.pay('GIFT_CARD');
    return true;
  }

  /** What the cart wants and waits for customers by name. */
  reserved(): readonly Shortage[] {
    return this.sale.shortages.value.filter((short) => (short.reservedFor ?? []).length > 0);
  }

  /** A manager allows it: on to the payment, or why not in a sentence. */
  async allow(approval: Approval): Promise<{ why: string; waitMs: number | null } | null> {
    const placed = await this.sale.holds.override(approval);
    switch (placed.kind) {
      case 'held': {
        void this.app.approvals.learn(this.session, approval);
        const method = this.overriding.value;
        this.overriding.value = null;
        if (method) {
          this.pay(method);
        }
        return null;
      }
      case 'denied':
        return { why: t('Name or PIN is wrong, or not that of a manager.'), waitMs: placed.waitMs };
      case 'lost':
        return { why: t('The hub does not answer. Try again.'), waitMs: null };
      case 'short':
      case 'refused':
        return { why: t('They are not there any more. Change the quantity.'), waitMs: null };
    }
  }

  /** The cash key: to the payment, and there once more for "exact". */
  payOrExact(): void {
    const screen = this.screen.value;
    if (screen.kind === 'tender' && screen.method === 'CASH') {
      void this.tenders.cash(this.tenders.cashRest.value);
    } else {
      this.pay('CASH');
    }
  }

  /** One step back; not out of a payment whose end is unknown. */
  back(): void {
    this.query.value = '';
    this.cartOpen.value = false;
    this.newSale();
  }

  /** To the sale screen, from anywhere but a payment under way. */
  newSale(): void {
    if (this.sale.payment.value === null && !this.sale.finishing) {
      if (this.sale.cart.value.charge) {
        // Nobody paid it: the goods wait as they did.
        this.sale.change({ kind: 'clear' });
      }
      this.screen.value = { kind: 'sale' };
      const { follow } = this;
      this.follow = null;
      follow?.();
    }
  }

  /** The chosen units are paid now; the rest comes back to the counter afterwards. */
  async splitOff(chosen: Chosen, newId: () => string): Promise<void> {
    const cart = this.sale.cart.value;
    const split = splitBy(cart, chosen, newId, this.session.user.name, (each) => this.sale.priced(each));
    if (!split) {
      return;
    }
    this.sale.change({ kind: 'whole', cart: split.rest });
    const rest = await this.aside.put('', { kind: 'PARKED' });
    if (rest) {
      this.sale.change({ kind: 'whole', cart: split.now });
      this.splitRest = { paid: split.now.saleId, rest: rest.id };
      this.pay('CASH');
    }
  }

  private splitRest: { readonly paid: string; readonly rest: string } | null = null;

  /** To the drawer; not out of a payment under way. */
  showShift(): void {
    if (this.sale.payment.value === null && !this.sale.finishing) {
      this.cartOpen.value = false;
      this.screen.value = { kind: 'shift' };
    }
  }

  /** Shows an earlier sale's receipt, for a reprint. */
  show(sale: SaleRecord): void {
    if (this.sale.payment.value === null) {
      this.screen.value = { kind: 'receipt', sale, fresh: false };
    }
  }

  private paid(sale: SaleRecord): void {
    this.lastSale.value = sale;
    void this.layby.paid(sale);
    const split = this.splitRest;
    if (split?.paid === sale.id) {
      this.splitRest = null;
      this.follow = () => void this.aside.recall(split.rest);
    }
    this.app.printing.paid(sale);
    this.cartOpen.value = false;
    this.query.value = '';
    this.screen.value = { kind: 'receipt', sale, fresh: true };
  }
}
