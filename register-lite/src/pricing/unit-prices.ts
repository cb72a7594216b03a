import { type Entry, holds, type Moment, type PriceList } from './rules';

export interface UnitPrice {
  readonly price: number;
  /** Whose price it is; null for the catalogue's. */
  readonly list: string | null;
}

/** A list is read once, however many carts it prices. */
const bySku = new WeakMap<PriceList, ReadonlyMap<string, readonly Entry[]>>();

function entriesOf(list: PriceList): ReadonlyMap<string, readonly Entry[]> {
  const entries = bySku.get(list);
  if (!entries) {
    const grouped = new Map<string, Entry[]>();
    for (const entry of list.prices) {
      const known = grouped.get(entry[0]);
      if (known) {
        known.push(entry);
      } else {
        grouped.set(entry[0], [entry]);
      }
    }
    bySku.set(list, grouped);
    return grouped;
  }
  return entries;
}

/**
 * What one unit of a SKU costs when so many are in the cart. Of several lists the highest priority
 * decides, among equals the lowest price; within a list the largest quantity that is reached.
 */
export function unitPriceOf(lists: readonly PriceList[], sku: string, quantity: number): UnitPrice | null {
  let best: { list: PriceList; price: number } | null = null;
  for (const list of lists) {
    const price = priceIn(list, sku, quantity);
    if (price !== null && (best === null || before(list, price, best.list, best.price))) {
      best = { list, price };
    }
  }
  return best && { price: best.price, list: best.list.id };
}

export function listsHolding(lists: readonly PriceList[], moment: Moment, groups: readonly string[]): readonly PriceList[] {
  return lists.filter((list) => holds(list.validity, moment, groups));
}

function priceIn(list: PriceList, sku: string, quantity: number): number | null {
  let best: Entry | null = null;
  for (const entry of entriesOf(list).get(sku) ?? []) {
    const reached = entry[1] <= quantity;
    if (reached && (best === null || entry[1] > best[1] || (entry[1] === best[1] && entry[2] < best[2]))) {
      best = entry;
    }
  }
  return best && best[2];
}

function before(list: PriceList, price: number, other: PriceList, otherPrice: number): boolean {
  if (list.priority !== other.priority) {
    return list.priority > other.priority;
  }
  return price === otherPrice ? list.id < other.id : price < otherPrice;
}
