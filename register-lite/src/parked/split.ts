import { type Cart, type CartLine, keyOf } from '../cart/cart';
import type { Priced } from '../pricing/engine';
import { part } from '../pricing/whole';
import type { Joined } from '../wire';

/** How many units of each line go to the part that is paid now, by the line's key. */
export type Chosen = ReadonlyMap<string, number>;

export interface Split {
  readonly now: Cart;
  readonly rest: Cart;
}

/**
 * One cart as two: the chosen units, and the rest. What each line costs in the whole cart is shared out by units, so
 * that the two are exactly what the one was; what promotions would give less to a part is taken off by hand, in the
 * name of the split. Null when nothing, or all, was chosen.
 *
 * @param priced what a cart costs
 */
export function splitBy(cart: Cart, chosen: Chosen, newId: () => string, by: string, priced: (cart: Cart) => Priced): Split | null {
  const takes = cart.lines.map((line) => Math.min(Math.max(chosen.get(keyOf(line)) ?? 0, 0), line.quantity));
  const [units, all] = [takes.reduce((sum, count) => sum + count, 0), cart.lines.reduce((sum, line) => sum + line.quantity, 0)];
  if (units === 0 || units === all) {
    return null;
  }
  const whole = priced(cart).items;
  const reference = cart.joined?.reference ?? cart.saleId.slice(-8).toUpperCase();
  const first = cart.joined?.part ?? 1;
  const nets = cart.lines.map((line, i) => part(whole[i]!.net, takes[i]!, line.quantity));
  const carve = (id: string, count: (i: number) => number, net: (i: number) => number, joined: Joined, serials: (line: CartLine, i: number) => readonly string[] | undefined): Cart => {
    const places = [...cart.lines.keys()].filter((i) => count(i) > 0);
    const bare: Cart = {
      ...cart,
      saleId: id,
      given: null,
      joined,
      lines: places.map((i) => {
        const named = serials(cart.lines[i]!, i);
        return { ...cart.lines[i]!, quantity: count(i), given: null, ...(named ? { serials: named } : {}) };
      }),
    };
    const natural = priced(bare).items;
    return {
      ...bare,
      lines: bare.lines.map((line, at) => {
        const more = natural[at]!.net - net(places[at]!);
        const was = cart.lines[places[at]!]!.given ?? cart.given ?? null;
        return more > 0 ? { ...line, given: { ...(was ?? { by, reason: null, approval: null }), kind: 'AMOUNT' as const, value: more, upTo: 1_000_000 } } : line;
      }),
    };
  };
  return {
    now: carve(newId(), (i) => takes[i]!, (i) => nets[i]!, { reference, part: first, of: null }, (line, i) => line.serials?.slice(0, takes[i]!)),
    rest: carve(cart.saleId, (i) => cart.lines[i]!.quantity - takes[i]!, (i) => whole[i]!.net - nets[i]!, { reference, part: first + 1, of: null }, (line, i) => line.serials?.slice(takes[i]!)),
  };
}
