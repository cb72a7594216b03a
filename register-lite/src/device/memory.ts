import type { Cart } from '../cart/cart';
import type { RuleDocument } from '../pricing/rule-book';
import type { Session } from '../wire';
import type { Database } from './database';

/** A payment that was begun for the open cart and whose end we have not seen. */
export interface BegunPayment {
  readonly paymentId: string;
  readonly holdId: string | null;
  readonly amount: number;
}

/** The open sale as it survives a crash. */
export interface KeptSale {
  readonly cart: Cart;
  readonly payment: BegunPayment | null;
  /** Holds that may still be alive at the hub. */
  readonly holds: readonly string[];
  /** The version of the rules by which it is priced. */
  readonly rules?: number;
}

export const OPEN_SALE = 'open-sale';
export const counterKey = (register: string) => `receipt-counter ${register}`;

const NAMES_MAX = 8;

/** The small things this device remembers between one start and the next. */
export class DeviceMemory {
  constructor(readonly db: Database) {}

  /** Who signed in here lately, newest first. */
  async names(): Promise<readonly string[]> {
    return ((await this.db.get('memory', 'names')) as string[] | undefined) ?? [];
  }

  async rememberName(name: string): Promise<void> {
    const others = (await this.names()).filter((known) => known !== name);
    await this.db.put('memory', [name, ...others].slice(0, NAMES_MAX), 'names');
  }

  /** The session as it was when the hub last confirmed it, for a start without the hub. */
  async session(): Promise<Session | null> {
    return ((await this.db.get('memory', 'session')) as Session | undefined) ?? null;
  }

  async rememberSession(session: Session | null): Promise<void> {
    await (session ? this.db.put('memory', session, 'session') : this.db.delete('memory', 'session'));
    if (session && session.offline !== true) {
      await this.db.put('memory', session, 'last-session');
    }
  }

  /** Where this till is, as somebody's last session at the hub told, for whoever signs in without the hub. */
  async lastSession(): Promise<Session | null> {
    return ((await this.db.get('memory', 'last-session')) as Session | undefined) ?? null;
  }

  /** The language chosen on this device, or null for the browser's. */
  async language(): Promise<string | null> {
    return ((await this.db.get('memory', 'language')) as string | undefined) ?? null;
  }

  async rememberLanguage(code: string): Promise<void> {
    await this.db.put('memory', code, 'language');
  }

  /** The language of receipts on this device, or null for that of the screens. */
  async paperLanguage(): Promise<string | null> {
    return ((await this.db.get('memory', 'paper-language')) as string | undefined) ?? null;
  }

  async rememberPaperLanguage(code: string | null): Promise<void> {
    await (code === null ? this.db.delete('memory', 'paper-language') : this.db.put('memory', code, 'paper-language'));
  }

  /** Set when somebody signed out while the hub was away: the cookie is still to be ended. */
  async owesSignOut(): Promise<boolean> {
    return (await this.db.get('memory', 'owes-sign-out')) === true;
  }

  async setOwesSignOut(owes: boolean): Promise<void> {
    await this.db.put('memory', owes, 'owes-sign-out');
  }

  /** Price lists and promotions, the newest first; the open cart may be priced by those before. */
  async priceRules(): Promise<readonly RuleDocument[]> {
    return ((await this.db.get('memory', 'price-rules')) as RuleDocument[] | undefined) ?? [];
  }

  async rememberPriceRules(rules: readonly RuleDocument[]): Promise<void> {
    await this.db.put('memory', rules, 'price-rules');
  }

  async openSale(): Promise<KeptSale | null> {
    return ((await this.db.get('memory', OPEN_SALE)) as KeptSale | undefined) ?? null;
  }

  async rememberOpenSale(sale: KeptSale): Promise<void> {
    await this.db.put('memory', sale, OPEN_SALE);
  }

  async counter(register: string): Promise<number> {
    return ((await this.db.get('memory', counterKey(register))) as number | undefined) ?? 0;
  }

  /** Makes sure that the next receipt number is above this one, for a device that lost its counter. */
  async raiseCounter(register: string, atLeast: number): Promise<void> {
    const tx = this.db.transaction('memory', 'readwrite');
    const known = ((await tx.store.get(counterKey(register))) as number | undefined) ?? 0;
    if (atLeast > known) {
      await tx.store.put(atLeast, counterKey(register));
    }
    await tx.done;
  }
}
