import type { Cart } from '../cart/cart';
import type { Priced } from '../pricing/engine';
import type { Waiting } from './parked-sale';

type Quote = Extract<Waiting, { kind: 'QUOTE' }>;

/** How long a quote stands unless somebody says otherwise. */
export const DAYS = 14;

/** `Q-1K7F3M`: short enough to be read out, from the end of the sale's id, which is random. */
export function quoteNumber(saleId: string): string {
  return `Q-${BigInt(`0x${saleId.replaceAll('-', '').slice(-9)}`).toString(36).toUpperCase().padStart(7, '0')}`;
}

/** The last day on which a quote of this instant stands, by the clock of the shop. */
export function lastDay(now: number, days: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(now + days * 86_400_000));
}

/** Whether it still stands. */
export function stands({ until }: Quote, now: number, timeZone: string): boolean {
  return lastDay(now, 0, timeZone) <= until;
}

/**
 * The cart as it is sold at this instant, so that no line costs more than was quoted: what it would cost more by now is taken off it, in the name of
 * the quote. What has become cheaper stays cheaper.
 */
export function atQuotedPrices(cart: Cart, quote: Quote, by: string, at: number, priced: (cart: Cart) => Priced): Cart {
  const bare: Cart = { ...cart, begunAt: at, given: null, quote: quote.number, lines: cart.lines.map((line) => ({ ...line, given: null })) };
  const now = priced(bare);
  return {
    ...bare,
    lines: bare.lines.map((line, i) => {
      const more = now.items[i]!.net - (quote.nets[i] ?? now.items[i]!.net);
      // A quote was allowed when it was made: nobody is asked again.
      return more > 0 ? { ...line, given: { kind: 'AMOUNT' as const, value: more, by, reason: quote.number, approval: null, upTo: 1_000_000 } } : line;
    }),
  };
}
