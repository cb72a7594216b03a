import { signal } from '@preact/signals';
import { type Cart, emptyCart, unitsOf } from '../cart/cart';
import type { HoldPort, SetAside } from '../cart/hold-keeper';
import type { OpenSale } from '../cart/open-sale';
import type { Database } from '../device/database';
import { newId } from '../ids';
import { tell } from '../ui/notices';
import type { Session } from '../wire';
import { t } from '../words/words';
import { keptFor, type ParkedSale, type Waiting } from './parked-sale';
import { atQuotedPrices, stands } from './quote';
import { all, change, kept, putAside, takeOut } from './store';

export interface AsideParts {
  readonly db: Database;
  readonly port: HoldPort;
  readonly sale: OpenSale;
  readonly session: Session;
  /** Whether the open sale of this tab is the one that is written down. */
  readonly owns: () => Promise<boolean>;
}

/** The hub takes a cart of more than a day for no cart of this sale. */
const TOO_OLD_MS = 20 * 3_600_000;
const SHORT_FOR_MS = 30_000;
/** Often enough that goods which are paid for in part never come free while this till runs. */
const LOOK_EVERY_MS = 600_000;

/** Carts that were put aside on this device: parked, quoted, or paid for in parts. Any cashier may go on with them. */
export class Aside {
  readonly list = signal<readonly ParkedSale[]>([]);
  private timer: ReturnType<typeof setInterval> | undefined;
  private tabs = 'BroadcastChannel' in globalThis ? new BroadcastChannel('tillbridge-parked') : null;

  constructor(private readonly parts: AsideParts) {
    this.tabs?.addEventListener('message', () => void this.load());
  }

  async open(): Promise<void> {
    await this.load();
    this.timer = setInterval(() => this.keepOn(), LOOK_EVERY_MS);
    this.keepOn();
  }

  close(): void {
    clearInterval(this.timer);
    this.tabs?.close();
    // What is still on its way to the hub may end after this.
    this.tabs = null;
  }

  /**
   * Puts the open cart aside. It is on disk when this resolves; what is held for it is seen to afterwards.
   * Null when there is none, or somebody is paying for it.
   */
  async put(name: string, waiting: Waiting): Promise<ParkedSale | null> {
    const { sale, session, db } = this.parts;
    const cart = sale.cart.value;
    if (cart.lines.length === 0 || sale.payment.value !== null || sale.finishing) {
      return null;
    }
    const parked: ParkedSale = {
      id: cart.saleId,
      // Whatever it is put aside as: what was paid for it stays with it.
      waiting: cart.ahead ? { kind: 'LAYBY', ...cart.ahead } : waiting,
      cart: { ...cart, ahead: null },
      name: name.trim() || (cart.name ?? ''),
      location: session.location.id,
      by: session.user.name,
      at: Date.now(),
      total: sale.price.value.total,
      items: sale.price.value.items,
      hold: sale.holds.setAside(),
    };
    const next = emptyCart(newId());
    await putAside(db, parked, (await this.parts.owns()) ? kept(next, sale.holds.ids(), sale.book.rules.value.version) : null);
    sale.begin(next);
    await this.changed();
    void this.hold(parked);
    return parked;
  }

  /** Goes on with it; a cart that is open meanwhile is parked. Says what is not there any more. */
  async recall(id: string): Promise<ParkedSale | null> {
    const { sale, db } = this.parts;
    if (sale.payment.value !== null || sale.finishing) {
      return null;
    }
    await this.put('', { kind: 'PARKED' });
    const owns = await this.parts.owns();
    const rules = sale.book.rules.value.version;
    const parked = await takeOut(db, id, (found) => (owns ? kept(found.waiting.kind === 'LAYBY' ? { ...found.cart, ahead: found.waiting } : found.cart, found.hold ? [found.hold.id] : [], rules) : null));
    await this.changed();
    if (!parked) {
      tell(t('Somebody else went on with it already.'), { tone: 'wrong' });
      return null;
    }
    const { kind: _kind, ...ahead } = parked.waiting.kind === 'LAYBY' ? parked.waiting : { kind: null };
    const cart: Cart = 'code' in ahead ? { ...parked.cart, ahead } : parked.cart;
    const now = Date.now();
    // What was put aside yesterday is sold by what holds today.
    sale.takeUp({ ...cart, name: parked.name, begunAt: now - (cart.begunAt ?? now) > TOO_OLD_MS ? now : (cart.begunAt ?? now) }, parked.hold);
    if (parked.waiting.kind === 'QUOTE' && stands(parked.waiting, now, this.parts.session.location.timeZone)) {
      sale.change({ kind: 'whole', cart: atQuotedPrices(cart, parked.waiting, parked.by, now, (each) => sale.priced(each)) });
    }
    await sale.remember();
    void this.sayWhatIsThere(parked);
    return parked;
  }

