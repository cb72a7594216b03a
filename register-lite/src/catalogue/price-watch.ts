import { signal } from '@preact/signals';
import type { Hub } from '../hub/client';
import type { ProductPage } from '../wire';

const EVERY_MS = 15_000;
/** More are looked at in turns, so that a long cart costs the hub no more than a short one. */
const AT_ONCE = 10;

interface Watched {
  readonly sku: string;
  readonly unitPrice: number;
}

/** Looks whether goods in the open cart have become cheaper: the customer may have the lower price. */
export class PriceWatch {
  /** What a unit costs by now, only where that is less than in the cart. */
  readonly lower = signal<ReadonlyMap<string, number>>(new Map());
  private timer: ReturnType<typeof setInterval> | undefined;
  private turn = 0;
  private looking = false;

  constructor(
    private readonly hub: Hub,
    private readonly lines: () => readonly Watched[],
  ) {}

  open(): void {
    this.timer = setInterval(() => void this.look(), EVERY_MS);
  }

  close(): void {
    clearInterval(this.timer);
  }

  /** One look; it stops at the first question that is not answered. */
  async look(): Promise<void> {
    const lines = this.lines();
    if (this.looking || lines.length === 0) {
      return;
    }
    this.looking = true;
    const found = new Map(this.lower.value);
    try {
      for (let i = 0; i < Math.min(AT_ONCE, lines.length); i++) {
        const { sku } = lines[this.turn++ % lines.length]!;
        const answer = await this.hub.call<ProductPage>(`/api/v1/products?limit=5&query=${encodeURIComponent(sku)}`, { timeoutMs: 5_000 });
        if (answer.kind !== 'ok') {
          break;
        }
        const price = answer.body.products.flatMap((product) => product.variants).find((variant) => variant.sku === sku)?.price.minor;
        if (price !== undefined) {
          found.set(sku, price);
        }
      }
    } finally {
      this.looking = false;
    }
    const inCart = new Map(this.lines().map((line) => [line.sku, line.unitPrice]));
    this.lower.value = new Map([...found].filter(([sku, price]) => price < (inCart.get(sku) ?? 0)));
  }
}
