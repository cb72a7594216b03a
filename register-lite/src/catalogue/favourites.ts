import type { Product } from '../wire';
import type { Catalogue } from './catalogue';

const MOST = 24;
/** Fewer would be an accident of the first customers. */
const LEAST = 3;

/**
 * What this device sells most, by the number of its latest sales that had it: a pack of twenty is one customer's wish.
 * Empty while too little was sold to tell.
 */
export function favourites(sales: readonly (readonly { readonly sku: string }[])[], catalogue: Catalogue): readonly Product[] {
  const counts = new Map<Product, number>();
  for (const lines of sales) {
    const products = new Set(lines.flatMap(({ sku }) => catalogue.sku(sku)?.product ?? []));
    products.forEach((product) => counts.set(product, (counts.get(product) ?? 0) + 1));
  }
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || a[0].title.localeCompare(b[0].title)).slice(0, MOST);
  return sorted.length < LEAST ? [] : sorted.map(([product]) => product);
}
