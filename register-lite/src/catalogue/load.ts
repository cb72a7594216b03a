import type { Database } from '../device/database';
import type { Hub } from '../hub/client';
import type { Product, ProductPage } from '../wire';

const CHUNK = 1_000;
const PAGE = 200;

/** The catalogue as this device last saw it; empty at the first start. */
export async function rememberedProducts(db: Database): Promise<readonly Product[]> {
  return (await db.getAll('catalogue')).flat();
}

/**
 * The whole catalogue from the hub, page by page; null if the hub did not give all of it. It is kept
 * only when complete, so a broken load never leaves a smaller shop behind.
 */
export async function fetchProducts(hub: Hub, db: Database, onProgress: (count: number) => void): Promise<readonly Product[] | null> {
  const products: Product[] = [];
  let cursor: string | null = null;
  do {
    const path: string = `/api/v1/products?limit=${PAGE}${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`;
    const answer = await hub.call<ProductPage>(path, { timeoutMs: 30_000 });
    if (answer.kind !== 'ok') {
      return null;
    }
    products.push(...answer.body.products);
    cursor = answer.body.nextCursor;
    onProgress(products.length);
  } while (cursor !== null);
  await remember(db, products);
  return products;
}

async function remember(db: Database, products: readonly Product[]): Promise<void> {
  const tx = db.transaction('catalogue', 'readwrite');
  await tx.store.clear();
  for (let chunk = 0; chunk * CHUNK < products.length; chunk++) {
    await tx.store.put(products.slice(chunk * CHUNK, (chunk + 1) * CHUNK), chunk);
  }
  await tx.done;
}
