import type { Manual, PricedItem } from './engine';
import { MILLION, share } from './whole';

/** A discount of the counter: how much, who gave it, why, and who said yes if that was needed. */
export interface Given extends Manual {
  readonly by: string;
  readonly reason: string | null;
  readonly approval: string | null;
  readonly approvedBy?: string | null;
  /** Up to which share, in millionths, the yes goes. */
  readonly upTo?: number;
}

function taken(item: PricedItem, ...sources: readonly string[]): number {
  return item.parts.reduce((sofar, { source, amount }) => sofar + (sources.includes(source) ? amount : 0), 0);
}

/** What somebody takes off by hand, and of how much; promotions come before. */
function byHand(item: PricedItem): { amount: number; base: number } {
  return { amount: taken(item, 'LINE', 'CART'), base: item.unitPrice * item.quantity - taken(item, 'PROMOTION') };
}

/** Whether more is taken off a line by hand than the share allows; a unit more is rounding, as for the hub. */
export function isAboveLimit(items: readonly PricedItem[], ppm: number): boolean {
  return items.some((item) => {
    const { amount, base } = byHand(item);
    return amount > 0 && amount > share(base, ppm) + 1;
  });
}

/** The largest share that is taken off any line by hand, in millionths. */
export function shareByHand(items: readonly PricedItem[]): number {
  return Math.max(0, ...items.map(byHand).map(({ amount, base }) => (amount === 0 ? 0 : Math.min(MILLION, Math.ceil((amount * MILLION) / base)))));
}
