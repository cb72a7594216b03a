import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { fetchProducts, rememberedProducts } from '../src/catalogue/load';
import { openDatabase } from '../src/device/database';
import { Hub } from '../src/hub/client';
import type { Product } from '../src/wire';

const products: Product[] = Array.from({ length: 2_450 }, (_, i) => ({ id: `p${i}`, title: `Article ${i}`, vendor: null, type: null, variants: [] }));

/** Serves the products page by page; breaks at the given page. */
function hub(breaksAt = Number.POSITIVE_INFINITY): Hub {
  return new Hub(async (url) => {
    const at = Number(new URL(url, 'http://hub').searchParams.get('cursor') ?? 0);
    if (at >= breaksAt) {
      throw new TypeError('Failed to fetch');
    }
    const next = at + 200 < products.length ? String(at + 200) : null;
    return Response.json({ products: products.slice(at, at + 200), nextCursor: next });
  });
}

describe('loading the catalogue', () => {
  it('reads_all_pages_and_keeps_them_in_chunks', async () => {
    const db = await openDatabase('load-1');
    const seen: number[] = [];
    const loaded = await fetchProducts(hub(), db, (count) => seen.push(count));
    expect(loaded).toHaveLength(2_450);
    expect(seen.at(-1)).toBe(2_450);
    expect(await db.count('catalogue')).toBe(3);
    expect(await rememberedProducts(db)).toEqual(products);
  });

  it('never_leaves_a_smaller_shop_behind_when_a_page_does_not_come', async () => {
    const db = await openDatabase('load-2');
    await fetchProducts(hub(), db, () => {});
    expect(await fetchProducts(hub(600), db, () => {})).toBeNull();
    expect(await rememberedProducts(db)).toHaveLength(2_450);
  });
});
