import type { Ahead, Cart } from '../cart/cart';
import type { Priced } from '../pricing/engine';
import type { Price } from '../pricing/tax';
import { type SetAside, TTL_SECONDS } from '../cart/hold-keeper';

/** What a cart that was put aside is waiting for. */
export type Waiting =
  /** The customer comes back in a moment. */
  | { readonly kind: 'PARKED' }
  /** The customer decides; until then the prices stand. */
  | { readonly kind: 'QUOTE'; readonly number: string; /** The last day, such as 2026-12-24. */ readonly until: string; /** What each line costs, all discounts off. */ readonly nets: readonly number[]; readonly price: Price & Pick<Priced, 'items' | 'saved'> }
  /** The customer pays in parts and takes the goods at the end. */
  | ({ readonly kind: 'LAYBY' } & Ahead);

/** A sale that was put aside, as it lies on this device. */
export interface ParkedSale {
  /** That of the sale. */
  readonly id: string;
  readonly waiting: Waiting;
  readonly cart: Cart;
  /** How the cashier calls it; may be empty. */
  readonly name: string;
  readonly location: string;
  readonly by: string;
  /** Milliseconds since 1970, by this device. */
  readonly at: number;
  /** What it came to when it was put aside. */
  readonly total: number;
  /** What each line came to. */
  readonly items: Priced['items'];
  /** What is held for it at the hub, as far as is known here. */
  readonly hold: SetAside | null;
}

/** A day: goods that somebody has paid for in part are kept for longer than a cart's. */
export const LAYBY_SECONDS = 86_400;

/** For how many seconds the hub keeps goods for it after each time it was asked to. */
export function keptFor(waiting: Waiting): number {
  return waiting.kind === 'LAYBY' ? LAYBY_SECONDS : waiting.kind === 'PARKED' ? TTL_SECONDS : 0;
}

/** Until when its goods are held (milliseconds since 1970); null when they are not, or nobody knows. */
export function heldUntil(parked: ParkedSale): number | null {
  return parked.hold && parked.hold.askedAt + keptFor(parked.waiting) * 1000;
}

/** What was paid ahead. */
export function paidAhead(waiting: Waiting): number {
  return waiting.kind === 'LAYBY' ? waiting.paid.reduce((sum, { amount }) => sum + amount, 0) : 0;
}

/** Which one it is, in a word: its name, else what is in it. */
export function called({ name, cart }: ParkedSale): string {
  const [first] = cart.lines;
  return name !== '' ? name : (first?.title ?? '');
}
