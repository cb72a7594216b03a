import { signal, type Signal } from '@preact/signals';
import type { Level, Levels } from '../wire';
import type { Hub } from './client';

/**
 * What can be sold here, by SKU, kept live by the hub's events. Only a SKU that is on screen has a
 * signal, so 50,000 levels cost one map.
 */
export class LiveStock {
  private readonly levels = new Map<string, number>();
  private readonly watched = new Map<string, Signal<number | null>>();
  private events: EventSource | null = null;
  private retry: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly hub: Hub,
    private readonly location: string,
  ) {}

  /** How many a customer at the counter can buy; null while unknown. */
  of(sku: string): Signal<number | null> {
    let level = this.watched.get(sku);
    if (!level) {
      level = signal(this.levels.get(sku) ?? null);
      this.watched.set(sku, level);
    }
    return level;
  }

  /** A level from the catalogue; the live ones win. */
  suggest(sku: string, sellable: number): void {
    if (!this.levels.has(sku)) {
      this.set(sku, sellable);
    }
  }

  /** Begins (or begins again after the hub was away): events first, then the levels they change. */
  connect(): void {
    this.close();
    const events = new EventSource(`/api/v1/events?location=${encodeURIComponent(this.location)}`);
    this.events = events;
    // Also fires when the browser reconnected by itself; what was missed meanwhile comes from the refetch.
    events.onopen = () => void this.refetch();
    events.addEventListener('stock', (event) => this.heard((event as MessageEvent<string>).data));
    events.onerror = () => {
      // A closed source never comes back by itself: the hub answered with an error.
      if (events.readyState === EventSource.CLOSED) {
        this.retry = setTimeout(() => this.connect(), 5_000);
      }
    };
  }

  close(): void {
    clearTimeout(this.retry);
    this.events?.close();
    this.events = null;
  }

  async refetch(): Promise<void> {
    const answer = await this.hub.call<Levels>(`/api/v1/stock?location=${encodeURIComponent(this.location)}`, { timeoutMs: 30_000 });
    if (answer.kind === 'ok') {
      for (const level of answer.body.levels) {
        this.set(level.sku, sellable(level));
      }
    }
  }

  private heard(data: string): void {
    const level = JSON.parse(data) as Level & { location?: string };
    if (level.location === undefined || level.location === this.location) {
      this.set(level.sku, sellable(level));
    }
  }

  private set(sku: string, sellable: number): void {
    this.levels.set(sku, sellable);
    const watched = this.watched.get(sku);
    if (watched) {
      watched.value = sellable;
    }
  }
}

/** What shops show could come back, but first to whoever was promised it already. */
function sellable(level: Level): number {
  return Math.max(0, level.available + level.published - (level.short ?? 0));
}
