import { effect, signal } from '@preact/signals';
import type { Database } from '../device/database';
import type { Hub } from '../hub/client';
import type { Connection } from '../hub/connection';
import { LiveStock } from '../hub/live-stock';
import type { Product } from '../wire';
import { Catalogue } from './catalogue';
import { fetchProducts, rememberedProducts } from './load';

/** What can be sold here, and how much of it there is. */
export class Shelf {
  readonly catalogue = signal(new Catalogue([]));
  /** How many products have come so far; null when there is nothing to wait for. */
  readonly loading = signal<number | null>(null);
  readonly stock: LiveStock;
  private stopWatching = () => {};

  constructor(
    private readonly hub: Hub,
    private readonly connection: Connection,
    private readonly db: Database,
    location: string,
    /** Told when nothing at all can be shown. */
    private readonly onFailure: () => void,
  ) {
    this.stock = new LiveStock(hub, location);
  }

  /** What this device remembers at once; what the hub has, as it comes. */
  async open(): Promise<void> {
    this.use(await rememberedProducts(this.db));
    void this.refresh();
    // Events missed while the hub was away are made good by a new start.
    this.stopWatching = effect(() => {
      if (this.connection.reach.value === 'online') {
        this.stock.connect();
      }
    });
  }

  close(): void {
    this.stopWatching();
    this.stock.close();
  }

  async refresh(): Promise<void> {
    this.loading.value = 0;
    const products = await fetchProducts(this.hub, this.db, (count) => (this.loading.value = count));
    this.loading.value = null;
    if (products) {
      this.use(products);
    } else if (this.catalogue.value.products.length === 0) {
      this.onFailure();
    }
  }

  private use(products: readonly Product[]): void {
    this.catalogue.value = new Catalogue(products);
    for (const product of products) {
      for (const variant of product.variants) {
        this.stock.suggest(variant.sku, variant.available);
      }
    }
  }
}