  /** Puts it away for good; its goods are free again. */
  async drop(id: string): Promise<void> {
    const parked = await takeOut(this.parts.db, id, () => null);
    await this.changed();
    if (parked?.hold) {
      await this.parts.port.release(parked.hold.id, false);
    }
  }

  /** The quote or lay-by whose slip was scanned. */
  byCode(code: string): ParkedSale | undefined {
    const typed = code.trim().toUpperCase();
    return this.list.value.find(({ waiting }) => (waiting.kind === 'QUOTE' && waiting.number === typed) || (waiting.kind === 'LAYBY' && waiting.code === typed));
  }

  /** Changes one that lies there. */
  async note(id: string, how: (parked: ParkedSale) => ParkedSale): Promise<ParkedSale | null> {
    const changed = await change(this.parts.db, id, how);
    await this.changed();
    return changed;
  }

  private async sayWhatIsThere(parked: ParkedSale): Promise<void> {
    const { sale } = this.parts;
    await sale.holds.step();
    const short = sale.cart.value.saleId === parked.id ? sale.shortages.value : [];
    for (const { sku, available, wanted } of short) {
      const title = parked.cart.lines.find((line) => line.sku === sku)?.title ?? sku;
      tell(t('{title}: {available} of {wanted} available', { title, available, wanted }), { tone: 'wrong', forMs: SHORT_FOR_MS });
    }
  }

  /** Has the hub keep the goods for their whole time from now on, as many of them as there are. */
  private async hold(parked: ParkedSale): Promise<void> {
    const seconds = keptFor(parked.waiting);
    if (seconds === 0) {
      if (parked.hold) {
        await this.parts.port.release(parked.hold.id, false);
        await this.note(parked.id, (now) => ({ ...now, hold: null }));
      }
      return;
    }
    const hold = (await this.longer(parked.hold, seconds)) ?? (await this.anew(parked, seconds));
    if (hold) {
      const there = await this.note(parked.id, (now) => ({ ...now, hold }));
      if (!there && this.parts.sale.cart.value.saleId !== parked.id) {
        // Sold or dropped meanwhile.
        await this.parts.port.release(hold.id, false);
      }
    }
  }

  private async longer(hold: SetAside | null, seconds: number): Promise<SetAside | null> {
    const askedAt = Date.now();
    return hold && (await this.parts.port.prolong(hold.id, newId(), seconds)) ? { ...hold, askedAt } : null;
  }

  private async anew(parked: ParkedSale, seconds: number): Promise<SetAside | null> {
    let lines = unitsOf(parked.cart);
    for (let tries = 0; tries < 2 && lines.length > 0; tries++) {
      const hold = { id: newId(), lines, askedAt: Date.now() };
      const placed = await this.parts.port.place(hold.id, lines, seconds);
      if (placed.kind === 'held') {
        return hold;
      }
      if (placed.kind !== 'short') {
        return null;
      }
      const left = new Map(placed.shortages.map((short) => [short.sku, Math.max(0, short.available)]));
      lines = lines.map((line) => ({ ...line, quantity: Math.min(line.quantity, left.get(line.sku) ?? line.quantity) })).filter((line) => line.quantity > 0);
    }
    return null;
  }

  /** What is paid for in parts is held on and on. */
  private keepOn(): void {
    for (const parked of this.list.value) {
      if (parked.waiting.kind === 'LAYBY') {
        void this.hold(parked);
      }
    }
  }

  private async changed(): Promise<void> {
    this.tabs?.postMessage('changed');
    await this.load();
  }

  private async load(): Promise<void> {
    this.list.value = await all(this.parts.db, this.parts.session.location.id);
  }
}
